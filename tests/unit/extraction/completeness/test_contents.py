from mingzhang.extraction.completeness.contents import find
from tests.unit.extraction.completeness.whole import PARTS, TABLES, TEXTS, whole, without
from tests.unit.extraction.wording.said import HINT, WARNING, Said, messages, said


def test_a_list_of_contents_that_keeps_its_promises() -> None:
    assert said(find, whole()) == []
    dotted = tuple(f"{line} …………………… {n}" for n, line in enumerate((*PARTS[:2], *TABLES), 3))
    assert said(find, whole(contents=dotted)) == []


def test_a_table_that_is_promised_and_does_not_come() -> None:
    view = whole(tables=without(TABLES, "三公"))
    assert said(find, view) == [Said("complete.contents", WARNING, "八、“三公”经费支出预算表")]


def test_a_heading_that_is_promised_and_does_not_come_is_a_hint() -> None:
    view = whole(contents=(*PARTS[:2], *TABLES, *PARTS[2:], "五、债务余额状况"))
    assert said(find, view) == [Said("complete.contents", HINT, "五、债务余额状况")]


def test_a_title_in_other_words_is_told() -> None:
    tables = {k.replace("政府性基金预算支出预", "政府性基金支出预"): v for k, v in TABLES.items()}
    view = whole(tables=tables)
    assert [each.severity for each in said(find, view)] == [HINT]
    assert "“政府性基金支出预算表”不一致" in messages(find, view)


def test_fillers_and_the_name_of_the_office_make_no_difference() -> None:
    contents = (*PARTS[:2], *TABLES, PARTS[2], "一、收支的情况说明", PARTS[3])
    tables = {k.replace("、", "、2024年某市某局"): v for k, v in TABLES.items()}
    assert said(find, whole(contents=contents, tables=tables)) == []


def test_a_list_that_is_mostly_not_found_is_not_believed() -> None:
    others = ("一、另一事项", "二、某个标题", "三、别的内容", "四、其余各项")
    assert said(find, whole(contents=(*PARTS, *others))) == []


def test_tables_in_another_order_than_the_list() -> None:
    titles = list(TABLES)
    swapped = [*titles[:2], titles[3], titles[2], *titles[4:]]
    view = whole(tables={title: TABLES[title] for title in swapped})
    assert said(find, view) == [Said("complete.order", HINT, "三、支出预算总表")]


def test_the_text_of_a_report_whose_tables_stand_in_another_file() -> None:
    assert said(find, whole(tables={}, texts=TEXTS)) == []
