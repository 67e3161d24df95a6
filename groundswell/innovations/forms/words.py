"""Boxes for words of a record: nothing that could tell who a patient is goes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxField, TextareaField, TextField
from groundswell.foundation.design.forms import Form
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


def ready_field() -> CheckboxField:
    return CheckboxField(
        _("This section is done"), hint=_("You can still change it later"), required=False
    )  # fmt: skip


class AboutForm(Form):
    title = LineField(_("A short name"), error=_("Enter a short name"), max_length=120)
    summary = WordsField(
        _("What it is, in plain words"),
        hint=_("Two or three sentences that a neighbour would understand"),
        required=False,
        max_words=150,
        rows=4,
    )
    problem = WordsField(_("The problem that it answers"), required=False, max_words=400, rows=6)
    ready = ready_field()


class SectionForm(Form):
    """One section; its question is the label."""

    text = WordsField("", required=False, max_words=600, rows=10)
    ready = ready_field()

    def __init__(self, *args: Any, label: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint
        self.fields["text"].heading = True
