"""Reads of challenges. `open_for` is what the ideas room offers to whoever shares an idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.models import Challenge, Need
from groundswell.needs.states import ChallengeState
from groundswell.partnership.policies import Subject, has_sponsor, is_sponsored_or_asked
from groundswell.partnership.policies import sponsors as sponsors_it
from groundswell.partnership.selectors import sponsorships
from groundswell.partnership.states import SponsorshipState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Person, Programme, Sponsorship

NEWEST = 50  # how many entries a feed holds
MOST_CHOICES = 200
SPONSORED = Challenge.KIND
STOOD = (SponsorshipState.ACCEPTED, SponsorshipState.ENDED)


def challenges_for(asker: Asker) -> QuerySet[Challenge]:
    """Every challenge that this asker may see."""
    found = Challenge.objects.filter(policies.challenges_visible_to(asker))
    return found.select_related("programme", "need", "theme", "priority", "owner", "state_by")


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
    return is_open_on(challenge, clock.today(challenge.programme.timezone))


def is_open_on(challenge: Challenge, day: date) -> bool:
    """Once its last day is over it takes no more ideas, also before somebody has closed it."""
    return challenge.state == ChallengeState.OPEN and challenge.closes_on is not None and day <= challenge.closes_on


def newest_open(asker: Asker) -> list[Challenge]:
    """For the feed: what opened last comes first."""
    return list(open_for(asker).order_by("-opens_on", "reference")[:NEWEST])


def closed_for(asker: Asker) -> QuerySet[Challenge]:
    """What is over, the newest first; one whose last day passed an hour ago already."""
    today = clock.today(asker.timezone)
    over = Q(state=ChallengeState.CLOSED) | Q(state=ChallengeState.OPEN, closes_on__lt=today)
    found = challenges_for(asker).filter(over)
    return found.order_by("-closes_on", "reference")


def closed_to_tell(asker: Asker) -> QuerySet[Challenge]:
    """For the mail that says that one has closed: those about a need that its reader may read now."""
    need = Need.objects.filter(policies.needs_readable_by(asker), pk=OuterRef("need_id"))
    return challenges_for(asker).filter(Exists(need), state=ChallengeState.CLOSED)


def took_ideas_until(challenge: Challenge) -> date:
    """Its last day; of one that was closed before, the day on which it was."""
    return min(challenge.closes_on or challenge.state_since, challenge.state_since)


def decided_by(challenge: Challenge) -> date:
    """The day by which whoever sent an idea for it on its last day hears what was decided."""
    programme = challenge.programme
    return working_days_after(took_ideas_until(challenge), programme.decision_days, programme.nation)


def drafts_for(asker: Asker) -> QuerySet[Challenge]:
    """What is being prepared, as far as this asker has to do with it."""
    return challenges_for(asker).filter(state=ChallengeState.DRAFT).order_by("title", "reference")


def challenge_with(challenge_id: UUID) -> Challenge | None:
    """For later rooms that hold the id; whoever calls asks who may see it."""
    return Challenge.objects.select_related("programme", "need", "theme").filter(pk=challenge_id).first()


def of_need(need: Need, asker: Asker) -> list[Challenge]:
    return list(challenges_for(asker).filter(need=need).order_by("-opens_on", "reference")[:MOST_CHOICES])


def sponsors(asker: Asker, programme: Programme) -> list[Person]:
    """Executives whom this asker can ask to stand behind a challenge, by name."""
    return list(sponsorships.possible_sponsors(programme).exclude(pk=asker.person_id)[:MOST_CHOICES])  # type: ignore[misc]


def to_sponsor(asker: Asker, ids: Iterable[UUID]) -> dict[UUID, Subject]:
    """What these are, for who is or was asked to sponsor them; its page only to who may open it. One query."""
    seen = Challenge.objects.filter(policies.challenges_visible_to(asker), pk=OuterRef("pk"))
    wanted = Challenge.objects.filter(pk__in=list(ids), programme_id=asker.programme_id)
    rows = wanted.annotate(opens=Exists(seen)).values_list("pk", "title", "brief", "reference", "opens")
    return {
        pk: Subject(title, brief, reverse("needs:challenge", args=[reference]) if opens else "")
        for pk, title, brief, reference, opens in rows
    }


def stood_behind(challenge: Challenge) -> Sponsorship | None:
    """Who sponsors it; of one that is over, who did last."""
    said_yes = sponsorships.history_of(Challenge.KIND, challenge.pk).filter(answered_on__isnull=False)
    return said_yes.filter(state__in=STOOD).order_by("state", "-answered_on", "pk").first()


def asked_now(challenge: Challenge) -> Sponsorship | None:
    return sponsorships.asked_now(Challenge.KIND, challenge.pk)


def to_open(asker: Asker) -> QuerySet[Challenge]:
    """What an executive other than this programme manager stands behind."""
    if not policies.manages(asker):
        return Challenge.objects.none()
    by_another = has_sponsor(Challenge.KIND), ~sponsors_it(asker, Challenge.KIND)
    return drafts_for(asker).filter(*by_another).order_by("closes_on", "reference")


def without_sponsor(asker: Asker) -> QuerySet[Challenge]:
    """Open ones whose sponsor has left, and nobody is asked; for programme managers."""
    if not policies.manages(asker):
        return Challenge.objects.none()
    found = challenges_for(asker).filter(~is_sponsored_or_asked(Challenge.KIND), state=ChallengeState.OPEN)
    return found.order_by("closes_on", "reference")


def over_on(programme: Programme, today: date) -> list[Challenge]:
    """Open ones whose last day is over, for the task that closes them."""
    found = Challenge.objects.filter(programme=programme, state=ChallengeState.OPEN, closes_on__lt=today)
    return list(found.select_related("programme", "need").order_by("closes_on", "pk"))


def has_others_open(challenge: Challenge) -> bool:
    """Whether another challenge of the same need is open still."""
    others = Challenge.objects.filter(need_id=challenge.need_id, state=ChallengeState.OPEN)
    return others.exclude(pk=challenge.pk).exists()
