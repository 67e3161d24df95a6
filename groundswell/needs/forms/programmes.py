"""How two things fit together, and when we spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import WordsField
from groundswell.needs.forms.strategy_money import not_later

if TYPE_CHECKING:
    from datetime import date


class AlignForm(Form):
    text = WordsField(
        _("How do the two fit together?"),
        hint=_("What each does for the other, and what is agreed"),
        error=_("Say how the two fit together"),
        max_words=150,
        rows=5,
    )


class SpokeForm(Form):
    on = DateField(_("When did you last speak?"), error=_("Enter a date"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        return not_later(self.cleaned_data["on"], self.today)
