"""What people type about partners: a new one, what became of one, and which services it has."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, OnceField, RadiosField, SelectField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.partnership.services.organisations import Said
from groundswell.partnership.states import OrganisationKind, SuccessionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.partnership.models import Organisation, Service


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


class AddPartnerForm(Form):
    name = TextField(
        _("What is it called?"), hint=_("Its whole name, as people know it"), error=_("Enter its name"), max_length=160
    )
    kind = RadiosField(_("What is it?"), choices=OrganisationKind, error=_("Say what it is"))
    since = DateField(_("Since which day is it a partner?"), error=_("Enter the first day"))
    key = OnceField()


class EndPartnerForm(Form):
    """The day is asked for; it may be left empty only where an end was noted already, which is then taken away."""

    on = DateField(_("From which day on is it no partner?"), error=_("Enter the first day"))

    def __init__(self, *args: Any, partner: Organisation, **kwargs: Any) -> None:
        until = partner.until
        initial = {"on": until + timedelta(days=1)} if until else {}
        super().__init__(*args, initial=initial, **kwargs)
        if until:
            self.fields["on"].required = False
            self.fields["on"].help_text = _("Leave it empty if it is a partner still")


class NamedServiceForm(Form):
    name = TextField(
        _("What is it called?"), hint=_("A ward, a clinic or a team"), error=_("Enter its name"), max_length=160
    )
    place = TextField(
        _("Where is it?"),
        hint=_("A town or a site, if there is more than one of this name"),
        required=False,
        max_length=120,
    )


class ServiceForm(NamedServiceForm):
    key = OnceField()


class ChangeServiceForm(NamedServiceForm):
    gone_on = DateField(
        _("From which day on is it not there any more?"), hint=_("Leave it empty if it is there"), required=False
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        gone = service.until + timedelta(days=1) if service.until else None
        super().__init__(*args, initial={"name": service.name, "place": service.place, "gone_on": gone}, **kwargs)

    @property
    def said(self) -> Said:
        return Said(**self.cleaned_data)
