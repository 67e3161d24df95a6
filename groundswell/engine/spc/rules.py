"""Which points of an XmR chart are unlikely to be chance: the four rules of Making Data Count.

Each rule returns one Boolean a point. A gap breaks every run. The labels, and which of two rules
names a point, are NHSRplotthedots' (0.2.2, R/ptd_calculate_point_type.R).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundswell.engine.spc.limits import Limits

COMMON = "Common Cause"
RUN = 7


def sides(values: Sequence[float | None], mean: float | None) -> list[int | None]:
    """1 above the mean, -1 below, 0 on it; None for a gap or an undefined mean."""
    return [None if value is None or mean is None else sign(value - mean) for value in values]


def outside(values: Sequence[float | None], limits: Limits) -> list[bool | None]:
    """Beyond a process limit; a point on the limit is inside."""
    return [beyond(value, limits.lower, limits.upper) for value in values]


def close(values: Sequence[float | None], limits: Limits) -> list[bool | None]:
    """Beyond two thirds of the way to a limit, and not beyond the limit."""
    far = outside(values, limits)
    near = [beyond(value, limits.near_lower, limits.near_upper) for value in values]
    return [None if out is None else at is True and not out for out, at in zip(far, near, strict=True)]


def beyond(value: float | None, lower: float | None, upper: float | None) -> bool | None:
    if value is None or lower is None or upper is None:
        return None
    return value > upper or value < lower


def sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)


def shifts(side: Sequence[int | None]) -> list[bool]:
    """In a run of seven on one side of the mean; a point on the mean breaks it."""
    return marked_runs([at or 0 for at in side], RUN)


def trends(values: Sequence[float | None]) -> list[bool]:
    """In a run of seven that each rise, or each fall; two equal points break it."""
    steps = marked_runs(directions(values), RUN - 1)
    before, after = [False, *steps], [*steps, False]
    return [left or right for left, right in zip(before, after, strict=True)][: len(values)]


def directions(values: Sequence[float | None]) -> list[int]:
    """Of each step to the next point: 1 up, -1 down, 0 level or a gap on either side."""
    return [0 if a is None or b is None else sign(b - a) for a, b in pairwise(values)]


def marked_runs(marks: Sequence[int], length: int) -> list[bool]:
    """True where a mark that is not 0 stands in an unbroken run of at least `length` equal marks."""
    found = [False] * len(marks)
    start = 0
    for place in range(1, len(marks) + 1):
        if place < len(marks) and marks[place] == marks[start]:
            continue
        if marks[start] and place - start >= length:
            found[start:place] = [True] * (place - start)
        start = place
    return found


def two_in_three(side: Sequence[int | None], near: Sequence[bool | None]) -> list[bool]:
    """Close to the limits, in three points on one side of which at least two are close."""
    marks = [bool(at) for at in near]
    found = [False] * len(side)
    for start in range(len(side) - 2):
        # Few windows pass this, and a page has many charts.
        if marks[start] + marks[start + 1] + marks[start + 2] < 2:
            continue
        window = range(start, start + 3)
        if side[start] in {1, -1} and all(side[at] == side[start] for at in window):
            for at in window:
                found[at] = found[at] or marks[at]
    return found


def special_causes(values: Sequence[float | None], limits: Limits) -> list[str]:
    """The label of each point: outside, else trend, else two in three, else shift, else common."""
    side = sides(values, limits.mean)
    near = close(values, limits)
    trend = trends(values)
    columns = (outside(values, limits), trend, two_in_three(side, near), shifts(side))
    step = trend_steps(values, trend)
    return [
        label(*marks, up=side[place] == 1, rising=step[place] == 1)
        for place, marks in enumerate(zip(*columns, strict=True))
    ]


def trend_steps(values: Sequence[float | None], trend: Sequence[bool]) -> list[int]:
    """The step that tells a trend point's direction: the one to its right when that point is in a
    trend too, else the one to its left.
    """
    steps = directions(values)
    right, left = [*steps, 0], [0, *steps]
    following = [*trend[1:], False]
    return [right[at] if following[at] else left[at] for at in range(len(values))]


def label(out: bool | None, trend: bool, near: bool, shift: bool, *, up: bool, rising: bool) -> str:
    side = "Above" if up else "Below"
    if out:
        return "Above UCL" if up else "Below LCL"
    if trend:
        return f"7 Point Trend ({'In' if rising else 'De'}creasing)"
    if near:
        return f"2 in 3 {side} CL"
    return f"7 Points {side} CL" if shift else COMMON
