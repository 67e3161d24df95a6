"""Covering the text of an idea: its sender is told why and can ask somebody else to look, who decides in five days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import lock
from groundswell.ideas import policies
from groundswell.ideas.services.answering import check_revision, move, say, words
from groundswell.ideas.services.discretion import discreet, quiet, sender_of
from groundswell.ideas.states import Appeal, HideReason, MessageKind
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.partnership.models import Person

APPEAL_DAYS = 5  # working days in which an appeal is decided
SHOWN: dict[str, Any] = {
    "hidden": "",
    "hidden_by_id": None,
    "appeal": Appeal.NONE,
    "appeal_with_id": None,
    "appeal_by": None,
    "appeal_said_on": None,
}


@transaction.atomic
def hide_text(idea: Idea, reason: str, *, by: Asker, revision: int | None = None) -> Idea:
    """Cover title and text for all but its holder, at once. The sender is told why, and how to ask for another look."""
    check_revision(idea, revision)
    if reason not in HideReason.values:
        raise NotAllowed(_("Say why the text is covered"))
    move(idea, "hide text", by=by, facts={"reason": reason}, hidden=reason, hidden_by_id=by.person_id)
    queue("ideas.text_hidden", idea, to=sender_of(idea), by=by)
    return idea


@transaction.atomic
def appeal(idea: Idea, text: str, *, by: Asker) -> Idea:
    """Ask that somebody else looks whether the text can be shown; once. They are named, with a date."""
    lock(idea)
    programme, today = idea.programme, clock.today(idea.programme.timezone)
    who = who_decides(idea)
    appeal_by = working_days_after(today, APPEAL_DAYS, programme.nation)
    with discreet(idea, by) as sender:
        move(
            idea,
            "appeal",
            by=sender,
            facts={"appeal_with": who.pk, "appeal_by": appeal_by},
            digests=words(idea, text),
            appeal=Appeal.WAITING,
            appeal_with_id=who.pk,
            appeal_by=appeal_by,
        )
        say(idea, MessageKind.APPEAL, text, by=sender, answer_by=appeal_by)
        queue("ideas.appealed", idea, to=[who.pk], by=sender, hold=quiet(sender))
    return idea


@transaction.atomic
def show_text(idea: Idea, text: str = "", *, by: Asker, revision: int | None = None) -> Idea:
    """Show title and text again: because of an appeal, or because it was covered by mistake. The sender is told; who
    asked for it hears so in words.
    """
    check_revision(idea, revision)
    digests = words(idea, text) if text.strip() or idea.appeal == Appeal.WAITING else {}
    move(idea, "show text", by=by, facts={"appeal": idea.appeal}, digests=digests, **SHOWN)
    if digests:
        say(idea, MessageKind.APPEAL_ANSWER, text, by=by)
    queue("ideas.text_shown", idea, to=sender_of(idea), by=by)
    return idea


@transaction.atomic
def keep_hidden(idea: Idea, text: str, *, by: Asker, revision: int | None = None) -> Idea:
    """Answer an appeal: the text stays covered, and why, in own words."""
    check_revision(idea, revision)
    nobody: dict[str, Any] = {"appeal_with_id": None, "appeal_by": None, "appeal_said_on": None}
    move(idea, "keep hidden", by=by, digests=words(idea, text), appeal=Appeal.STAYS, **nobody)
    say(idea, MessageKind.APPEAL_ANSWER, text, by=by)
    queue("ideas.text_stays", idea, to=sender_of(idea), by=by)
    return idea


def who_decides(idea: Idea) -> Person:
    """Who decides: its lead, its director, who is on duty, or another of the team; never who covered the text."""
    programme, today, place = idea.programme, clock.today(idea.programme.timezone), idea.organisation_id
    known: list[Person] = []
    for kind in (policies.LEAD, policies.DIRECTOR):
        known += partnership.in_charge(programme, kind, place, today)
    known.append(partnership.on_duty(programme, place, today))
    known += partnership.holders_of(programme, policies.TRIAGER, organisation_id=place)
    away = partnership.away_on(programme, today)
    others = [person for person in known if person.pk != idea.appeal_with_id]  # who had it is leaving, away or late
    fit = [person for person in others if policies.can_decide_appeal_of(person.pk, idea)]
    here = [person for person in fit if person.pk not in away]
    if not fit:
        raise NotAllowed(_("There is nobody else who can look today. Please ring us, and we will find someone"))
    return (here or fit)[0]
