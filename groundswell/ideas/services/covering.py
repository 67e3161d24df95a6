"""Who is away has a cover: what somebody waits for passes on to them, and who waits is told the name anew.

In: an idea that is locked, and the day. What is joined with another idea passes on together with that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.clocks import working_days_before
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import lock, undoable_revision
from groundswell.ideas import policies
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.discretion import ask_to_know, passes_to, sender_of
from groundswell.ideas.states import WAITS_FOR_SENDER, Outcome, PromiseStep
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.ideas.models import Idea
    from groundswell.ideas.services.passing_on import Day


def is_held_by_someone_away(idea: Idea, day: Day) -> bool:
    """While somebody waits: for an answer, for a doer, or for an answer to a question about what is decided.

    A decision that can still be taken back names nobody anew: its sender has not heard of it.
    """
    return idea.holder_id in day.away and _waits(idea, day) and _names_anew(idea)


def cover(idea: Idea, other: Idea | None, day: Day) -> None:
    """Who covers has it now. `other`: the idea that it is joined with, locked before it; whoever has both has both."""
    if other is None or idea.joined_to_id != other.pk or other.holder_id != idea.holder_id:
        _pass(idea, day)
        return
    if not _names_anew(other):
        return  # in a few minutes
    _pass(other, day)
    lock(idea)  # it went with the other one, unless its cover may not have this one
    if idea.holder_id in day.away:
        _pass(idea, day)
    else:
        _tell(idea, day)


def _waits(idea: Idea, day: Day) -> bool:
    if idea.is_open or idea.question_by is not None:
        return True
    if idea.outcome == Outcome.NOT_NOW and idea.due_on is not None:  # its day may be a year off
        soon = working_days_before(idea.due_on, 1, day.programme.nation) <= day.today
        return soon and bool(policies.step_of(idea))
    return bool(policies.step_of(idea))


def _names_anew(idea: Idea) -> bool:
    return idea.is_open or undoable_revision(idea) is None


def _pass(idea: Idea, day: Day) -> None:
    away, to = idea.holder_id, _who_covers(idea, day)
    if to is None or to == away:
        return
    facts = {"holder": to, "before": away}
    passed = passes_to(idea, to) if idea.is_open else {}  # who does what was decided asks for no name
    move(idea, "cover", by=day.by, facts=facts, holder_id=to, **passed)
    ask_to_know(idea, by=day.by)
    _tell(idea, day)


def _tell(idea: Idea, day: Day) -> None:
    """Who has it now, and the sender, who was told a name and a date; nobody where nobody waits."""
    if not _waits(idea, day):
        return
    queue("ideas.cover", idea, to=[idea.holder_id], by=day.by)
    if idea.state not in WAITS_FOR_SENDER:
        queue("ideas.covered", idea, to=sender_of(idea), by=day.by)


def _who_covers(idea: Idea, day: Day) -> UUID | None:
    """Whoever was named, unless they sent or first decided this very idea: then another of its team who is here."""
    named = partnership.cover_for(day.programme, idea.holder_id, day.today).pk
    may = bool(policies.can_hold(named, idea))
    if may and named not in day.away:
        return named
    to_do = policies.step_of(idea) == PromiseStep.QUICK_FIX and idea.outcome != Outcome.NOT_NOW
    if to_do and not may and policies.can_hold(idea.decided_by_id, idea):
        return None if idea.decided_by_id in day.away else idea.decided_by_id  # as if it were given back
    team = partnership.holders_of(day.programme, policies.TRIAGER, organisation_id=idea.organisation_id)
    here = [person.pk for person in team if person.pk not in day.away and policies.can_hold(person.pk, idea)]
    return next(iter(here), named if may else None)
