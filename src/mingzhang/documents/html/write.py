"""The html writer: one file that needs nothing else, neither a network nor a server."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from string import Template

from mingzhang.docmodel.model import (
    Align,
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    numbers,
)
from mingzhang.documents.charts.draw import markup
from mingzhang.documents.charts.svg import SLIM, svg_chart
from mingzhang.documents.html.derivations import DerivationTable
from mingzhang.documents.html.runs import RunWriter
from mingzhang.documents.html.tables import sliding, write_chart_figures, write_table
from mingzhang.documents.theme import Theme, load_theme
from mingzhang.kernel.regex import lazy_regex

_ALIGN = {Align.LEFT: "", Align.CENTER: "c", Align.RIGHT: "r"}
_SVG_WIDTH = lazy_regex(r'width="([\d.]+)"')
_LEAST_SCALE = 0.82  # type of 13 px then has 10.7 px
_DEEPEST = 6  # HTML has h1 to h6, and h1 is the title of the report


def write_html(document: Document, theme: Theme | None = None) -> bytes:
    """Return the report as one self-contained HTML file in UTF-8.

    Every figure whose key has a derivation opens it; each derivation is stored once. The text
    reads without scripts too. A content security policy admits our one script by its hash and
    nothing else, so no text of the report can run or fetch anything. Same document, same bytes.
    """
    return _Page(document, theme or load_theme()).write().encode("utf-8")


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _anchor(heading: Heading) -> str:
    # Prefixed, so that no id of a report meets one of the page's own.
    return markup(f"h-{heading.id}")


def _scrolling(svg: str, chart: Chart) -> str:
    """Return a picture that shrinks with the page as long as its type can be read."""
    size = _SVG_WIDTH.search(svg)
    if size is None:
        raise AssertionError("a chart of ours states its size")
    name = markup(chart.caption)
    box = f'<div class="sv" tabindex="0" role="group" aria-label="{name}">{svg}</div>'
    return sliding(box, f"{float(size[1]) * _LEAST_SCALE:.0f}px")


class _Page:
    """The page of one document while it is written."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self._document = document
        self._theme = theme
        keys = (number.key for number in numbers(document))
        self._table = DerivationTable(keys, document.derivations)
        self._runs = RunWriter(self._table, theme)
        self._level = 1  # of the heading before, so that no level is skipped

    def write(self) -> str:
        """Return the whole page."""
        document = self._document
        body = "\n".join(text for block in document.blocks if (text := self._block(block)))
        script = _part("page.js")
        digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
        return Template(_part("page.html")).substitute(
            title=markup(document.title),
            publisher=markup(document.publisher),
            date=markup(document.date),
            style=_part("page.css"),
            script=script,
            script_hash=f"sha256-{digest}",
            cover=self._cover(),
            contents=self._contents(),
            gaps=self._gap_list(),
            body=body,
            derivations=self._table.to_json(),
        )

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return write_table(block, self._runs, self._theme)
            case Chart():
                return self._chart(block)
            case Cover() | Contents() | PageBreak():
                return ""  # the page has one cover and one contents, and no paper

    def _heading(self, heading: Heading) -> str:
        level = min(heading.level + 1, self._level + 1, _DEEPEST)
        self._level = level
        return f'<h{level} id="{_anchor(heading)}">{markup(heading.text)}</h{level}>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        names = (
            "in" if paragraph.indent and paragraph.align is Align.LEFT else "",
            "small" if paragraph.small else "",
            _ALIGN[paragraph.align],
        )
        classes = " ".join(name for name in names if name)
        attribute = f' class="{classes}"' if classes else ""
        return f"<p{attribute}>{self._runs.write(paragraph.runs)}</p>"

    def _chart(self, chart: Chart) -> str:
        pictures = (("wide", svg_chart(chart)), ("slim", svg_chart(chart, room=SLIM)))
        shown = "".join(
            f'<div class="{name}">{_scrolling(svg, chart)}</div>' for name, svg in pictures
        )
        return (
            f'<figure class="fig">{shown}'
            f"<figcaption>{markup(chart.caption)}</figcaption>\n"
            f"{write_chart_figures(chart, self._runs)}</figure>"
        )

    def _cover(self) -> str:
        covers = [block for block in self._document.blocks if isinstance(block, Cover)]
        title = covers[0].title if covers else (self._document.title,)
        lines = covers[0].lines if covers else (self._document.publisher,)
        head = "".join(f"<span>{markup(text)}</span>" for text in title)
        rest = "".join(f"<p>{markup(text)}</p>" for text in lines)
        return f'<header class="cover"><h1>{head}</h1>{rest}</header>'

    def _contents(self) -> str:
        blocks = self._document.blocks
        asked = [block for block in blocks if isinstance(block, Contents)]
        contents = asked[0] if asked else Contents("目录")
        headings = [
            block
            for block in blocks
            if isinstance(block, Heading) and block.level <= contents.depth
        ]
        if not headings:
            return ""
        rows = "\n".join(
            f'<li class="i{block.level}"><a href="#{_anchor(block)}">{markup(block.text)}</a></li>'
            for block in headings
        )
        name = markup(contents.title)
        return (
            f'<nav aria-label="{name}"><details><summary>{name}</summary>'
            f"<ol>\n{rows}\n</ol></details></nav>"
        )

    def _gap_list(self) -> str:
        """Return the list of what is missing, each line leading to its place in the text."""
        gaps = self._document.gaps or tuple(self._runs.gaps)
        if not gaps:
            return ""
        waiting = list(enumerate(self._runs.gaps, 1))
        rows: list[str] = []
        for text in gaps:
            place = next((pair for pair in waiting if pair[1] == text), None)
            if place is None:
                rows.append(f"<li>{markup(text)}</li>")
                continue
            waiting.remove(place)
            rows.append(f'<li><a href="#g{place[0]}">{markup(text)}</a></li>')
        return (
            '<section class="gaps" aria-labelledby="gaps-title">'
            f'<h2 id="gaps-title">待补内容（{len(gaps)}处）</h2><ul>{"".join(rows)}</ul></section>'
        )
