"""Keeps what was promised: covers for who is away, reminds, and passes on what is late. Nobody can switch it off.

In: the records as they stand, and the day it is. Out: moves of the site itself, with their mails.
What ends it is an answer: `reply`, `ask`, `decide` and `finish` take the idea back to nobody else. A sender's question
that waits is a promise of its own beside it (`questions`), and so is another look at a covered text (`appeals`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import working_days_after, working_days_before, working_days_between
from groundswell.foundation.notices.selectors import was_queued
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies, selectors
from groundswell.ideas.models import Idea
from groundswell.ideas.services import appeals, questions
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.covering import cover, is_held_by_someone_away
from groundswell.ideas.services.discretion import sender_of
from groundswell.ideas.services.passing_on import Day, Missed, who_has_it_too
from groundswell.ideas.services.pausing import resume
from groundswell.ideas.services.reminding import is_due_soon, remind
from groundswell.ideas.services.together import lock_other
from groundswell.ideas.states import Escalation, IdeaState, PromiseStep
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date


IDLE_AFTER = 10  # working days without a move


def keep_promises() -> None:
    """Every hour, each idea in a transaction of its own. Running it again changes nothing.

    One that cannot be moved holds up no other; its trouble is raised when all others are done.
    """
    trouble: Exception | None = None
    for programme in partnership.programmes():
        day = Day(programme)
        for idea in selectors.ideas_with_promises(programme).iterator(chunk_size=500):
            try:
                if _wants_something(idea, day):
                    _keep(idea, day)
            except (NotAllowed, IntegrityError) as error:
                trouble = error
    if trouble:
        raise trouble


def _wants_something(idea: Idea, day: Day) -> bool:
    """Read without a lock, so that most ideas cost nothing; asked again under it."""
    last = working_days_before(day.today, IDLE_AFTER, day.programme.nation)
    return bool(
        is_held_by_someone_away(idea, day)
        or _pause_is_over(idea, day.today)
        or missed(idea, day.today)
        or _lacks_its_lead(idea)
        or is_due_soon(idea, _date_of_step(idea), day.today)
        or questions.wants_something(idea, day.today)
        or appeals.wants_something(idea, day)
        or (idea.state == IdeaState.FINDING_OUT and idea.last_moved_on <= last)  # type: ignore[attr-defined]
    )


@transaction.atomic
def _keep(found: Idea, day: Day) -> None:
    other = lock_other(found)
    idea = (
        Idea.objects.select_for_update(of=("self",))
        .select_related("programme", "escalated_to", "question_with", "appeal_with")
        .get(pk=found.pk)
    )
    if is_held_by_someone_away(idea, day):
        cover(idea, other, day)
    if _pause_is_over(idea, day.today):
        resume(idea, by=day.by)
    questions.keep_question(idea, day)
    appeals.keep_appeal(idea, day)
    late = missed(idea, day.today) or _lacks_its_lead(idea)
    if late:
        _escalate(idea, late, day)
    elif (by := _date_of_step(idea)) and is_due_soon(idea, by, day.today):
        remind(idea, "ideas.due_soon", by, to=idea.holder_id, day=day)
    else:
        _nudge(idea, day)


def missed(idea: Idea, today: date) -> Missed | None:
    """What was not kept. First the lead has it too; at the second date, or when the decision is late, the director."""
    step = policies.step_of(idea)
    if not step or idea.due_on is None:
        return None
    over = idea.due_on < today
    undecided = step != PromiseStep.QUICK_FIX and idea.decide_by < today
    if over or (undecided and idea.escalation < Escalation.DIRECTOR):
        again = undecided or idea.said_on is not None or idea.escalation == Escalation.DIRECTOR
        return Missed(Escalation.DIRECTOR if again else Escalation.LEAD, idea.due_on if over else idea.decide_by)
    if step != PromiseStep.QUICK_FIX and idea.escalation == Escalation.NOBODY and _decision_is_near(idea, today):
        return Missed(Escalation.LEAD, None)
    return None


def _decision_is_near(idea: Idea, today: date) -> bool:
    """So many working days since sending, without those in which the clock stood still."""
    programme = idea.programme
    left = working_days_between(today, idea.decide_by, programme.nation)
    return left <= programme.decision_days - programme.lead_days


def _lacks_its_lead(idea: Idea) -> Missed | None:
    """Whoever had it too has left or was erased: it goes to another, at the same date."""
    if not policies.step_of(idea) or idea.escalated_to is None or partnership.can_sign_in(idea.escalated_to):
        return None
    return Missed(Escalation(idea.escalation), None)


def _escalate(idea: Idea, late: Missed, day: Day) -> None:
    """Someone more has it, with a new date; the sender is told which date was not kept."""
    programme, who = day.programme, who_has_it_too(idea, late.level, day)
    due_on = working_days_after(day.today, programme.late_days, programme.nation) if _needs_a_date(idea, day) else None
    changes = {"due_on": due_on} if due_on else {}
    if late.said:
        changes["said_on"] = late.said
    facts = {"level": int(late.level), "escalated_to": who.pk, **changes}
    move(idea, "escalate", by=day.by, facts=facts, escalation=late.level, escalated_to_id=who.pk, **changes)
    queue("ideas.escalated", idea, to=[who.pk], by=day.by)
    if late.said:
        queue("ideas.late", idea, to=sender_of(idea), by=day.by)


def _needs_a_date(idea: Idea, day: Day) -> bool:
    return idea.due_on is None or idea.due_on < day.today


def _pause_is_over(idea: Idea, today: date) -> bool:
    return idea.paused_until is not None and idea.paused_until < today and bool(policies.step_of(idea))


def _date_of_step(idea: Idea) -> date | None:
    return idea.due_on if policies.step_of(idea) else None


def _nudge(idea: Idea, day: Day) -> None:
    """Ask whoever finds out more how it goes, once for every ten working days in which nothing happened."""
    moved = selectors.last_moved_on(idea)
    idle = idea.state == IdeaState.FINDING_OUT and idea.escalation == Escalation.NOBODY and idea.paused_until is None
    if not idle or working_days_between(moved, day.today, day.programme.nation) < IDLE_AFTER:
        return
    if not was_queued("ideas.idle", idea, since=moved):
        queue("ideas.idle", idea, to=[idea.holder_id], by=day.by, once=True)
