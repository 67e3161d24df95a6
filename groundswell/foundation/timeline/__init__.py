"""What a record's page tells: rooms register parts of the story, in the order of the pathway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from groundswell.foundation.access import Asker


@dataclass(frozen=True)
class Step:
    """One dot of the tracker line: its words, whether it is done, now or to come, and who, when, what.

    `href`: the page that tells more, where who asks may open it.
    """

    title: str
    status: str  # done, now or todo
    when: date | datetime | None = None
    who: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Subject:
    """What travels, for somebody who may read its page: who they are, its record, and the record of what it became."""

    asker: Asker
    record_id: UUID
    became_id: UUID | None = None


DONE, NOW, TODO = "done", "now", "todo"
Part = Callable[[Subject], list[Step]]
_parts: dict[int, Part] = {}


def register(place: int, part: Part) -> None:
    """Add what a room tells about something that travels; `place` orders the parts along the pathway.

    A part tells no more than the subject's asker may see in its own room.
    """
    _parts[place] = part


def steps_of(subject: Subject) -> list[Step]:
    """What the rooms tell of it, in order of the pathway."""
    return [step for place in sorted(_parts) for step in _parts[place](subject)]
