from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.official import official
from tests.unit.extraction.tables.forms import html

SUBJECTS = (
    "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n201 | 一般公共服务支出 | 9.00 | 5.00 | 4.00"
)
NEXT = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n208 | 社会保障支出 | 3.00 | 3.00 | 0.00"
EMPTY = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n | 合计 | | |"


def kinds(view: View) -> list[tuple[str, int]]:
    """Return the official tables with how many figures they state."""
    return [(table.kind.id, table.figures) for table in official(view).tables]


def test_tables_are_known_by_title_and_content() -> None:
    view = html("2024年部门支出预算总表", SUBJECTS, "七、政府性基金预算支出预算表", EMPTY)
    assert kinds(view) == [("expenditure", 3), ("fund", 0)]
    assert [t.title.text for t in official(view).tables][1] == "七、政府性基金预算支出预算表"
    assert official(view).unknown == 0


def test_the_pages_of_a_table_are_one() -> None:
    view = html("支出决算表", "公开03表", SUBJECTS, "支出决算表", NEXT)
    assert kinds(view) == [("expenditure", 6)]


def test_a_title_alone_makes_no_table() -> None:
    assert kinds(html("支出决算表", "见附件。")) == []
    assert kinds(html("“三公”经费支出预算表", "甲 | 乙\n丙 | 丁")) == []


def test_a_table_of_figures_without_a_known_title_is_unknown() -> None:
    assert official(html("人员情况", SUBJECTS)).unknown == 1
