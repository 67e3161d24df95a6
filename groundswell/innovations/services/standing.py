"""Who stands how to an innovation: written here only, under the innovation's lock, so that no two clash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import lock
from groundswell.innovations import policies, selectors
from groundswell.innovations.models import Innovation, Standing
from groundswell.innovations.services.noting import note
from groundswell.partnership import services as people

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker

OWN = "innovations.join"


@transaction.atomic
def stand(
    innovation: Innovation,
    person_id: UUID,
    kind: str,
    *,
    by: Asker,
    source: str,
    part: str = "",
    since: date | None = None,
) -> Standing:
    """Write down a standing for a room that has asked its own rule who may give it (`source`: room and verb).

    Raises `NotAllowed` when it clashes with how this person stands or stood. Twice is once.
    """
    lock(innovation)
    today = clock.today(innovation.programme.timezone)
    policies.can_stand(innovation, person_id, kind, today).or_raise()
    held = Standing.objects.filter(innovation=innovation, person_id=person_id, kind=kind, until=None).first()
    if held is not None:
        return held
    made = Standing.objects.create(
        innovation=innovation,
        person_id=person_id,
        kind=kind,
        part=part.strip(),
        since=since or today,
        source=source,
    )
    note(innovation, "stand", by=by, facts={"person": person_id, "kind": kind, "since": made.since, "source": source})
    return made


@transaction.atomic
def join(innovation: Innovation, *, email: str, name: str, part: str, kind: str, by: Asker) -> Standing:
    """Name someone for the team, or as its mentor, known here or new; they are told."""
    lock(innovation)
    policies.can_give(by, innovation, kind).or_raise()
    person = people.person_with_email(email, name)
    policies.can_name(by, innovation, person.pk).or_raise()
    standing = stand(innovation, person.pk, kind, by=by, source=OWN, part=part)
    queue("innovations.joined", innovation, to=[person.pk], by=by, once=True)
    return standing


@transaction.atomic
def hand_over(innovation: Innovation, *, to: UUID, by: Asker) -> Innovation:
    """Another steward of its place looks after it from now on, and is told."""
    lock(innovation)
    policies.can_hand_over(by, innovation).or_raise()
    if to not in {person.pk for person in selectors.stewards_of(innovation)}:
        raise NotAllowed(_("Name someone who looks after innovations of this place"))
    policies.can_keep(innovation, to, clock.today(innovation.programme.timezone)).or_raise()
    innovation.keeper_id = to
    innovation.save(update_fields=["keeper"])
    note(innovation, "keep", by=by, facts={"person": to})
    if to != by.person_id:
        queue("innovations.handed", innovation, to=[to], by=by)
    return innovation


@transaction.atomic
def end_standing(standing: Standing, *, by: Asker) -> Standing:
    """Today is the last day. It is kept: two years of it still keep a person from judging what they made."""
    innovation = Innovation.objects.select_related("programme").get(pk=standing.innovation_id)
    lock(innovation)
    held = Standing.objects.get(pk=standing.pk)
    policies.can_end(by, innovation, held).or_raise()
    return _end(innovation, held, by=by)


@transaction.atomic
def stand_down(innovation: Innovation, people_ids: set[UUID], kind: str, *, by: Asker, source: str) -> None:
    """End what `stand` wrote down for these people from this source; what they hold from elsewhere stays."""
    lock(innovation)
    held = Standing.objects.filter(innovation=innovation, person__in=people_ids, kind=kind, source=source, until=None)
    for standing in held.order_by("pk"):
        _end(innovation, standing, by=by)


def _end(innovation: Innovation, held: Standing, *, by: Asker) -> Standing:
    today = clock.today(innovation.programme.timezone)
    if held.until is not None and held.until <= today:
        return held
    held.until = max(today, held.since)
    held.save(update_fields=["until"])
    note(innovation, "leave", by=by, facts={"person": held.person_id, "kind": held.kind, "until": held.until})
    return held


@transaction.atomic
def let_name(standing: Standing, yes: bool, *, by: Asker) -> Standing:
    """Whether the public page may name this person among the team; only they say so."""
    policies.can_be_named(by, standing).or_raise()
    innovation = Innovation.objects.get(pk=standing.innovation_id)
    lock(innovation)
    standing.may_be_named = yes
    standing.save(update_fields=["may_be_named"])
    note(innovation, "let name", by=by, facts={"person": standing.person_id, "yes": int(yes)})
    return standing
