"""What a colleague types on the page of a shared idea."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import OnceField, TextareaField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.kit import patients


class HereTooForm(Form):
    """Where it happens too."""

    place = TextField(
        _("Where does it happen too?"),
        hint=_("For example, a ward, a clinic or a town"),
        error=_("Enter a place"),
        max_length=160,
        autocomplete="off",
    )

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].suggestions = places


class CommentForm(Form):
    """A comment, with the commenter's name, for everyone who reads the idea."""

    text = TextareaField(
        _("Your comment"),
        hint=_("Colleagues see it with your name. Leave out anything that could identify a patient"),
        error=_("Enter a few words"),
        rows=4,
        max_words=300,
    )
    key = OnceField()

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if found := ", ".join(patients.find(text)):
            raise ValidationError(_("This looks like patient information: %(found)s. Take it out") % {"found": found})
        return text
