"""An item of evidence, a risk, a tie to another innovation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, OnceField, RadiosField, SelectField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import LineField, WordsField
from groundswell.foundation.kit import references
from groundswell.innovations.forms.kind import values
from groundswell.innovations.forms.words import OpenForm
from groundswell.innovations.services import Evidence, RiskWords
from groundswell.innovations.states import LinkKind, RiskSize, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groundswell.partnership.models import Person


class EvidenceForm(OpenForm):
    WORDS = ("title", "text", "address")

    title = LineField(_("A short name for it"), error=_("Enter a short name"), max_length=120)
    text = WordsField(_("What does it say?"), error=_("Enter what it says"), max_words=300)
    about = SelectField(_("What is it about?"), choices=(), error=_("Select what it is about"))
    design = SelectField(_("How was it found?"), choices=(), error=_("Select how it was found"))
    strength = RadiosField(
        _("How sure does it let us be?"), choices=Strength, error=_("Select how sure it lets us be")
    )  # fmt: skip
    found_on = DateField(_("When was it found?"), required=False)
    address = TextField(_("Its address on the web"), required=False, max_length=200)
    key = OnceField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["about"].choices = values("evidence_types", today, self.initial.get("about", ""))
        self.fields["design"].choices = values("evidence_designs", today, self.initial.get("design", ""))

    def clean_found_on(self) -> date | None:
        day = self.cleaned_data["found_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("Enter a day that is not in the future"))
        return day

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"].strip()
        if typed and not typed.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Enter an address that begins with https://"))
        return typed

    def evidence(self) -> Evidence:
        typed = {name: value for name, value in self.cleaned_data.items() if name not in {"key", "warned"}}
        return Evidence(**typed | {"strength": int(typed["strength"])})


class RiskForm(OpenForm):
    WORDS = ("text", "answer")

    text = WordsField(_("What could go wrong?"), error=_("Enter what could go wrong"), max_words=150, rows=3)
    size = RadiosField(_("How large is it?"), choices=RiskSize, error=_("Select how large it is"))
    answer = WordsField(_("What do you do about it?"), error=_("Enter what you do about it"), max_words=150, rows=3)
    owner = SelectField(_("Who looks at it again?"), choices=(), error=_("Select a person"))
    look_on = DateField(_("By when?"), error=_("Enter a date"))
    key = OnceField()

    def __init__(self, *args: Any, people: Iterable[Person], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["owner"].choices = [(str(person.pk), person.name) for person in people]

    def clean_look_on(self) -> date:
        day = self.cleaned_data["look_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("Enter a date from today on"))
        return day

    def risk(self) -> RiskWords:
        typed = self.cleaned_data
        return RiskWords(typed["text"], int(typed["size"]), typed["answer"], UUID(typed["owner"]), typed["look_on"])


class LinkForm(Form):
    reference = TextField(
        _("The reference of the other innovation"),
        hint=_("For example, BLUE HERON 42"),
        error=_("Enter a reference"),
        max_length=40,
    )
    kind = RadiosField(_("How are the two tied? This one…"), choices=LinkKind, error=_("Select how they are tied"))

    def clean_reference(self) -> str:
        return references.tidy(self.cleaned_data["reference"])
