"""Every value that a form may name."""

from __future__ import annotations

from mingzhang.domain.performance.forms.fund_values import FUND_VALUES
from mingzhang.domain.performance.forms.head_values import HEAD_VALUES
from mingzhang.domain.performance.forms.indicator_values import INDICATOR_VALUES
from mingzhang.domain.performance.forms.record_values import RECORD_VALUES
from mingzhang.domain.performance.forms.value import Value

VALUES: dict[str, Value] = {
    **HEAD_VALUES,
    **FUND_VALUES,
    **INDICATOR_VALUES,
    **RECORD_VALUES,
}
