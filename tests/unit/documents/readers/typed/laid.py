"""What the tests of the readers of text share: looks into a document, and texts of any kind."""

from collections.abc import Iterator

from hypothesis import strategies as st

from mingzhang.docmodel.source import SourceDocument, SourceParagraph, SourceTable, flows
from mingzhang.documents.readers.lines import BLANKS
from mingzhang.documents.readers.typed.text import read_text

PIECES = (
    *(
        "本年收入",
        "合计",
        "支出",
        "（一）",
        "一、",
        "1.",
        "2、",
        "其中：",
        "万元",
        "，",
        "。",
        "；",
    ),
    *(
        "12.5",
        "3",
        "%",
        "图1：",
        "附件",
        " ",
        "  ",
        "\u3000",
        "\t",
        "\n",
        "\n\n",
        "\n\t",
        "[image: a.png]",
    ),
    *("“", "”", "\u200b", "A", "\r\n"),
)
BARS = (*PIECES, "|", " | ", "│", "\n| --- |\n", "# ", "**", "├──┼──┤\n")

plain = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)
barred = st.lists(st.sampled_from(BARS), min_size=1, max_size=60).map("".join)


def read(text: str) -> SourceDocument:
    """Read a text as if it came from a file in UTF-8."""
    return read_text(text.encode(), "a.txt")


def tables(document: SourceDocument) -> list[SourceTable]:
    """Give the tables of a document."""
    return [block for block in document.blocks if isinstance(block, SourceTable)]


def paragraphs(document: SourceDocument, style: str | None = None) -> list[str]:
    """Give the joined paragraphs, all or those of a style."""
    return [
        block.flow.joined(document.text)
        for block in document.blocks
        if isinstance(block, SourceParagraph) and style in {None, block.style}
    ]


def grid(document: SourceDocument, table: SourceTable) -> list[list[str]]:
    """Give the texts of a table, "" where no cell begins."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.flow.joined(document.text)
    return rows


def covered(document: SourceDocument) -> list[int]:
    """Give every offset that stands in a flow, as often as it does."""
    return [
        offset
        for flow in flows(document.blocks)
        for piece in flow.pieces
        for offset in range(piece.start, piece.end)
    ]


def seen(document: SourceDocument) -> Iterator[int]:
    """Give every offset of a character that can be seen."""
    return (n for n, char in enumerate(document.text) if char not in BLANKS)


def lost(document: SourceDocument) -> str:
    """Give the characters that can be seen and stand in no flow."""
    held = set(covered(document))
    return "".join(document.text[n] for n in seen(document) if n not in held)
