"""How every verb of the strategy begins a row and writes it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundswell.foundation.kit import clock
from groundswell.needs.services.noting import begin, digests
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models.worded import Worded
    from groundswell.partnership.models import Programme

TEXTS = {
    "title",
    "text",
    "body",
    "address",
    "measure",
    "protected_for",
    "changed",
    "today",
    "why",
    "future",
    "evidence",
    "cost_of_not_changing",
    "over_because",
    "source_title",
    "source_address",
}


def today(by: Asker) -> date:
    return clock.today(by.timezone)


def since_now(by: Asker) -> dict[str, Any]:
    """What a row says of its state: since today, by whom."""
    return {"state_since": today(by), "state_by_id": by.person_id}


def begun(row: Any, verb: str, *, by: Asker, facts: dict[str, Any] | None = None) -> Any:
    """Save a new row of this programme, with its first line in the audit."""
    row.programme = programme_of(by)
    words = {name: getattr(row, name) for name in TEXTS if isinstance(getattr(row, name, None), str)}
    begin(row, verb, by=by, facts=facts, texts=words)
    return row


def programme_of(by: Asker) -> Programme:
    return partnership.row_of(by.programme_id).get()


def kept(row: Worded, words: dict[str, Any]) -> dict[str, str]:
    """What the audit keeps of words."""
    return digests(row, **{name: text for name, text in words.items() if name in TEXTS})


def codes(words: dict[str, Any]) -> dict[str, Any]:
    """What the audit keeps as it is: ids, dates, amounts, codes."""
    return {name: value for name, value in words.items() if name not in TEXTS}


def works_here(person_id: UUID, programme: Programme) -> bool:
    """Whether they hold any role in the programme today, and so can answer for something."""
    return partnership.holders_of(programme).filter(pk=person_id).exists()
