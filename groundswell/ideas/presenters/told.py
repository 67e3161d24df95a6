"""Which numbers of the scoreboard an asker reads: the team all of them, everyone else none that is small.

A number that is left out must not follow from others. The ideas of a row are counted elsewhere too, so late ones and
those that still run are left out together; and weeks two by two, for a year is counted as well. Which other number goes
with it depends on where it stands, never on what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit.small_numbers import is_small
from groundswell.ideas.states import PromiseStep

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.selectors import StepKept
    from groundswell.ideas.selectors.figures import Board, Week

TOGETHER = 2  # so many weeks are left out together


@dataclass(frozen=True)
class ToldStep:
    """A step as somebody reads it; none where a number is left out."""

    step: str
    kept: int | None
    after_pause: int | None
    late: int | None
    running: int | None
    median_days: float | None
    ninetieth_days: int | None


@dataclass(frozen=True)
class ToldWeek:
    """A week as somebody reads it; both numbers stand, or neither does."""

    monday: date
    on_time: int | None
    late: int | None

    @property
    def label(self) -> str:
        return short_date(self.monday)

    @property
    def due(self) -> int | None:
        return None if self.on_time is None or self.late is None else self.on_time + self.late


@dataclass(frozen=True)
class Told:
    """The whole board for one reader."""

    steps: list[ToldStep]
    weeks: list[ToldWeek]

    @property
    def leaves_out(self) -> bool:
        counts = [count for one in self.steps for count in (one.kept, one.after_pause, one.late, one.running)]
        return None in counts or any(week.due is None for week in self.weeks)


def exactly(board: Board) -> Told:
    """For the team, who know every idea."""
    steps = [_step(one, set()) for one in board.steps]
    return Told(steps, [ToldWeek(week.monday, week.on_time, week.late) for week in board.weeks])


def to_everyone(board: Board, fewest: int) -> Told:
    """For everyone, with nothing that could point at one person. `fewest`: the setting of the programme."""
    steps = [_step(one, _left_out(one, fewest)) for one in board.steps]
    hidden = _weeks_left_out(board, fewest)
    weeks = [
        ToldWeek(week.monday, None, None) if number in hidden else ToldWeek(week.monday, week.on_time, week.late)
        for number, week in enumerate(board.weeks)
    ]
    return Told(steps, weeks)


def _step(one: StepKept, left_out: set[str]) -> ToldStep:
    counts = {"kept": one.kept, "after_pause": one.after_pause, "late": one.late, "running": one.running}
    told = {name: None if name in left_out else count for name, count in counts.items()}
    return ToldStep(step=one.step, median_days=one.median_days, ninetieth_days=one.ninetieth_days, **told)


def _left_out(one: StepKept, fewest: int) -> set[str]:
    if is_small(one.kept, fewest):
        return {"kept", "after_pause", "late", "running"}
    found = {"late", "running"} if is_small(one.late, fewest) or is_small(one.running, fewest) else set()
    others = one.kept - one.after_pause  # known to whoever knows the two
    return found | ({"after_pause"} if is_small(one.after_pause, fewest) or is_small(others, fewest) else set())


def _weeks_left_out(board: Board, fewest: int) -> set[int]:
    """The places of weeks that are not told: two by two, or all while the programme is too young for more of a year."""
    small = [is_small(week.on_time, fewest) or is_small(week.late, fewest) for week in board.weeks]
    pairs = {number // TOGETHER for number, is_one in enumerate(small) if is_one}
    if not pairs:
        return set()
    if _before(board) < fewest:
        return set(range(len(board.weeks)))
    return {number for number in range(len(board.weeks)) if number // TOGETHER in pairs}


def _before(board: Board) -> int:
    """How many first replies of the year are older than the weeks, so that no week follows from the year."""
    year = sum(one.kept + one.late for one in board.steps if one.step == PromiseStep.REPLY)
    return year - sum(_due(week) for week in board.weeks)


def _due(week: Week) -> int:
    return week.on_time + week.late
