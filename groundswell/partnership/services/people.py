"""People: made when first seen, found by their address."""

from __future__ import annotations

from groundswell.partnership.models import Person


def person_with_email(email: str, name: str = "", job_title: str = "") -> Person:
    """The person of a proven address, made when first seen; who is known already stays as they are."""
    found = Person.objects.filter(email=email.strip().lower()).first()
    return found or Person.objects.create_user(email=email, name=name, job_title=job_title)
