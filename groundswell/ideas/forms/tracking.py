"""What a sender can type on the tracking page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, EmailField, OnceField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import WordsField
from groundswell.ideas import policies
from groundswell.ideas.forms.telling import TellingForm
from groundswell.ideas.states import Outcome

if TYPE_CHECKING:
    from datetime import date


class WordsForm(Form):
    """A few words: an answer, a question, thanks, or why to look again."""

    words = WordsField(_("Your words"), error=_("Enter a few words"), rows=4, max_words=300)

    def __init__(self, *args: object, label: str = "", hint: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = label or field.label
        field.help_text = hint


class StillNotNowForm(WordsForm):
    """Why it is still not now, and the next day to look at it again, if there is one."""

    on = DateField(_("Look at it again on (you can leave this empty)"), required=False)

    def __init__(self, *args: object, today: date | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is None or self.today is None:
            return day
        for allowed in (policies.may_put_off_to(day, self.today), policies.may_name(Outcome.NOT_NOW, day, self.today)):
            if not allowed:
                raise ValidationError(allowed.reason)
        return day


class SendersWordsForm(WordsForm, TellingForm):
    """The same of a sender, with the key that sends them once. Words of a secret sender are told of first."""

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
