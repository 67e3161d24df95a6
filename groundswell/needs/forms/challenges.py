"""Writing a challenge, and giving people more time to answer."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, RowField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import LineField, WordsField
from groundswell.needs.forms.once import OnceForm
from groundswell.needs.services.challenges import ChallengeWords

if TYPE_CHECKING:
    from datetime import date

    from groundswell.partnership.models import Person

CURRENCY = "GBP"
MOST = Decimal("999999999999.99")


class ClosesForm(Form):
    closes_on = DateField(
        _("Which is its last day?"), hint=_("It closes at the end of this day"), error=_("Enter a date")
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes_on(self) -> date:
        day = self.cleaned_data["closes_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("Enter a date from today on"))
        return day


class ChallengeForm(ClosesForm):
    title = LineField(_("The question, in a few words"), error=_("Enter the question"), max_length=120)
    brief = WordsField(
        _("The problem"), hint=_("The first two lines stand in the list"), error=_("Enter the problem"), max_words=300
    )
    tried = WordsField(_("What have we tried?"), required=False, max_words=200, rows=3)
    good = WordsField(_("What does good look like?"), required=False, max_words=200, rows=3)
    work_with = WordsField(_("Who would people work with?"), required=False, max_words=100, rows=3)
    limits = WordsField(_("What can we not change?"), required=False, max_words=200, rows=3)
    criteria = WordsField(
        _("How will you choose among the answers?"), error=_("Enter how you will choose"), max_words=200, rows=3
    )
    budget = TextField(
        _("How much money is there for it, in pounds?"), hint=_("Leave it empty if that is not known"), required=False,
        max_length=20,
    )  # fmt: skip
    field_order: tuple[str, ...] = (
        "title",
        "brief",
        "tried",
        "good",
        "work_with",
        "limits",
        "criteria",
        "budget",
        "closes_on",
    )

    def clean_budget(self) -> Decimal | None:
        typed = self.cleaned_data["budget"].replace(",", "").replace("£", "").strip()
        if not typed:
            return None
        try:
            amount = Decimal(typed)
        except InvalidOperation as error:
            raise forms.ValidationError(_("Enter an amount of money, like 2,500 or 2500.50")) from error
        if not amount.is_finite() or amount < 0 or amount > MOST or amount != round(amount, 2):
            raise forms.ValidationError(_("Enter an amount of money, like 2,500 or 2500.50"))
        return amount

    def words(self) -> ChallengeWords:
        typed = {name: self.cleaned_data[name] for name in ChallengeForm.field_order}
        return ChallengeWords(**typed, currency="" if typed["budget"] is None else CURRENCY)


class NewChallengeForm(OnceForm, ChallengeForm):
    """The first words of it, and whom to ask to stand behind them. Later, asking has a page of its own."""

    sponsor = RowField(
        _("Which executive stands behind it?"),
        hint=_("They are asked to say yes or no. You can ask somebody later, too"),
        required=False,
    )
    field_order = (*ChallengeForm.field_order[:-1], "sponsor", "closes_on")

    def __init__(self, *args: Any, sponsors: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sponsor"].offer(sponsors)


class SponsorForm(Form):
    to = RowField(
        _("Which executive should stand behind it?"), hint=_("They read the challenge as it stands, and say yes or no.")
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)
