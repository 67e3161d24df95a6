"""The scoreboard of a year: kept as it was counted in the last hour, so that a visit costs the same on every site.

A year of promises holds nothing that is over for good: a straggler of last spring is answered tomorrow, a move is taken
back, a fix is given back. So no month is closed and added up; the whole is counted anew each hour, by a task, and the
page reads one row. Where that row is too old (no worker runs) or not there yet, the page counts for itself.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from groundswell.foundation.kit import clock
from groundswell.ideas.models import Scoreboard
from groundswell.ideas.selectors.promises_kept import StepKept, scoreboard_from_events, scores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.ideas.selectors.replay import Made
    from groundswell.partnership.models import Programme

YEAR = timedelta(days=365)
WEEKS = 12
OLDEST = timedelta(hours=26)  # a row that is older says that no worker runs


@dataclass(frozen=True)
class Week:
    """First replies that were promised in the week from this Monday: on time, and late."""

    monday: date
    on_time: int
    late: int


@dataclass(frozen=True)
class Board:
    """Every figure of the page, of which days, and when they were counted."""

    steps: list[StepKept]
    weeks: list[Week]
    since: date
    until: date
    counted_at: datetime

    def columns(self) -> dict[str, Any]:
        """As it is kept."""
        weeks = [[week.monday.isoformat(), week.on_time, week.late] for week in self.weeks]
        return vars(self) | {"steps": [asdict(step) for step in self.steps], "weeks": weeks}


def board(programme: Programme) -> Board:
    """The figures of the last hour. One statement."""
    kept = Scoreboard.objects.filter(programme=programme, counted_at__gt=clock.now() - OLDEST).first()
    return _as_kept(kept) if kept else counted(programme)


def counted(programme: Programme) -> Board:
    """The same from the records as they are now; it reads a year of them."""
    today = clock.today(programme.timezone)
    found = scores(programme, since=today - YEAR, until=today)
    return Board(found.steps, weeks_of(found.replies, today), today - YEAR, today, clock.now())


def disagreement(programme: Programme) -> list[tuple[Any, Any]]:
    """Figures that are kept, each with what the event log alone gives for the same days, where the two differ.

    Ask it where nothing moved since they were counted.
    """
    shown = board(programme)
    told = scoreboard_from_events(programme, since=shown.since, until=shown.until)
    return [pair for pair in zip(shown.steps, told, strict=True) if pair[0] != pair[1]]


def weeks_of(replies: Iterable[Made], today: date) -> list[Week]:
    """The last twelve weeks, oldest first; replies that still run are not counted."""
    this = _monday(today)
    counts = {this - timedelta(weeks=number): [0, 0] for number in reversed(range(WEEKS))}
    for made in replies:
        week, stands = counts.get(_monday(made.made_on)), made.stands(today)
        if week is not None and stands in {"kept", "late"}:
            week[stands == "late"] += 1
    return [Week(monday, *found) for monday, found in counts.items()]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _as_kept(row: Scoreboard) -> Board:
    weeks = [Week(date.fromisoformat(monday), on_time, late) for monday, on_time, late in row.weeks]
    return Board([StepKept(**step) for step in row.steps], weeks, row.since, row.until, row.counted_at)
