"""Another look at a covered text, which its sender was promised by a day: who decides is reminded, covered, replaced.

As with every promise: a day that is missed is told, with a new one. One person decides, so that what is late goes on to
somebody else: its lead, its director, another of the team; never to who covered it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.discretion import sender_of
from groundswell.ideas.services.moderation import who_decides
from groundswell.ideas.services.reminding import is_due_soon, remind
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea
    from groundswell.ideas.services.passing_on import Day
    from groundswell.partnership.models import Person


def wants_something(idea: Idea, day: Day) -> bool:
    return _is_late(idea, day.today) or _is_with_someone_gone(idea, day) or is_due_soon(idea, idea.appeal_by, day.today)


def keep_appeal(idea: Idea, day: Day) -> None:
    """Pass it on when it is late or who decides is away, or remind them once for each date. Call with it locked."""
    if _is_late(idea, day.today):
        _pass_on_late(idea, day)
    elif _is_with_someone_gone(idea, day):
        _pass_on(idea, _who_else(idea, day), day)
    elif idea.appeal_by and is_due_soon(idea, idea.appeal_by, day.today):
        remind(idea, "ideas.appeal_due_soon", idea.appeal_by, to=idea.appeal_with_id, day=day)


def _is_late(idea: Idea, today: date) -> bool:
    return idea.appeal_by is not None and idea.appeal_by < today


def _is_with_someone_gone(idea: Idea, day: Day) -> bool:
    """Who was to decide is away, or has left."""
    who = idea.appeal_with
    return who is not None and not _is_here(who, day)


def _is_here(who: Person, day: Day) -> bool:
    return who.pk not in day.away and partnership.can_sign_in(who)


def _pass_on_late(idea: Idea, day: Day) -> None:
    """Somebody else decides, by a new date, of which the sender is told; where there is nobody else, who has it."""
    programme = day.programme
    by = working_days_after(day.today, programme.late_days, programme.nation)
    _pass_on(idea, _who_else(idea, day) or idea.appeal_with, day, appeal_by=by, appeal_said_on=idea.appeal_by)
    queue("ideas.appeal_late", idea, to=sender_of(idea), by=day.by)


def _pass_on(idea: Idea, who: Person | None, day: Day, **dates: Any) -> None:
    if who is None:
        return
    facts = {"appeal_with": who.pk} | dates
    move(idea, "pass on appeal", by=day.by, facts=facts, appeal_with_id=who.pk, **dates)
    queue("ideas.appealed", idea, to=[who.pk], by=day.by)


def _who_else(idea: Idea, day: Day) -> Person | None:
    """The cover of who is away, unless they covered or sent it; else another who is here. None when nobody is."""
    assert idea.appeal_with_id is not None  # somebody has it while it waits
    cover = partnership.cover_for(day.programme, idea.appeal_with_id, day.today)
    if cover.pk != idea.appeal_with_id and policies.can_decide_appeal_of(cover.pk, idea) and _is_here(cover, day):
        return cover
    try:
        found = who_decides(idea)
    except NotAllowed:
        return None
    return found if _is_here(found, day) else None
