"""What lies in somebody's hands, as a condition of a query: `Asker.has_in_hand` for many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from groundswell.foundation.access.asker import Asker


def in_hand(asker: Asker, column: str) -> Q:
    """Rows whose `column` ("holder_id") names the asker; none while a role of theirs waits for the second step."""
    return Q(**{column: asker.person_id}) if asker.has_in_hand(asker.person_id) else Q(pk__in=[])
