"""Runs, headings, body paragraphs, the cover and figure captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from mingzhang.docmodel.model import Align, Cover, Gap, Heading, Number, Paragraph, Run, Text
from mingzhang.documents.docx import styles
from mingzhang.documents.docx.markup import (
    TWIPS_PER_PT,
    escape,
    paragraph,
    run,
    simple_field,
    styled_run,
    twips,
)
from mingzhang.documents.measure import cover_gap_mm
from mingzhang.documents.theme import Theme
from mingzhang.kernel.regex import lazy_regex

BOLD = "<w:b/><w:bCs/>"
_HIGHLIGHT = '<w:highlight w:val="yellow"/>'  # on the run: Word ignores it in a style
# Word's own "No-Width Non Break"; it keeps a mark on the line of its figure.
_JOINER = "\u200d"
_BOOKMARK_LIMIT = 40  # Word drops longer names
_BOOKMARK = lazy_regex(r"[^\W\d]\w*")
_CAPTION = lazy_regex(r"(?P<label>[^\d\s]+)\s*(?P<number>\d+)(?P<rest>(?![\d.\-—]).*)", re.DOTALL)


def bookmark_name(heading_id: str) -> str:
    """Give the bookmark of a heading: the id itself where Word accepts it as a name.

    Otherwise letters and digits of it and eight digits of its hash, so that two ids never meet.
    """
    if len(heading_id) <= _BOOKMARK_LIMIT and _BOOKMARK.fullmatch(heading_id):
        return heading_id
    digest = sha256(heading_id.encode()).hexdigest()[:8]
    plain = re.sub(r"\W", "_", heading_id)
    return f"h_{plain[: _BOOKMARK_LIMIT - 11]}_{digest}"


def table_bookmark(table_id: str) -> str:
    """Give the bookmark of a table."""
    return bookmark_name(f"table_{table_id}")


def bookmark(name: str, number: int, content: str) -> str:
    """Give `content` within the bookmark `name`, the `number`-th of the document."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def _figure(number: Number, theme: Theme, *, strong: bool, in_cell: bool) -> str:
    """Give a figure and its raised mark; outside of cells both stay on one line.

    A cell may be too narrow for both: there a mark in words goes below, itself unbroken.
    """
    properties = BOLD if strong else ""
    shown = number.text + number.tail
    if number.mark is None:
        return run(shown, properties)
    mark = theme.marks[number.mark.value]
    if len(mark) > 1:
        mark = _JOINER.join(mark)
        if not in_cell:
            shown = _JOINER.join((number.text, *number.tail, ""))
    return run(shown, properties) + styled_run(mark, styles.MARK)


def runs_xml(
    items: Sequence[Run], theme: Theme, *, strong: bool = False, in_cell: bool = False
) -> str:
    """Give the w:r elements of runs; a mark follows its figure raised, a gap is highlighted."""
    pieces = []
    for item in items:
        match item:
            case Text():
                pieces.append(run(item.text, BOLD if strong or item.strong else ""))
            case Number():
                pieces.append(_figure(item, theme, strong=strong, in_cell=in_cell))
            case Gap():
                shown = f"{theme.gap_open}{item.text}{theme.gap_close}"
                pieces.append(styled_run(shown, styles.GAP, _HIGHLIGHT))
    return "".join(pieces)


def heading_xml(heading: Heading, mark: int, *, page_break: bool) -> str:
    """Give a heading with its bookmark of number `mark`; levels beyond 5 look like level 5."""
    content = bookmark(bookmark_name(heading.id), mark, run(heading.text))
    level = min(heading.level, styles.HEADING_LEVELS)
    return paragraph(styles.heading_style(level), content, page_break=page_break)


def paragraph_xml(block: Paragraph, theme: Theme, *, page_break: bool) -> str:
    """Give a body or small paragraph. LEFT body text is justified, as the standard sets it."""
    style = styles.NOTE if block.small else styles.BODY
    look = theme.styles["note" if block.small else "body"]
    first = 2 if block.indent else 0
    wanted = (
        ""
        if first == look.indent_chars
        else f'<w:ind w:firstLineChars="{first * 100}" '
        f'w:firstLine="{round(first * look.size_pt * TWIPS_PER_PT)}"/>'
    )
    align = "" if block.align is Align.LEFT else f'<w:jc w:val="{block.align.value}"/>'
    return paragraph(style, runs_xml(block.runs, theme), wanted + align, page_break=page_break)


def cover_xml(cover: Cover, theme: Theme, *, page_break: bool) -> str:
    """Give the paragraphs of the title page; the first of each group is set down the page."""
    out: list[str] = []
    for style, lines, before_mm in (
        (styles.TITLE, cover.title, theme.cover_title_before_mm),
        (styles.COVER_LINE, cover.lines, cover_gap_mm(cover, theme)),
    ):
        for position, line in enumerate(lines):
            drop = "" if position else f'<w:spacing w:before="{twips(before_mm)}"/>'
            out.append(paragraph(style, run(line), drop, page_break=page_break and not out))
    return "".join(out)


class Captions:
    """Captions of charts with live numbers: one SEQ field per label, counted as Word counts."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def xml(self, caption: str) -> str:
        """Give the caption; the first number after the label becomes a SEQ field.

        A number out of sequence is kept by a reset switch. Text without a number stays text.
        """
        found = _CAPTION.fullmatch(caption)
        if found is None:
            return paragraph(styles.CAPTION, run(caption))
        label, digits = found["label"], found["number"]
        expected = self._last.get(label, 0) + 1
        self._last[label] = int(digits)
        reset = "" if int(digits) == expected else f" \\r {int(digits)}"
        field = simple_field(f"SEQ {label} \\* ARABIC{reset}", digits)
        return paragraph(styles.CAPTION, run(label) + field + run(found["rest"]))
