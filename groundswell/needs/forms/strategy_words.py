"""Boxes of the strategy that are more than words: links, and one of many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from groundswell.foundation.design.fields import SelectField
from groundswell.foundation.design.free_words import AddressField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.partnership.models import Person


class LinkField(AddressField):
    """An address on the web, where there is one."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, max_length=200, **{"required": False} | options)

    def validate(self, value: str) -> None:
        super().validate(value)
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
