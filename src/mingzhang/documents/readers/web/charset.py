"""The characters of a page: by its byte order mark, by what it declares, or by what fits."""

from __future__ import annotations

import codecs
import re

from mingzhang.docmodel.source import Unreadable
from mingzhang.documents.readers.encoding import decode
from mingzhang.kernel.regex import lazy_regex

_DECLARED = lazy_regex(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_FOREIGN = lazy_regex("[^\x00-\x7f]")
_HEAD = 8192
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# By what a page calls them (WHATWG Encoding, "labels"). Pages that name the old national sets use
# the new one, which holds them. A Western name on a Chinese page was left there by a program, and
# UTF-16 in ASCII bytes is never true: such a page is read as one that declares nothing.
_MEANT = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_MOST_LOST = 50  # one in as many Chinese characters may be damaged
_SURE = 8  # Chinese characters in GB18030 that by chance are UTF-8 as well: one in 10 millions


def decode_page(data: bytes) -> tuple[str, int]:
    """Return the text of a page and how many characters could not be read.

    Order: byte order mark, UTF-8 where it cannot be chance, the declared set, what a text without
    a declaration is read in; where only the declared one is left, U+FFFD stands for what does not
    fit. Raises Unreadable when nothing is declared and no set fits but for a few characters.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], name)
    found = _DECLARED.search(data[:_HEAD])
    label = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    declared = _MEANT.get(label)
    if declared is None:
        return _undeclared(data)
    for name in ("utf-8", declared):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == declared or len(_FOREIGN.findall(text)) >= _SURE:
            return text, 0
    try:
        return _plain(data), 0
    except Unreadable:
        return _replaced(data, declared)


def _plain(data: bytes) -> str:
    """Return the text of a page without a declaration; in HTML all that breaks lines is one."""
    return decode(data).text.replace("\f", "\n").replace("\v", "\n")


def _undeclared(data: bytes) -> tuple[str, int]:
    try:
        return _plain(data), 0
    except Unreadable:
        for name in ("utf-8", "gb18030"):
            text, lost = _replaced(data, name)
            if lost * _MOST_LOST < len(_FOREIGN.findall(text)):
                return text, lost
        raise


def _replaced(data: bytes, name: str) -> tuple[str, int]:
    text = data.decode(name, "replace")
    return text, text.count("\ufffd")
