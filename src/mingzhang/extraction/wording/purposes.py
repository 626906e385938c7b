"""An item whose purpose or reason is that of another item: text copied and not changed.

Only a purpose that is exactly the name of another item of the report counts (DOMAIN.md 10; a real
budget gives 职业年金缴费 the reason 事业单位离退休经费增加).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.domain.checks.model import Remark, Severity
from mingzhang.extraction.passages import Passage, View
from mingzhang.extraction.wording.common import Place, remark, running
from mingzhang.extraction.wording.subjects import marked
from mingzhang.kernel.regex import lazy_regex
from mingzhang.rulebook.classification import name_key

_PURPOSE = lazy_regex(r"主要用于：?(?P<what>[一-鿿、]{4,40}?)(?:支出|经费|等)?[ ]?[。，；]")
_REASON = lazy_regex(
    r"主要原因(?:是|为)?：?(?P<what>[一-鿿、]{4,40}?)(?:经费|支出)?(?:增加|减少|保持不变|下降|增长)[。，；]"
)


def find(view: View) -> Iterator[Remark]:
    """Yield a hint for each item that is explained as another item of the report."""
    items = [(passage, found) for passage in running(view) for found in _items(passage)]
    names = {name_key(found["name"]) for _, found in items}
    for passage, found in items:
        for pattern, what in ((_PURPOSE, "用途"), (_REASON, "原因")):
            told = pattern.search(passage.text, found.end())
            if told is None:
                continue
            key, own = name_key(told["what"]), name_key(found["name"])
            if own in key or key in own or key not in names:
                continue
            place = Place(passage, told.start("what"), told.end("what"))
            item = Place(passage, found.start("name"), found.end("name"))
            message = f"“{item.text}（项）”的{what}写的是另一科目“{place.text}”，请核对是否误抄"
            yield remark("name.purpose", Severity.HINT, message, [place, item])


def _items(passage: Passage) -> Iterator[re.Match[str]]:
    """Yield the item of a passage that is about one item only."""
    found = [match for match in marked(passage) if match["level"] == "项"]
    if len(found) == 1:
        yield found[0]
