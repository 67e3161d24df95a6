"""Dates that run: what a pause adds to them, what its end takes off, and what an answer ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundswell.foundation.clocks import working_days_after, working_days_before, working_days_between
from groundswell.foundation.kit import clock
from groundswell.ideas import policies
from groundswell.ideas.states import HEARS_BY, Escalation, PromiseStep

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea

PROMISED = ("reply_by", "decide_by", "fix_by", "hear_by")  # the dates that the scoreboard counts by


def kept() -> dict[str, Any]:
    """What an answer ends: nobody else has the idea any more, and no date that was missed is open."""
    return {"escalation": Escalation.NOBODY, "escalated_to_id": None, "said_on": None}


def answered(idea: Idea) -> dict[str, Any]:
    """What words from us end: the question of the sender that waits, if one does."""
    if idea.question_by is None:
        return {}  # a column that is not named is not put back either, whatever the sender asks meanwhile
    nobody = {"question_level": Escalation.NOBODY, "question_with_id": None}
    return nobody | {"question_by": None, "question_said_on": None}


def ended(idea: Idea) -> dict[str, Any]:
    """What is left when nobody works on it any more: no date, no pause, nobody else who has it."""
    day = clock.today(idea.programme.timezone)
    return (
        kept()
        | answered(idea)
        | {"due_on": None, "paused_on": None, "pause_reason": "", "paused_until": None, "ended_on": day}
    )


def missed_date(idea: Idea) -> dict[str, Any]:
    """For the event log of an answer that came late: the date that was said and not kept."""
    return {"said_on": idea.said_on} if idea.said_on else {}


def running_again(idea: Idea) -> dict[str, Any]:
    """What ends our own pause today, or on its last day when that is over; nothing when there is none."""
    if idea.paused_until is None:
        return {}
    today = clock.today(idea.programme.timezone)
    unused = working_days_between(min(today, idea.paused_until), idea.paused_until, idea.programme.nation)
    return moved(idea, -unused) | {"paused_on": None, "pause_reason": "", "paused_until": None}


def moved(idea: Idea, days: int) -> dict[str, Any]:
    """The dates that still run, so many working days later (or earlier), and by how many our pauses moved each."""
    step = policies.step_of(idea)
    running: dict[str, date | None] = {"due_on": idea.due_on}
    if step in {PromiseStep.REPLY, PromiseStep.DECISION}:
        running["decide_by"] = idea.decide_by
    if step == PromiseStep.REPLY:
        running["reply_by"] = idea.reply_by
    if step == PromiseStep.QUICK_FIX and idea.fix_by == idea.due_on:  # the fix that the scoreboard counts
        running["fix_by"] = idea.fix_by
    if idea.outcome in HEARS_BY and idea.hear_by == idea.due_on:
        running["hear_by"] = idea.hear_by
    if step == PromiseStep.QUICK_FIX and idea.review_on == idea.due_on:  # so that nobody looks again before the new day
        running["review_on"] = idea.review_on
    later = {name: _shifted(day, days, idea.programme.nation) for name, day in running.items() if day}
    return later | {"paused_days": _paused(idea, [name for name in PROMISED if name in later], days)}


def _paused(idea: Idea, names: list[str], days: int) -> dict[str, int]:
    """The working days of our own pauses, with these added (or taken off, where they were not needed)."""
    found = idea.pauses | {name: idea.pauses.get(name, 0) + days for name in names}
    return {name: count for name, count in found.items() if count}


def promised(changes: dict[str, Any]) -> dict[str, Any]:
    """What the event log keeps of a change, so that it alone tells by when each promise was to be kept."""
    return {name: changes[name] for name in PROMISED if changes.get(name)}


def _shifted(day: date, days: int, nation: str) -> date:
    return working_days_after(day, days, nation) if days >= 0 else working_days_before(day, -days, nation)
