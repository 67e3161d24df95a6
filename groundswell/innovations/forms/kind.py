"""What kind an innovation is, and the beginning of a record that was no idea."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxesField, RadiosField, SelectField
from groundswell.foundation.design.forms import Form
from groundswell.innovations.forms.words import AboutForm, ready_field
from groundswell.innovations.reference import vocabulary
from groundswell.innovations.states import Degree, Maturity, Origin

if TYPE_CHECKING:
    from datetime import date


def values(name: str, today: date, *kept: str) -> list[tuple[str, str]]:
    """What may be chosen today, and what stands there already."""
    found = vocabulary(name)
    return [(one.key, one.label) for one in found.values if one.stands_on(today) or one.key in kept]


class KindForm(Form):
    maturity = RadiosField(_("How far is it?"), choices=Maturity, error=_("Select how far it is"))
    origin = RadiosField(_("Where did it come from?"), choices=Origin, error=_("Select where it came from"))
    degree = RadiosField(_("How much does it change what people do?"), choices=Degree, required=False)
    streams = CheckboxesField(
        _("Which work streams does it belong to?"), hint=_("Tick all that fit"), choices=(), required=False
    )
    category = SelectField(_("What is it, mainly?"), choices=(), required=False)
    area = SelectField(_("What does it help with most?"), choices=(), required=False)
    setting = SelectField(_("Where is it used most?"), choices=(), required=False)
    ready = ready_field()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["streams"].choices = values("streams", today, *self.initial.get("streams", ()))
        for name, of in (("category", "categories"), ("area", "areas"), ("setting", "care_settings")):
            self.fields[name].choices = values(of, today, self.initial.get(name, ""))

    def kind(self) -> dict[str, Any]:
        """What was chosen, as the service takes it."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "ready"}
        return chosen | {"maturity": int(chosen["maturity"])}


class NewForm(AboutForm):
    """A record that does not begin with an idea."""

    origin = RadiosField(_("Where did it come from?"), choices=Origin, error=_("Select where it came from"))
    field_order = ("origin", "title", "summary", "problem")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ready"]
