"""Who sponsors what: for who was asked, for who asked, and for the rooms whose records have sponsors."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from groundswell.foundation.kit import clock
from groundswell.partnership import policies
from groundswell.partnership.models import Person, Role, Sponsorship
from groundswell.partnership.policies.sponsored import Subject, kind_named
from groundswell.partnership.states import RoleKey
from groundswell.partnership.states import SponsorshipState as S

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme

WITH = ("programme", "person", "asked_by", "follows__person")


def sponsorships_for(asker: Asker) -> QuerySet[Sponsorship]:
    """Every sponsorship that this asker may read."""
    return Sponsorship.objects.filter(policies.sponsorships_visible_to(asker)).select_related(*WITH)


def sponsorship_for(asker: Asker, sponsorship_id: UUID) -> Sponsorship | None:
    return sponsorships_for(asker).filter(pk=sponsorship_id).first()


def own(asker: Asker) -> QuerySet[Sponsorship]:
    """What this person is asked to sponsor, sponsors or sponsored: open questions first, then the newest."""
    mine = sponsorships_for(asker).filter(person_id=asker.person_id)  # type: ignore[misc]
    return mine.order_by("answered_on", "-asked_on", "pk")


def asked_of(asker: Asker) -> QuerySet[Sponsorship]:
    """What waits for this person's yes or no, soonest first."""
    return own(asker).filter(state=S.ASKED).order_by("answer_by", "pk")


def sponsored_by(asker: Asker) -> QuerySet[Sponsorship]:
    """What this person sponsors now."""
    return own(asker).filter(state=S.ACCEPTED)


def sponsor_of(kind: str, record_id: UUID) -> Sponsorship | None:
    """Who sponsors a record now; for the room of that record, which has asked its own rule who may read it."""
    return standing(kind, [record_id]).get(record_id, {}).get(S.ACCEPTED)


def asked_now(kind: str, record_id: UUID) -> Sponsorship | None:
    """Who is asked to sponsor a record now; as above."""
    return standing(kind, [record_id]).get(record_id, {}).get(S.ASKED)


def standing(kind: str, record_ids: Iterable[UUID]) -> dict[UUID, dict[str, Sponsorship]]:
    """Who is asked and who sponsors, by record and state; one query for a page of records."""
    found: dict[UUID, dict[str, Sponsorship]] = defaultdict(dict)
    open_ones = Sponsorship.objects.filter(kind=kind, record_id__in=list(record_ids), state__in=policies.OPEN)
    for one in open_ones.select_related(*WITH):
        found[one.record_id][one.state] = one
    return found


def history_of(kind: str, record_id: UUID) -> QuerySet[Sponsorship]:
    """Everyone who was asked to sponsor a record, the newest first."""
    every = Sponsorship.objects.filter(kind=kind, record_id=record_id)
    return every.select_related(*WITH).order_by("-asked_on", "-revision", "pk")


def subjects(asker: Asker, sponsorships: Iterable[Sponsorship]) -> dict[UUID, Subject]:
    """What these are about, as the rooms of the records tell it; one question for each kind of record.

    Once it was declined, taken back, handed over or ended, only what they may open without it.
    """
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    lasting: set[UUID] = set()
    for one in sponsorships:
        by_kind[one.kind].add(one.record_id)
        lasting |= {one.record_id} if one.state in policies.OPEN else set()
    found: dict[UUID, Subject] = {}
    for kind, ids in by_kind.items():
        room = kind_named(kind)
        found |= room.find(asker, ids) if room else {}
    return {pk: subject for pk, subject in found.items() if pk in lasting or subject.address}


def possible_sponsors(programme: Programme) -> QuerySet[Person]:
    """Who holds the role of executive sponsor today, by name."""
    held = Role.objects.on(clock.today(programme.timezone)).filter(programme=programme, kind=RoleKey.SPONSOR)
    return Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name", "pk")


def sponsorship_with(sponsorship_id: UUID) -> Sponsorship | None:
    """For letters, which ask again who may read."""
    return Sponsorship.objects.filter(pk=sponsorship_id).select_related(*WITH).first()
