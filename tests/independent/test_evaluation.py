"""Ratios of the example's evaluation computed a second time in SQL on its raw sheets.

The SQL reads the CSV files by their Chinese headings, in DuckDB; it knows nothing of the program.
"""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from mingzhang.domain.performance.whole.system import load_system
from mingzhang.kernel.rounding import half_up
from tests.unit.domain.performance.whole.evaluated import example

DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo-2024"
MACROS = """
    create macro money(text) as text::decimal(18, 2);
    create macro sheet(name) as table
        select * from read_csv(name || '.csv', all_varchar = true, header = true);
    create macro funds(code) as table
        select * from sheet('项目资金')
        where 项目 = (select 项目 from sheet('评价') where 评价编号 = code);
"""
#: System and indicator → the rate in % as SQL sees it.
RATIOS = {
    ("cn-indicators-2013", "A21"): """
        select 100 * sum(实有人数::int) / sum(编制数::int) from sheet('人员')
        where 人员类别 in ('行政', '工勤', '参照公务员法管理', '其他事业')""",
    ("cn-indicators-2013", "B17"): """
        select 100 * sum(money(决算)) / sum(money(全年预算)) from sheet('三公')""",
    ("cn-indicators-2013", "A22"): """
        select 100 * (now.amount - past.amount) / past.amount
        from (select sum(money(决算)) as amount from sheet('三公')) as now,
             (select sum(money(数值)) as amount from sheet('上年')
              where 指标 = '“三公”经费' and 维度 is null and 单位编码 is null) as past""",
    ("51-indicators-2022", "A51"): """
        select 100 * sum(money(授予中小企业合同金额)) / sum(money(采购支出)) from sheet('采购')""",
    ("51-indicators-2022", "B23"): """
        with project as (
            select 项目, sum(money(全年预算)) as budget, sum(money(执行)) as spent
            from sheet('项目资金') group by 项目)
        select 100 * count(*) filter (where (budget - spent) * 10 > budget) / count(*)::double
        from project where budget <> 0""",
    ("51-indicators-2022", "B21"): """
        select 100 * sum(money(执行)) / sum(money(全年预算)) from sheet('项目资金')""",
}
#: The same of one evaluation; its code is the parameter.
OF_EVALUATION = {
    "B11": "select 100 * sum(money(到位)) / sum(money(全年预算)) from funds($code)",
    "B12": "select 100 * sum(money(执行)) / sum(money(到位)) from funds($code)",
    "D12": """
        select 100 * 满意数::int / 有效回收::int from sheet('评价') where 评价编号 = $code""",
}
MEAN = """
    select avg(得分::decimal(9, 2)) from sheet('评价打分')
    where 评价编号 = $code and 评价指标 = $indicator"""


def _asked(query: str, **parameters: str) -> Decimal:
    with duckdb.connect() as connection:
        connection.execute(MACROS)
        found = connection.execute(query, parameters).fetchone()
    assert found is not None
    return half_up(Decimal(repr(float(found[0]))), 6)


@pytest.fixture(autouse=True)
def _among_the_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DEMO)


@pytest.mark.parametrize(("system", "code"), RATIOS)
def test_ratios_agree_with_sql_on_the_raw_sheets(system: str, code: str) -> None:
    line = example("demo-2024").whole(load_system(system)).rating.line(code)
    assert line.measured.value is not None
    assert half_up(line.measured.value, 6) == _asked(RATIOS[system, code])


@pytest.mark.parametrize("code", OF_EVALUATION)
@pytest.mark.parametrize("evaluation", ["PJ-01", "PJ-02"])
def test_money_and_satisfaction_of_evaluated_projects_agree(evaluation: str, code: str) -> None:
    line = example("demo-2024").evaluations().evaluation(evaluation).rating.line(code)
    assert line.measured.value is not None
    assert half_up(line.measured.value, 6) == _asked(OF_EVALUATION[code], code=evaluation)


@pytest.mark.parametrize("evaluation", ["PJ-01", "PJ-02"])
def test_means_of_experts_agree(evaluation: str) -> None:
    found = example("demo-2024").evaluations().evaluation(evaluation)
    scored = [line for line in found.rating.lines if line.stated]
    assert scored
    for line in scored:
        mean = _asked(MEAN, code=evaluation, indicator=line.item.id)
        assert line.points == half_up(mean, 2)
