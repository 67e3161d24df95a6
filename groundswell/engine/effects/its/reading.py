"""The contract's input, checked, put in time order and turned into a `Series`."""

from __future__ import annotations

from groundswell.engine.contract import Reader, Refused, Within, as_integer, as_number
from groundswell.engine.effects.its.problem import METHODS, Series

FIELDS = (
    "outcome",
    "time",
    "intervention",
    "offset",
    "harmonics",
    "season_position",
    "period",
    "slope_change",
    "method",
    "lag",
    "comparator",
)
LEAST_EACH_SIDE = 4
SLOPES = ("none", "interaction", "time_after")
LARGE = Within(-1e12, 1e12)
LAGS = {"ols_newey_west": 2, "glsar": 1}


def read(payload: object) -> Series:
    """Raises Refused in plain words: a time twice, too few points, a field the method cannot use."""
    reader = Reader(payload, FIELDS)
    time = reader.items("time", as_number, within=LARGE)
    order = sorted(range(len(time)), key=time.__getitem__)
    after = reader.items("intervention", as_integer, length=len(time), within=Within(0, 1))
    exposure = _column(reader, "offset", order) if reader.has("offset") else None
    method = reader.choice("method", METHODS, "ar1_reml" if exposure is None else "quasipoisson")
    series = Series(
        outcome=_column(reader, "outcome", order),
        time=tuple(time[place] for place in order),
        after=tuple(after[place] == 1 for place in order),
        exposure=exposure,
        comparator=_column(reader, "comparator", order) if reader.has("comparator") else None,
        season=_column(reader, "season_position" if reader.has("season_position") else "time", order),
        harmonics=reader.integer("harmonics", 0, within=Within(0, 3)),
        period=reader.number("period", 12, within=Within(2, 1e6)),
        slope_change=reader.choice("slope_change", SLOPES, "none"),
        method=method,
        lag=reader.integer("lag", LAGS.get(method, 1), within=Within(0, 100)),
    )
    _check_points(series)
    _check_method(series)
    return series


def _column(reader: Reader, name: str, order: list[int]) -> tuple[float, ...]:
    found = reader.items(name, as_number, length=len(order), within=LARGE)
    return tuple(found[place] for place in order)


def _check_points(series: Series) -> None:
    if len(set(series.time)) < len(series.time):
        raise Refused("duplicate", "time holds the same point twice.", "time")
    if list(series.after) != sorted(series.after):
        message = "intervention must be 0 up to the change and 1 from then on."
        raise Refused("out_of_order", message, "intervention")
    n_after = sum(series.after)
    n_before = len(series.after) - n_after
    if min(n_before, n_after) < LEAST_EACH_SIDE:
        message = (
            f"There are {n_before} points before the change and {n_after} after it; each side needs "
            f"{LEAST_EACH_SIDE} or more."
        )
        raise Refused("too_few_points", message, "intervention")


def _check_method(series: Series) -> None:
    if series.of_counts:
        _check_counts(series)
    elif series.exposure is not None:
        message = f"offset is for counts; give {series.method} the rate itself, or use quasipoisson."
        raise Refused("out_of_place", message, "offset")
    if series.method == "glsar" and not 1 <= series.lag <= len(series.time) // 4:
        message = f"lag must be 1 to {len(series.time) // 4} for glsar with {len(series.time)} points."
        raise Refused("out_of_range", message, "lag")
    if series.method == "ols_newey_west" and series.lag >= len(series.time):
        raise Refused("out_of_range", "lag must be less than the number of points.", "lag")


def _check_counts(series: Series) -> None:
    if series.comparator is not None:
        message = f"{series.method} takes no comparator; give rates and use ar1_reml."
        raise Refused("out_of_place", message, "comparator")
    if min(series.outcome) < 0:
        raise Refused("out_of_range", "Counts cannot be below 0.", "outcome")
    if series.exposure is not None and min(series.exposure) <= 0:
        raise Refused("out_of_range", "offset must be more than 0 everywhere.", "offset")
    sides = list(zip(series.outcome, series.after, strict=True))
    if not all(any(count and after is side for count, after in sides) for side in (False, True)):
        message = "One side of the change has no events at all, so there is no ratio."
        raise Refused("no_events", message, "outcome")
