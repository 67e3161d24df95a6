"""Boxes for the words of a record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import LineField, WordsField


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
