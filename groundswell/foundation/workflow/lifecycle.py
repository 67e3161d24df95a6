"""The life of a record as a table that can be read aloud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from groundswell.foundation.access import Asker, Verdict

Policy = Callable[[Asker, Any], Verdict]


@dataclass(frozen=True)
class Move:
    """One row: a verb, the states it may start from, where it leads, and who may make it.

    `target` None keeps the state (an answer that must not change where the record stands).
    `aside` True: words of the other side, said beside the move before; it can still be taken back.
    """

    verb: str
    sources: frozenset[str]
    target: str | None
    policy: Policy
    aside: bool = False


class Lifecycle:
    """The rows of one kind of record; a verb stands once."""

    def __init__(self, *moves: Move) -> None:
        self.moves = {move.verb: move for move in moves}
        if len(self.moves) != len(moves):
            msg = "A verb stands twice in this table"
            raise ValueError(msg)
