"""The keyed hash of a row: HMAC-SHA-256 over its canonical JSON (RFC 2104)."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from groundswell.foundation.audit.models import AuditEntry

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
    mac = hmac.new(settings.AUDIT_KEY.encode(), digestmod=hashlib.sha256)
    for part in parts:
        mac.update(len(part).to_bytes(8, "big") + part)
    return mac.digest()


def row_hash(entry: AuditEntry) -> bytes:
    content = {name: _plain(getattr(entry, name)) for name in FIELDS}
    return keyed(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())


def digest(text: str, salt: bytes) -> str:
    """What the audit keeps of free text: with the salt erased, nothing can be told from it."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, (dict, list, int, str)) or value is None:
        return value
    return str(value)
