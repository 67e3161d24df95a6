"""A page of the queue, read so that an index gives it in order however many ideas wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.access import Asker, prepared
from groundswell.ideas.selectors import queue

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.ideas.models import Idea
    from groundswell.partnership.models import Programme

    Narrowed = tuple[str, UUID | None]  # which filter, and the challenge that is answered, if only one


def page_of(asker: Asker, today: date, programme: Programme, narrowed: Narrowed, rows: range) -> list[Idea]:
    """These rows of the queue, by their numbers, each with its programme beside it. One query."""
    ideas = _rows(asker, today, *narrowed, rows.start, rows.stop)
    for idea in ideas:
        idea.programme = programme
    return ideas


@prepared
def _rows(asker: Asker, today: date, which: str, challenge_id: UUID | None, start: int, stop: int) -> QuerySet[Idea]:
    """Without their programme, which is known: with it, SQLite reads all that wait before it sorts them."""
    ideas = queue(asker, which, today, challenge_id=challenge_id).select_related(None)
    return ideas.select_related("holder", "escalated_to")[start:stop]
