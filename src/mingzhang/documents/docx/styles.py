"""The styles, font table and settings of a docx, all from the theme."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.docmodel.model import Orientation
from mingzhang.documents.docx.markup import (
    TWIPS_PER_PT,
    W_NS,
    XML_HEAD,
    escape,
    fonts,
    twips,
)
from mingzhang.documents.listing import CONTENTS_LEVELS, TABLE_STYLE
from mingzhang.documents.measure import body_spacing_pt
from mingzhang.documents.theme import Font, TextStyle, Theme

HEADING_LEVELS = CONTENTS_LEVELS
TABLE_LEVEL = 9  # of tables in the contents: the last that Word knows, no heading takes it
NORMAL = "Normal"
BODY = "BodyText"
TITLE = "Title"
COVER_LINE = "CoverLine"
CONTENTS_TITLE = "TOCHeading"
NOTE = "Note"
TABLE_TITLE = "TableTitle"
TABLE_LINE = "TableLine"
CHART = "Chart"
CAPTION = "Caption"
FOOTER = "Footer"
SPACER = "Spacer"
TABLE = "ReportTable"
MARK = "FigureMark"
GAP = "GapMark"

_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_GENERIC = {"serif": "roman", "sans-serif": "swiss"}
_OWN = frozenset({COVER_LINE, NOTE, TABLE_TITLE, TABLE_LINE, CHART, SPACER, MARK, GAP})


def heading_style(level: int) -> str:
    """Give the id of the style of headings of `level` (1 to 5)."""
    return f"Heading{level}"


def contents_style(role: str) -> str:
    """Give the id of the style of a contents entry by its role in the theme."""
    return f"TOC{TABLE_LEVEL if role == TABLE_STYLE else role.removeprefix('contents_')}"


def table_text_style(size_pt: float, *, head: bool = False) -> str:
    """Give the id of the paragraph style of table text of a size."""
    return f"Table{'Head' if head else 'Text'}{round(size_pt * 10)}"


def _half_points(size_pt: float) -> str:
    value = round(size_pt * 2)
    return f'<w:sz w:val="{value}"/><w:szCs w:val="{value}"/>'


def _run_properties(style: TextStyle, spacing: int = 0) -> str:
    return (
        fonts(style.font)
        + ("<w:b/><w:bCs/>" if style.strong else '<w:b w:val="0"/><w:bCs w:val="0"/>')
        + (f'<w:spacing w:val="{spacing}"/>' if spacing else "")
        + _half_points(style.size_pt)
    )


def _indent(style: TextStyle) -> str:
    left, first = style.left_chars, style.indent_chars
    size = style.size_pt * TWIPS_PER_PT
    return (
        f'<w:ind w:leftChars="{left * 100}" w:left="{round(left * size)}" '
        f'w:firstLineChars="{first * 100}" w:firstLine="{round(first * size)}"/>'
    )


def _paragraph_properties(style: TextStyle) -> str:
    line = (
        f'w:line="{round(style.line_pt * TWIPS_PER_PT)}" w:lineRule="exact"'
        if style.line_pt
        else 'w:line="240" w:lineRule="auto"'
    )
    before, after = round(style.before_pt * TWIPS_PER_PT), round(style.after_pt * TWIPS_PER_PT)
    return (
        # Word's default; unless it is said LibreOffice lets every line end in the margin.
        '<w:overflowPunct w:val="1"/>'
        '<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" {line}/>'
        f'{_indent(style)}<w:jc w:val="{_ALIGN[style.align]}"/>'
    )


def _style(
    style_id: str,
    name: str,
    ppr: str = "",
    rpr: str = "",
    *,
    based_on: str = NORMAL,
    following: str = "",
) -> str:
    kind = "paragraph" if based_on else "character"
    own = ' w:customStyle="1"' if style_id in _OWN or style_id.startswith("Table") else ""
    return (
        f'<w:style w:type="{kind}"{own} w:styleId="{style_id}"><w:name w:val="{escape(name)}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
        + "</w:style>"
    )


def _text_style(style_id: str, name: str, style: TextStyle, before: str = "") -> str:
    return _style(style_id, name, before + _paragraph_properties(style), _run_properties(style))


def _defaults(theme: Theme) -> str:
    body = theme.styles["body"]
    language = escape(theme.language)
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'{fonts(body.font)}<w:kern w:val="2"/>{_half_points(body.size_pt)}'
        # Digits are Latin text: under a Chinese w:val LibreOffice breaks a figure over two lines.
        f'<w:lang w:val="en-US" w:eastAsia="{language}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        # Every line of a page is filled, signs keep inside the margin, and nothing is added
        # between Chinese and digits: pages then break where those of the pdf do.
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        "</w:tblPr></w:style>"
    )


def _headings(theme: Theme) -> Iterator[str]:
    width = twips(theme.pages[Orientation.PORTRAIT].text_width_mm)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    for level in range(1, HEADING_LEVELS + 1):
        style = theme.styles[f"heading_{level}"]
        yield _style(
            heading_style(level),
            f"heading {level}",
            "<w:keepNext/><w:keepLines/>"
            + _paragraph_properties(style)
            + f'<w:outlineLvl w:val="{level - 1}"/>',
            _run_properties(style),
            following=BODY,
        )
    for level in (*range(1, HEADING_LEVELS + 1), TABLE_LEVEL):
        role = TABLE_STYLE if level == TABLE_LEVEL else f"contents_{level}"
        yield _text_style(contents_style(role), f"toc {level}", theme.styles[role], tabs)


def _table_styles(theme: Theme) -> Iterator[str]:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    padding = twips(theme.table.padding_mm)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", padding), ("bottom", 0), ("right", padding))
    )
    yield (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}">'
        '<w:name w:val="报表表格"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        "</w:tblPr></w:style>"
    )
    for _, size in theme.table.sizes:
        text = TextStyle(theme.table.font, size, size * theme.table.line_em)
        yield _text_style(table_text_style(size), f"表格文字 {size:g} 磅", text)
        yield _style(
            table_text_style(size, head=True),
            f"表头文字 {size:g} 磅",
            based_on=table_text_style(size),
        )


def _character_styles() -> Iterator[str]:
    yield _style(MARK, "数据标记", rpr='<w:vertAlign w:val="superscript"/>', based_on="")
    yield _style(GAP, "待补标记", based_on="")


def _footer_style(theme: Theme) -> str:
    number = theme.page_number
    return _text_style(FOOTER, "footer", TextStyle(number.font, number.size_pt))


def styles_xml(theme: Theme) -> bytes:
    """Give word/styles.xml."""
    look = theme.styles
    body = look["body"]
    spacer = '<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>'
    parts = [
        _defaults(theme),
        _style(
            BODY,
            "Body Text",
            _paragraph_properties(body),
            # A character grid would do the same in Word but is drawn differently by other
            # programs and reaches into tables.
            _run_properties(body, round(body_spacing_pt(theme) * TWIPS_PER_PT)),
        ),
        *_headings(theme),
        _text_style(TITLE, "Title", look["cover_title"]),
        _text_style(COVER_LINE, "封面文字", look["cover_line"]),
        _text_style(CONTENTS_TITLE, "TOC Heading", look["contents_title"]),
        _text_style(NOTE, "注释", look["note"]),
        _text_style(TABLE_TITLE, "表题", look["table_title"]),
        _text_style(TABLE_LINE, "表头说明", look["table_line"]),
        _text_style(CHART, "图", look["chart"]),
        _text_style(CAPTION, "caption", look["caption"]),
        _footer_style(theme),
        _style(SPACER, "分隔", spacer, '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
        *_character_styles(),
        *_table_styles(theme),
    ]
    return f'{XML_HEAD}<w:styles xmlns:w="{W_NS}">{"".join(parts)}</w:styles>'.encode()


def _font_entry(font: Font) -> str:
    # charset 86 (GB2312) lets Word choose another Chinese face when no alternative is installed.
    names = escape(",".join(font.alternatives))
    return (
        f'<w:font w:name="{escape(font.name)}"><w:altName w:val="{names}"/>'
        f'<w:charset w:val="86"/><w:family w:val="{_GENERIC.get(font.generic, "auto")}"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )


def font_table_xml(theme: Theme) -> bytes:
    """Give word/fontTable.xml: every face once, with the alternatives the theme declares."""
    faces = {font.name: font for font in theme.fonts.values()}
    latin = sorted({font.latin for font in theme.fonts.values()} - faces.keys())
    rows = "".join(_font_entry(font) for font in faces.values()) + "".join(
        f'<w:font w:name="{escape(name)}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name in latin
    )
    return f'{XML_HEAD}<w:fonts xmlns:w="{W_NS}">{rows}</w:fonts>'.encode()


def settings_xml(theme: Theme) -> bytes:
    """Give word/settings.xml: odd and even footers differ, no field is updated on opening."""
    language = escape(theme.language)
    return (
        f'{XML_HEAD}<w:settings xmlns:w="{W_NS}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:balanceSingleByteDoubleByteWidth/>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}" w:eastAsia="{language}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    ).encode()
