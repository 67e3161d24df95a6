"""Statistical process control: what is ordinary ups and downs, and what is unlikely to be chance."""

from __future__ import annotations

from typing import cast

from groundswell.engine.contract import Reader, Within, as_date, as_gap_or_number, as_text
from groundswell.engine.spc.chart import ONE_FACET, Chart, Direction, Icon, Options, Point, Row, spc_chart
from groundswell.engine.spc.limits import Limits, xmr_limits
from groundswell.engine.spc.words import words

__all__ = [
    "VERSION",
    "Chart",
    "Icon",
    "Limits",
    "Options",
    "Point",
    "Row",
    "answer",
    "explain",
    "spc_chart",
    "words",
    "xmr_limits",
]

VERSION = "spc 1"

DIRECTIONS = ("increase", "decrease", "neutral")
# Far beyond any measure, and small enough that no sum overflows.
SIZE = Within(-1e100, 1e100)


def answer(payload: object) -> dict[str, object]:
    """The chart of engine.md's `spc`: parallel arrays by facet, then date, and the icons."""
    chart = _chart(payload)
    rows = chart.rows
    return {
        "facet": [row.point.facet for row in rows],
        "date": [row.point.day for row in rows],
        "y": [row.point.value for row in rows],
        "rebase_group": [row.rebase_group for row in rows],
        "mean": [row.limits.mean for row in rows],
        "lpl": [row.limits.lower for row in rows],
        "upl": [row.limits.upper for row in rows],
        "outside_limits": [row.outside_limits for row in rows],
        "relative_to_mean": [row.relative_to_mean for row in rows],
        "close_to_limits": [row.close_to_limits for row in rows],
        "special_cause_type": [row.special_cause_type for row in rows],
        "point_type": [row.point_type for row in rows],
        "short_group_warning": [row.short_group_warning for row in rows],
        "icons": [vars(icon) for icon in chart.icons],
        "warning_trial_limits": chart.warning_trial_limits,
    }


def explain(payload: object) -> str:
    """The same chart in words."""
    return words(_chart(payload))


def _chart(payload: object) -> Chart:
    reader = Reader(payload, ("dates", "values", "facets", "options"))
    days = reader.items("dates", as_date)
    values = reader.items("values", as_gap_or_number, length=len(days), within=SIZE)
    facets = reader.items("facets", as_text, [ONE_FACET] * len(days), length=len(days))
    points = [Point(*parts) for parts in zip(facets, days, values, strict=True)]
    return spc_chart(points, _options(reader))


def _options(reader: Reader) -> Options:
    known = ("improvement_direction", "screen_outliers", "fix_after_n_points", "target", "rebase")
    options = reader.inner("options", known)
    return Options(
        improvement_direction=cast("Direction", options.choice("improvement_direction", DIRECTIONS, "increase")),
        screen_outliers=options.boolean("screen_outliers", True),
        fix_after_n_points=options.integer_or_none("fix_after_n_points"),
        target=options.number_or_none("target", within=SIZE),
        rebase=frozenset(options.items("rebase", as_date, [])),
    )
