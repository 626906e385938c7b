"""What the invented bureau does with its money: every line of it, in yuan before jitter.

Nothing here is a real place, unit or sum. `amounts` makes the figures uneven, to the fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

YEAR = 2024
UNITS = ("U01", "U02", "U03", "U04", "U05")
AGENCIES = ("U01", "U02")

FEN = Decimal("0.01")


def amounts(base: int, tag: str) -> Decimal:
    """Return `base` yuan and up to 3 % more, to the fen; the same tag gives the same amount."""
    return (Decimal(base) + Decimal(crc32(tag.encode()) % (base * 3 + 1)) / 100).quantize(FEN)


def scaled(value: Decimal, tag: str, low: int = 88, span: int = 22) -> Decimal:
    """Return `value` times a factor between `low` % and `low + span` %, to the fen."""
    factor = Decimal(low) + Decimal(crc32(tag.encode()) % (span * 100)) / 100
    return (value * factor / 100).quantize(FEN)


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line of the ledger: what money of a unit is for."""

    unit: str
    budget: str
    function: str
    nature: str
    project: str = ""

    @property
    def tag(self) -> str:
        """Name the line."""
        return f"{self.unit}/{self.budget}/{self.function}/{self.nature}/{self.project}"


@dataclass(frozen=True, slots=True)
class Carried:
    """Money of an earlier year: brought in, taken back by the treasury, carried on."""

    origin: int
    start: int
    recovered: int
    end: int


@dataclass(frozen=True, slots=True)
class Carry:
    """What a line carries: earlier years, this year's cut, what is left of this year."""

    old: tuple[Carried, ...] = ()
    cut: int = 0
    left: int = 0


#: code, name, kind, unit
PROJECTS = (
    ("P01", "重大投资促进活动", "recurrent", "U01"),
    ("P02", "产业招商专班驻外工作", "recurrent", "U01"),
    ("P03", "外商投资环境优化与服务", "recurrent", "U02"),
    ("P04", "重点产业链企业落户奖补", "one_off", "U01"),
    ("P05", "产业投资平台注资", "one_off", "U01"),
    ("P06", "投资促进信息平台建设", "one_off", "U02"),
    ("P07", "会展场馆运行维护", "recurrent", "U03"),
    ("P08", "会展场馆改扩建", "one_off", "U03"),
    ("P09", "投资促进人才培训", "recurrent", "U04"),
    ("P10", "科技成果转化对接", "one_off", "U04"),
    ("P11", "园区标准厂房及配套", "one_off", "U05"),
    ("P12", "会展片区节能改造", "one_off", "U05"),
    ("P13", "体育会展公益活动", "recurrent", "U03"),
    ("P14", "养老保险和职业年金清算", "one_off", "U01"),
    ("P15", "公务用车更新", "one_off", "U01"),
    ("P16", "历史合同赔偿清理", "one_off", "U01"),
    ("P17", "对口帮扶与捐赠", "recurrent", "U01"),
    ("P18", "重点企业贷款贴息", "one_off", "U01"),
    ("P19", "现代农业招商示范", "one_off", "U05"),
)

#: unit, budget, function, nature, project ("-" for none), then economic:yuan
_SPENDING = """
U01 general 2011301 basic - 30101:2860000 30102:3120000 30103:2410000 30106:186000 30112:64000
    30114:52000 30199:230000 30201:265000 30202:48000 30203:35000 30204:2600 30205:21000
    30206:118000 30207:96000 30208:33000 30209:240000 30211:412000 30213:86000 30214:41000
    30215:57000 30216:73000 30217:64000 30226:92000 30227:110000 30228:128000 30229:76000
    30231:156000 30239:498000 30240:6800 30299:143000 31002:88000 31007:52000 31099:12000
U01 general 2080501 basic - 30201:18000 30301:198000 30302:412000 30305:36000 30307:22000
    30399:15000
U01 general 2080505 basic - 30108:910000
U01 general 2080506 basic - 30109:455000
U01 general 2080801 basic - 30304:286000
U01 general 2101101 basic - 30110:486000
U01 general 2101103 basic - 30111:168000
U01 general 2210201 basic - 30113:842000
U01 general 2210203 basic - 30102:136000
U01 general 2011308 project P01 30201:86000 30202:164000 30211:735000 30212:286000 30214:118000
    30215:926000 30217:412000 30226:135000 30227:1864000
U01 general 2011308 project P02 30209:58000 30211:1126000 30214:342000 30227:415000 30299:96000
U01 general 2150805 project P04 31204:3860000 31205:720000 31299:1140000 39999:185000
U01 capital 2230203 project P05 31201:8600000 31203:12400000
U01 capital 2230299 project P05 31201:3200000
U01 general 2080507 project P14 31302:382000
U01 general 2080508 project P14 31304:516000
U01 fund 2296001 project P14 31303:264000
U01 general 2011302 project P15 31013:239000 31019:46000
U01 general 2019901 project P16 39907:178000
U01 general 2130599 project P17 30306:62000 39909:420000 39910:360000
U01 general 2179902 project P18 31205:1480000
U01 non_fiscal 2011301 basic - 30201:31000 30299:24000
U02 general 2011301 basic - 30101:1240000 30102:1386000 30103:1082000 30112:27000 30199:96000
    30201:118000 30202:22000 30205:9600 30206:52000 30207:43000 30209:104000 30211:186000
    30213:38000 30215:26000 30216:31000 30217:28000 30228:56000 30229:33000 30231:78000
    30239:214000 30299:61000 30309:4800 31002:42000
U02 general 2080505 basic - 30108:396000
U02 general 2080506 basic - 30109:198000
U02 general 2101101 basic - 30110:212000
U02 general 2101103 basic - 30111:73000
U02 general 2210201 basic - 30113:364000
U02 general 2160607 project P03 30203:148000 30211:266000 30212:164000 30215:238000
    30226:92000 30227:1085000 39908:320000
U02 general 2011302 project P06 30213:76000 30227:684000 31003:218000 31007:1246000 31022:392000
U03 general 2160250 basic - 30101:986000 30102:212000 30107:1164000 30112:31000 30199:68000
    30201:86000 30205:42000 30206:196000 30207:28000 30209:168000 30211:74000 30213:92000
    30217:16000 30228:44000 30229:27000 30231:64000 30299:48000 31002:36000
U03 general 2080502 basic - 30302:124000 30303:18000
U03 general 2080505 basic - 30108:342000
U03 general 2080506 basic - 30109:171000
U03 general 2101102 basic - 30110:183000
U03 general 2210201 basic - 30113:306000
U03 general 2160299 project P07 30206:284000 30209:462000 30213:318000 30218:96000 30224:52000
    30225:38000 31003:216000 31006:684000 31008:74000 31021:58000
U03 fund 2120803 project P08 30901:4260000 30902:186000 30903:942000 30905:2380000 30906:1265000
    30907:486000 30908:94000 30913:228000 30919:64000 30921:132000 30922:118000 30999:205000
    31101:1500000 31199:340000
U03 fund 2296003 project P13 30201:42000 30202:28000 30218:86000 30226:74000 30227:268000
    31003:132000
U03 non_fiscal 2160250 basic - 30107:486000 30201:62000 30211:38000 30299:54000
U03 non_fiscal 2160299 project P07 30213:124000 30227:246000
U03 non_fiscal 2160250 downward - -:130000
U04 general 2050803 basic - 30101:742000 30102:168000 30107:896000 30112:22000 30199:36000
    30201:58000 30205:26000 30206:74000 30207:18000 30209:92000 30211:46000 30228:32000
    30229:19000 30299:28000 30311:12000 31002:24000
U04 general 2080505 basic - 30108:258000
U04 general 2080506 basic - 30109:129000
U04 general 2101102 basic - 30110:138000
U04 general 2210201 basic - 30113:232000
U04 general 2050803 project P09 30201:34000 30202:46000 30214:58000 30216:612000 30226:284000
    30308:96000
U04 general 2060404 project P10 30203:72000 30215:118000 30218:46000 30226:94000 30227:386000
U04 non_fiscal 2050803 basic - 30107:318000 30201:44000 30216:86000 30226:162000
U04 non_fiscal 2050803 project P09 30226:248000 30227:196000
U04 non_fiscal 2050803 upward - -:64000
U05 general 2011350 basic - 30101:564000 30102:128000 30107:672000 30112:18000 30201:42000
    30206:38000 30207:14000 30211:33000 30228:24000 30229:14000 30299:21000 31002:18000
U05 general 2080505 basic - 30108:196000
U05 general 2080506 basic - 30109:98000
U05 general 2101102 basic - 30110:104000
U05 general 2210201 basic - 30113:176000
U05 fund 2120802 project P11 30701:624000 30702:138000 30703:42000 30704:16000 31001:2860000
    31005:3420000 31009:1260000 31010:384000 31011:96000 31012:742000
U05 general 2111001 project P12 30213:126000 30227:184000 31003:468000
U05 general 2130122 project P19 30310:146000 31204:382000
U05 non_fiscal 2011350 basic - 30299:112000
U05 non_fiscal 2160299 commercial - 30101:386000 30206:74000 30218:228000 30240:42000 30299:96000
"""


def spending() -> dict[Line, dict[str, Decimal]]:
    """Return every line's spending by economic item ("" where the nature has none)."""
    result: dict[Line, dict[str, Decimal]] = {}
    for text in _SPENDING.replace("\n    ", " ").strip().splitlines():
        unit, budget, function, nature, project, *items = text.split()
        line = Line(unit, budget, function, nature, "" if project == "-" else project)
        pairs = (item.split(":") for item in items)
        result[line] = {
            "" if code == "-" else code: amounts(int(base), f"{line.tag}/{code}")
            for code, base in pairs
        }
    return result


CARRIES: dict[Line, Carry] = {
    Line("U01", "general", "2011301", "basic"): Carry((Carried(2023, 46000, 0, 0),), left=38000),
    Line("U01", "general", "2011308", "project", "P01"): Carry(
        (Carried(2023, 620000, 0, 0),), left=385000
    ),
    Line("U01", "general", "2011308", "project", "P02"): Carry(
        (Carried(2022, 84000, 84000, 0), Carried(2023, 210000, 0, 56000)), 120000, 143000
    ),
    Line("U01", "general", "2150805", "project", "P04"): Carry(
        (Carried(2023, 1250000, 0, 0),), 300000, 860000
    ),
    Line("U01", "capital", "2230203", "project", "P05"): Carry(
        (Carried(2023, 2400000, 0, 0),), left=1500000
    ),
    Line("U02", "general", "2160607", "project", "P03"): Carry(
        (Carried(2023, 340000, 0, 0),), left=268000
    ),
    Line("U02", "general", "2011302", "project", "P06"): Carry(
        (Carried(2022, 150000, 0, 41000), Carried(2023, 480000, 36000, 0)), left=312000
    ),
    Line("U03", "general", "2160299", "project", "P07"): Carry((Carried(2023, 132000, 0, 0),)),
    Line("U03", "fund", "2120803", "project", "P08"): Carry(
        (Carried(2022, 680000, 0, 0), Carried(2023, 3150000, 0, 920000)), 450000, 2260000
    ),
    Line("U03", "fund", "2296003", "project", "P13"): Carry(left=96000),
    Line("U04", "general", "2050803", "project", "P09"): Carry(
        (Carried(2023, 95000, 0, 0),), left=47000
    ),
    Line("U05", "general", "2111001", "project", "P12"): Carry(left=188000),
    Line("U05", "fund", "2120802", "project", "P11"): Carry(
        (Carried(2023, 1870000, 210000, 0),), left=1340000
    ),
    Line("U01", "non_fiscal", "2011301", "basic"): Carry((Carried(2023, 31000, 0, 0),), left=12000),
    Line("U03", "non_fiscal", "2160250", "basic"): Carry(
        (Carried(2023, 410000, 0, 0),), left=365000
    ),
    Line("U04", "non_fiscal", "2050803", "project", "P09"): Carry(
        (Carried(2023, 220000, 0, 0),), left=260000
    ),
    Line("U05", "non_fiscal", "2160299", "commercial"): Carry(
        (Carried(2023, 58000, 0, 0),), left=74000
    ),
}

#: Money that one unit of the bureau gave another: kind, payer, payee, functions, yuan.
TRANSFERS = (
    ("grant", "U03", "U05", "2160250", "2011350", 240000),
    ("grant", "U03", "U04", "2160250", "2050803", 180000),
    ("remittance", "U05", "U03", "2011350", "2160250", 150000),
    ("remittance", "U04", "U03", "2050803", "2160250", 90000),
)

#: Non-fiscal revenue from outside: unit, source, function, yuan. 0: what balances the unit.
REVENUE = (
    ("U01", "other", "2011301", 0),
    ("U03", "superior", "2160250", 320000),
    ("U03", "institutional_other", "2160299", 0),
    ("U03", "other", "2160250", 48000),
    ("U04", "education_fee", "2050803", 460000),
    ("U04", "institutional_other", "2050803", 0),
    ("U04", "subsidiary", "2050803", 96000),
    ("U04", "other", "2050803", 23000),
    ("U05", "commercial", "2160299", 0),
    ("U05", "other", "2160299", 17000),
)

#: unit → 使用非财政拨款结余, 结余分配 in yuan
SURPLUS = {"U03": (210000, 0), "U04": (85000, 112000), "U05": (0, 86000)}
