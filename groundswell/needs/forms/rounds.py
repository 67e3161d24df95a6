"""Preparing a round, scoring a need, deciding, and signing off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxesField, DateField, RadiosField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import LineField, WordsField
from groundswell.needs.forms.once import OnceForm
from groundswell.needs.services.rounds import MOST_CRITERIA, CriterionWords

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from groundswell.needs.models import Criterion, Entry, Need

ALL_WEIGHTS = 100


class DayForm(Form):
    closes_on = DateField(
        _("Which is the last day to vote?"), hint=_("Votes count until the end of this day"), error=_("Enter a date")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes_on(self) -> date:
        day = self.cleaned_data["closes_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("Enter a date from today on"))
        return day


class RoundForm(OnceForm, DayForm):
    title = LineField(_("What is this round called?"), error=_("Enter a name"), max_length=120)
    text = WordsField(_("What is it about, in plain words?"), required=False, max_words=200, rows=4)
    field_order = ("title", "text", "closes_on")


class CriteriaForm(Form):
    """Up to six criteria, each with its weight; rows without a name are left out."""

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_CRITERIA + 1):
            kept = criteria[number - 1] if number <= len(criteria) else None
            said = {"number": number}
            self.fields[f"title_{number}"] = LineField(
                _("Criterion %(number)d: what needs are scored on") % said,
                required=number == 1,
                error=_("Enter at least one criterion"),
                max_length=120,
                initial=kept.title if kept else "",
            )
            self.fields[f"text_{number}"] = LineField(
                _("Criterion %(number)d in plain words, for voters") % said,
                required=False,
                max_length=300,
                initial=kept.text if kept else "",
            )
            self.fields[f"weight_{number}"] = TextField(
                _("Criterion %(number)d: its weight") % said,
                hint=_("A whole number. All weights together make 100"),
                required=False,
                max_length=3,
                initial=kept.weight if kept else "",
            )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for number in range(1, MOST_CRITERIA + 1):
            weight = typed.get(f"weight_{number}", "").strip()
            if typed.get(f"title_{number}") and not (weight.isascii() and weight.isdigit() and int(weight)):
                self.add_error(f"weight_{number}", _("Enter a whole number from 1 to 100"))
        total = sum(one.weight for one in self.criteria()) if not self.errors else ALL_WEIGHTS
        if total != ALL_WEIGHTS:
            says = _("The weights make %(sum)d. They must make 100") % {"sum": total}
            self.add_error("weight_1", says)
        return typed

    def criteria(self) -> list[CriterionWords]:
        typed = self.cleaned_data
        return [
            CriterionWords(typed[f"title_{number}"], int(typed[f"weight_{number}"]), typed.get(f"text_{number}", ""))
            for number in range(1, MOST_CRITERIA + 1)
            if typed.get(f"title_{number}")
        ]


class NeedsForm(Form):
    needs = CheckboxesField(
        _("Which needs are weighed up?"), hint=_("At least 2, at most 25"), choices=(), error=_("Select needs")
    )

    def __init__(self, *args: Any, needs: Iterable[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = [(str(need.pk), need.title) for need in needs]


SCORES = [
    ("0", _("0, not at all")),
    ("1", "1"),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", _("5, very much")),
]


class VoteForm(Form):
    """One question for each criterion."""

    def __init__(self, *args: Any, criteria: list[Criterion], given: dict[UUID, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"score_{one.position}"] = RadiosField(
                one.title,
                hint=one.text,
                choices=SCORES,
                error=_("Select a score for: %(title)s") % {"title": one.title},
                initial=str(given[one.pk]) if one.pk in given else None,
            )

    def scores(self) -> dict[UUID, int]:
        return {one.pk: int(self.cleaned_data[f"score_{one.position}"]) for one in self.criteria}


class DecideForm(Form):
    """Which needs are chosen, and why, wherever it differs from the votes."""

    chosen = CheckboxesField(
        _("Which needs are chosen?"), hint=_("The most points first"), choices=(), error=_("Select at least one need")
    )  # fmt: skip
    words = WordsField(
        _("What was decided, and why?"), hint=_("Everyone reads this"), error=_("Enter what was decided"), max_words=300
    )

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        self.fields["chosen"].choices = [(str(entry.pk), f"{entry.place}. {entry.need.title}") for entry in entries]
        for number, entry in enumerate(entries, 1):
            self.fields[f"why_{number}"] = WordsField(
                _("If you decide otherwise than the votes say: why, for “%(title)s”?") % {"title": entry.need.title},
                required=False,
                max_words=150,
                rows=2,
            )

    def chosen_ids(self) -> set[UUID]:
        sent = set(self.cleaned_data["chosen"])
        return {entry.pk for entry in self.entries if str(entry.pk) in sent}

    def explanations(self) -> dict[UUID, str]:
        return {entry.pk: self.cleaned_data[f"why_{number}"] for number, entry in enumerate(self.entries, 1)}


class SignOffForm(Form):
    words = WordsField(
        _("Is there anything that you want to add?"), hint=_("Everyone reads this"), required=False, max_words=100,
        rows=3,
    )  # fmt: skip
