"""What stands beside the title of an innovation, where it is like what somebody writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.design.words import first_sentence
from groundswell.foundation.search import Glance
from groundswell.innovations import selectors
from groundswell.innovations.presenters.record import stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from groundswell.foundation.access import Asker


def of_innovations(ids: Sequence[UUID], asker: Asker) -> dict[UUID, Glance]:
    """Of what is open to whoever may see the record at all."""
    return {
        one.pk: Glance(
            first_sentence(one.summary or one.problem),
            stage(one, signed_in=asker.signed_in),
            str(one.service or one.organisation or ""),
        )
        for one in selectors.innovations_for(asker).filter(pk__in=ids)
    }
