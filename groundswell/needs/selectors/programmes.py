"""Change programmes and enabling functions beside the priorities, and how each pair fits together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from groundswell.needs.models import Alignment, ChangeProgramme
from groundswell.needs.selectors.strategy import parts
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Priority


def allies(asker: Asker, kind: str) -> QuerySet[Any]:
    """Those of one kind (`programmes`, `functions`) that work beside us today."""
    return parts(asker, kind).exclude(state=WordsState.OVER)


def priorities(asker: Asker) -> QuerySet[Priority]:
    """The rows of the table: priorities of today."""
    return parts(asker, "priorities").exclude(state=WordsState.OVER)


def alignments(priorities: Iterable[Priority], allies: Iterable[Any]) -> dict[tuple[UUID, UUID], Alignment]:
    """What was said of each pair of these, by priority and ally; one query. Ask with what the asker may see."""
    wanted = [ally.pk for ally in allies]
    with_one = Q(programme_of_change__in=wanted) | Q(function__in=wanted)
    rows = Alignment.objects.filter(with_one, priority__in=list(priorities)).select_related("said_by")
    return {(row.priority_id, row.programme_of_change_id or row.function_id): row for row in rows}  # type: ignore[misc]


def alignment(priority: Priority, ally: Any) -> Alignment | None:
    column = "programme_of_change" if isinstance(ally, ChangeProgramme) else "function"
    return Alignment.objects.filter(priority=priority, **{column: ally}).select_related("said_by").first()
