"""Who and what the bureau has: units, staff, travel, receptions, vehicles, purchases, assets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mingzhang.domain.book.sheets import (
    AssetRow,
    DepartmentRow,
    EquipmentRow,
    OverseasGroupRow,
    ProcurementRow,
    ProjectRow,
    ReceptionRow,
    StaffMovementRow,
    StaffRow,
    ThreePublicRow,
    UnitRow,
    VehicleRow,
)
from mingzhang.kernel.money import split
from tools.demo.ledger import Money
from tools.demo.plan import PROJECTS, UNITS, YEAR, amounts, scaled

_FISCAL = ("general", "fund", "capital")

DEPARTMENT = DepartmentRow(
    code="JH305",
    name="锦河市投资促进局",
    short_name="市投资促进局",
    region="510100",
    year=YEAR,
    publish_date=date(2025, 9, 12),
    approval_date=date(2025, 8, 27),
    approval_number="锦财决〔2025〕18号",
    display_policy="true",
    foreign_reception="inside",
)

_UNITS = (
    (
        "U01",
        "锦河市投资促进局本级",
        "agency",
        "拟订全市投资促进规划和政策，统筹重大产业项目招引，组织重大投资促进活动。",
        "办公室、综合规划处、产业招商处、合作交流处、项目服务处、机关党委",
    ),
    (
        "U02",
        "锦河市投资服务中心",
        "participating",
        "承担外来投资企业服务、投诉受理和投资环境监测。",
        "综合科、企业服务科、投诉协调科",
    ),
    (
        "U03",
        "锦河市会展促进中心",
        "public_1",
        "承担会展活动组织和公共会展场馆的运行管理。",
        "综合部、会展部、场馆部",
    ),
    (
        "U04",
        "锦河市投资促进培训学院",
        "public_2",
        "承担投资促进人员培训和产业研究。",
        "办公室、教务部、研究部",
    ),
    (
        "U05",
        "锦河市会展服务站",
        "public_2",
        "承担会展配套服务和会展片区园区建设的具体事务。",
        "综合组、服务组",
    ),
)

# Staff: unit, kind, quota, actual. Retired people have no quota.
_STAFF = (
    ("U01", "administrative", 42, 39),
    ("U01", "worker", 4, 3),
    ("U01", "retired", None, 21),
    ("U01", "senior_retired", None, 1),
    ("U02", "participating", 19, 18),
    ("U02", "retired", None, 6),
    ("U03", "ordinary_institution", 24, 21),
    ("U03", "retired", None, 8),
    ("U04", "ordinary_institution", 18, 16),
    ("U04", "retired", None, 2),
    ("U05", "ordinary_institution", 14, 12),
    ("U05", "worker", 2, 1),
)

_MOVEMENTS = (
    ("U01", "transfer_in", date(2024, 3, 11), 2),
    ("U01", "recruited", date(2024, 8, 1), 3),
    ("U01", "retirement", date(2024, 5, 31), 2),
    ("U01", "retirement", date(2024, 11, 30), 1),
    ("U01", "death", date(2024, 4, 19), 1),
    ("U02", "transfer_out", date(2024, 6, 3), 1),
    ("U02", "recruited", date(2024, 9, 2), 1),
    ("U03", "retirement", date(2024, 7, 31), 1),
    ("U04", "resignation", None, 1),
)

_GROUPS = (
    (
        "U01",
        "G2024-01",
        "新加坡、马来西亚",
        "拜访电子信息重点企业，推介会展片区",
        "与当地商会建立定期会商机制",
        4,
        4,
    ),
    (
        "U01",
        "G2024-02",
        "德国",
        "参加装备制造展会并开展项目对接",
        "促成合作意向并建立企业名录",
        3,
        9,
    ),
    (
        "U02",
        "G2024-03",
        "日本",
        "走访在锦河投资企业总部，征询投资环境意见",
        "形成外资企业诉求办理清单",
        2,
        2,
    ),
)

# Receptions: unit, item, weight of the unit's 公务接待费, batches, persons.
_RECEPTIONS = (
    ("U01", "reception_business", 62, 128, 1674),
    ("U01", "reception_other", 15, 46, 392),
    ("U01", "reception_foreign", 17, 21, 168),
    ("U01", "reception_abroad", 6, 3, 37),
    ("U02", "reception_business", 71, 17, 143),
    ("U02", "reception_foreign", 29, 4, 26),
    ("U03", "reception_other", 100, 13, 104),
)

# Vehicles: unit, kind, body, owned, bought this year.
_VEHICLES = (
    ("U01", "confidential", "sedan", 1, 0),
    ("U01", "emergency", "sedan", 2, 1),
    ("U01", "emergency", "suv", 1, 0),
    ("U01", "retired_cadre", "bus", 1, 0),
    ("U02", "emergency", "sedan", 1, 0),
    ("U02", "other_vehicle", "bus", 1, 0),
    ("U03", "special", "other_body", 1, 1),
    ("U03", "general_service", "bus", 1, 0),
)

# Procurement: unit, kind, yuan, per cent to small and medium, of that to small and micro.
_PURCHASES = (
    ("U01", "goods", 624000, 92, 71),
    ("U01", "services", 4386000, 78, 54),
    ("U02", "goods", 1872000, 84, 63),
    ("U02", "services", 1365000, 69, 47),
    ("U03", "goods", 1948000, 74, 58),
    ("U03", "works", 7462000, 46, 33),
    ("U03", "services", 812000, 88, 75),
    ("U04", "services", 968000, 96, 82),
    ("U05", "works", 5238000, 52, 38),
)

_ASSETS = (
    ("U01", "fixed", 18640000),
    ("U01", "intangible", 1286000),
    ("U02", "fixed", 6215000),
    ("U02", "intangible", 2947000),
    ("U03", "fixed", 214800000),
    ("U03", "other_asset", 3460000),
    ("U04", "fixed", 9728000),
    ("U05", "fixed", 4391000),
)

# The sheet asks in the words of both periods: 50/100 万元 until, 100 万元 since the change.
_EQUIPMENT = (
    ("U02", "general_500k", 2),
    ("U03", "general_500k", 5),
    ("U03", "special_1m", 3),
    ("U03", "any_1m", 4),
)


def _count(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def unit_rows() -> list[UnitRow]:
    """Return 单位."""
    return [
        UnitRow(code=c, name=n, kind=k, own_office=c == "U01", duties=d, offices=o)
        for c, n, k, d, o in _UNITS
    ]


#: Projects that run for years: first and last year, all their money, that of the treasury.
_SPANS = {
    "P04": (2023, 2025, 21000000, 21000000),
    "P05": (2022, 2026, 96000000, 96000000),
    "P06": (2022, 2024, 8400000, 8400000),
    "P08": (2022, 2025, 62000000, 62000000),
    "P11": (2023, 2025, 34000000, 34000000),
    "P12": (2024, 2025, 1400000, 1400000),
    "P19": (2024, 2026, 1650000, 1650000),
}
_NEW = ("P10", "P12", "P18", "P19")


def project_rows() -> list[ProjectRow]:
    """Return 项目: recurrent ones have no end, one-off ones that of the year unless they run on."""
    rows = []
    for code, name, kind, unit in PROJECTS:
        once = YEAR if kind == "one_off" else None
        first, last, total, fiscal = _SPANS.get(code, (once, once, None, None))
        rows.append(
            ProjectRow(
                code=code,
                name=name,
                kind=kind,
                unit=unit,
                standing="new" if code in _NEW else "continued",
                first_year=first,
                last_year=last,
                total=_count(total),
                total_fiscal=_count(fiscal),
                basis="锦委办〔2023〕14号" if kind == "one_off" else "部门职责",
                decision="2023年10月12日党组会议" if code in _NEW else "",
            )
        )
    return rows


def people() -> tuple[list[StaffRow], list[StaffMovementRow]]:
    """Return 人员 and 人员变动."""
    staff = [
        StaffRow(unit=u, staff_kind=k, quota=_count(q), actual=Decimal(a)) for u, k, q, a in _STAFF
    ]
    moved = [
        StaffMovementRow(unit=u, movement=m, on=d, persons=Decimal(n)) for u, m, d, n in _MOVEMENTS
    ]
    return staff, moved


def group_rows() -> list[OverseasGroupRow]:
    """Return 团组."""
    return [
        OverseasGroupRow(
            unit=u,
            group=g,
            destinations=d,
            purpose=p,
            result=r,
            own=Decimal(own),
            whole=Decimal(whole),
        )
        for u, g, d, p, r, own, whole in _GROUPS
    ]


def operations() -> tuple[list[ReceptionRow], list[VehicleRow], list[EquipmentRow]]:
    """Return 接待, 车辆 and 设备."""
    received = [
        ReceptionRow(unit=u, item=i, batches=Decimal(b), persons=Decimal(p))
        for u, i, _, b, p in _RECEPTIONS
    ]
    vehicles = [
        VehicleRow(unit=u, vehicle_kind=k, body_type=b, owned=Decimal(n), purchased=Decimal(bought))
        for u, k, b, n, bought in _VEHICLES
    ]
    equipment = [EquipmentRow(unit=u, equipment=e, owned=Decimal(n)) for u, e, n in _EQUIPMENT]
    return received, vehicles, equipment


def procurement_rows() -> list[ProcurementRow]:
    """Return 采购."""
    rows = []
    for unit, kind, base, sme, micro in _PURCHASES:
        amount = amounts(base, f"{unit}/{kind}")
        given = scaled(amount, f"{unit}/{kind}/sme", sme, 2)
        small = scaled(given, f"{unit}/{kind}/micro", micro, 2)
        rows.append(
            ProcurementRow(unit=unit, procurement_kind=kind, amount=amount, sme=given, micro=small)
        )
    return rows


def asset_rows() -> list[AssetRow]:
    """Return 资产."""
    return [AssetRow(unit=u, asset=a, value=amounts(v, f"{u}/{a}")) for u, a, v in _ASSETS]


def three_public_rows(made: Money) -> list[ThreePublicRow]:
    """Return 三公: fiscal money of four economic items, receptions split by what they were."""
    rows = []
    for unit in UNITS:
        for budget in _FISCAL:
            for item, codes in _ECONOMIC_OF.items():
                actual = _spent(made, unit, budget, codes)
                if not actual:
                    continue
                if item != "reception":
                    rows.append(_three(unit, budget, item, actual))
                    continue
                own = [r for r in _RECEPTIONS if r[0] == unit]
                parts = split(actual, [Decimal(r[2]) for r in own])
                rows += [_three(unit, budget, r[1], v) for r, v in zip(own, parts, strict=True)]
    return rows


_ECONOMIC_OF = {
    "overseas": ("30212",),
    "vehicle_purchase": ("30913", "31013"),
    "vehicle_running": ("30231",),
    "reception": ("30217",),
}


def _spent(made: Money, unit: str, budget: str, codes: tuple[str, ...]) -> Decimal:
    found = (
        value
        for line, items in made.spent.items()
        for code, value in items.items()
        if (line.unit, line.budget) == (unit, budget) and code in codes
    )
    return sum(found, Decimal(0))


def _three(unit: str, budget: str, item: str, actual: Decimal) -> ThreePublicRow:
    """A purchase costs what it was budgeted at; of the others something is saved."""
    tag = f"{unit}/{budget}/{item}/three"
    bought = item == "vehicle_purchase"
    adjusted = actual if bought else actual + scaled(actual, tag, 4, 9)
    initial = adjusted if bought else adjusted + scaled(actual, f"{tag}/initial", 0, 3)
    return ThreePublicRow(
        unit=unit, item=item, budget=budget, initial=initial, adjusted=adjusted, actual=actual
    )
