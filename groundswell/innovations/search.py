"""How an innovation is found: by what it is, which is open to whoever may see the record at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.search import Kind, Row, register
from groundswell.innovations import policies
from groundswell.innovations.models import Innovation
from groundswell.innovations.presenters.glances import of_innovations
from groundswell.innovations.services.noting import FOUND
from groundswell.innovations.states import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker

STEPS = (("early", _("Just begun")), ("tested", _("Tested in one service")), ("ready", _("Ready or in use")))
STEP_OF = {1: "early", 2: "early", 3: "early", 4: "tested", 5: "ready", 6: "ready"}


def register_all() -> None:
    register(
        Kind(
            FOUND,
            _("Innovations"),
            place=20,
            visible=_visible,
            rows=_rows,
            addresses=_addresses,
            glances=of_innovations,
            states=STEPS,
            spells=True,
        )
    )


def _visible(asker: Asker) -> QuerySet[Innovation]:
    return Innovation.objects.filter(policies.found_by(asker))


def _rows(ids: Sequence[UUID] | None) -> Iterator[Row]:
    """Title, summary and problem: no section that is open to fewer people than the record."""
    wanted = Innovation.objects.all() if ids is None else Innovation.objects.filter(pk__in=ids)
    return map(_row, wanted.iterator())


def _row(innovation: Innovation) -> Row:
    return Row(
        record_id=innovation.pk,
        programme_id=innovation.programme_id,
        title=innovation.title,
        text=f"{innovation.summary}\n{innovation.problem}".strip(),
        happened_on=innovation.began_on,
        reference=innovation.reference,
        place_id=innovation.organisation_id,
        state=STEP_OF[innovation.maturity],
        public=innovation.openness == Level.PUBLIC,
    )


def _addresses(references: Sequence[str], _asker: Asker) -> dict[str, str]:
    return {reference: reverse("innovations:record", args=[reference]) for reference in references}
