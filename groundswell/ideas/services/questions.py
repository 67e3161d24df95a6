"""A question that a sender put to us: who has the idea answers by a date, is reminded, and what is late goes on.

As with every promise: the lead has it too at the first date that is missed, the director at the second, each time with
a new date of which the sender is told. Words from us end it, whatever else they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.notices.services import queue
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.discretion import sender_of
from groundswell.ideas.services.passing_on import Day, Missed, who_has_it_too
from groundswell.ideas.services.reminding import is_due_soon, remind
from groundswell.ideas.states import Escalation
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea


def wants_something(idea: Idea, today: date) -> bool:
    return question_missed(idea, today) is not None or is_due_soon(idea, idea.question_by, today)


def keep_question(idea: Idea, day: Day) -> None:
    """Pass it on when it is late, or remind who has it, once for each date. Call with the idea locked."""
    late = question_missed(idea, day.today)
    if late:
        _pass_on(idea, late, day)
    elif idea.question_by and is_due_soon(idea, idea.question_by, day.today):
        remind(idea, "ideas.question_due_soon", idea.question_by, to=idea.holder_id, day=day)


def question_missed(idea: Idea, today: date) -> Missed | None:
    """What was not kept, or whom it was passed on to and who has left since."""
    if idea.question_by is None:
        return None
    if idea.question_by < today:
        first = idea.question_level == Escalation.NOBODY
        return Missed(Escalation.LEAD if first else Escalation.DIRECTOR, idea.question_by)
    if idea.question_with is not None and not partnership.can_sign_in(idea.question_with):
        return Missed(Escalation(idea.question_level), None)
    return None


def _pass_on(idea: Idea, late: Missed, day: Day) -> None:
    programme, who = day.programme, who_has_it_too(idea, late.level, day)
    changes: dict[str, Any] = {}
    if late.said:
        by = working_days_after(day.today, programme.late_days, programme.nation)
        changes = {"question_by": by, "question_said_on": late.said}
    facts = {"level": int(late.level), "escalated_to": who.pk, **changes}
    passed = {"question_level": late.level, "question_with_id": who.pk}
    move(idea, "pass on question", by=day.by, facts=facts, **passed, **changes)
    queue("ideas.question_passed_on", idea, to=[who.pk], by=day.by)
    if late.said:
        queue("ideas.question_late", idea, to=sender_of(idea), by=day.by)
