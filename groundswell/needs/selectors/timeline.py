"""The programme's dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.needs.selectors.strategy import parts
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import TimelineEntry


def entries(asker: Asker) -> QuerySet[TimelineEntry]:
    """Every date that this asker may see and that still stands, the earliest first."""
    return parts(asker, "timeline").exclude(state=WordsState.OVER).order_by("happens_on", "title", "pk")
