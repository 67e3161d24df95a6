"""Erasing a person: each room says how it forgets someone in its own tables; the floor collects.

The audit is left as it is: it holds ids and salted digests, and once the person and the salts are gone nothing
can be told from either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker

GAP = "…"
TITLES = {"Dr", "Prof", "Professor", "Mr", "Mrs", "Miss", "Ms", "Mx", "Sir", "Dame"}
SHORTEST = 3  # letters of a part of a name that is looked for by itself


@dataclass(frozen=True)
class Leaver:
    """Who is to be forgotten: a person, or (`person_id` none) somebody of whom only an address is known.

    `successor_id`: who takes on what they still hold; none when nobody was named.
    `stand_in`: gives the id of a person without a name, for facts that must go on naming somebody.
    """

    person_id: UUID | None
    email: str
    stand_in: Callable[[], UUID]
    name: str = ""
    phone: str = ""
    successor_id: UUID | None = None

    def left_out_of(self, text: str, *, also_called: str = "") -> str:
        """The text with a gap wherever it names them. `also_called`: another name that they gave.

        Parts of a name count with their capitals only: "Will" is somebody, "will" is not.
        """
        names = [[part for part in name.split() if part not in TITLES] for name in (self.name, also_called)]
        wholes = {self.name, also_called, self.email, self.phone, *[" ".join(parts) for parts in names]}
        for whole in sorted(wholes, key=len, reverse=True):
            text = _without(text, whole.strip(), re.IGNORECASE)
        for part in {part for parts in names for part in parts if len(part) >= SHORTEST}:
            text = _without(text, part, re.NOFLAG)
        return text


def _without(text: str, words: str, flags: re.RegexFlag) -> str:
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", GAP, text, flags=flags) if words else text


def in_its_programme(by: Asker, record: Any) -> Asker:
    """Who acts on this record: the platform in the record's programme, where its audit stands; a person here."""
    if by.actor_kind != "system":
        return by
    return replace(by, programme_id=record.programme_id, timezone=record.programme.timezone)


Eraser = Callable[["Leaver", "Asker"], int]
_erasers: dict[str, Eraser] = {}


def register(name: str, eraser: Eraser) -> None:
    """Add what a room does when someone is erased. It gives how many records it changed, and may refuse.

    Refusing is raising `NotAllowed` with a reason; it undoes the whole erasure.
    """
    _erasers[name] = eraser


def erase(leaver: Leaver, *, by: Asker) -> dict[str, int]:
    """Have every room forget this person, the last room of the pathway first; how many records each changed."""
    return {name: eraser(leaver, by) for name, eraser in reversed(_erasers.items())}
