"""Who takes what is new on a day: turns of duty, and who covers for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from groundswell.foundation.access import prepared
from groundswell.partnership.models import Absence, DutyTurn, Person
from groundswell.partnership.selectors import partners

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.partnership.models import Programme


def on_duty(
    programme: Programme, organisation_id: UUID | None, day: date, *, away: dict[UUID, UUID] | None = None
) -> Person:
    """Who takes a new idea: the turn of its organisation, else the programme's turn, else the default person.

    Who is away has a cover. `away`: what `away_on` said, when it was asked already.
    """
    turns = _turns(programme.pk, organisation_id, day)
    away = away_on(programme, day) if away is None else away
    return _covered(programme, turns[0].person if turns else programme.default_duty, away)


@prepared
def _turns(programme_id: UUID, organisation_id: UUID | None, day: date) -> QuerySet[DutyTurn]:
    """The turn that counts."""
    whose = partners.at(organisation_id) | Q(organisation=None) if organisation_id else Q(organisation=None)
    turns = DutyTurn.objects.on(day).filter(whose, programme_id=programme_id, person__is_active=True)
    return turns.select_related("person").order_by(F("organisation").desc(nulls_last=True), "-since", "pk")[:1]


def id_on_duty(programme: Programme, organisation_id: UUID | None, day: date, *, away: dict[UUID, UUID]) -> UUID:
    """The same, where who it is need not be read."""
    turns = _turns(programme.pk, organisation_id, day)
    return _stand_in(programme, turns[0].person_id if turns else programme.default_duty_id, away)


def away_on(programme: Programme, day: date) -> dict[UUID, UUID]:
    """Who is away on a day, and who covers; where two overlap, the later beginning counts."""
    return dict(_absences(programme.pk, day))


@prepared
def _absences(programme_id: UUID, day: date) -> QuerySet[Absence, tuple[UUID, UUID]]:
    rows = Absence.objects.on(day).filter(programme_id=programme_id).order_by("since", "pk")
    return rows.values_list("person_id", "cover_id")


def cover_for(programme: Programme, person_id: UUID, day: date) -> Person:
    """Who stands in for a person on a day: the person themself when they are here, else the cover, or that one's.

    Never in a circle: when all are away, the programme's own person answers.
    """
    away = away_on(programme, day)
    return Person.objects.get(pk=_stand_in(programme, person_id, away))


def _covered(programme: Programme, person: Person, away: dict[UUID, UUID]) -> Person:
    """The same for a person in hand, without a question to the database when they are here."""
    found = _stand_in(programme, person.pk, away)
    return person if found == person.pk else Person.objects.get(pk=found)


def _stand_in(programme: Programme, person_id: UUID, away: dict[UUID, UUID]) -> UUID:
    seen: set[UUID] = set()
    while person_id in away:
        if person_id in seen:
            return programme.default_duty_id
        seen.add(person_id)
        person_id = away[person_id]
    return person_id


def places_on_duty(programme: Programme, day: date, away: dict[UUID, UUID]) -> dict[str, Person]:
    """Who is on duty on a day, by each place that has a turn of its own; who is away has a cover."""
    turns = DutyTurn.objects.on(day).filter(programme=programme, person__is_active=True).exclude(organisation=None)
    in_order = turns.select_related("person", "organisation").order_by("organisation__name", "-since", "pk")
    found: dict[str, Person] = {}
    for turn in in_order:  # where two overlap, the later beginning first, as in `on_duty`
        found.setdefault(str(turn.organisation), turn.person)
    return {place: _covered(programme, person, away) for place, person in found.items()}
