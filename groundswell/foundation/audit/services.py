"""The only way into the audit: one row for each change, in the change's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from groundswell.foundation.audit.hashing import proof_of, row_hash
from groundswell.foundation.audit.models import AuditEntry, UnsealedEntry
from groundswell.foundation.kit import clock

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.foundation.kit.models import AuditedRecord


def record(
    subject: AuditedRecord,
    verb: str,
    *,
    by: Asker,
    from_state: str = "",
    to_state: str = "",
    organisation_id: Any = None,
    facts: dict[str, Any] | None = None,
    digests: dict[str, str] | None = None,
) -> AuditEntry:
    """Write what happened to a record whose `revision` has just been raised.

    `facts` holds ids, dates and codes only, never free text (that goes to `digests`, salted).
    """
    moment = clock.now()
    entry = AuditEntry(
        programme_id=by.programme_id,
        recorded_at=moment,
        happened_on=clock.today(by.timezone),
        actor_kind=by.actor_kind,
        actor_id=by.person_id,
        channel=by.channel.value,
        verb=verb,
        record_type=subject._meta.label_lower,  # noqa: SLF001  Django's public name for it
        record_id=subject.pk,
        revision=subject.revision,
        from_state=from_state,
        to_state=to_state,
        organisation_id=organisation_id,
        facts=_plain(facts or {}),
        digests=digests or {},
    )
    entry.hash = row_hash(entry)
    with transaction.atomic(savepoint=False):
        AuditEntry.objects.bulk_create([entry])
        proof = proof_of(entry.pk, entry.hash)
        UnsealedEntry.objects.bulk_create([UnsealedEntry(entry.pk, entry.programme_id, proof)])
    return entry


def _plain(value: Any) -> Any:
    """Ids, dates and codes as text at every depth, so that JSON gives back what was hashed."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, (int, str)) else str(value)
