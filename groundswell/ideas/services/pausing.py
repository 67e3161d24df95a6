"""A pause with a reason and a last day, once for each step: the sender is told, and every date moves by as much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import working_days_between
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies
from groundswell.ideas.services.answering import check_revision, move
from groundswell.ideas.services.discretion import sender_of
from groundswell.ideas.services.running import moved, promised, running_again
from groundswell.ideas.states import PauseReason

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

MOST_DAYS = 20  # working days


@transaction.atomic
def pause(idea: Idea, reason: str, until: date, *, by: Asker, revision: int | None = None) -> Idea:
    """Stop the clock up to and with a day, for a reason that the sender is told with the new date.

    Raises `NotAllowed`: it is late, was paused in this step already, or the pause is too long.
    """
    check_revision(idea, revision)
    days = _days_of(idea, reason, until)
    changes = moved(idea, days) | {
        "paused_on": clock.today(idea.programme.timezone),
        "pause_reason": PauseReason(reason).value,
        "paused_until": until,
        "pause_used": policies.step_of(idea),
    }
    facts = {"reason": changes["pause_reason"], "until": until} | promised(changes)
    move(idea, "pause", by=by, facts=facts, **changes)
    queue("ideas.paused", idea, to=sender_of(idea), by=by)
    return idea


@transaction.atomic
def resume(idea: Idea, *, by: Asker, revision: int | None = None) -> Idea:
    """Start the clock again: days of the pause that were not needed come off the dates, and the sender is told."""
    check_revision(idea, revision)
    before = idea.due_on
    changes = running_again(idea)
    move(idea, "resume", by=by, facts=promised(changes), **changes)
    if idea.due_on != before:
        queue("ideas.resumed", idea, to=sender_of(idea), by=by)
    return idea


def _days_of(idea: Idea, reason: str, until: date) -> int:
    """How many working days the pause lasts. Raises `NotAllowed` with what to mend."""
    today, nation = clock.today(idea.programme.timezone), idea.programme.nation
    if reason not in PauseReason.values:
        raise NotAllowed(_("Say why the clock stops"))
    days = working_days_between(today, until, nation)
    if days < 1:
        raise NotAllowed(_("The last day of a pause is a working day to come"))
    if days > MOST_DAYS:
        raise NotAllowed(_("A pause lasts at most %(count)d working days") % {"count": MOST_DAYS})
    return days
