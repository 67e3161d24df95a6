"""Boxes for free words that others will read: nothing that could tell who a patient is goes in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import TextareaField, TextField
from groundswell.foundation.kit import patients


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


class AddressField(TextField):
    """An address on the web that begins with https:// or http://, so that nothing else can be followed from a page."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value.strip() and not value.strip().startswith(("https://", "http://")):
            raise forms.ValidationError(_("Enter an address that begins with https://"))
