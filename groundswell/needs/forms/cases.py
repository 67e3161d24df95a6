"""A case for change: five parts, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField
from groundswell.foundation.design.free_words import LineField, WordsField
from groundswell.needs.forms.once import OnceForm
from groundswell.needs.forms.strategy_money import not_later
from groundswell.needs.forms.strategy_words import LinkField
from groundswell.needs.services.strategy import CaseWords, Source

if TYPE_CHECKING:
    from datetime import date

LONG = {"required": False, "max_words": 300, "rows": 6}


class CaseForm(OnceForm):
    title = LineField(_("What is to change?"), error=_("Enter a short name"), max_length=160)
    today = WordsField(_("How are things today?"), **LONG)
    why = WordsField(_("Why must they change?"), **LONG)
    future = WordsField(_("What could be instead?"), **LONG)
    evidence = WordsField(_("How do we know?"), hint=_("You can add sources with links on the next page"), **LONG)
    cost_of_not_changing = WordsField(_("What does it cost to change nothing?"), **LONG)

    def words(self) -> CaseWords:
        return CaseWords(**self.said())


class SourceForm(OnceForm):
    title = LineField(_("What does it rest on?"), error=_("Enter what it rests on"), max_length=200)
    address = LinkField(_("Where can people read it?"))
    found_on = DateField(_("When was it written?"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = today

    def clean_found_on(self) -> date | None:
        return not_later(self.cleaned_data["found_on"], self.day)

    def source(self) -> Source:
        return Source(**self.said())
