"""A chart in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.engine.spc.limits import mean_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundswell.engine.spc.chart import Chart, Icon, Row

# Above these the dots lean on one another and chance alone gives more signals than the rules allow for.
TIED_TO_LAST = 0.4
YEAR, FEWEST_FOR_A_CYCLE = 12, 36

UNLIKELY = "that is unlikely to be chance."
LAST_POINT = {
    "common_cause": "The latest dot is within the normal ups and downs: nothing shows a real change.",
    "improvement_high": f"The latest dot is part of a change for the better (higher) {UNLIKELY}",
    "improvement_low": f"The latest dot is part of a change for the better (lower) {UNLIKELY}",
    "concern_high": f"The latest dot is part of a change for the worse (higher) {UNLIKELY}",
    "concern_low": f"The latest dot is part of a change for the worse (lower) {UNLIKELY}",
    "neutral_high": f"The latest dot is part of a move upwards {UNLIKELY}",
    "neutral_low": f"The latest dot is part of a move downwards {UNLIKELY}",
}
ASSURANCE = {
    "pass": "As things are, we can expect to meet the target each time.",  # a verdict, no password  # nosec B105
    "fail": "As things are, we can expect to miss the target each time. Something has to change.",
    "inconsistent": "Hit and miss: as things are, we cannot rely on meeting the target.",
}
DOUBT = (
    "Even when nothing has changed, about 1 or 2 in 100 latest dots look like a change, and so do some"
    " of the earlier dots on most long charts. A chart shows that something changed, not why."
)


def words(chart: Chart) -> str:
    """What each facet's chart says, its uncertainty and its warnings, for a lay reader."""
    facets = chart.facets()
    if not facets:
        return "There are no points to chart."
    parts = [_facet(rows, icon, named=len(facets) > 1) for rows, icon in _pairs(chart)]
    return "\n\n".join([*parts, DOUBT])


def _pairs(chart: Chart) -> list[tuple[list[Row], Icon]]:
    return list(zip(chart.facets().values(), chart.icons, strict=True))


def _facet(rows: list[Row], icon: Icon, *, named: bool) -> str:
    last = rows[-1]
    group = [row for row in rows if row.rebase_group == last.rebase_group]
    sentences = [
        f"{icon.facet}:" if named else "",
        _lines(last),
        LAST_POINT[icon.variation] if last.point.value is not None else "The latest value is missing.",
        ASSURANCE[icon.assurance] if icon.assurance and last.limits.upper is not None else "",
        _few(group),
        _tied([row.point.value for row in group]),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _lines(last: Row) -> str:
    limits = last.limits
    if limits.lower is None or limits.upper is None:
        return "No limits can be drawn: there are too few values, or they do not vary."
    low, high = f"{limits.lower:.4g}", f"{limits.upper:.4g}"
    return f"The average is {limits.mean:.4g}. Normal ups and downs go from {low} to {high}."


def _few(group: list[Row]) -> str:
    if not group[-1].short_group_warning:
        return ""
    return f"These lines rest on {len(group)} points only and will move as more come in."


def _tied(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    if lag_correlation(known, 1) > TIED_TO_LAST:
        return "Each value is close to the one before it, so this chart gives more false signals than usual."
    if len(known) >= FEWEST_FOR_A_CYCLE and lag_correlation(known, YEAR) > TIED_TO_LAST:
        return "The values seem to go up and down with the time of year, which this chart does not allow for."
    return ""


def lag_correlation(values: Sequence[float], lag: int) -> float:
    """Autocorrelation at a lag, -1 to 1; 0 where it is undefined (constant, or no longer than the lag).

    Sum of (x_t - mean)(x_{t+lag} - mean) over the sum of (x_t - mean)^2, the usual estimate (Box and
    Jenkins 1970).
    """
    mean = mean_of(values)
    if mean is None or len(values) <= lag:
        return 0.0
    centred = [value - mean for value in values]
    total = sum(value * value for value in centred)
    pairs = zip(centred[:-lag], centred[lag:], strict=True)
    return sum(a * b for a, b in pairs) / total if total > 0 else 0.0
