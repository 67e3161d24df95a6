"""What stands beside one idea on the page of its team, read in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Subquery

from groundswell.foundation.access import Asker, prepared
from groundswell.foundation.kit.counting import Counted
from groundswell.foundation.notices.selectors import last_try
from groundswell.ideas.models import Idea
from groundswell.ideas.selectors import joining, likeness, sorting
from groundswell.ideas.states import Mode

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True)
class Beside:
    """`joined`: how many ideas are joined with it. `alike`: another idea may tell the same; `resembles`: something of
    another room may. `came_back`: when our mail to its sender last came back, if none has reached them since.
    `keys`: single keys work for this reader.
    """

    joined: int
    alike: bool
    resembles: bool
    came_back: datetime | None
    keys: bool


def beside(asker: Asker, idea: Idea) -> Beside:
    """As far as this asker may know it. Each is asked at its own place, and all in one statement."""
    [found] = _beside(asker, idea.pk, idea.sender_id if idea.mode == Mode.NAMED else None)
    return Beside(
        found["joined_count"], found["is_alike"], found["is_resembled"], found["came_back_at"], not found["keys_off"]
    )


@prepared
def _beside(asker: Asker, idea_id: UUID, sender_id: UUID | None) -> QuerySet[Idea, Any]:
    row: Any = Idea.objects.filter(pk=idea_id).values(
        joined_count=Counted(joining.joined_to(idea_id).order_by().values("pk")),
        is_alike=Exists(likeness.pairs_of(asker, idea_id)),
        is_resembled=Exists(likeness.resemblances_of(asker, idea_id)),
        came_back_at=Subquery(last_try(idea_id, {None, sender_id})),
        keys_off=Exists(sorting.keys_off_of(asker)),
    )
    return row  # type: ignore[no-any-return]
