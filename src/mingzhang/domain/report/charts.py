"""Chart declarations into chart blocks."""

from __future__ import annotations

from mingzhang.docmodel.model import Chart, ChartKind, Number, Series
from mingzhang.domain.references import BadReference
from mingzhang.domain.report.context import Context
from mingzhang.domain.report.edition import ChartSpec, Points
from mingzhang.domain.report.formatters import FORMATTERS
from mingzhang.domain.report.loops import turns_of
from mingzhang.domain.report.predicates import all_hold
from mingzhang.domain.report.wording import word
from mingzhang.facts.factset import Known
from mingzhang.facts.key import FactKey

UNIT = "万元"


def chart(context: Context, spec: ChartSpec, number: int) -> Chart | None:
    """Return a chart with its caption numbered, None when nothing of it is to be shown.

    A figure that is not known leaves its series out of a column chart; the text around the chart
    names what is missing. A pie stands for a whole: with a slice that is not known or is below
    zero, or without a share, there is none.
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
    if not isinstance(run, Number):
        raise BadReference(f"图表没有数据 {key}")
    return run


def _column(context: Context, points: Points) -> Series | None:
    keys = [context.key(k) for k in points.keys]
    if not all(_known(context, k) for k in keys):
        return None
    return Series(_plain(context, points.name), tuple(_figure(context, k) for k in keys))


def _pie(
    context: Context, points: Points
) -> tuple[tuple[str, ...], tuple[Series, ...], tuple[Number, ...]]:
    turns = [context.with_bound(t) for t in turns_of(context, points.each)]
    amounts = [context.figures.value(t.key("item")) for t in turns]
    whole = context.figures.value(context.key(points.whole))
    if not whole or whole < 0 or any(a is None or a < 0 for a in amounts):
        return (), (), ()
    slices = [t for t, amount in zip(turns, amounts, strict=True) if amount]
    labels = tuple(_plain(t, "{item.name}") for t in slices)
    values = tuple(_figure(t, t.key("item")) for t in slices)
    shares = tuple(_figure(t, t.key("item"), "share", points.whole) for t in slices)
    return labels, (Series(_plain(context, points.name), values),) if values else (), shares


def _alt(caption: str, categories: tuple[str, ...], series: tuple[Series, ...]) -> str:
    told = [
        f"{name}{s.name if len(series) > 1 else ''}{value.text}{UNIT}"
        for s in series
        for name, value in zip(categories, s.values, strict=True)
    ]
    return f"{caption}。{'，'.join(told)}。"
