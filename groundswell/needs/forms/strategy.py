"""What is written into the strategy: its parts, and the vision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.amounts import AmountField, without_zeros
from groundswell.foundation.design.fields import CheckboxesField, CheckboxField, DateField, RadiosField
from groundswell.foundation.design.free_words import LineField, WordsField
from groundswell.needs.forms.once import OnceForm
from groundswell.needs.forms.strategy_words import IdField, LinkField, named, people
from groundswell.needs.services.strategy import (
    AllyWords,
    BroaderWords,
    ObjectiveWords,
    PriorityWords,
    TimelineWords,
    Words,
)
from groundswell.needs.states import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


NAME = {"error": _("Enter a short name"), "max_length": 160}
GBP = "GBP"
MOST_HOURS = 9999
CHOICES = ("owner_id", "contact_id", "organisation_id", "objective_id", "builds_on")


class PartForm(OnceForm):
    """One part of the strategy. `rows`: what may be chosen in each of its lists."""

    of: type[Words]

    def __init__(self, *args: Any, rows: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [one for one in CHOICES if one in self.fields]:
            self.fields[name].choices = (people if name in {"owner_id", "contact_id"} else named)(rows.get(name, ()))

    def words(self) -> Words:
        return self.of(**self.said())

    def clean(self) -> dict[str, Any]:
        since, until = (self.cleaned_data.get(name) for name in ("since", "until"))
        if since and until and until < since:
            self.add_error("until", _("The last day cannot be before the first"))
        return self.cleaned_data


class BroaderForm(PartForm):
    of = BroaderWords
    title = LineField(_("What is it called?"), **NAME)
    body = LineField(_("Whose strategy is it?"), required=False, max_length=160)
    text = WordsField(_("What in it matters to us?"), required=False, max_words=150, rows=4)
    address = LinkField(_("Where can people read it?"))
    since = DateField(_("From when does it run?"), required=False)
    until = DateField(_("Until when?"), required=False)


class ObjectiveForm(PartForm):
    of = ObjectiveWords
    title = LineField(_("What do we want to reach?"), **NAME)
    text = WordsField(_("Say more, in plain words"), required=False, max_words=150, rows=4)
    measure = WordsField(_("How can we tell?"), hint=_("The board reads this"), required=False, max_words=100, rows=3)
    owner_id = IdField(_("Who answers for it?"), choices=(), error=_("Select a person"))
    on_board = CheckboxField(_("The board looks at this objective"), required=False)
    builds_on = CheckboxesField(
        _("Which broader strategies does it build on?"), hint=_("Tick all that fit"), choices=(), required=False
    )  # fmt: skip

    def clean_builds_on(self) -> tuple[UUID, ...]:
        return tuple(UUID(one) for one in self.cleaned_data["builds_on"])


class PriorityForm(PartForm):
    of = PriorityWords
    title = LineField(_("What comes first?"), **NAME)
    text = WordsField(_("Say more, in plain words"), required=False, max_words=150, rows=4)
    objective_id = IdField(_("Which objective does it serve?"), choices=(), required=False)
    owner_id = IdField(_("Who answers for it?"), choices=(), error=_("Select a person"))
    budget = AmountField(_("How much money is set aside, in pounds?"), hint=_("For example, 50,000"), required=False)
    protected_hours = AmountField(
        _("How many hours a week are set aside for it?"),
        hint=_("Of all people together"),
        places=1,
        required=False,
    )
    protected_for = LineField(_("Whose time is it?"), required=False, max_length=200)
    since = DateField(_("From when?"), required=False)
    until = DateField(_("Until when?"), required=False)

    def words(self) -> PriorityWords:
        typed = self.said()
        return PriorityWords(**typed, currency=GBP if typed["budget"] is not None else "")

    def clean_protected_hours(self) -> Decimal | None:
        hours = self.cleaned_data["protected_hours"]
        if hours is not None and hours > MOST_HOURS:
            raise forms.ValidationError(_("Enter a number of hours in one week"))
        return hours


class AllyForm(PartForm):
    of = AllyWords
    title = LineField(_("What is it called?"), **NAME)
    text = WordsField(_("What does it do?"), required=False, max_words=150, rows=4)
    organisation_id = IdField(_("Whose is it?"), choices=(), required=False)
    contact_id = IdField(
        _("Whom do we speak with?"), hint=_("Someone who holds a role here"), choices=(), required=False
    )  # fmt: skip


class TimelineForm(PartForm):
    of = TimelineWords
    happens_on = DateField(
        _("When was it, or when will it be?"),
        hint=_("Where only the month or the year is known, enter the first day of it"),
        error=_("Enter a date"),
    )
    precision = RadiosField(_("How much of the date is known?"), choices=DatePrecision, error=_("Select an answer"))
    inferred = CheckboxField(_("Nobody published this date: we worked it out"), required=False)
    source_title = LineField(
        _("Where is the date published, or what did you work it out from?"),
        hint=_("For example, Annual report 2018/19, page 12"),
        required=False,
        max_length=200,
    )
    source_address = LinkField(_("Where on the web can people read that?"))
    title = LineField(_("What happened, or will?"), **NAME)
    text = WordsField(_("Say more, in plain words"), required=False, max_words=150, rows=4)
    address = LinkField(_("Where can people read about it?"))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("source_address") and not self.cleaned_data.get("source_title"):
            self.add_error("source_title", _("Say what it is called, so that people know what they open"))
        return super().clean()


FORMS: dict[str, type[PartForm]] = {
    "broader": BroaderForm,
    "objectives": ObjectiveForm,
    "priorities": PriorityForm,
    "programmes": AllyForm,
    "functions": AllyForm,
    "timeline": TimelineForm,
}


def initial(kind: str, row: Any, built_on: list[UUID] | None = None) -> dict[str, Any]:
    """What stands in a part now, as its form takes it."""
    if row is None:
        return {"precision": DatePrecision.DAY}
    names = [name for name in FORMS[kind].base_fields if name not in {"builds_on", "key"}]
    now = {name: getattr(row, name) for name in names}
    now |= {name: str(now[name]) for name in CHOICES if now.get(name)}
    if getattr(row, "organisation", None) and row.organisation.heir_id:  # its list has the name of today alone
        now["organisation_id"] = str(row.organisation.heir_id)
    now |= {name: without_zeros(now[name]) for name in ("budget", "protected_hours") if name in now}
    return now | {"builds_on": [str(one) for one in built_on or ()]}


class VisionForm(OnceForm):
    text = WordsField(
        _("What do we want to be?"), error=_("Write what you want to be"), max_words=400, rows=10
    )  # fmt: skip
    changed = WordsField(_("What is different from before?"), required=False, max_words=100, rows=3)
    owner_id = IdField(
        _("Who looks at it again each year?"), choices=(), error=_("Select a person")
    )  # fmt: skip

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = people(owners)
