"""XmR charts as NHS England's Making Data Count draws them: lines, signals and icons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from groundswell.engine.contract import Refused
from groundswell.engine.spc.limits import Limits, xmr_limits
from groundswell.engine.spc.rules import close, outside, sides, special_causes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

Direction = Literal["increase", "decrease", "neutral"]

ONE_FACET = "no facet"
FEWEST_TO_FIX = 12
# The peer says "n < 12" and warns below 13; what it does is kept, not what it says.
FEWEST_FOR_FIRM_LIMITS = 13


@dataclass(frozen=True)
class Point:
    """One measurement; `value` None is a gap, which keeps its place."""

    facet: str
    day: date
    value: float | None


@dataclass(frozen=True)
class Options:
    """How to draw.

    `improvement_direction`: the direction that is better. `screen_outliers`: leave out the largest
    moving ranges (on in the R package, off in NHS England's Excel tool). `fix_after_n_points`: take
    the limits from that many first points of each group. `rebase`: the days on which a new group
    starts.
    """

    improvement_direction: Direction = "increase"
    screen_outliers: bool = True
    fix_after_n_points: int | None = None
    target: float | None = None
    rebase: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.fix_after_n_points is not None and self.fix_after_n_points < FEWEST_TO_FIX:
            place = "options.fix_after_n_points"
            raise Refused("out_of_range", f"{place} must be {FEWEST_TO_FIX} or more.", place)


@dataclass(frozen=True)
class Row:
    """One point with its lines (in the units of the values) and what the rules say of it."""

    point: Point
    rebase_group: int
    limits: Limits
    outside_limits: bool | None
    relative_to_mean: int | None
    close_to_limits: bool | None
    special_cause_type: str
    point_type: str
    short_group_warning: bool


@dataclass(frozen=True)
class Icon:
    """The two signs of a facet: what its last point says, and whether the target will be met."""

    facet: str
    variation: str
    assurance: str | None


@dataclass(frozen=True)
class Chart:
    """Rows in facet, then date order; one icon a facet."""

    options: Options
    rows: tuple[Row, ...]
    icons: tuple[Icon, ...]

    @property
    def warning_trial_limits(self) -> bool:
        """Whether some limits rest on so few points that they will still move."""
        return any(row.short_group_warning for row in self.rows)

    def facets(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.point.facet].append(row)
        return found


def spc_chart(points: Iterable[Point], options: Options) -> Chart:
    """Mean, process limits (mean ± 2.66 x mean moving range) and the four rules, group by group.

    Equals NHSRplotthedots 0.2.2 in both outlier modes. Raises Refused when a facet has a day twice.
    """
    groups = _groups(points, options.rebase)
    rows = tuple(row for key, group in groups.items() for row in _rows(key[1], group, options))
    last = {row.point.facet: row for row in rows}
    return Chart(options, rows, tuple(_icon(row, options) for row in last.values()))


def _groups(points: Iterable[Point], rebase: frozenset[date]) -> Mapping[tuple[str, int], list[Point]]:
    """The points by facet and rebase group; a group starts at its rebase day."""
    groups: dict[tuple[str, int], list[Point]] = defaultdict(list)
    facet, number, before = None, 0, None
    for point in sorted(points, key=lambda point: (point.facet, point.day)):
        if point.facet != facet:
            facet, number, before = point.facet, 0, None
        if point.day == before:
            raise Refused("duplicate_date", f"{point.day} is given twice for {facet}.", "dates")
        number += point.day in rebase
        before = point.day
        groups[facet, number].append(point)
    return groups


def _rows(number: int, group: list[Point], options: Options) -> list[Row]:
    values = [point.value for point in group]
    limits = xmr_limits(values[: options.fix_after_n_points], screen_outliers=options.screen_outliers)
    causes = special_causes(values, limits)
    columns = zip(
        group,
        outside(values, limits),
        sides(values, limits.mean),
        close(values, limits),
        causes,
        strict=True,
    )
    short = len(group) < FEWEST_FOR_FIRM_LIMITS
    return [
        Row(point, number, limits, out, side, near, cause, _point_type(cause, options), short)
        for point, out, side, near, cause in columns
    ]


def _point_type(cause: str, options: Options) -> str:
    up = "Above" in cause or "Increasing" in cause
    down = "Below" in cause or "Decreasing" in cause
    if not up and not down:
        return "common_cause"
    if options.improvement_direction == "neutral":
        return f"special_cause_neutral_{'high' if up else 'low'}"
    better = up == (options.improvement_direction == "increase")
    return f"special_cause_{'improvement' if better else 'concern'}"


def _icon(last: Row, options: Options) -> Icon:
    sign = last.point_type.removeprefix("special_cause_")
    if sign in {"improvement", "concern"}:
        high = (sign == "improvement") == (options.improvement_direction == "increase")
        sign = f"{sign}_{'high' if high else 'low'}"
    return Icon(last.point.facet, sign, _assurance(last.limits, options))


def _assurance(limits: Limits, options: Options) -> str | None:
    """Whether chance alone would keep the next points on the right side of the target."""
    target, up = options.target, options.improvement_direction == "increase"
    if target is None or options.improvement_direction == "neutral":
        return None
    if limits.upper is not None and target > limits.upper:
        return "fail" if up else "pass"
    if limits.lower is not None and target < limits.lower:
        return "pass" if up else "fail"
    return "inconsistent"
