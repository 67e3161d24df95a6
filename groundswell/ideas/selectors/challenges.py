"""The challenge that an idea answers: while it is written, once it was sent, and how many answered one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from groundswell.foundation.access import prepared
from groundswell.foundation.design.words import MOST_COUNTED
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.ideas.states import WaitsFor
from groundswell.needs.selectors import challenges, needs

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Challenge, Need

LONGEST = 40  # letters of a reference; what is longer names nothing


@dataclass(frozen=True)
class Asked:
    """A challenge and whether an idea can answer it now; `closed` when it is over."""

    challenge: Challenge
    closed: bool


def asked(asker: Asker, reference: str) -> Asked | None:
    """What an idea that is being written answers. One query, none for ""; one being prepared is not there yet."""
    if not reference or len(reference) > LONGEST:
        return None
    found = challenges.challenge_for(asker, reference)
    if found is None or found.opens_on is None:
        return None
    return Asked(found, not challenges.is_open_now(found))


def named(asker: Asker, reference: str) -> Challenge | None:
    """One that this asker may see, by its reference; none for what names nothing."""
    fits = 0 < len(reference) <= LONGEST and reference.isprintable()
    return challenges.challenge_for(asker, reference) if fits else None


def can_be_answered(challenge: Challenge) -> bool:
    """Whether an idea that is sent now is for it."""
    return challenges.is_open_now(challenge)


def answered(asker: Asker, idea: Idea) -> Challenge | None:
    """What an idea that was sent answers, as far as this asker may see it; no query for most ideas."""
    if idea.answers_to_id is None:
        return None
    return challenges.challenges_for(asker).filter(pk=idea.answers_to_id).first()


def in_queue(asker: Asker) -> dict[UUID, Challenge]:
    """The challenges that ideas in this asker's queue answer, by id; of those that they may see, the newest first."""
    return {one.pk: one for one in _in_queue(asker)}


@prepared
def _in_queue(asker: Asker) -> QuerySet[Challenge]:
    waiting = Idea.objects.filter(policies.sorted_by(asker), policies.visible_to(asker), waits_for__lt=WaitsFor.NOBODY)
    found = challenges.challenges_for(asker).filter(Exists(waiting.order_by().filter(answers_to=OuterRef("pk"))))
    return found.select_related(None).order_by("-opens_on", "reference")


def need_behind(asker: Asker, challenge: Challenge) -> Need | None:
    """The need from which a challenge was made; none where this asker may not read it any more."""
    return needs.need_for(asker, challenge.need.reference)


def count_answers(asker: Asker, challenge_id: UUID) -> int:
    """How many of the ideas that this asker may read answer a challenge, but those taken back; counting is capped."""
    seen = Idea.objects.filter(policies.answers_seen_by(asker), answers_to_id=challenge_id)
    return seen[: MOST_COUNTED + 1].count()
