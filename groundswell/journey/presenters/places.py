"""Places that search tells and counts: each record stands under the name that its organisation has today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from groundswell.partnership.selectors import partners

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundswell.partnership.models import Organisation, Programme


@dataclass(frozen=True)
class Places:
    """The partners of today by the ids under which records stand: theirs, and those of what has become one of them."""

    today: dict[UUID, Organisation]

    def name(self, place_id: UUID | None) -> str:
        """By its name of today; "" for no partner of today."""
        place = self.today.get(place_id) if place_id else None
        return place.name if place else ""

    def one(self, place_id: str) -> str:
        """The id of the partner of today that is meant by this one."""
        place = self.today.get(UUID(place_id))
        return str(place.pk) if place else place_id

    def all_of(self, place_id: str) -> tuple[UUID, ...]:
        """Every id under which its records stand."""
        wanted = UUID(place_id)
        return tuple(pk for pk, place in self.today.items() if place.pk == wanted) or (wanted,)

    def counted(self, counts: Mapping[UUID | None, int]) -> list[tuple[str, str, int]]:
        """Id, name and number of each, the largest number first."""
        sums: Counter[Organisation] = Counter()
        for key, count in counts.items():
            if key in self.today:
                sums[self.today[key]] += count
        found = [(str(place.pk), place.name, count) for place, count in sums.items()]
        return sorted(found, key=lambda one: (-one[2], one[1], one[0]))


def places_of(programme: Programme) -> Places:
    """One query."""
    return Places(partners.as_today(programme))
