"""Boxes of the strategy: nothing that could tell who a patient is goes in, and links are links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import SelectField, TextareaField, TextField
from groundswell.foundation.kit import patients

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.partnership.models import Person


def no_patients(text: str) -> None:
    """Refuse words that look like an NHS number or a date of birth."""
    found = ", ".join(patients.find(text))
    if found:
        says = _("This looks like patient information: %(found)s. Take it out")
        raise forms.ValidationError(says % {"found": found}, code="patient")


class WordsField(TextareaField):
    def validate(self, value: str) -> None:
        super().validate(value)
        no_patients(value)


class LineField(TextField):
    def validate(self, value: str) -> None:
        super().validate(value)
        no_patients(value)


class LinkField(TextField):
    """An address on the web, where there is one."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, max_length=200, **{"required": False} | options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not value.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Enter an address that begins with https://"))
        if value:
            forms.URLField(assume_scheme="https").clean(value)


class IdField(SelectField):
    """One of many rows; cleans to its id, or none."""

    def clean(self, value: Any) -> UUID | None:
        chosen = super().clean(value)
        return UUID(chosen) if chosen else None


def named(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Rows as choices."""
    return [(str(row.pk), str(row)) for row in rows]


def people(rows: Iterable[Person]) -> list[tuple[str, str]]:
    return [(str(row.pk), f"{row.name}, {row.job_title}" if row.job_title else row.name) for row in rows]
