"""Chart declarations into chart blocks."""

from __future__ import annotations

from mingzhang.docmodel.model import Chart, ChartKind, Number, Series
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.edition import ChartSpec, Points
from mingzhang.domain.report.formatters import FORMATTERS
from mingzhang.domain.report.loops import LOOPS
from mingzhang.domain.report.predicates import all_hold
from mingzhang.domain.report.wording import word
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey

UNIT = "万元"


def chart(context: Context, spec: ChartSpec, number: int) -> Chart | None:
    """Return a chart with its caption numbered, None when nothing of it is to be shown.

    A figure that is not known leaves its series (a column chart) or its slice (a pie) out; the
    text around the chart names what is missing.
    """
    if not all_hold(context, spec.when):
        return None
    if spec.kind == "pie":
        categories, series, shares = _pie(context, spec.series[0])
    else:
        shares = ()
        categories = tuple(_plain(context, c) for c in spec.categories)
        series = tuple(s for p in spec.series if (s := _column(context, p)) is not None)
    if not series or not any(v.value for s in series for v in s.values):
        return None
    caption = f"图{number}：{_plain(context, spec.caption)}"
    return Chart(
        id=f"chart-{number}",
        kind=ChartKind(spec.kind),
        caption=caption,
        unit=UNIT,
        categories=categories,
        series=series,
        alt=_alt(caption, categories, series),
        shares=shares,
    )


def _plain(context: Context, text: str) -> str:
    return "".join(getattr(run, "text", "") for run in word(context, text))


def _known(context: Context, key: FactKey) -> bool:
    return isinstance(context.figures.quantity(key), Known)


def _figure(context: Context, key: FactKey, formatter: str = "wan", arg: str = "") -> Number:
    (run,) = FORMATTERS[formatter](context, key, arg)
    assert isinstance(run, Number)
    return run


def _column(context: Context, points: Points) -> Series | None:
    keys = [context.key(k) for k in points.keys]
    if not all(_known(context, k) for k in keys):
        return None
    return Series(_plain(context, points.name), tuple(_figure(context, k) for k in keys))


def _pie(
    context: Context, points: Points
) -> tuple[tuple[str, ...], tuple[Series, ...], tuple[Number, ...]]:
    labels, values, shares = [], [], []
    for turn in LOOPS[points.each](context):
        bound = context.with_bound(turn)
        key = bound.key("item")
        if _known(context, key) and context.figures.value(key):
            labels.append(_plain(bound, "{item.name}"))
            values.append(_figure(context, key))
            shares.append(_figure(bound, key, "share", points.whole))
    series = (Series(_plain(context, points.name), tuple(values)),) if values else ()
    return tuple(labels), series, tuple(shares)


def _alt(caption: str, categories: tuple[str, ...], series: tuple[Series, ...]) -> str:
    told = [
        f"{name}{s.name if len(series) > 1 else ''}{value.text}{UNIT}"
        for s in series
        for name, value in zip(categories, s.values, strict=True)
    ]
    return f"{caption}。{'，'.join(told)}。"
