"""Files that do not open say why; notes typed onto a page are text of it."""

from dataclasses import replace

import pytest

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import LIMITS
from mingzhang.documents.readers.pdf.file import PdfFile
from mingzhang.documents.readers.pdf.lines import lines_of
from tests.unit.documents.readers.pdf.made import area, contents, made, shown

LOCKED = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'31' * 32}>/U<{'32' * 32}>>>/ID[<3132><3132>]"


def test_a_file_under_a_password_says_what_to_do() -> None:
    with pytest.raises(Unreadable, match="已加密，请先用密码打开"):
        PdfFile(made([shown("收入", 72, 700)], trailer=LOCKED))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nnothing\n%%EOF", made()])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="已损坏"):
        PdfFile(data)


def test_a_file_whose_table_of_objects_is_lost_is_read() -> None:
    whole = made([shown("收入", 72, 700)])
    assert len(contents(whole.replace(b"startxref", b"startxref\n7")).chars) == 2


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Unreadable, match="有2页，超过上限1页"):
        PdfFile(made([], []), replace(LIMITS, pages=1))


def test_a_page_that_is_none_is_a_fault() -> None:
    with PdfFile(made([])) as file:
        assert file.contents(7).fault == "页面已损坏"


def test_a_note_typed_over_a_figure_takes_its_place() -> None:
    note = [area(0, 0, 30, 18), shown("45.6", 0, 5, 12, "Latin")]
    page = contents(
        made([shown("收入12.30万元", 72, 700)], note=(96, 695, 126, 713), form=" ".join(note))
    )
    (line,) = lines_of(page.chars)
    assert line.text.replace(" ", "") == "收入45.6万元"
