"""How every verb of this room writes beside the one door: a first row, a change of words, and what the audit keeps."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Any

from groundswell.foundation.audit import services as audit
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.kit import clock
from groundswell.foundation.search import services as search
from groundswell.foundation.workflow.services import advance
from groundswell.needs.models import Asset, Challenge, Need

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.foundation.kit.models import AuditedRecord
    from groundswell.needs.models.worded import Stated, Worded

# What search calls those records of this room that can be found.
FOUND: dict[type[Worded], str] = {Need: "need", Challenge: "challenge", Asset: "asset"}


def begin(
    record: Worded, verb: str, *, by: Asker, facts: dict[str, Any] | None = None, texts: dict[str, str] | None = None
) -> None:
    """Write a new row and its first audit row. Call inside a transaction, with the rule asked."""
    record.salt = urandom(16)
    record.revision = 1
    record.synthetic = record.programme.synthetic
    record.save(force_insert=True)
    audit.record(
        record,
        verb,
        by=by,
        to_state=getattr(record, "state", ""),
        organisation_id=getattr(record, "organisation_id", None),
        facts=facts,
        digests=digests(record, **(texts or {})),
    )
    keep_found(record)


def move(record: Stated, verb: str, *, by: Asker, **rest: Any) -> None:
    """Every move of what can be found goes through here: what search says of it is kept in step."""
    advance(record, verb, by=by, **rest)
    if "opens_on" in rest:  # from now on it is found by the day on which it opened
        search.forget(FOUND[type(record)], record.pk)
    keep_found(record)


def keep_found(record: Worded) -> None:
    """Make what search says of a record true again, if it can be found at all."""
    key = FOUND.get(type(record))
    if key:
        search.keep(key, record.pk)


def note(
    record: AuditedRecord,
    verb: str,
    *,
    by: Asker,
    facts: dict[str, Any] | None = None,
    digests: dict[str, str] | None = None,
    **changes: Any,
) -> None:
    """Write these columns, count and audit, where the state stays. Call with the record locked and the rule asked."""
    for name, value in changes.items():
        setattr(record, name, value)
    record.revision += 1
    record.save(update_fields=[*changes, "revision"])
    place = getattr(record, "organisation_id", None)
    audit.record(record, verb, by=by, organisation_id=place, facts=facts, digests=digests)


def since(record: Worded, by: Asker) -> dict[str, Any]:
    """No state without a day and a person (none: the platform itself)."""
    return {"state_since": clock.today(record.programme.timezone), "state_by_id": by.person_id}


def digests(record: Worded, **texts: str) -> dict[str, str]:
    """What the audit keeps of words."""
    return {name: digest(text, bytes(record.salt)) for name, text in texts.items() if text}
