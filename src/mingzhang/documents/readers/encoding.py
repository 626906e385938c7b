"""The characters of a text file: which encoding it is in, and its text with LF line ends.

Chinese offices save text as UTF-8 (with or without a mark), as UTF-16 (what Windows calls Unicode)
or as GB18030, of which GBK and GB 2312 are parts. A file seldom says which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.limits import LIMITS, kind_name, kind_of
from mingzhang.kernel.regex import lazy_regex

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters without width or meaning that web pages and converters leave between others."""

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_TEXTS = frozenset({"", "html", "xml", "wordxml", "mht"})  # what can be read as text
PAGE_BREAK, LINE_BREAK = "\f", "\v"
"""What ends a line of writing but none of the file: editors do not count lines by these."""

_BREAKS = dict.fromkeys(("\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"), LINE_BREAK)
# One space for each: a control character says nothing, and every offset stays what it was.
_CONTROLS = {chr(n): " " for n in (*range(32), *range(127, 160)) if chr(n) not in "\t\n\f\v"}
_CLEANED = str.maketrans(_CONTROLS | _BREAKS)
_CONTROL = lazy_regex(r"[\x00-\x08\x0e-\x1b\x7f]")
_COMMON = lazy_regex(r"[\t\n\r\f\x20-\x7e·—‘’“”…\u3000-\u3017\uff01-\uff5e]")
_MOST_CONTROLS = 0.02  # of a text; a binary file has far more
_LEAST_COMMON = 0.7  # of a text in an encoding that had to be guessed
_SAMPLE = 4096  # characters are enough to tell encodings apart


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with LF line ends and without control characters, and the offsets of its pages.

    A form feed stays what it is, and what else breaks a line becomes `LINE_BREAK`, so that LF
    counts the lines of the file. `pages` is empty unless the file held form feeds.
    """

    text: str
    pages: tuple[int, ...]


def decode(data: bytes) -> Decoded:
    """Return the text of a file; raise `Unreadable` where it is no text or holds none.

    Each control character becomes one space and a CR one LF, so that only CR LF shortens the
    text.
    """
    LIMITS.check_size(len(data))
    kind = kind_of(data)
    if kind not in _TEXTS and not (kind == "zip" and not data.startswith(b"PK\x03\x04")):
        raise Unreadable(f"文件内容是{kind_name(kind)}，不是文本")
    text = _characters(data).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROLS:
        raise Unreadable("不是文本文件：其中有大量控制字符")
    pages = _pages(text)
    text = text.translate(_CLEANED)
    if len(text) > LIMITS.characters:
        raise Unreadable(f"文件有{len(text)}个字，超过上限{LIMITS.characters}个")
    if not text.strip(INVISIBLE + " \t\n\f\v\u3000\xa0"):
        raise Unreadable("文件里没有文字")
    return Decoded(text, pages)


def _pages(text: str) -> tuple[int, ...]:
    starts = [found.end() for found in re.finditer("\f", text)]
    if starts and not text[starts[-1] :].strip():
        starts.pop()  # the form feed that ends the last page begins none
    return (0, *starts) if starts else ()


def _characters(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decoded(data, encoding)
            if text is None:
                raise Unreadable(f"文件开头标明是 {encoding[:6].upper()} 编码，内容却不是")
            return text
    text = _decoded(data, "utf-8")
    if text is not None and "\0" not in text:
        return text
    guessed = (_decoded(data, each) for each in ("gb18030", "utf-16-le", "utf-16-be", "utf-8"))
    texts = [each for each in guessed if each]
    best = max(texts, key=_common, default="")
    if not best or _common(best) < _LEAST_COMMON:
        raise Unreadable("认不出文字编码：不是 UTF-8、GB18030 或 UTF-16 的文本，或文件已损坏")
    return best


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _common(text: str) -> float:
    """Return the share of characters that Chinese text is made of; wrong encodings give others."""
    sample = text[:_SAMPLE]
    return sum(_is_common(char) for char in sample) / len(sample)


@cache
def _is_common(char: str) -> bool:
    if _COMMON.match(char):
        return True
    try:
        # The first level of GB 2312 (rows 16 to 55) holds the 3755 characters in daily use.
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
