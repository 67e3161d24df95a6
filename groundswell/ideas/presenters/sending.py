"""Words of the check page and the sent page: who will reply, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock, identifying
from groundswell.ideas import questions
from groundswell.ideas.states import IdeaType, Mode
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Draft, Idea
    from groundswell.partnership.models import Programme

COOKIE = "idea-draft"
DESCRIBED = "described"  # what a photo shows, in the words of who sends it
SAID = (questions.TITLE, questions.TEXT, questions.PLACE, DESCRIBED)  # what others read and the sender typed


def current(draft: Draft, part: str) -> str:
    """What stands for an answer now, given or worked out."""
    if part == questions.TITLE:
        return draft.answers.get(part) or questions.title_of(draft.answers["text"])
    if part == questions.TYPE:
        return draft.answers.get(part) or IdeaType.NEW
    return draft.answers.get(part, "")


@dataclass(frozen=True)
class CheckPage:
    """`tells`: pieces of the text that could tell who wrote it, for ideas that should not."""

    text: str
    title: str
    type: str
    place: str
    name: str
    email: str
    who: str
    reply_by: date
    mode: str = Mode.NAMED
    tells: tuple[str, ...] = ()

    @property
    def way(self) -> str:
        """How it is sent, and who knows then who sent it."""
        return {
            Mode.NAMED: _("With your name. The innovation team knows who you are."),
            Mode.CONFIDENTIAL: _("In confidence. Only the person who answers you knows who you are."),
            Mode.ANONYMOUS: _("Without your name. Nobody knows who you are."),
        }[Mode(self.mode)]


def check_page(draft: Draft, asker: Asker) -> CheckPage:
    programme, today = draft.programme, clock.today(draft.programme.timezone)
    place = partnership.place_named(programme, draft.answers.get("place", ""))
    return CheckPage(
        text=draft.answers["text"],
        title=current(draft, questions.TITLE),
        type=str(IdeaType(current(draft, questions.TYPE)).label),
        place=place.text,
        name=draft.answers.get("name", "") or asker.name,
        email=draft.answers.get("email", ""),
        who=partnership.on_duty(programme, place.organisation_id, today).name,
        reply_by=working_days_after(today, programme.reply_days, programme.nation),
        mode=_mode(draft.answers),
        tells=tells(draft.answers, asker.name) if _mode(draft.answers) != Mode.NAMED else (),
    )


def _mode(answers: dict[str, Any]) -> Mode:
    return Mode(answers.get(questions.MODE) or Mode.NAMED)


def tells(typed: dict[str, Any], author: str = "") -> tuple[str, ...]:
    """Pieces of what others read that could tell who wrote it; `author`: a name that is known beside the typed one."""
    words = [typed.get(part, "") for part in SAID]
    names = f"{typed.get(questions.NAME, '')} {author}"
    return tuple(dict.fromkeys(piece for each in words for piece in identifying.find(each, names)))


def tells_of(idea: Idea, words: str, reader: Asker) -> tuple[str, ...]:
    """The same of words about an idea that was sent; nothing where it is no secret who did. `reader`: of its page."""
    if idea.mode == Mode.NAMED:
        return ()
    account = idea.sender.name if idea.sender else ""
    return tuple(identifying.find(words, f"{idea.sender_name} {account} {reader.name}"))


def without_name(programme: Programme, typed: dict[str, Any], *, told: list[str]) -> CheckPage:
    """The check page of an idea that is kept nowhere yet. `told`: what could tell who wrote it."""
    today = clock.today(programme.timezone)
    place = partnership.place_named(programme, typed.get("place", ""))
    return CheckPage(
        text=typed["text"],
        title="",
        type="",
        place=place.text,
        name="",
        email="",
        who=partnership.on_duty(programme, place.organisation_id, today).name,
        reply_by=working_days_after(today, programme.reply_days, programme.nation),
        mode=Mode.ANONYMOUS,
        tells=tuple(told),
    )


@dataclass(frozen=True)
class SentPage:
    reference: str
    who: str
    reply_by: date
    by_mail: bool
    in_confidence: bool


def sent_page(idea: Idea) -> SentPage:
    return SentPage(
        idea.reference, idea.holder.name, idea.reply_by, bool(idea.sender_email), idea.mode == Mode.CONFIDENTIAL
    )
