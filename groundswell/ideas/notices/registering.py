"""Gives each text of this room to the outbox, with who may still be told and where its link leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from groundswell.foundation.notices import Letter, Notice, Recipient, declare, reader, register
from groundswell.ideas import policies, selectors
from groundswell.ideas.models import Idea
from groundswell.ideas.notices import joining, mentions, moderation, promises, reasons, sharing, to_sender, to_team
from groundswell.ideas.states import IdeaState
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told
    from groundswell.ideas.notices.words import Words


TO_SENDER = to_sender.TO_SENDER | promises.TO_SENDER | moderation.TO_SENDER | joining.TO_SENDER | sharing.TO_SENDER
TO_TEAM = to_team.TO_TEAM | promises.TO_TEAM | moderation.TO_TEAM | joining.TO_TEAM


def register_all() -> None:
    for kind in reasons.KINDS:
        declare(kind)
    for key, words in TO_SENDER.items():
        _register(key, words, reasons.MINE, _writer(words, _sender_link, lambda _idea, _to: True))
    for key, words in TO_TEAM.items():
        _register(key, words, reasons.HOLD, _writer(words, _team_link, _may_see))
    mentions.register_all()
    sharing.register_all()
    reader("ideas", read_on_site)


def _register(key: str, words: Words, kind: str, write: Callable[[UUID, Recipient], Letter | None]) -> None:
    register(
        Notice(
            key,
            write,
            _sender,
            _checker(words),
            kind=reasons.kind_of(key, usual=kind),
            why=reasons.WHY.get(key, ""),
            always=reasons.is_always_sent(key),
            asked_for=key in reasons.ASKED_FOR,
        )
    )


def _writer(
    words: Words, link: Callable[[Idea], str], may_see: Callable[[Idea, Recipient], bool]
) -> Callable[[UUID, Recipient], Letter | None]:
    def write(record_id: UUID, to: Recipient) -> Letter | None:
        idea = _idea(record_id)
        if idea is None or not may_see(idea, to):
            return None
        return words.letter(idea, partnership.address_of_site(idea.programme) + link(idea))

    return write


def read_on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """What these notices say to who asks, of ideas that they may see now; two queries however many there are."""
    wanted = list(told)
    of_notes = mentions.read_on_site(asker, wanted) | sharing.read_on_site(asker, wanted)
    ideas = selectors.ideas_for(asker).select_related(
        "escalated_to", "joined_to__holder", "joined_to__programme", "answers_to", "question_with", "appeal_with"
    )
    ideas = ideas.filter(pk__in={record_id for _key, record_id in wanted})
    found = {idea.pk: idea for idea in selectors.as_read_by(asker, ideas)}
    return of_notes | {
        (key, record_id): letter
        for key, record_id in wanted
        if record_id in found and (letter := _on_site(asker, key, found[record_id]))
    }


def _on_site(asker: Asker, key: str, idea: Idea) -> Letter | None:
    """Nothing where the notice is of the other side, or no longer true."""
    mine = policies.is_sender(asker, idea)
    words = (TO_SENDER if mine else TO_TEAM).get(key)
    if words is None or not words.fits(idea):
        return None
    return words.letter(idea, reverse("ideas:my-idea" if mine else "ideas:one", args=[idea.reference]))


def _checker(words: Words) -> Callable[[UUID], bool]:
    def holds(record_id: UUID) -> bool:
        idea = _idea(record_id)
        return idea is not None and words.fits(idea)

    return holds


def _idea(record_id: UUID) -> Idea | None:
    beside = (
        "programme",
        "holder",
        "escalated_to",
        "decided_by",
        "sender",
        "joined_to__holder",
        "answers_to",
        "question_with",
        "appeal_with",
    )
    ideas = Idea.objects.select_related(*beside)
    return ideas.filter(pk=record_id).first()


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
        return partnership.recipient_for(idea.sender)
    return Recipient(idea.sender_name, idea.sender_email) if idea.sender_email else None


def _sender_link(idea: Idea) -> str:
    return reverse("ideas:track", args=[idea.reference, selectors.token_of(idea)])


def _team_link(idea: Idea) -> str:
    return reverse("ideas:one", args=[idea.reference])
