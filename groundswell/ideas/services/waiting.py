"""An idea that waits for its sender: two reminders, then it is parked, never turned down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.foundation.clocks import working_days_after, working_days_between
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.selectors import was_queued
from groundswell.foundation.notices.services import queue
from groundswell.ideas.models import Idea
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.discretion import sender_of
from groundswell.ideas.states import IdeaState
from groundswell.partnership.selectors import task_asker

if TYPE_CHECKING:
    from uuid import UUID

REMIND_AFTER = (10, 20)  # working days
PARK_AFTER = 30


def nudge_and_park() -> None:
    """Once a day: remind senders who were asked something, and park what waited for 30 working days."""
    for idea_id in Idea.objects.filter(state=IdeaState.ASKED).values_list("pk", flat=True).iterator():
        _look_at(idea_id)


@transaction.atomic
def _look_at(idea_id: UUID) -> None:
    idea = Idea.objects.select_for_update(of=("self",)).select_related("programme").get(pk=idea_id)
    if idea.state != IdeaState.ASKED or idea.paused_on is None:
        return
    by = task_asker(idea.programme)
    programme, today = idea.programme, clock.today(idea.programme.timezone)
    waited = working_days_between(idea.paused_on, today, programme.nation)
    if waited >= PARK_AFTER:
        review_on = working_days_after(today, programme.decision_days, programme.nation)
        move(idea, "park", by=by, facts={"review_on": review_on}, review_on=review_on, due_on=review_on)
        queue("ideas.parked", idea, to=sender_of(idea), by=by)
        return
    for number, days in enumerate(REMIND_AFTER, start=1):
        key = f"ideas.reminder_{number}"
        if waited >= days and not was_queued(key, idea, since=idea.paused_on):
            queue(key, idea, to=sender_of(idea), by=by, once=True)
