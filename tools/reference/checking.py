"""The pages of the checker: its rules, and the quantities that it knows by name."""

from __future__ import annotations

from mingzhang.rulebook.checks import checks
from mingzhang.rulebook.quantities import families, quantities
from tools.reference.markdown import code, codes, page, table

_CAPS = {"error": "错误", "warning": "警告", "hint": "提示"}
_RULES = (
    "What `mingzhang check` can find, from `rulebook/data/checks.toml`. The cap is the most severe "
    "that a finding of the rule may be; how severe one is follows from how sure the relation is."
)
_QUANTITIES = (
    "Names that are the same quantity wherever a report prints them, from "
    "`rulebook/data/quantities.toml`, and the sums that they make, from `families.toml`."
)


def rules() -> str:
    """Return the page of the rules by which `mingzhang check` judges."""
    rows = [
        (code(rule.id), rule.title, _CAPS[rule.cap], rule.document, rule.advice)
        for rule in checks().values()
    ]
    return page(
        "Rules of the checker",
        _RULES,
        table(("rule", "title", "cap", "rests on", "advice"), rows),
    )


def known_quantities() -> str:
    """Return the page of the quantities that the checker knows by name, and of their sums."""
    names = [(code(q.id), q.label, "、".join(q.names)) for q in quantities().values()]
    sums = [
        (code(f.id), code(f.whole), f.op, codes(f.parts), codes(f.rest))
        for f in families().values()
    ]
    return page(
        "Quantities that the checker knows",
        _QUANTITIES,
        table(("quantity", "label", "names"), names),
        "## Sums and bounds",
        table(("family", "whole", "", "parts", "parts that need not occur"), sums),
    )
