"""The keyed hash of a row: HMAC-SHA-256 over its canonical JSON (RFC 2104)."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from groundswell.foundation.audit.models import AuditEntry, Seal

FIELDS = (
    "programme_id",
    "recorded_at",
    "happened_on",
    "actor_kind",
    "actor_id",
    "channel",
    "verb",
    "record_type",
    "record_id",
    "revision",
    "from_state",
    "to_state",
    "organisation_id",
    "amount",
    "currency",
    "facts",
    "digests",
)


def keyed(*parts: bytes) -> bytes:
    """HMAC-SHA-256 of the parts, each preceded by its length so that no two lists read alike."""
    if not settings.AUDIT_KEY:  # whoever starts us past the check at start must not write what anyone could forge
        raise ImproperlyConfigured("The audit has no key")
    mac = hmac.new(settings.AUDIT_KEY.encode(), digestmod=hashlib.sha256)
    for part in parts:
        mac.update(len(part).to_bytes(8, "big") + part)
    return mac.digest()


def row_hash(entry: AuditEntry) -> bytes:
    """The same before the row is saved and after it is read, on every database."""
    return keyed(_canonical({name: _plain(getattr(entry, name)) for name in FIELDS}))


def proof_of(entry_id: int, row: bytes) -> bytes:
    """Ties the hash of a row to its id while it waits for its seal."""
    return keyed(b"waiting", str(entry_id).encode(), row)


def seal_hash(seal: Seal, rows: list[bytes]) -> bytes:
    """Over the seal before, this seal's own facts, and the hashes of its rows in the order of their ids."""
    facts = {
        "programme_id": str(seal.programme_id),
        "number": seal.number,
        "closed_at": _plain(seal.closed_at),
        "entries": seal.entries,
        "total": seal.total,
    }
    return keyed(b"seal", bytes(seal.previous), _canonical(facts), *rows)


def digest(text: str, salt: bytes) -> str:
    """What the audit keeps of free text: with the salt erased, nothing can be told from it."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _plain(value: Any) -> Any:
    """A form that survives the database: instants in UTC, money with two decimals, ids as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, (dict, list, int, str)) or value is None:
        return value
    return str(value)
