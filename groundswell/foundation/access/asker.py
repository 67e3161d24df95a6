"""Who is asking: a person or none, in one programme, with the roles held there, through a channel."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from groundswell.foundation.kit.small_numbers import USUALLY

if TYPE_CHECKING:
    from uuid import UUID


class Channel(StrEnum):
    PAGE = "page"
    API = "api"
    TASK = "task"
    LINK = "link"  # the long link in a sender's e-mail
    RECEIPT = "receipt"  # four words, for someone who gave no name
    BREAK_GLASS = "break_glass"


@dataclass(frozen=True)
class Held:
    """A role held now: its kind, and the organisation it is limited to (none: the whole programme)."""

    kind: str
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class Asker:
    """Policies take this and nothing else about the person."""

    programme_id: UUID
    person_id: UUID | None = None
    name: str = ""
    roles: frozenset[Held] = field(default_factory=frozenset)
    channel: Channel = Channel.PAGE
    timezone: str = "Europe/London"  # of the programme: which day it is there
    fewest_shown: int = USUALLY  # of the programme: a smaller count of people is not told
    record_ids: frozenset[UUID] = field(default_factory=frozenset)  # what a link or receipt opens
    dropped: frozenset[Held] = field(default_factory=frozenset)  # held, but this session has not passed the second step
    stepped: bool = False  # this session passed the second step

    @property
    def signed_in(self) -> bool:
        return self.person_id is not None

    def has_in_hand(self, person_id: UUID | None) -> bool:
        """Whether what lies in this person's hands lies in the asker's: with a mailed code alone, while a role of
        theirs waits for the second step, nothing does.
        """
        return self.person_id is not None and self.person_id == person_id and not self.dropped

    def holds(self, *kinds: str) -> bool:
        """Whether any role of these kinds is held in this programme, wherever it applies."""
        return any(held.kind in kinds for held in self.roles)

    def after_step(self) -> Asker:
        """The same person once this session has passed the second step; oneself where nothing waits for it."""
        return (
            replace(self, roles=self.roles | self.dropped, dropped=frozenset(), stepped=True) if self.dropped else self
        )

    def opens(self, record_id: UUID) -> bool:
        """Whether a link or receipt was shown that opens this one record."""
        return record_id in self.record_ids

    @property
    def actor_kind(self) -> str:
        """How the audit names an asker: a person, a sender without an account, anonymous (by receipt), or system."""
        if self.person_id is not None:
            return "person"
        return {Channel.RECEIPT: "anonymous", Channel.TASK: "system"}.get(self.channel, "sender")
