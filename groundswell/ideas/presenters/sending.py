"""Words of the check page and the sent page: who will reply, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock
from groundswell.ideas import questions
from groundswell.ideas.states import IdeaType
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Draft, Idea


def current(draft: Draft, part: str) -> str:
    """What stands for an answer now, given or worked out."""
    if part == questions.TITLE:
        return draft.answers.get(part) or questions.title_of(draft.answers["text"])
    if part == questions.TYPE:
        return draft.answers.get(part) or IdeaType.NEW
    return draft.answers.get(part, "")


@dataclass(frozen=True)
class CheckPage:
    text: str
    title: str
    type: str
    place: str
    name: str
    email: str
    who: str
    reply_by: date


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
    )


@dataclass(frozen=True)
class SentPage:
    reference: str
    who: str
    reply_by: date
    by_mail: bool


def sent_page(idea: Idea) -> SentPage:
    return SentPage(idea.reference, idea.holder.name, idea.reply_by, bool(idea.sender_email))
