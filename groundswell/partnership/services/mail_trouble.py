"""Mail that comes back: who is marked, and how they say that their address works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.kit import clock
from groundswell.partnership.models import Person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def mark(email: str) -> None:
    """A mail server refuses this address for good: no mail goes to its person until they say that it works."""
    people = Person.objects.filter(email=email.strip().lower(), mail_trouble_at=None)
    people.update(mail_trouble_at=clock.now())


def confirm_address(person_id: UUID) -> datetime | None:
    """Their address works: they typed a code that was mailed there, or say so. Since when it did not, if it did not."""
    marked = Person.objects.filter(pk=person_id, mail_trouble_at__isnull=False)
    since = marked.values_list("mail_trouble_at", flat=True).first()
    if since:
        marked.update(mail_trouble_at=None)
    return since
