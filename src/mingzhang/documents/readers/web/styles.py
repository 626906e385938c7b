"""What a page hides: by an attribute, in its own style, or by a simple rule of its style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from mingzhang.kernel.regex import lazy_regex

_HIDING = lazy_regex(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?:^|[;{\s])(?:left|text-indent)\s*:\s*-\d{3,}"
)
_BLOCK = lazy_regex(r"display\s*:\s*(block|list-item|flex|grid)")
_COMMENT = lazy_regex(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = lazy_regex(r"([a-z][a-z0-9]*)?([.#])([\w-]+)", re.IGNORECASE)


class Hidden:
    """Tells which elements of a page are not shown.

    Of a style sheet only rules for one class or id are followed, and none within `@media`: what
    such a rule hides may be shown by another, so the reader notes larger parts that it leaves out.
    """

    def __init__(self, sheets: str) -> None:
        self._rules = set(_hiding_rules(sheets))

    def hides(self, element: etree._Element) -> bool:
        """Tell whether an element with all in it is left out."""
        get = element.attrib.get
        if "hidden" in element.attrib or get("aria-hidden") == "true":
            return True
        if _HIDING.search(str(get("style", "")).lower()):
            return True
        if not self._rules:
            return False
        names = [(".", name) for name in str(get("class", "")).split()]
        names.append(("#", str(get("id", ""))))
        tag = str(element.tag)
        return any({(tag, *name), ("", *name)} & self._rules for name in names)


def is_block(style: str) -> bool:
    """Tell whether a style attribute makes an element a block."""
    return bool(style) and _BLOCK.search(style.lower()) is not None


def _hiding_rules(sheets: str) -> Iterator[tuple[str, str, str]]:
    for selectors, body in _top_rules(_COMMENT.sub("", sheets)):
        if _HIDING.search(body.lower()):
            for selector in selectors.split(","):
                found = _SIMPLE.fullmatch(selector.strip())
                if found:
                    yield (found[1] or "").lower(), found[2], found[3]


def _top_rules(sheets: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and bodies of the rules that stand in no other rule."""
    depth, start, opened, selectors = 0, 0, 0, ""
    for found in re.finditer(r"[{}]", sheets):
        at = found.start()
        if found[0] == "{":
            if depth == 0:
                selectors, opened = sheets[start:at], at + 1
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                start = at + 1
                if "@" not in selectors:
                    yield selectors, sheets[opened:at]
