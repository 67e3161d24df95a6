"""Finding records of every room with one question, and what tells the same idea in other words.

In: rows, kept in the transaction of the change that they tell of. Out: what an asker may see, and nothing that lets
them guess at the rest: the policy of each room is asked in the same statement, before anything is counted or ordered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.search.registry import Glance, Kind, Row, register

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from django.db.models import Q

    from groundswell.foundation.access import Asker

__all__ = ["Alike", "Glance", "Kind", "Row", "alike", "register"]


@dataclass(frozen=True)
class Alike:
    """A record that may tell the same. `score` from 0 to 1 orders, and is no chance."""

    kind: str
    record_id: UUID
    title: str
    score: float
    public: bool
    reference: str = ""


def alike(
    asker: Asker,
    text: str,
    *,
    kinds: Collection[str] = (),
    leave_out: Collection[UUID] = (),
    limit: int = 3,
    narrow: Mapping[str, Q] | None = None,
) -> list[Alike]:
    """What this asker may see that may tell what `text` tells, best first; of these kinds, or of any.

    Only what is likely enough to be shown to a person. `leave_out`: ids of records that are known already. `narrow`:
    for a kind, the records that alone count, where a page shows fewer than the asker may see: what it does not show
    must not take the place of what it does.
    """
    from groundswell.foundation.search import similar  # noqa: PLC0415  models are loaded by now

    return similar.alike(asker, text, kinds=kinds, leave_out=leave_out, limit=limit, narrow=narrow)
