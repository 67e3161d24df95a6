"""Which priorities an innovation serves, and which change programmes it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxesField
from groundswell.foundation.design.forms import Form
from groundswell.innovations.presenters.serving import words_of
from groundswell.innovations.services import Aims

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL_THAT_FIT = _("Tick all that fit, or none")


class ServesForm(Form):
    """`offered`: the parts of the strategy of each kind that may be chosen; a kind without any is not asked about."""

    priorities = CheckboxesField(
        _("Which priorities does it serve?"),
        hint=ALL_THAT_FIT,
        error=_("Choose priorities from the list"),
        choices=(),
        required=False,
    )
    programmes = CheckboxesField(
        _("Which change programmes does it touch?"),
        hint=ALL_THAT_FIT,
        error=_("Choose programmes from the list"),
        choices=(),
        required=False,
    )

    def __init__(self, *args: Any, offered: dict[str, Iterable[Any]], **kwargs: Any) -> None:
        rows = {kind: list(found) for kind, found in offered.items()}
        initial = {kind: [str(row.pk) for row in found if row.said] for kind, found in rows.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for kind, found in rows.items():
            self.fields[kind].choices = [(str(row.pk), words_of(row)) for row in found]
            if not found:
                del self.fields[kind]

    def aims(self) -> Aims:
        chosen = {kind: frozenset(map(UUID, values)) for kind, values in self.cleaned_data.items()}
        return Aims(**chosen)
