"""The free Chinese fonts that a PDF embeds: where they are and which characters they have."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from mingzhang.documents.pdf.cmap import Coverage, read_coverage

FOLDER_VARIABLE = "MINGZHANG_FONTS"
DATA_VARIABLE = "MINGZHANG_DATA"

# Free (SIL Open Font License) and complete for names and place names, the best known first.
SERIF_FAMILIES = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Source Han Serif CN",
)
SANS_FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Source Han Sans CN",
)
_REGULAR = 400
_BOLD = 700

_MISSING = (
    "找不到可嵌入的中文字体（Noto Serif CJK SC 与 Noto Sans CJK SC，或思源宋体、思源黑体），"
    "因此不能生成 PDF，其他格式不受影响；"
    "请运行 apt-get install fonts-noto-cjk（或 make system-deps），"
    f"不能安装时把字体文件放进一个文件夹，并把环境变量 {FOLDER_VARIABLE} 设为该文件夹"
)


class MissingFonts(RuntimeError):
    """No Chinese font can be embedded; the message says so in one line and how to mend it."""

    def __init__(self) -> None:
        super().__init__(_MISSING)


@dataclass(frozen=True, slots=True)
class Face:
    """One face in a font file; `index` is its place in a collection (.ttc)."""

    path: Path
    index: int


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families to embed, regular faces first. Both families are the same if only one is there.

    `faces` are the regular faces of both and, where they exist, the bold ones.
    """

    serif: str
    sans: str
    faces: tuple[Face, ...]

    def coverage(self) -> tuple[Coverage, ...]:
        """Return the characters of each face."""
        return tuple(read_coverage(face.path, face.index) for face in self.faces)


def system_folders(environ: Mapping[str, str], platform: str) -> tuple[Path, ...]:
    """Return the usual font folders of `platform` (as `sys.platform`), existing or not."""
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or "~").expanduser()
    if platform == "win32":
        windows = Path(environ.get("WINDIR", "C:/Windows"))
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    if platform == "darwin":
        library = Path("Library") / "Fonts"
        return (home / library, Path("/") / library, Path("/System") / library)
    own = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, own / "fonts", home / ".fonts")


def _named_folders(environ: Mapping[str, str]) -> tuple[Path, ...]:
    named = environ.get(FOLDER_VARIABLE)
    data = environ.get(DATA_VARIABLE)
    return (*([Path(named)] if named else []), *([Path(data) / "fonts"] if data else []))


def find_fonts(
    environ: Mapping[str, str] | None = None, folders: Sequence[Path] | None = None
) -> Fonts:
    """Find a free Chinese serif and sans family.

    Looks in the folder that MINGZHANG_FONTS names, then in `fonts` below the one that
    MINGZHANG_DATA names, then in `folders` (those of the system by default); folders below them
    count. The first place with any of the families is taken; a place with one family serves for
    both. Raises MissingFonts when there is none anywhere.
    """
    variables = os.environ if environ is None else environ
    usual = system_folders(variables, sys.platform) if folders is None else tuple(folders)
    for places in (*((folder,) for folder in _named_folders(variables)), usual):
        found = _fonts_in(tuple(str(place) for place in places if place.is_dir()))
        if found:
            return found
    raise MissingFonts


@lru_cache(maxsize=8)
def _fonts_in(folders: tuple[str, ...]) -> Fonts | None:
    """Read the folders once a process: a system may hold hundreds of fonts."""
    if not folders:
        return None
    known = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    faces: dict[tuple[str, int], Face] = {}
    for info in known.fonts():
        if info.path and info.style == "normal":
            face = Face(Path(info.path), info.index)
            faces.setdefault((info.family, info.weight), face)
    chosen = [
        next((name for name in names if (name, _REGULAR) in faces), None)
        for names in (SERIF_FAMILIES, SANS_FAMILIES)
    ]
    serif, sans = chosen[0] or chosen[1], chosen[1] or chosen[0]
    if serif is None or sans is None:
        return None
    wanted = [(name, weight) for weight in (_REGULAR, _BOLD) for name in (serif, sans)]
    return Fonts(serif, sans, tuple(dict.fromkeys(faces[key] for key in wanted if key in faces)))
