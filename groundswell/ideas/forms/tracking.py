"""What a sender can type on the tracking page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import EmailField, OnceField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import WordsField


class WordsForm(Form):
    """A few words: an answer, a question, thanks, or why to look again."""

    words = WordsField(_("Your words"), error=_("Enter a few words"), rows=4, max_words=300)

    def __init__(self, *args: object, label: str = "", hint: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = label or field.label
        field.help_text = hint


class SendersWordsForm(WordsForm):
    """The same of a sender, with the key that sends them once."""

    key = OnceField()


class FourWordsForm(Form):
    """Open the page of an idea that was sent without a name."""

    reference = TextField(
        _("Reference of your idea"), hint=_("For example, BLUE HERON 42"), error=_("Enter its reference")
    )
    words = TextField(
        _("Your four words"), hint=_("Capitals and dashes do not matter"), error=_("Enter your four words")
    )


class NameForm(Form):
    """Put a name to an idea that was sent without one."""

    name = TextField(_("Your name"), error=_("Enter your name"), max_length=120, autocomplete="name")
    email = EmailField(_("Your email address"), max_length=254)


class FindForm(Form):
    """S7 without the link: a reference, and the address to which a new link may go."""

    reference = TextField(_("Your reference"), hint=_("For example, BLUE HERON 42"), error=_("Enter your reference"))
