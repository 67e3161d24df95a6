"""What keeps a sender's secret in every verb: who the audit may name, which hour it may know, whom a mail may reach."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from groundswell.foundation.access import Channel
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies
from groundswell.ideas.states import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

NEXT_MORNING = timedelta(days=1, hours=7)  # from midnight: a mail at once would tell the hour


@contextmanager
def discreet(idea: Idea, by: Asker) -> Iterator[Asker]:
    """The asker as the records may know them, and for a receipt a clock that knows only the day."""
    by_receipt = by.channel == Channel.RECEIPT
    with clock.by_the_day(idea.programme.timezone) if by_receipt else nullcontext():
        yield _unnamed(by, idea.pk) if idea.mode == Mode.CONFIDENTIAL and policies.is_sender(by, idea) else by


def _unnamed(by: Asker, idea_id: UUID) -> Asker:
    """The same sender under the one name that the records of a confidential idea use: its sender."""
    return replace(by, person_id=None, name="", roles=frozenset(), record_ids=frozenset({idea_id}))


def unnamed_sender(by: Asker, idea: Idea) -> Asker:
    """Who the audit of a sending names."""
    return _unnamed(by, idea.pk) if idea.mode == Mode.CONFIDENTIAL else by


def sender_of(idea: Idea) -> list[UUID | None]:
    """Whom a mail to the sender goes to: nobody without a name; in confidence no row says who."""
    if idea.mode == Mode.ANONYMOUS:
        return []
    return [None if idea.mode == Mode.CONFIDENTIAL else idea.sender_id]


def quiet(by: Asker) -> timedelta | None:
    """How long the team's mail about what an anonymous sender did waits."""
    return NEXT_MORNING if by.channel == Channel.RECEIPT else None


def passes_to(idea: Idea, holder_id: UUID | None) -> dict[str, Any]:
    """What else changes when a confidential idea changes hands: the new person must be let in by its sender."""
    if idea.mode != Mode.CONFIDENTIAL:
        return {}
    return {"asks_to_know": holder_id != idea.known_to_id}


def ask_to_know(idea: Idea, *, by: Asker, hold: timedelta | None = None) -> None:
    """Ask the sender whether the person who now has the idea may know who they are."""
    if idea.mode == Mode.CONFIDENTIAL and idea.asks_to_know:
        queue("ideas.may_know", idea, to=sender_of(idea), by=by, hold=hold)
