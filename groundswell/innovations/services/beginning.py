"""A record begins: from what came another way, or because a later room pulled it out of an idea."""

from __future__ import annotations

from dataclasses import dataclass
from os import urandom
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock, references
from groundswell.foundation.search import services as search
from groundswell.innovations import policies
from groundswell.innovations.models import Innovation, Section
from groundswell.innovations.services.noting import FOUND, digests
from groundswell.innovations.states import Maturity, Origin

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme

TRIES = 6


@dataclass(frozen=True)
class Beginning:
    """What a record begins with. `reference`: that of the idea it was; none: it gets one of its own.

    `answers_to_id`: the challenge for which that idea was sent.
    `began_on`: when it began in life, where its record is written later.
    """

    programme: Programme
    title: str
    keeper_id: UUID
    problem: str = ""
    summary: str = ""
    origin: str = Origin.HOME_GROWN
    maturity: int = Maturity.CONCEPT
    reference: str = ""
    organisation_id: UUID | None = None
    service_id: UUID | None = None
    language: str = "en-gb"
    began_on: date | None = None
    answers_to_id: UUID | None = None


def begin(beginning: Beginning, *, by: Asker) -> Innovation:
    """Begin a record of what came another way than by an idea."""
    policies.can_begin(by).or_raise()
    return begin_from(beginning, by=by)


def begin_from(beginning: Beginning, *, by: Asker) -> Innovation:
    """Begin a record for a later room, which has asked its own rule who may. It is private until its team says so."""
    if not beginning.title.strip():
        raise NotAllowed(_("Give it a short name"))
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _begun(beginning, by=by)
        except IntegrityError:
            if beginning.reference:
                raise
    msg = "No free reference was found"
    raise RuntimeError(msg)


def _begun(beginning: Beginning, *, by: Asker) -> Innovation:
    programme, today = beginning.programme, clock.today(beginning.programme.timezone)
    made = Innovation(
        programme=programme,
        reference=beginning.reference or references.mint(digits=3),
        keeper_id=beginning.keeper_id,
        title=beginning.title.strip(),
        summary=beginning.summary.strip(),
        problem=beginning.problem,
        language=beginning.language,
        salt=urandom(16),
        origin=beginning.origin,
        maturity=beginning.maturity,
        organisation_id=beginning.organisation_id,
        service_id=beginning.service_id,
        answers_to_id=beginning.answers_to_id,
        began_on=beginning.began_on or today,
        state_since=beginning.began_on or today,
        revision=1,
        synthetic=programme.synthetic,
    )
    made.save(force_insert=True)
    Section.objects.create(innovation=made, key="about", language=made.language, revision=1)
    audit.record(
        made,
        "begin",
        by=by,
        to_state=made.state,
        organisation_id=made.organisation_id,
        facts={"origin": made.origin, "keeper": made.keeper_id}
        | ({"answers_to": made.answers_to_id} if made.answers_to_id else {}),
        digests=digests(made, title=made.title, problem=made.problem, summary=made.summary),
    )
    search.keep(FOUND, made.pk)
    return made
