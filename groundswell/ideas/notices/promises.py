"""Mails of promises that run: due soon, late, passed on, paused, covered. The date first, then who has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.ideas import policies
from groundswell.ideas.notices.words import NOTHING_TO_DO, Words, code_of, date_of, day_of, next_date
from groundswell.ideas.presenters.promises import late_words, paused_words, question_words
from groundswell.ideas.states import IdeaState, Outcome

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea


def _said(idea: Idea) -> date:
    """The date that was missed; the mail is written only while there is one."""
    return idea.said_on or idea.decide_by


def _why_escalated(idea: Idea) -> tuple[str, ...]:
    """Why the lead or the director has it too, and until when."""
    if idea.said_on and idea.outcome == Outcome.NOT_NOW:
        day = {"date": long_date(idea.said_on)}
        why = _("Its sender was told that we look at it again by %(date)s, and we did not.") % day
    elif idea.said_on:
        why = _("Its sender was told to hear by %(date)s, and did not.") % {"date": long_date(idea.said_on)}
    else:
        why = _("The date for its decision is near.")
    rest = _("%(who)s has it. You have it too, until an answer goes. The date is %(date)s.")
    return (why, rest % {"who": idea.holder.name, "date": date_of(idea)})


def _same_date(idea: Idea) -> str:
    """The date that stands, for who hears of a cover; where it was missed, another mail tells the new one."""
    by = idea.due_on if policies.step_of(idea) else idea.question_by
    if idea.said_on or idea.question_said_on or by is None:
        return str(NOTHING_TO_DO)
    return _("The date stays the same: %(date)s. %(nothing)s") % {"date": day_of(idea, by), "nothing": NOTHING_TO_DO}


def _due_soon(idea: Idea) -> tuple[str, ...]:
    """What its sender was told of this day."""
    day, over = {"date": date_of(idea)}, _("If that day goes by, the sender is told, and someone in charge has it too.")
    if idea.outcome == Outcome.NOT_NOW:
        told = _("Its sender was told that we look at this not now again on %(date)s.") % day
        return told, _("Then open it again, or tell its sender why it is still not now."), over
    return _("Its sender was told that they hear from you by %(date)s.") % day, over


def _question_day(idea: Idea) -> str:
    return day_of(idea, idea.question_by) if idea.question_by else ""


TO_SENDER = {
    "ideas.late": Words(
        lambda idea: _("We are late: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("%(late)s New date: %(date)s.") % {"late": late_words(idea, _said(idea)), "date": date_of(idea)},
            _("%(who)s has your idea. We are sorry.") % {"who": idea.holder.name},
            str(NOTHING_TO_DO),
        ),
        lazy("Track your idea"),
        fits=lambda idea: idea.said_on is not None,
    ),
    "ideas.question_late": Words(
        lambda idea: _("We have not answered you yet: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            question_words(idea, clock.today(idea.programme.timezone)),
            _("%(who)s has your idea. We are sorry.") % {"who": idea.holder.name},
            str(NOTHING_TO_DO),
        ),
        lazy("Track your idea"),
        fits=lambda idea: idea.question_said_on is not None,
    ),
    "ideas.covered": Words(
        lambda idea: _("%(who)s has your idea now") % {"who": idea.holder.first_name},
        lambda idea: (
            _("Who had your idea is away, so %(who)s has it now.") % {"who": idea.holder.name},
            _same_date(idea),
        ),
        lazy("Track your idea"),
        fits=lambda idea: idea.is_open or bool(policies.step_of(idea)) or idea.question_by is not None,
    ),
    "ideas.paused": Words(
        lambda idea: _("Your idea has to wait a little: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            paused_words(idea),
            _("%(who)s still has it. New date: %(date)s.") % {"who": idea.holder.name, "date": date_of(idea)},
            str(NOTHING_TO_DO),
        ),
        lazy("Track your idea"),
        fits=lambda idea: idea.paused_until is not None,
    ),
    "ideas.resumed": Words(
        lambda idea: _("Your idea goes on sooner: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("%(who)s can go on with it now. New date: %(date)s.") % {"who": idea.holder.name, "date": date_of(idea)},
            str(NOTHING_TO_DO),
        ),
        lazy("Track your idea"),
        fits=lambda idea: idea.paused_until is None and idea.due_on is not None,
    ),
}

TO_TEAM = {
    "ideas.due_soon": Words(
        lambda idea: _("Due on %(date)s: %(code)s") % {"date": date_of(idea), "code": code_of(idea)},
        _due_soon,
        lazy("Read the idea"),
        fits=lambda idea: idea.due_on is not None,
    ),
    "ideas.escalated": Words(
        lambda idea: _("An idea that needs you: %(code)s") % {"code": code_of(idea)},
        _why_escalated,
        lazy("Read the idea"),
        fits=lambda idea: idea.escalated_to_id is not None,
    ),
    "ideas.question_due_soon": Words(
        lambda idea: _("A sender waits for your answer: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("They asked you something, and hear from you by %(date)s.") % {"date": _question_day(idea)},
            _("If that day goes by, the sender is told, and someone in charge has it too."),
        ),
        lazy("Read the question"),
        fits=lambda idea: idea.question_by is not None,
    ),
    "ideas.question_passed_on": Words(
        lambda idea: _("A question that nobody has answered: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Its sender asked something, and was told to hear by a day that is over."),
            _("%(who)s has it. You have it too, until an answer goes. The date is %(date)s.")
            % {"who": idea.holder.name, "date": _question_day(idea)},
        ),
        lazy("Read the question"),
        fits=lambda idea: idea.question_with_id is not None,
    ),
    "ideas.idle": Words(
        lambda idea: _("Nothing has happened for a while: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("You are finding out more. A few words to its sender would help, even if there is no news."),
            _("Decide by %(date)s.") % {"date": day_of(idea, idea.decide_by)},
        ),
        lazy("Write to the sender"),
        fits=lambda idea: idea.state == IdeaState.FINDING_OUT,
    ),
    "ideas.cover": Words(
        lambda idea: _("You cover for someone who is away: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("You have this idea now. %(next)s") % {"next": next_date(idea)},),
        lazy("Read the idea"),
    ),
}
