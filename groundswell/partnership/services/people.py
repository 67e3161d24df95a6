"""People: made when first seen, found by their address."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from groundswell.partnership.models import Person


def person_with_email(email: str, name: str = "", job_title: str = "") -> Person:
    """The person of a proven address, made when first seen; who is known already stays as they are."""
    address = email.strip().lower()
    found = Person.objects.filter(email=address).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Person.objects.create_user(email=address, name=name, job_title=job_title)
    except IntegrityError:  # somebody else has met them a moment ago
        return Person.objects.get(email=address)
