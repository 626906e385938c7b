"""What comments of a docx say, and the signs that each of them stands around."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from mingzhang.documents.readers.word.package import attribute, child, local

_SHOWN = {"t": None, "sym": "?", "noBreakHyphen": "-"}


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """Give the root of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def words(data: bytes, name: str = "word/comments.xml") -> dict[str, str]:
    """Give the words of each comment by its number, a line to a paragraph."""
    return {
        attribute(comment, "id") or "": "\n".join(
            "".join(t.text or "" for t in line.iter("{*}t")) for line in comment.iter("{*}p")
        )
        for comment in part(data, name)
    }


def around(data: bytes) -> dict[str, str]:
    """Give the signs of the body within the range of each comment; all that is open is closed."""
    open_, found, referred = set[str](), dict[str, str](), []
    for each in part(data).iter():
        number = attribute(each, "id") or ""
        match local(each):
            case "commentRangeStart":
                open_.add(number)
                found[number] = ""
            case "commentRangeEnd":
                open_.remove(number)
            case "commentReference":
                assert number not in open_
                referred.append(number)
            case name if name in _SHOWN and not _deleted(each):
                for one in open_:
                    found[one] += each.text if name == "t" and each.text else _SHOWN[name] or ""
    assert not open_
    assert sorted(referred) == sorted(found)
    return found


def looks(data: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """Give the text of each run with the names of its properties."""
    runs = part(data).iter("{*}r")
    return [
        ("".join(t.text or "" for t in run.iter("{*}t")), _properties(run))
        for run in runs
        if child(run, "commentReference") is None
    ]


def _properties(run: etree._Element) -> tuple[str, ...]:
    found = child(run, "rPr")
    return () if found is None else tuple(local(each) for each in found)


def _deleted(element: etree._Element) -> bool:
    return any(local(each) in {"del", "moveFrom"} for each in element.iterancestors())
