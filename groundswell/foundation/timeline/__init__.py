"""What a record's page tells: rooms register parts of the story, in the order of the pathway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True)
class Step:
    """One dot of the tracker line: its words, whether it is done, now or to come, and who, when, what."""

    title: str
    status: str  # done, now or todo
    when: date | datetime | None = None
    who: str = ""
    note: str = ""


DONE, NOW, TODO = "done", "now", "todo"
Part = Callable[[Any], list[Step]]
_later: dict[int, Callable[[UUID], list[Step]]] = {}


def register(place: int, part: Callable[[UUID], list[Step]]) -> None:
    """Add what a later room tells about a record; `place` orders the parts."""
    _later[place] = part


def later_steps(record_id: UUID) -> list[Step]:
    """What the rooms further along tell of this record, in order of the pathway."""
    return [step for place in sorted(_later) for step in _later[place](record_id)]
