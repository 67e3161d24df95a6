"""The scoreboard in words, in a table, in a picture of weeks (C2), and as a file. Every number says what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.ideas.states import PromiseStep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from groundswell.ideas.presenters.told import ToldStep, ToldWeek
    from groundswell.partnership.models import Programme


@dataclass(frozen=True)
class Row:
    """One step: its name, what we promise, and how it went. `half` and `nine`: days, or why there are none."""

    step: str
    promise: str
    kept: str
    after_pause: str
    late: str
    running: str
    half: str
    nine: str


def rows(steps: list[ToldStep], programme: Programme) -> list[Row]:
    return [
        Row(
            PromiseStep(one.step).label,
            _promise(one.step, programme),
            count(one.kept),
            count(one.after_pause),
            count(one.late),
            count(one.running),
            _days(one.median_days),
            _days(one.ninetieth_days),
        )
        for one in steps
    ]


def count(number: int | None) -> str:
    """A number, or that it is left out."""
    return _("left out") if number is None else f"{number:,}"


def has_few(steps: list[ToldStep]) -> bool:
    """Whether some days are left out because they would tell of single people."""
    return any(one.median_days is None for one in steps)


def _promise(step: str, programme: Programme) -> str:
    if step in {PromiseStep.QUICK_FIX, PromiseStep.NAMED}:
        return _("by the day that we named")
    days = programme.decision_days if step == PromiseStep.DECISION else programme.reply_days
    return ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days}


def _days(days: float | None) -> str:
    return _("too few to say") if days is None else f"{days:g}"


def finding(found: list[ToldWeek]) -> str:
    """What the picture shows, made by rule. Without the weeks that are left out a share would flatter us: no number."""
    on_time = sum(week.on_time or 0 for week in found)
    due = sum(week.due or 0 for week in found)
    if any(week.due is None for week in found):
        if not due:
            return _("Too few first replies were due in the last 12 weeks to tell how many came on time.")
        return _("Weeks with only a few late replies are left out here, so this looks better than it was.")
    if not due:
        return _("No first reply was due in the last 12 weeks.")
    words = _("In the last 12 weeks, %(on_time)d of %(due)d first replies came on time.")
    return words % {"on_time": on_time, "due": due}


@dataclass(frozen=True)
class Bar:
    """One week as two parts of a column, in the units of its picture; `label` "" where there is no room.

    `total`: what stands above it; a dash for a week that is left out.
    """

    x: int
    width: int
    on_time_y: int
    on_time_height: int
    late_y: int
    late_height: int
    middle: int
    label: str
    total: str
    total_y: int


@dataclass(frozen=True)
class Chart:
    """The same columns for a wide or a narrow page."""

    name: str
    width: int
    height: int
    ground: int
    bars: list[Bar]


GROUND, TOP = 180, 24  # where columns stand, and the highest that they reach


def charts(found: list[ToldWeek]) -> list[Chart]:
    return [_chart("wide", 720, found, every=2), _chart("narrow", 360, found, every=4)]


def _chart(name: str, width: int, found: list[ToldWeek], *, every: int) -> Chart:
    most = max([week.due or 0 for week in found] + [1])
    slot = width // len(found)
    bars = [_bar(number, week, slot, most, every) for number, week in enumerate(found)]
    return Chart(name, width, GROUND + 36, GROUND, bars)


def _bar(number: int, week: ToldWeek, slot: int, most: int, every: int) -> Bar:
    unit = (GROUND - TOP) / most
    on_time, late = round((week.on_time or 0) * unit), round((week.late or 0) * unit)
    return Bar(
        x=number * slot + slot // 6,
        width=slot * 2 // 3,
        on_time_y=GROUND - on_time,
        on_time_height=on_time,
        late_y=GROUND - on_time - late,
        late_height=late,
        middle=number * slot + slot // 2,
        label=f"{week.monday.day}/{week.monday.month}" if number % every == 0 else "",
        total="–" if week.due is None else str(week.due or ""),
        total_y=GROUND - on_time - late - 6,
    )


def csv_rows(steps: list[ToldStep], since: date, until: date) -> Iterator[tuple[str, ...]]:
    """The table with its first row; no number where it is left out."""
    yield (
        _("Step"),
        _("Made from"),
        _("Made until"),
        _("On time"),
        _("Of these, after a pause of ours"),
        _("Late"),
        _("Still running"),
        _("Half took at most (working days)"),
        _("Nine in ten took at most (working days)"),
    )
    for one in steps:
        yield (
            str(PromiseStep(one.step).label),
            since.isoformat(),
            until.isoformat(),
            *("" if number is None else str(number) for number in _counts(one)),
            "" if one.median_days is None else f"{one.median_days:g}",
            "" if one.ninetieth_days is None else str(one.ninetieth_days),
        )


def _counts(one: ToldStep) -> tuple[int | None, ...]:
    return one.kept, one.after_pause, one.late, one.running
