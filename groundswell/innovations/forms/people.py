"""Naming someone for the team, and saying who sees what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxField, EmailField, RadiosField, RowField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.innovations.presenters.showing import choices
from groundswell.innovations.states import StandingKind

if TYPE_CHECKING:
    from groundswell.partnership.models import Person


class MemberForm(Form):
    email = EmailField(_("Their email address"), error=_("Enter their email address"), max_length=254)
    name = TextField(
        _("Their name"), hint=_("If we know the address already, the name we have stays"), error=_("Enter their name"),
        max_length=120,
    )  # fmt: skip
    part = TextField(
        _("What they do in it"), hint=_("For example, tests it on the ward"), required=False, max_length=80
    )  # fmt: skip
    kind = RadiosField(_("How do they stand to it?"), choices=(), error=_("Select how they stand to it"))

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, StandingKind(kind).label) for kind in kinds]


class KeeperForm(Form):
    to = RowField(_("Who should look after it?"))

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)


class SponsorForm(KeeperForm):
    to = RowField(_("Who should sponsor it?"), hint=_("They read its name and its summary, and say yes or no."))


class ShowForm(Form):
    level = RadiosField(_("Who may see this part?"), choices=choices, error=_("Select who may see it"))

    def clean_level(self) -> int:
        return int(self.cleaned_data["level"])


class WarningForm(Form):
    read = CheckboxField(
        _("I have read this, and we still want everyone to see it"),
        error=_("Tick the box, or go back and keep it as it is"),
    )
