"""Which priority of the strategy a need serves, and that its challenges follow it, so that no gap stays for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.needs.lifecycle.needs import NEED
from groundswell.needs.models import Challenge
from groundswell.needs.services.noting import move, note
from groundswell.needs.states import ChallengeState

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Need


@dataclass(frozen=True)
class Serves:
    """The priority that a need is put under; none: it serves none."""

    priority_id: UUID | None = None


@transaction.atomic
def serve(need: Need, serves: Serves, *, by: Asker, revision: int | None = None) -> Need:
    """Put it under a priority, or under none, once its words are weighed up and stay as they are."""
    followers = lock_followers(need)
    chosen = {"priority_id": serves.priority_id}
    facts = {"priority": serves.priority_id}
    move(need, "serve", by=by, lifecycle=NEED, revision=revision, facts=facts, **chosen)
    follow(need, followers, by=by)
    return need


def lock_followers(need: Need) -> list[Challenge]:
    """Its challenges that are prepared or open. Locked before the need, as where a challenge opens or closes."""
    running = (ChallengeState.DRAFT, ChallengeState.OPEN)
    found = Challenge.objects.select_for_update(of=("self",)).filter(need_id=need.pk, state__in=running)
    return list(found.select_related("programme").order_by("pk"))


def follow(need: Need, followers: list[Challenge], *, by: Asker) -> None:
    """What is over keeps the priority that it had."""
    for one in followers:
        if one.priority_id != need.priority_id:
            facts = {"need": need.pk, "priority": need.priority_id}
            note(one, "follow need", by=by, facts=facts, priority_id=need.priority_id)
