"""What people type about questions to the programme."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import EmailField, OnceField, RadiosField, RowField, TextareaField
from groundswell.foundation.design.fields import TextField as LineField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.kit import patients
from groundswell.partnership.states import AsideReason

MOST_WORDS = 500


class ContactForm(Form):
    text = TextareaField(
        _("What would you like to ask or tell us?"),
        hint=_("Leave out names and numbers of patients."),
        error=_("Enter your question, even a few words"),
        rows=6,
        max_words=MOST_WORDS,
    )
    name = LineField(_("Your name"), error=_("Enter your name"), max_length=120, autocomplete="name")
    email = EmailField(
        _("Your email address"), hint=_("We write back to it, and use it for nothing else."), max_length=254
    )
    key = OnceField()

    def __init__(self, data: Any = None, *, name: str = "", email: str = "") -> None:
        super().__init__(data, initial={"name": name, "email": email})

    def clean_text(self) -> str:
        found = ", ".join(patients.find(self.cleaned_data["text"]))
        if found:
            says = _("This looks like patient information: %(found)s. Take it out")
            raise ValidationError(says % {"found": found}, code="patient")
        return self.cleaned_data["text"]

    def clean_key(self) -> UUID:
        """One of our own making; whoever sends another gets a new one, and so asks once each time."""
        return self.cleaned_data["key"] or uuid4()


class AnswerForm(Form):
    text = TextareaField(
        _("Your answer"),
        hint=_("They read it by the link in a mail. Say what happens next, and who does it."),
        error=_("Enter your answer"),
        rows=6,
        max_words=MOST_WORDS,
    )


class AsideForm(Form):
    reason = RadiosField(_("Why is no answer needed?"), choices=AsideReason, error=_("Say why no answer is needed"))


class GiveForm(Form):
    to = RowField(_("Give it to"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)
