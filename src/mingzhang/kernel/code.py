"""Classification codes: levels and parents by prefix length (类 3, 款 5, 项 7 digits)."""

from __future__ import annotations

LEVELS: dict[int, str] = {3: "类", 5: "款", 7: "项"}


def level_of(code: str) -> str:
    """Return 类, 款 or 项. ValueError when the code is not 3, 5 or 7 digits."""
    if not code.isascii() or not code.isdigit() or len(code) not in LEVELS:
        raise ValueError(f"not a classification code: {code!r}")
    return LEVELS[len(code)]


def parent_of(code: str) -> str | None:
    """Return the code one level up; None for a class."""
    level_of(code)
    return code[:-2] if len(code) > 3 else None


def ancestors_and_self(code: str) -> list[str]:
    """Return the class, division and item codes down to `code` itself, in that order."""
    level_of(code)
    return [code[:n] for n in LEVELS if n <= len(code)]


def within(code: str, prefix: str) -> bool:
    """Tell whether `code` is `prefix` or lies below it."""
    return code.startswith(prefix)
