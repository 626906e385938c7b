"""Items of the functional classification (类款项) by the names that reports print.

A path is a row of codes, class first; a name that the list lacks stands for itself. Old names lead
to what they have become, so that an item is the same whichever name a paragraph uses.
"""

from __future__ import annotations

from functools import lru_cache

from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.classification import (
    FUNCTIONAL,
    Classification,
    all_items,
    classification,
    name_key,
    successor_of,
    systems,
)

Path = tuple[str, ...]

_CODE = r"(?:［?[0-9]{2,7}［?］?)?"
_LEVELS = lazy_regex(
    rf"(?P<name>[^（）“”]{{1,40}}?(?:（[^（）类款项0-9]{{1,12}}）[^（）“”]{{0,20}}?)?)"
    rf"（(?:{_CODE}(?P<level>类|款|项){_CODE}|(?P<code>[0-9]{{3}}(?:[0-9]{{2}}){{0,2}}))）"
)
_LEVEL = {"类": 1, "款": 2, "项": 3}
_BY_LENGTH = {3: 1, 5: 2, 7: 3}
_TRIM = lazy_regex(
    r"^(?:支出|科目|[、，：:\s\-—－“”]|其中|（[0-9一二三四五六七八九十]{1,3}）|[0-9]{1,3}[.．、])+"
    r"|[\s“”]+$|^[0-9]{3,7}(?=[一-鿿])"
)
_BARE_END = lazy_regex(r"[”“]?(?:科目)?[”“]?(?:支出)?(?:预算|决算)?(?:支出)?(?:数|为|安排)?$")
#: A class whose name alone says nothing certain.
_PLAIN = frozenset({"其他", "其他支出"})


@lru_cache(maxsize=2048)
def read_path(words: str, year: int | None, above: Path = ()) -> Path | None:
    """Return the item that a printed name speaks of, None when it names none.

    `above` is the path that headings give to a name that begins below the class.
    """
    if "类）" not in words and "款）" not in words and "项）" not in words and "0" not in words:
        return _bare_class(words, year)
    names: dict[int, str] = {}
    for found in _LEVELS.finditer(words):
        level = _LEVEL[found["level"]] if found["level"] else _BY_LENGTH[len(found["code"])]
        names[level] = _TRIM.sub("", found["name"])
    if not names:
        return _bare_class(words, year)
    first = min(names)
    if first > 1 and len(above) < first - 1:
        return None
    path = above[: first - 1]
    for level in range(first, max(names) + 1):
        if level not in names:
            return None
        path = (*path, _code(names[level], path, year))
    return path


def _classes(year: int | None) -> Classification:
    first = systems()[FUNCTIONAL].first_year
    return classification(FUNCTIONAL, max(year or first, first))


@lru_cache(maxsize=2048)
def _code(name: str, above: Path, year: int | None) -> str:
    """Return the code that a name has below a path, by itself or by what it has become."""
    known = _classes(year)
    found = known.codes_named(name) or tuple(
        each.new.code for each in successor_of(name, known.year)
    )
    parent = above[-1] if above else ""
    length = len(parent) + 2 if parent else 3
    fitting = [
        code for code in found if len(code) == length and (not parent or code.startswith(parent))
    ]
    return fitting[0] if len(fitting) == 1 else f"~{name_key(name)}"


@lru_cache(maxsize=512)
def _bare_class(words: str, year: int | None) -> Path | None:
    """Return the class whose full name stands alone (住房保障支出)."""
    name = _BARE_END.sub("", _TRIM.sub("", words.strip()))
    if len(name) < 2 or name_key(name) not in _class_names() or name in _PLAIN:
        return None
    if "支出" not in words and "科目" not in words:
        return None
    code = _code(name, (), year)
    return None if code.startswith("~") else (code,)


@lru_cache(maxsize=1)
def _class_names() -> frozenset[str]:
    return frozenset(name_key(item.name) for item in all_items(FUNCTIONAL) if len(item.code) == 3)
