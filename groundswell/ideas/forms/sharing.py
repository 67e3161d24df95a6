"""What a colleague types on the page of a shared idea."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import OnceField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import WordsField


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

    text = WordsField(
        _("Your comment"),
        hint=_("Colleagues see it with your name. Leave out anything that could identify a patient"),
        error=_("Enter a few words"),
        rows=4,
        max_words=300,
    )
    key = OnceField()
