"""How many projects a report says that it tells of, and how many it does: names in quotation marks
and a form for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingzhang.domain.checks.formulas import Same
from mingzhang.domain.checks.model import Certainty, Relation
from mingzhang.extraction.passages import View
from mingzhang.extraction.tables.goal_forms import forms
from mingzhang.kernel.regex import lazy_regex

_SAME = Same()
_TOLD = lazy_regex(
    r"(?P<names>(?:“[^“”]{2,40}”、?){2,12})等?[ ]?(?P<n>[0-9]{1,2})[ ]?个项目[^，。；]{0,6}绩效"
)
_QUOTED = lazy_regex("“[^“”]{2,40}”")


def find(view: View) -> Iterator[Relation]:
    """Yield that as many projects are told of as are named, where each of them has its form."""
    named = {form.name for form in forms(view) if form.name}
    for passage in view.passages:
        found = _TOLD.search(passage.text) if passage.cell is None and named else None
        if found is None:
            continue
        o = next((x for x in passage.observations if x.start == found.start("n")), None)
        listed = len(_QUOTED.findall(found["names"]))
        if o is not None and listed == len(named):
            yield Relation(
                "count.list",
                o,
                _SAME,
                (Decimal(listed),),
                certainty=Certainty.LIKELY,
                note=f"文中列名并附表的为{listed}个",
            )
