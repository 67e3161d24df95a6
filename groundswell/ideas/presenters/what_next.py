"""S7: what happens next with an idea, in one sentence with a person and a date; then what its sender need do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import long_date
from groundswell.ideas import policies
from groundswell.ideas.presenters import joined
from groundswell.ideas.presenters.promises import late_words, look_again_words, paused_words, promise
from groundswell.ideas.states import IdeaState, Mode, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime

    from groundswell.ideas.models import Idea

S = IdeaState


@dataclass(frozen=True)
class Next:
    """What happens next: who acts, by when, in one sentence; then what the sender need do."""

    who: str
    sentence: str
    when: date | datetime | None
    to_do: str
    late: str = ""


def next_step(idea: Idea, today: date) -> Next:
    """The sentence for every state. Each names a person and a date."""
    by_words = idea.mode == Mode.ANONYMOUS
    nothing = _("Come back here to read the answer.") if by_words else _("You do not need to do anything.")
    if policies.is_joined(idea) and idea.joined_to:
        return _joined_step(idea.joined_to, today)
    promised = promise(idea, today)
    if promised and promised.late:
        late = late_words(idea, promised.said)
        return Next(idea.holder.name, _("has it now. New date:"), promised.day, nothing, late)
    who, sentence, when, to_do = _sentence(idea, today, nothing)
    return Next(who, sentence, when, " ".join(filter(None, (paused_words(idea), to_do))))


def _joined_step(other: Idea, today: date) -> Next:
    """By the other idea's person and date."""
    promised, todo = promise(other, today), " ".join(filter(None, (joined.news(other), joined.to_do())))
    if promised and promised.late:
        return Next(other.holder.name, _("has both ideas now. New date:"), promised.day, todo, _late(promised.said))
    return Next(*joined.sentence(other, today), todo)


def _late(said: date) -> str:
    return _("We said %(date)s. We are late.") % {"date": long_date(said)}


def _sentence(idea: Idea, today: date, nothing: str) -> tuple[str, str, date | datetime | None, str]:
    holder = idea.holder.name
    decider = idea.decided_by.name if idea.decided_by else holder
    if idea.state == S.DECIDED:
        return _not_now(idea, decider, today, nothing) if idea.outcome == Outcome.NOT_NOW else _yes(idea, nothing)
    return {
        S.RECEIVED: (holder, _("will read your idea and reply by"), idea.reply_by, nothing),
        S.READ: (holder, _("has your idea and will reply by"), idea.reply_by, nothing),
        S.FINDING_OUT: (holder, _("will tell you if we can try this by"), idea.decide_by, nothing),
        S.ASKED: (
            holder,
            _("asked you a question and is waiting for your answer. Our clock has stopped since"),
            idea.paused_on,
            _("Please answer below. A few words are enough."),
        ),
        S.PARKED: (
            holder,
            _("is still waiting for your answer, and has kept your idea since"),
            idea.paused_on,
            _("Answer below when you can. Nothing is lost."),
        ),
        S.CLOSED: (holder, _("told us what came of it, after our answer of"), idea.decided_at, nothing),
        S.WITHDRAWN: (_("You"), _("took this idea back on"), idea.ended_on, _("Nobody is working on it.")),
    }[S(idea.state)]


def _not_now(idea: Idea, decider: str, today: date, nothing: str) -> tuple[str, str, date | datetime | None, str]:
    again = nothing
    if idea.ask_again_by and idea.ask_again_by >= today:
        again = _("You can ask another person to look again, until %(date)s.") % {"date": long_date(idea.ask_again_by)}
    to_do = " ".join(filter(None, (look_again_words(idea, today), again)))
    return decider, _("decided not to try this now, on"), idea.decided_at, to_do


def _yes(idea: Idea, nothing: str) -> tuple[str, str, date | datetime | None, str]:
    sentence = {
        Outcome.QUICK_FIX: _("is doing it, and will have it done by"),
        Outcome.SELECTION: _("takes it to a panel with patients and the public, and will tell you more by"),
        Outcome.BETTER_ROUTE: _("has it now, and will tell you what comes of it by"),
    }[Outcome(idea.outcome)]
    return idea.holder.name, sentence, idea.due_on, nothing
