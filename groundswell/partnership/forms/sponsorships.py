"""What people type about sponsoring: whom to ask, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import SelectField, TextareaField
from groundswell.foundation.design.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.partnership.models import Person


class SponsorForm(Form):
    """Whom to ask to take one's place."""

    to = SelectField(
        _("Who should sponsor it?"),
        choices=[],
        hint=_("They read its name and summary, and say yes or no."),
        error=_("Select a person"),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(person.pk), person.name) for person in people]

    def clean_to(self) -> UUID:
        return UUID(self.cleaned_data["to"])


class DeclineForm(Form):
    reason = TextareaField(
        _("Why not?"),
        hint=_("A few words, so that they can ask somebody else."),
        error=_("Say why not, so that they can ask somebody else"),
        rows=3,
        max_words=100,
    )
