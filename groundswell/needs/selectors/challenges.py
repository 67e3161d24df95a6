"""Reads of challenges. `open_for` is what the ideas room offers to whoever shares an idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from groundswell.foundation.access import in_hand
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.models import Challenge, Need
from groundswell.needs.states import ChallengeState, RoleKey
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Person, Programme

NEWEST = 50  # how many entries a feed holds
MOST_CHOICES = 200


def challenges_for(asker: Asker) -> QuerySet[Challenge]:
    """Every challenge that this asker may see."""
    found = Challenge.objects.filter(policies.challenges_visible_to(asker))
    return found.select_related("programme", "need", "theme", "priority", "owner", "sponsor", "state_by")


def challenge_for(asker: Asker, reference: str) -> Challenge | None:
    return challenges_for(asker).filter(reference=reference).first()


def open_for(asker: Asker) -> QuerySet[Challenge]:
    """What an idea can answer now: open, and its last day is not over. By theme, then what closes first."""
    today = clock.today(asker.timezone)
    found = challenges_for(asker).filter(state=ChallengeState.OPEN, closes_on__gte=today)
    return found.order_by(F("theme__name").asc(nulls_last=True), "closes_on", "reference")


def open_one(asker: Asker, reference: str) -> Challenge | None:
    """One that an idea can answer now, or none."""
    return open_for(asker).filter(reference=reference).first()


def is_open_now(challenge: Challenge) -> bool:
    """The same for one in hand."""
    today = clock.today(challenge.programme.timezone)
    return challenge.state == ChallengeState.OPEN and challenge.closes_on is not None and challenge.closes_on >= today


def newest_open(asker: Asker) -> list[Challenge]:
    """For the feed: what opened last comes first."""
    return list(open_for(asker).order_by("-opens_on", "reference")[:NEWEST])


def closed_for(asker: Asker) -> QuerySet[Challenge]:
    """What is over, the newest first; one whose last day passed an hour ago already."""
    today = clock.today(asker.timezone)
    over = Q(state=ChallengeState.CLOSED) | Q(state=ChallengeState.OPEN, closes_on__lt=today)
    found = challenges_for(asker).filter(over)
    return found.order_by("-closes_on", "reference")


def drafts_for(asker: Asker) -> QuerySet[Challenge]:
    """What is being prepared, as far as this asker has to do with it."""
    return challenges_for(asker).filter(state=ChallengeState.DRAFT).order_by("title", "reference")


def challenge_with(challenge_id: UUID) -> Challenge | None:
    """For later rooms that hold the id; whoever calls asks who may see it."""
    return Challenge.objects.select_related("programme", "need", "theme").filter(pk=challenge_id).first()


def of_need(need: Need, asker: Asker) -> list[Challenge]:
    return list(challenges_for(asker).filter(need=need).order_by("-opens_on", "reference")[:MOST_CHOICES])


def sponsors(programme: Programme) -> list[Person]:
    """Executives who can stand behind a challenge, by name."""
    return list(partnership.holders_of(programme, RoleKey.SPONSOR)[:MOST_CHOICES])


def to_accept(asker: Asker) -> QuerySet[Challenge]:
    """What waits for this sponsor's yes."""
    mine = Challenge.objects.filter(in_hand(asker, "sponsor_id"), programme_id=asker.programme_id)
    mine = mine.filter(state=ChallengeState.DRAFT, accepted_on=None).select_related("programme")
    return mine.order_by("closes_on", "reference")


def to_open(asker: Asker) -> QuerySet[Challenge]:
    """What is accepted, for programme managers."""
    found = drafts_for(asker).filter(accepted_on__isnull=False) if policies.manages(asker) else Challenge.objects.none()
    return found.exclude(sponsor_id=asker.person_id).order_by("closes_on", "reference")


def over_on(programme: Programme, today: date) -> list[Challenge]:
    """Open ones whose last day is over, for the task that closes them."""
    found = Challenge.objects.filter(programme=programme, state=ChallengeState.OPEN, closes_on__lt=today)
    return list(found.select_related("programme", "need").order_by("closes_on", "pk"))


def has_others_open(challenge: Challenge) -> bool:
    """Whether another challenge of the same need is open still."""
    others = Challenge.objects.filter(need_id=challenge.need_id, state=ChallengeState.OPEN)
    return others.exclude(pk=challenge.pk).exists()
