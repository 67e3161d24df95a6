"""What people type about how many work where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, FilesField, SelectField, TextareaField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.partnership.services.headcounts import Counted
from groundswell.partnership.states import StaffGroup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from groundswell.partnership.models import Organisation

MOST_PEOPLE = 1_000_000
LONGEST_PASTE = 200_000


class HeadcountForm(Form):
    organisation_id = SelectField(_("Partner"), choices=[], error=_("Select a partner"))
    group = SelectField(_("Staff group"), choices=StaffGroup, error=_("Select a staff group"))
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
    """Lines that were pasted, or those of one file. What a file held is shown in the box, to be mended there."""

    lines = TextareaField(
        _("Paste the lines of your spreadsheet"),
        hint=_("Five columns: partner, staff group, number of people, date, source."),
        required=False,
        rows=10,
    )
    files = FilesField(
        _("Or choose the file, saved as CSV"),
        hint=_("Up to 200 kB. If a line is wrong, the lines come into the box above, where you can mend them."),
        required=False,
        accept=".csv,text/csv",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        field.strip = False
        field.max_length = LONGEST_PASTE

    def clean_files(self) -> UploadedFile | None:
        chosen = self.cleaned_data["files"]
        if len(chosen) > 1:
            raise ValidationError(_("Choose one file at a time"))
        if chosen and chosen[0].size > LONGEST_PASTE:
            raise ValidationError(_("This file is larger than 200 kB. Send it in parts"))
        return chosen[0] if chosen else None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "files" in self.errors or "lines" in self.errors:
            return typed
        if typed["lines"].strip() and typed["files"]:
            self.add_error("files", _("Paste lines or choose a file, not both"))
        elif not typed["lines"].strip() and not typed["files"]:
            self.add_error("lines", _("Paste at least one line, or choose a file"))
        return typed

    def show(self, lines: str) -> None:
        """Put what a file held into the box."""
        self.data = self.data.copy()
        self.data["lines"] = lines
