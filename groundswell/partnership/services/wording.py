"""What the audit keeps of a programme's own words, and of the names of its partners and services."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING

from groundswell.foundation.audit.hashing import digest

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme


def digests(programme: Programme, **texts: str) -> dict[str, str]:
    """Salted with the programme's own salt, which is made when it is first needed. Call with the programme locked."""
    if programme.salt is None:
        programme.salt = urandom(16)
        programme.save(update_fields=["salt"])
    return {name: digest(text, bytes(programme.salt)) for name, text in texts.items() if text}
