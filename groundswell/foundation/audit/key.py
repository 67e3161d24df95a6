"""A real site has a key of its own for the audit, so that the secret key can be changed without breaking the audit."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

MISSING = Error(
    "Set GROUNDSWELL_AUDIT_KEY to a long random text, keep it apart from the database, and never change it.",
    hint=(
        "A site that has run without it wrote its audit with the secret key: "
        "set GROUNDSWELL_AUDIT_KEY to the same text as GROUNDSWELL_SECRET_KEY there."
    ),
    id="groundswell.E001",
)


@register
def own_key(*_args: Any, **_options: Any) -> list[CheckMessage]:
    """The audit must not hang on a key that is changed when it leaks. The demonstration lends it the secret key."""
    return [] if settings.AUDIT_KEY else [MISSING]
