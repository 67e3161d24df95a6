"""Title and text of an idea for one reader: as they were written, or covered, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.presenters.promises import standing
from groundswell.ideas.states import Appeal, MessageKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea, Message


def title(idea: Idea, asker: Asker) -> str:
    return idea.title if policies.can_read_text(asker, idea) else _without_words(idea)


def title_for_sender(idea: Idea) -> str:
    """In lists of their own: they read there that it is covered; the words stand on its page."""
    return _without_words(idea) if idea.hidden else idea.title


def _without_words(idea: Idea) -> str:
    return _("Covered: %(code)s") % {"code": idea.reference.replace("-", " ")}


def text(idea: Idea, asker: Asker) -> str:
    if policies.can_read_text(asker, idea):
        return idea.text
    return _("This text is covered, because %(reason)s.") % {"reason": _reason(idea)}


def _reason(idea: Idea) -> str:
    return str(idea.get_hidden_display()).lower()


@dataclass(frozen=True)
class Covered:
    """What a page of the team says and offers about a covered text.

    `sentence`: who covered it and why, "" when it is not. `appeal`: the sender's words, when they wait for a decision.
    """

    sentence: str
    by_when: str
    appeal: str
    may_hide: bool
    may_show: bool
    may_decide: bool


def for_team(idea: Idea, asker: Asker, messages: Iterable[Message]) -> Covered:
    waiting = idea.appeal == Appeal.WAITING
    appeals = [message.text for message in messages if message.kind == MessageKind.APPEAL]
    return Covered(
        sentence=_who_and_why(idea) if idea.hidden else "",
        by_when=_by_when(idea) if waiting else "",
        appeal=appeals[-1] if waiting and appeals else "",
        may_hide=_may(asker, idea, "hide text"),
        may_show=_may(asker, idea, "show text") and not waiting,
        may_decide=_may(asker, idea, "keep hidden"),
    )


def _may(asker: Asker, idea: Idea, verb: str) -> bool:
    move = IDEA.moves[verb]
    return idea.state in move.sources and bool(move.policy(asker, idea))


def _who_and_why(idea: Idea) -> str:
    who = idea.hidden_by.name if idea.hidden_by else _("The innovation team")
    return _("%(who)s covered the text, because %(reason)s.") % {"who": who, "reason": _reason(idea)}


def _by_when(idea: Idea) -> str:
    who = idea.appeal_with.name if idea.appeal_with else _("Somebody else")
    day = long_date(standing(idea.appeal_by, idea, _today(idea))) if idea.appeal_by else ""
    return _("Its sender asked to have it shown. %(who)s decides by %(date)s.") % {"who": who, "date": day}


def _today(idea: Idea) -> date:
    return clock.today(idea.programme.timezone)


@dataclass(frozen=True)
class Told:
    """What the sender reads about their covered text: that it is, why, and what happens or can be done now."""

    heading: str
    sentence: str
    next: str


def for_sender(idea: Idea) -> Told | None:
    if not idea.hidden:
        return None
    says = _(
        "You and the person who has your idea can read it. Others cannot, because %(reason)s. "
        "We work on your idea as before."
    )
    sentence = says % {"reason": _reason(idea)}
    return Told(_("We have covered your text"), sentence, _next(idea))


def _next(idea: Idea) -> str:
    if idea.appeal == Appeal.WAITING and idea.appeal_with and idea.appeal_by:
        return appeal_words(idea, _today(idea))
    if idea.appeal == Appeal.STAYS:
        return _("Another person has looked, and it stays covered. The reason is below.")
    return _("If you think that this is wrong, you can ask another person to look.")


def appeal_words(idea: Idea, today: date) -> str:
    """Who looks at a covered text again, and by when its sender hears; where that day is over, that we are late."""
    if idea.appeal_with is None or idea.appeal_by is None:
        return ""
    who, day = idea.appeal_with.name, standing(idea.appeal_by, idea, today)
    said = idea.appeal_said_on or idea.appeal_by
    if day == said:
        return _("%(who)s looks at it again, and will tell you by %(date)s.") % {"who": who, "date": long_date(day)}
    late = _("We said that you hear by %(said)s. We are late. %(who)s looks at it now. New date: %(date)s.")
    return late % {"said": long_date(said), "who": who, "date": long_date(day)}
