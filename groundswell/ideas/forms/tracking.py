"""What a sender can type on the tracking page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import TextareaField, TextField
from groundswell.foundation.design.forms import Form


class WordsForm(Form):
    """A few words: an answer, a question, thanks, or why to look again."""

    words = TextareaField(_("Your words"), error=_("Enter a few words"), rows=4, max_words=300)

    def __init__(self, *args: object, label: str = "", hint: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = label or field.label
        field.help_text = hint


class FindForm(Form):
    """S7 without the link: a reference, and the address to which a new link may go."""

    reference = TextField(_("Your reference"), hint=_("For example, BLUE HERON 42"), error=_("Enter your reference"))
