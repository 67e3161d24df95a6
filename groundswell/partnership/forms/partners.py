"""What people type about partners: that one has a new name, or is part of another now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, RadiosField, SelectField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.partnership.states import SuccessionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.partnership.models import Organisation


class StepForm(Form):
    kind = RadiosField(_("What happened?"), choices=SuccessionKind, error=_("Say what happened"))
    name = TextField(_("Its new name"), hint=_("If it has a new name"), required=False, max_length=160)
    into = SelectField(_("The other partner"), choices=[], hint=_("If it became part of another"), required=False)
    on = DateField(_("From which day on?"), error=_("Enter the first day"))
    source = TextField(
        _("Where does it say so?"),
        hint=_("A law, a letter, a page"),
        error=_("Say where it is written"),
        max_length=300,
    )

    def __init__(self, *args: Any, others: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("Select a partner"))]
        self.fields["into"].choices = none + [(str(one.pk), one.name) for one in others]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        kind = found.get("kind")
        if kind == SuccessionKind.RENAMED and not found.get("name", "").strip():
            self.add_error("name", _("Enter its new name"))
        if kind == SuccessionKind.MERGED and not found.get("into"):
            self.add_error("into", _("Select another partner"))
        return found

    @property
    def other(self) -> UUID:
        return UUID(self.cleaned_data["into"])
