"""What people type about sponsoring: whom to ask, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import RowField, TextareaField
from groundswell.foundation.design.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.partnership.models import Person


class SponsorForm(Form):
    """Whom to ask to take one's place."""

    to = RowField(_("Who should sponsor it?"), hint=_("They read its name and summary, and say yes or no."))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)


class DeclineForm(Form):
    reason = TextareaField(
        _("Why not?"),
        hint=_("A few words, so that they can ask somebody else."),
        error=_("Say why not, so that they can ask somebody else"),
        rows=3,
        max_words=100,
    )
