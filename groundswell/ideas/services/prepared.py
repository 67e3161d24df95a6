"""An answer that was prepared in a batch: kept as plain values, and sent later by the verb of its kind."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from groundswell.ideas.services.answering import ask, reply
from groundswell.ideas.services.deciding import Decision, Newcomer, decide
from groundswell.ideas.services.joining import join
from groundswell.ideas.states import AnswerKind, Outcome

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import BatchItem, Idea


@dataclass(frozen=True)
class Reply:
    """Words to the sender that decide nothing yet: what happens now, or a question (`kind` "ask")."""

    words: str
    kind: str = AnswerKind.REPLY


def pack(answer: Decision | Reply, harm: str) -> dict[str, Any]:
    """As plain values; `unpack` gives the same answer again."""
    if isinstance(answer, Reply):
        return {"kind": str(answer.kind), "words": answer.words, "harm": harm}
    plain = asdict(answer) | {
        "outcome": str(answer.outcome),
        "person_id": str(answer.person_id) if answer.person_id else None,
        "on": answer.on.isoformat() if answer.on else None,
        "other_id": str(answer.other_id) if answer.other_id else None,
    }
    return {"kind": "decide", "harm": harm, "words": answer.words, "decision": plain}


def unpack(kept: dict[str, Any]) -> Decision | Reply:
    """What was prepared."""
    if kept["kind"] != "decide":
        return Reply(kept["words"], kept["kind"])
    plain = dict(kept["decision"])
    newcomer, person_id, on = plain["newcomer"], plain["person_id"], plain["on"]
    plain["newcomer"] = Newcomer(**newcomer) if newcomer else None
    plain["person_id"] = UUID(person_id) if person_id else None
    plain["on"] = date.fromisoformat(on) if on else None
    plain["other_id"] = UUID(plain["other_id"]) if plain.get("other_id") else None
    return Decision(**plain)


def send(idea: Idea, item: BatchItem, *, by: Asker) -> Idea:
    """The same verb as on the idea's own page; out of date when the idea changed since it was answered."""
    return give_answer(idea, unpack(item.prepared), by=by, harm=item.prepared["harm"], revision=item.revision)


def give_answer(
    idea: Idea, answer: Decision | Reply, *, by: Asker, harm: str = "", revision: int | None = None
) -> Idea:
    """Give whatever answer it is by the verb of its kind."""
    given: dict[str, Any] = {"by": by, "harm": harm, "revision": revision}
    if isinstance(answer, Reply):
        verb = ask if answer.kind == AnswerKind.ASK else reply
        return verb(idea, answer.words, **given)
    if answer.outcome == Outcome.JOINED and answer.other_id:
        return join(idea, answer.other_id, answer.words, **given)
    return decide(idea, answer, **given)
