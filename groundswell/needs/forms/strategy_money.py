"""Money of a priority: promised, spent, free again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.amounts import AmountField
from groundswell.foundation.design.fields import DateField, OnceField, RadiosField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import LineField, WordsField
from groundswell.needs.services.strategy import Money
from groundswell.needs.states import CommitmentKind

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from groundswell.needs.models import Priority


class PromiseForm(Form):
    """`key` is drawn with the form, so that sending it twice promises once."""

    title = LineField(_("What is it for?"), error=_("Enter what it is for"), max_length=160)
    amount = AmountField(_("How much, in pounds?"), hint=_("For example, 1,250.50"), error=_("Enter an amount"))
    on = DateField(_("On which day was it promised?"), hint=_("Leave it empty for today"), required=False)
    over_because = WordsField(
        _("If this is more than is left: why promise it all the same?"), required=False, max_words=100, rows=3
    )  # fmt: skip
    key = OnceField(required=True)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_amount(self) -> Decimal:
        return above_nothing(self.cleaned_data["amount"])

    def clean_on(self) -> date | None:
        return not_later(self.cleaned_data["on"], self.today)

    def money(self, priority: Priority) -> Money:
        typed = self.cleaned_data
        return Money(typed["amount"], priority.currency, typed["title"], typed["on"])


class SettleForm(Form):
    kind = RadiosField(
        _("What became of it?"),
        choices=[
            (CommitmentKind.SPENT, CommitmentKind.SPENT.label),
            (CommitmentKind.FREED, CommitmentKind.FREED.label),
        ],
        error=_("Select what became of it"),
    )
    amount = AmountField(_("How much, in pounds?"), error=_("Enter an amount"))
    on = DateField(_("On which day?"), hint=_("Leave it empty for today"), required=False)
    over_because = WordsField(
        _("If more was spent than was promised and is left: why?"), required=False, max_words=100, rows=3
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_amount(self) -> Decimal:
        return above_nothing(self.cleaned_data["amount"])

    def clean_on(self) -> date | None:
        return not_later(self.cleaned_data["on"], self.today)


def above_nothing(amount: Decimal) -> Decimal:
    if amount <= 0:
        raise forms.ValidationError(_("Enter an amount above nothing"))
    return amount


def not_later(day: date | None, today: date) -> date | None:
    if day and day > today:
        raise forms.ValidationError(_("Enter a day that is not in the future"))
    return day
