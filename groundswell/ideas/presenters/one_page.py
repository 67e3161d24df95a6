"""The parts of S12 that ask for words, and the banner that lets a move be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import month, short_date
from groundswell.ideas.presenters import story
from groundswell.ideas.presenters.answering import HAS_MAIL, done_words
from groundswell.ideas.states import Mode, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from groundswell.foundation.access import Asker
    from groundswell.foundation.timeline import Step
    from groundswell.foundation.workflow.models import UndoPoint
    from groundswell.ideas.models import Idea, Message


@dataclass(frozen=True)
class Part:
    """A box for words: its verb in the address, heading, label, hint and button; the main one stands open."""

    action: str
    heading: str
    label: str
    hint: str
    button: str
    main: bool = False


def part(action: str, idea: Idea, *, asked: bool = False) -> Part:
    """`asked`: the sender waits for an answer to a question of theirs."""
    made = {"tell": _tell, "finish": _finish, "give-back": _give_back, "unjoin": _unjoin, "still-not-now": _still}
    return made[action](idea, asked=asked)


def _tell(_idea: Idea, *, asked: bool) -> Part:
    if asked:
        return Part("tell", _("Answer the sender's question"), _("Your answer"), "", _("Send your answer"), main=True)
    hint = _("It goes at once, and the idea stays where it is")
    return Part("tell", _("Write to the sender"), _("Your words to the sender"), hint, _("Send your words"))


def _finish(idea: Idea, *, asked: bool) -> Part:
    hint = _("The sender reads this. Say it as you would to a colleague")
    if idea.outcome == Outcome.BETTER_ROUTE:
        came = _("Say what came of it")
        return Part("finish", came, _("What came of it?"), hint, _("Send and close"), main=not asked)
    return Part("finish", _("Say what was done"), _("What was done?"), hint, _("It is done"), main=not asked)


def _give_back(idea: Idea, *, asked: bool) -> Part:  # noqa: ARG001  one shape for all parts
    who = idea.decided_by.name if idea.decided_by else _("the innovation team")
    hint = _("It goes back to %(who)s, who decides again. The sender can read this too") % {"who": who}
    return Part("give-back", _("I cannot do this"), _("Why not?"), hint, _("Give it back"))


def _unjoin(_idea: Idea, *, asked: bool) -> Part:  # noqa: ARG001  one shape for all parts
    hint = _("Its sender reads this. It goes back to whoever joined it, with the full time to decide")
    return Part("unjoin", _("Take it out again"), _("Why is it not the same?"), hint, _("Look at it by itself"))


def _still(_idea: Idea, *, asked: bool) -> Part:  # noqa: ARG001  one shape for all parts
    hint = _("The sender reads this, and that we have looked at it again")
    return Part("still-not-now", _("It is still not now"), _("Why is it still not now?"), hint, _("Send your answer"))


def steps(asker: Asker, idea: Idea, messages: list[Message]) -> list[Step]:
    """The same tracker line as the sender's, without what it tells the sender of a step."""
    first, *rest = [replace(step, note="") for step in story.tracker(asker, idea, messages)]
    return [replace(first, title=_("We got it")), *rest]


def on_paper(idea: Idea) -> str:
    """When it was written, if on paper; of a sender who is a secret the month, as the day tells the shift."""
    if idea.written_on is None:
        return ""
    if idea.mode != Mode.NAMED:
        return _("Written on paper in %(month)s.") % {"month": month(idea.written_on)}
    return _("Written on paper on %(day)s.") % {"day": short_date(idea.written_on)}


@dataclass(frozen=True)
class Undo:
    """What this reader did last and can still take back. `mail`: something waits to be sent."""

    said: str
    until: datetime
    mail: bool


def undo(idea: Idea, point: UndoPoint) -> Undo:
    return Undo(done_words(point.verb, idea), point.until, point.verb in HAS_MAIL)
