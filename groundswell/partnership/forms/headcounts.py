"""What people type about how many work where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, SelectField, TextareaField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.partnership.services.headcounts import Counted
from groundswell.partnership.states import StaffGroup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groundswell.partnership.models import Organisation

MOST_PEOPLE = 1_000_000
LONGEST_PASTE = 200_000


class HeadcountForm(Form):
    organisation_id = SelectField(_("Partner"), choices=[], error=_("Select a partner"))
    group = SelectField(_("Staff group"), choices=StaffGroup.choices, error=_("Select a staff group"))
    count = TextField(
        _("How many people?"), hint=_("People, not posts"), error=_("Enter a whole number"), max_length=12
    )
    counted_on = DateField(_("Counted on which day?"), error=_("Enter the day of the count"))
    source = TextField(
        _("Where is the number from?"), hint=_("A report, a system"), error=_("Say where it is from"), max_length=200
    )

    def __init__(self, *args: Any, places: Iterable[Organisation], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["organisation_id"].choices = [(str(place.pk), place.name) for place in places]

    def clean_count(self) -> int:
        typed = self.cleaned_data["count"].replace(",", "").replace(" ", "")
        if not (typed.isascii() and typed.isdigit() and int(typed) <= MOST_PEOPLE):
            raise ValidationError(_("Enter a whole number"))
        return int(typed)

    def clean_counted_on(self) -> date:
        day: date = self.cleaned_data["counted_on"]
        if day > self.today:
            raise ValidationError(_("That day has not come yet"))
        return day

    def counted(self) -> Counted:
        return Counted(**self.cleaned_data | {"organisation_id": UUID(self.cleaned_data["organisation_id"])})


class PasteForm(Form):
    lines = TextareaField(
        _("Paste the lines of your spreadsheet"),
        hint=_("Five columns: partner, staff group, number of people, date, source."),
        error=_("Paste at least one line"),
        rows=10,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        field.strip = False
        field.max_length = LONGEST_PASTE
