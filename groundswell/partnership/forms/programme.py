"""What an administrator sets for the whole programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import EmailField, HiddenField, RowField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.kit.small_numbers import LEAST, MOST
from groundswell.partnership.services.programme import CLOCKS, WORDS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.partnership.models import Person, Programme


class FewestForm(Form):
    fewest = TextField(
        _("Which is the smallest number of people that we show?"),
        hint=format_lazy(_("From {least} to {most}. We usually take 5"), least=LEAST, most=MOST),
        error=_("Enter a whole number"),
        max_length=3,
    )

    def clean_fewest(self) -> int:
        return _number(self.cleaned_data["fewest"], LEAST, MOST)


def _days(name: str, label: Any, usually: int) -> TextField:
    """A number of working days, with what it may be."""
    least, most = CLOCKS[name]
    hint = _("Working days, from {least} to {most}. We usually take {usually}")
    return TextField(
        label,
        hint=format_lazy(hint, least=least, most=most, usually=usually),
        error=_("Enter a whole number"),
        error_messages={"max_length": _("Enter a whole number")},
        max_length=3,
    )


class SettingsForm(Form):
    """`team`: who can answer when nobody is on duty; whoever does so now can go on."""

    name = TextField(_("What is the programme called?"), error=_("Enter its name"), max_length=120)
    strapline = TextField(
        _("One line that says what it is for"), hint=_("It stands at the end of each page"), required=False,
        max_length=200,
    )  # fmt: skip
    phone = TextField(
        _("Its phone number"), hint=_("For people who are stuck. Leave it empty if there is none"), required=False,
        max_length=40,
    )  # fmt: skip
    email = EmailField(
        _("Its email address"), hint=_("Leave it empty if there is none"), required=False, autocomplete="off",
        max_length=254,
    )  # fmt: skip
    default_duty_id = RowField(
        _("Who answers when nobody is on duty?"),
        hint=_("Somebody of the team. They get what comes from now on"),
        error=_("Select a person"),
    )
    reply_days = _days("reply_days", _("How soon does a person reply?"), 5)
    decision_days = _days("decision_days", _("How soon do we decide?"), 20)
    ask_again_days = _days("ask_again_days", _("For how long can a sender ask us to look again?"), 20)
    late_days = _days("late_days", _("When we are late, how far off is the new date?"), 3)
    lead_days = _days("lead_days", _("After how long without a decision does the innovation lead have it, too?"), 15)
    revision = HiddenField(required=False)

    def __init__(self, data: Any, *, programme: Programme, team: Iterable[Person]) -> None:
        names = (*WORDS, "default_duty_id", *CLOCKS, "revision")
        super().__init__(data, initial={name: getattr(programme, name) for name in names})
        people = {person.pk: person for person in (*team, programme.default_duty)}
        self.fields["default_duty_id"].offer(people.values())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for name, (least, most) in CLOCKS.items():
            if name in typed:
                self._take_number(name, least, most)
        reply, decision, lead = (typed.get(name) for name in ("reply_days", "decision_days", "lead_days"))
        if reply and decision and decision < reply:
            self.add_error("decision_days", _("We cannot decide before we reply. Enter the same number or more"))
        elif decision and lead and lead > decision:
            self.add_error("lead_days", _("Enter no more days than we have to decide"))
        return typed

    def _take_number(self, name: str, least: int, most: int) -> None:
        try:
            self.cleaned_data[name] = _number(self.cleaned_data[name], least, most)
        except ValidationError as wrong:
            self.add_error(name, wrong)

    def said(self) -> Settings:
        return Settings(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})

    def opened_at(self) -> int | None:
        """The revision of the programme that this page showed; none when it does not say."""
        typed = self.cleaned_data["revision"]
        return int(typed) if typed.isascii() and typed.isdigit() else None


def _number(typed: str, least: int, most: int) -> int:
    typed = typed.strip()
    if not (typed.isascii() and typed.isdigit() and least <= int(typed) <= most):
        raise ValidationError(_("Enter a number from %(least)d to %(most)d") % {"least": least, "most": most})
    return int(typed)
