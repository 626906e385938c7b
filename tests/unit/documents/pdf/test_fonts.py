"""Finding fonts: the named folder first, one clear line when there is none."""

from pathlib import Path

import pytest

from mingzhang.documents.pdf.cmap import read_coverage
from mingzhang.documents.pdf.fonts import (
    DATA_VARIABLE,
    FOLDER_VARIABLE,
    Face,
    Fonts,
    MissingFonts,
    find_fonts,
    system_folders,
)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return find_fonts()


def linked(folder: Path, *faces: Face) -> Path:
    folder.mkdir(parents=True)
    for face in faces:
        (folder / face.path.name).symlink_to(face.path)
    return folder


def regular(fonts: Fonts) -> tuple[Face, Face]:
    return fonts.faces[0], fonts.faces[1]


def test_the_system_has_both_families(fonts: Fonts) -> None:
    assert fonts.serif != fonts.sans
    assert len(fonts.faces) >= 2
    assert all(face.path.is_file() for face in fonts.faces)


def test_without_fonts_one_line_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingFonts) as caught:
        find_fonts({}, [tmp_path, tmp_path / "none"])
    message = str(caught.value)
    assert "\n" not in message
    for part in ("中文字体", "PDF", "apt-get install fonts-noto-cjk", "make system-deps"):
        assert part in message
    assert FOLDER_VARIABLE in message


def test_a_font_without_chinese_is_not_enough(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(MissingFonts):
        find_fonts({FOLDER_VARIABLE: str(tmp_path)}, [])


def test_the_named_folder_comes_before_the_system(tmp_path: Path, fonts: Fonts) -> None:
    named = linked(tmp_path / "字 体", *regular(fonts))
    found = find_fonts({FOLDER_VARIABLE: str(named), DATA_VARIABLE: str(tmp_path)})
    # The system has bold faces too; the folder has not.
    assert found.faces == regular(fonts) != fonts.faces
    assert (found.serif, found.sans) == (fonts.serif, fonts.sans)


def test_the_data_folder_is_searched_too(tmp_path: Path, fonts: Fonts) -> None:
    linked(tmp_path / "fonts", *regular(fonts))
    assert find_fonts({DATA_VARIABLE: str(tmp_path)}, []).faces == regular(fonts)


def test_one_family_serves_for_both(tmp_path: Path, fonts: Fonts) -> None:
    sans = linked(tmp_path / "sans", regular(fonts)[1])
    found = find_fonts({FOLDER_VARIABLE: str(sans)}, [])
    assert found.serif == found.sans == fonts.sans
    assert len(found.faces) == 1


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"HOME": "/home/u"}, "/home/u/.local/share/fonts"),
        ("linux", {"HOME": "/home/u", "XDG_DATA_HOME": "/x"}, "/x/fonts"),
        ("darwin", {"HOME": "/Users/u"}, "/Users/u/Library/Fonts"),
        ("win32", {"USERPROFILE": "C:/Users/u", "WINDIR": "D:/Win"}, "D:/Win/Fonts"),
    ],
)
def test_usual_folders(platform: str, environ: dict[str, str], expected: str) -> None:
    assert Path(expected) in system_folders(environ, platform)


def test_coverage_knows_what_a_font_has(fonts: Fonts) -> None:
    for coverage in fonts.coverage():
        assert all(coverage.has(char) for char in "镕喆堃㎡〓—【】123，")
        assert not any(coverage.has(char) for char in "\ue123\U0010fffd\u0590")


def _font(cmap: bytes) -> bytes:
    """Give the smallest file with one table, `cmap`."""
    head = b"OTTO" + (1).to_bytes(2, "big") + bytes(6)
    return head + b"cmap" + bytes(4) + (28).to_bytes(4, "big") + bytes(4) + cmap


def _words(*values: int) -> bytes:
    return b"".join(value.to_bytes(2, "big") for value in values)


def test_the_older_form_of_the_table_is_read(tmp_path: Path) -> None:
    form = _words(4, 0, 0, 4, 0, 0, 0, 0x42, 0xFFFF, 0, 0x41, 0xFFFF)
    path = tmp_path / "a.ttf"
    path.write_bytes(_font(_words(0, 1, 3, 1, 0, 12) + form))
    coverage = read_coverage(path, 0)
    assert [coverage.has(char) for char in "@ABC\uffff"] == [False, True, True, False, False]


def test_a_font_without_unicode_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.ttf"
    path.write_bytes(_font(_words(0, 1, 1, 0, 0, 12, 6, 0)))
    with pytest.raises(ValueError, match="Unicode"):
        read_coverage(path, 0)
