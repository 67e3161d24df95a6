"""What kind an innovation is, and the beginning of a record that was no idea."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxesField, RadiosField, SelectField, TextField
from groundswell.innovations.forms.words import AboutForm, OpenForm, ready_field
from groundswell.innovations.reference import vocabulary
from groundswell.innovations.services import Beginning
from groundswell.innovations.services.changing import VOCABULARY_OF
from groundswell.innovations.states import Degree, Maturity, Origin
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.partnership.models import Programme
    from groundswell.partnership.selectors import Place


def values(name: str, today: date, *kept: str) -> list[tuple[str, str]]:
    """What may be chosen today, and what stands there already."""
    found = vocabulary(name)
    return [(one.key, one.label) for one in found.values if one.stands_on(today) or one.key in kept]


PLACE_HINT = _("A service or an organisation of ours, as the list names it")


def place_of(programme: Programme, typed: str, stands: Place | None = None) -> Place:
    """What was recognised of a place. Refuses words that name none of ours: people of that place look after it.

    `stands`: where the record is by now, which stays although the place is gone.
    """
    found = partnership.place_named(programme, typed)
    if typed.strip() and found.organisation_id is None:
        if stands and stands.organisation_id and typed.strip() == stands.text:
            return stands
        raise forms.ValidationError(_("We do not know this place. Choose one from the list, or leave it empty"))
    return found


def places(programme: Programme) -> list[str]:
    services = [str(service) for service in partnership.services(programme)]
    return [*services, *[organisation.name for organisation in partnership.organisations(programme)]]


class KindForm(OpenForm):
    """What kind it is. Everyone may read how far it is; who helped it and where it began is for its team to publish."""

    WORDS = ("programmes", "place")

    maturity = RadiosField(_("How far is it?"), choices=Maturity, error=_("Select how far it is"))
    origin = RadiosField(_("Where did it come from?"), choices=Origin, error=_("Select where it came from"))
    degree = RadiosField(_("How much does it change what people do?"), choices=Degree, required=False)
    streams = CheckboxesField(
        _("Which work streams does it belong to?"), hint=_("Tick all that fit"), choices=(), required=False
    )
    category = SelectField(_("What is it, mainly?"), choices=(), required=False)
    area = SelectField(_("What does it help with most?"), choices=(), required=False)
    setting = SelectField(_("Where is it used most?"), choices=(), required=False)
    purpose = SelectField(_("What is it for, mainly?"), choices=(), required=False)
    programmes = CheckboxesField(
        _("Which national programmes have helped it?"), hint=_("Tick all that fit"), choices=(), required=False
    )
    place = TextField(_("Where did it begin?"), hint=PLACE_HINT, required=False, max_length=160)
    ready = ready_field()

    def __init__(
        self, *args: Any, today: date, programme: Programme, stands: Place | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.stands = programme, stands
        self.fields["place"].suggestions = partial(places, programme)
        self.fields["streams"].choices = values("streams", today, *self.initial.get("streams", ()))
        self.fields["programmes"].choices = values("programmes", today, *self.initial.get("programmes", ()))
        for name, of in VOCABULARY_OF.items():
            self.fields[name].choices = values(of, today, self.initial.get(name, ""))

    def clean_place(self) -> Place:
        return place_of(self.programme, self.cleaned_data["place"], self.stands)

    def is_new(self, name: str, value: Any) -> bool:
        """A place by another name is the same place; of programmes, one that was not ticked."""
        if name == "place":
            where = (value.organisation_id, value.service_id)
            same = value.text == self.initial.get("place") or where == self.initial.get("where")
            return value.organisation_id is not None and not same
        return bool(set(value) - set(self.initial.get(name, ())))

    def kind(self) -> dict[str, Any]:
        """What was chosen, as the service takes it."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name not in {"ready", "place", "warned"}}
        place = self.cleaned_data["place"]
        where = {"organisation_id": place.organisation_id, "service_id": place.service_id}
        return chosen | where | {"maturity": int(chosen["maturity"])}


class NewForm(AboutForm):
    """A record that does not begin with an idea."""

    origin = RadiosField(_("Where did it come from?"), choices=Origin, error=_("Select where it came from"))
    place = TextField(_("Where did it begin?"), hint=PLACE_HINT, required=False, max_length=160)
    field_order = ("origin", "title", "summary", "problem", "place")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ready"]
        self.programme = programme
        self.fields["place"].suggestions = partial(places, programme)

    def clean_place(self) -> Place:
        return place_of(self.programme, self.cleaned_data["place"])

    def beginning(self, keeper_id: UUID) -> Beginning:
        typed, place = self.cleaned_data, self.cleaned_data["place"]
        return Beginning(
            self.programme,
            title=typed["title"],
            keeper_id=keeper_id,
            problem=typed["problem"],
            summary=typed["summary"],
            origin=typed["origin"],
            organisation_id=place.organisation_id,
            service_id=place.service_id,
        )
