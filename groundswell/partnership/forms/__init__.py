"""What people type: an address, a code, a role to give, a turn of duty."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, EmailField, HiddenField, SelectField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.words import short_date
from groundswell.partnership import policies, selectors

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Absence, Programme

WHOLE = "whole"


class SignInForm(Form):
    email = EmailField(
        _("What is your e-mail address?"),
        hint=_("We will send you a code. There is no password."),
        error=_("Enter your e-mail address"),
        autocomplete="email",
        heading=True,
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


class CodeForm(Form):
    code = TextField(
        _("What is the code in the e-mail?"),
        hint=_("It has 8 letters. You can paste it."),
        error=_("Enter the code from the e-mail"),
        autocomplete="one-time-code",
        heading=True,
    )


class SendForm(Form):
    """Nothing to type: a button."""


class AppCodeForm(Form):
    """The first code of a new app."""

    code = TextField(
        _("What code does the app show?"),
        hint=_("It has 6 numbers and changes every 30 seconds."),
        error=_("Enter the code that the app shows"),
        autocomplete="one-time-code",
        max_length=40,
    )


class PasskeyForm(Form):
    """What the browser's own script puts in: the passkey it made or showed."""

    passkey = HiddenField(error=_("Your browser did not give a passkey. Try again, or use a code"), max_length=20_000)

    def clean_passkey(self) -> Any:
        try:
            return json.loads(self.cleaned_data["passkey"])
        except ValueError as wrong:
            raise ValidationError(self.fields["passkey"].error_messages["required"]) from wrong


class StepForm(Form):
    """A code of the app, or a recovery code: whoever types one need not say which."""

    code = TextField(
        _("What code does your app show?"),
        hint=_("It has 6 numbers. If you lost your phone, type one of your recovery codes."),
        error=_("Enter a code"),
        autocomplete="one-time-code",
        heading=True,
        max_length=40,
    )


class GiveRoleForm(Form):
    """Offers only the roles and places that this asker may give."""

    email = EmailField(_("Their e-mail address"), error=_("Enter their e-mail address"), max_length=254)
    name = TextField(
        _("Their name"),
        hint=_("If we know the address already, the name we have stays"),
        error=_("Enter their name"),
        max_length=120,
    )
    job_title = TextField(_("Their job title"), required=False, max_length=120)
    kind = SelectField(_("Role"), choices=[], error=_("Select a role"))
    organisation_id = SelectField(_("Where"), choices=[], error=_("Select where"))
    since = DateField(_("First day"), required=False, hint=_("Leave empty for today"))
    until = DateField(_("Last day"), required=False, hint=_("Leave empty if there is no end yet"))

    def __init__(self, *args: Any, asker: Asker, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.key, kind.name) for kind in policies.kinds_to_give(asker)]
        self.fields["organisation_id"].choices = _places(asker, programme)

    def clean_organisation_id(self) -> UUID | None:
        return _id(self.cleaned_data["organisation_id"])


class LastDayForm(Form):
    until = DateField(
        _("Last day"),
        hint=_("The last day still counts. To stop it now, enter yesterday."),
        error=_("Enter the last day"),
    )


class TurnForm(Form):
    person_id = SelectField(_("Who is on duty?"), choices=[], error=_("Select a person"))
    organisation_id = SelectField(_("Where"), choices=[], error=_("Select where"))
    since = DateField(_("First day"), error=_("Enter the first day"))
    until = DateField(_("Last day"), required=False, hint=_("Leave empty if there is no end yet"))

    def __init__(self, *args: Any, asker: Asker, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [(str(person.pk), person.name) for person in selectors.team(programme)]
        self.fields["organisation_id"].choices = _places(asker, programme)

    def clean_person_id(self) -> UUID | None:
        return _id(self.cleaned_data["person_id"])

    def clean_organisation_id(self) -> UUID | None:
        return _id(self.cleaned_data["organisation_id"])


class AbsenceForm(Form):
    """Who is away: oneself, or, for who looks after the rota, any of the team."""

    person_id = SelectField(_("Who is away?"), choices=[], error=_("Select a person"))
    cover_id = SelectField(
        _("Who covers?"),
        choices=[],
        hint=_("They get the open ideas on the first day, and new ones until the last"),
        error=_("Select who covers"),
    )
    since = DateField(_("First day away"), error=_("Enter the first day"))
    until = DateField(_("Last day away"), error=_("Enter the last day"))

    def __init__(self, *args: Any, asker: Asker, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = [(str(person.pk), person.name) for person in selectors.team(programme)]
        me = [(str(asker.person_id), asker.name)]
        others = [one for one in team if one[0] != str(asker.person_id)]
        self.fields["person_id"].choices = me + (others if policies.ADMINISTRATORS.admits(asker) else [])
        self.fields["cover_id"].choices = others if len(self.fields["person_id"].choices) == 1 else team

    def clean_person_id(self) -> UUID | None:
        return _id(self.cleaned_data["person_id"])

    def clean_cover_id(self) -> UUID | None:
        return _id(self.cleaned_data["cover_id"])


class EndAbsenceForm(Form):
    """Come back sooner: a day of the absence, for it began as it was said and cannot be made longer here."""

    until = DateField(
        _("Last day away"), hint=_("The last day still counts. You can only make it shorter."), error=_("Enter a day")
    )

    def __init__(self, *args: Any, absence: Absence, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"until": min(max(today, absence.since), absence.until)}, **kwargs)
        self.absence = absence

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if not self.absence.since <= day <= self.absence.until:
            days = {"since": short_date(self.absence.since), "until": short_date(self.absence.until)}
            raise ValidationError(_("Enter a day from %(since)s to %(until)s") % days)
        return day


def _id(chosen: str) -> UUID | None:
    return None if chosen == WHOLE else UUID(chosen)


def _places(asker: Asker, programme: Programme) -> list[tuple[str, Any]]:
    places = selectors.places_run_by(asker, programme)
    own = [(str(organisation.pk), organisation.name) for organisation in places]
    return [(WHOLE, _("The whole programme")), *own] if policies.runs_programme(asker) else own
