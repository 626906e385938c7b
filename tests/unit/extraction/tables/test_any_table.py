"""Whatever a table looks like, reading it ends and gives relations that can be judged."""

from hypothesis import given
from hypothesis import strategies as st

from mingzhang.domain.checks.judge import Judge
from mingzhang.extraction.tables.matrix import matrices
from tests.unit.extraction.tables.forms import html, relations, typed

WORDS = """
合计 小计 总计 总分 项目 科目编码 科目名称 类 款 项 行次 栏次 201 20101 2010101 301 30101 01 05
一、基本支出 （一）人员 1.公务接待费 其中：甲 乙支出 丙收入 年初结转和结余 年末结转和结余
本年收入合计 决算数 预算数 执行率 增减额 增减率（%） 占比 分值 得分 一级指标 指标值 人均 数量
12.34 1,234.56 -3.2 0 0.00 1 2 3 100% ≥90 — … ** 2023年 单位：万元 公开01表 项目名称 1=2+3 ① ²
因公出国（境）费 公务用车购置费 公务用车运行维护费 公务用车购置及运行维护费
全年检查3次，发现问题12个。
"""
TEXTS = ("", *WORDS.split())
CELL = st.sampled_from(TEXTS)
SPAN = st.sampled_from(("", "", "", "", "<1x2>", "<2x1>", "<2x2>", "<3x1>"))
ROWS = st.lists(
    st.lists(st.tuples(CELL, SPAN), min_size=2, max_size=6), min_size=1, max_size=7
).map(lambda rows: "\n".join(" | ".join(text + span for text, span in row) for row in rows))


@given(st.lists(ROWS, min_size=1, max_size=3), st.booleans())
def test_any_table_is_read(tables: list[str], merged: bool) -> None:
    view = html("情况表", *tables) if merged else typed("情况表", *tables)
    judge = Judge()
    for relation in relations(view):
        assert judge.judge(relation).verdict
        assert all(o.number < len(view.observations) for o in relation.observations)
    for matrix in matrices(view):
        assert all(n not in matrix.tree.ancestors(n) for n in range(len(matrix.sheet.rows)))
