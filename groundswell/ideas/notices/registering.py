"""Gives each text of this room to the outbox, with who may still be told and where its link leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from groundswell.foundation.notices import Letter, Notice, Recipient, register
from groundswell.ideas import selectors
from groundswell.ideas.models import Idea
from groundswell.ideas.notices.to_sender import TO_SENDER
from groundswell.ideas.notices.to_team import TO_TEAM
from groundswell.ideas.states import IdeaState
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from groundswell.ideas.notices.wording import Words


def register_all() -> None:
    for key, words in TO_SENDER.items():
        register(Notice(key, _writer(words, _sender_link, lambda _idea, _to: True), _sender, _checker(words)))
    for key, words in TO_TEAM.items():
        register(Notice(key, _writer(words, _team_link, _may_see), _sender, _checker(words)))


def _writer(
    words: Words, link: Callable[[Idea], str], may_see: Callable[[Idea, Recipient], bool]
) -> Callable[[UUID, Recipient], Letter | None]:
    def write(record_id: UUID, to: Recipient) -> Letter | None:
        idea = _idea(record_id)
        if idea is None or not may_see(idea, to):
            return None
        return Letter(
            words.subject(idea),
            words.paragraphs(idea),
            partnership.address_of_site(idea.programme) + link(idea),
            str(words.link_words),
            words.from_name(idea),
        )

    return write


def _checker(words: Words) -> Callable[[UUID], bool]:
    def holds(record_id: UUID) -> bool:
        idea = _idea(record_id)
        return idea is not None and words.fits(idea)

    return holds


def _idea(record_id: UUID) -> Idea | None:
    return Idea.objects.select_related("programme", "holder", "decided_by", "sender").filter(pk=record_id).first()


def _may_see(idea: Idea, to: Recipient) -> bool:
    """Asked again when the mail is written: roles end and ideas change hands while it waits."""
    person = partnership.person(to.person_id) if to.person_id else None
    asker = partnership.asker_for(person, idea.programme) if person else None
    return asker is not None and selectors.ideas_for(asker).filter(pk=idea.pk).exists()


def _sender(record_id: UUID) -> Recipient | None:
    idea = _idea(record_id)
    if idea is None or idea.state == IdeaState.WITHDRAWN:
        return None
    if idea.sender and idea.sender.email:
        return Recipient(idea.sender.name, idea.sender.email, idea.sender_id)
    return Recipient(idea.sender_name, idea.sender_email) if idea.sender_email else None


def _sender_link(idea: Idea) -> str:
    return reverse("ideas:track", args=[idea.reference, selectors.token_of(idea)])


def _team_link(idea: Idea) -> str:
    return reverse("ideas:one", args=[idea.reference])
