"""The three pages of sending, and the small ones for changing an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import (
    CheckboxField,
    DateField,
    EmailField,
    RadiosField,
    TextareaField,
    TextField,
)
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import LineField, WordsField
from groundswell.foundation.kit import patients
from groundswell.ideas.forms.files import FilesForm
from groundswell.ideas.states import IdeaType, Mode

if TYPE_CHECKING:
    from datetime import date

MOST_WORDS = 300
NOT_A_PATIENT = "no"
CHECKED = (
    ("edited", _("I have taken it out")),
    (NOT_A_PATIENT, _("It is not about a patient")),
)


WAYS = (
    (Mode.NAMED, _("With my name")),
    (Mode.CONFIDENTIAL, _("In confidence")),
    (Mode.ANONYMOUS, _("Without my name")),
)
WAY_HINTS = {
    Mode.NAMED: _("The innovation team knows who you are and writes to you."),
    Mode.CONFIDENTIAL: _(
        "One person knows who you are: the one who answers you. If that changes, we ask you first. We write to you."
    ),
    Mode.ANONYMOUS: _(
        "Nobody knows who you are, and we cannot write to you. You get four words. Use them to read our answer. "
        "Some things need a name later: a place on the fellowship, or rights in your idea. You can add your name then."
    ),
}
WAY_ROUND = _("If you already use a way round a problem, you will not get in trouble. We want to learn from it")


class IdeaForm(Form):
    """S2. The check for patient information asks only when a number looks like it.

    `ways`: the three ways to send stand here too, for who has signed in, whose text is kept when they go on.
    """

    text = TextareaField(
        _("What is your idea, or the problem you see?"),
        heading=True,
        hint=_("A few lines is fine. Do not include anything that could identify a patient"),
        error=_("Enter your idea, even a few words"),
        max_words=MOST_WORDS,
        rows=7,
    )
    patient = RadiosField(_("Is it about a patient?"), choices=CHECKED, required=False)
    mode = RadiosField(
        _("How should we reply?"), choices=WAYS, fixed=True, standing=Mode.NAMED, hints=WAY_HINTS, required=False
    )

    def __init__(self, *args: Any, ways: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].initial = Mode.NAMED
        if not ways:
            del self.fields["mode"]
        if not self.is_bound or not patients.find(self.data.get("text", "")):
            del self.fields["patient"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if "patient" in self.fields and typed.get("patient") != NOT_A_PATIENT:
            found = ", ".join(patients.find(typed.get("text", "")))
            self.add_error(
                "text",
                _("This looks like patient information: %(found)s. Take it out, or say it is not") % {"found": found},
            )
        return typed


class HowForm(Form):
    """The three ways to send, on one screen, before anything is kept."""

    mode = RadiosField(
        _("How should we reply?"),
        choices=WAYS,
        fixed=True,
        standing=Mode.NAMED,
        hints=WAY_HINTS,
        error=_("Select how we should reply"),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        writes = typed.get("mode") in {Mode.NAMED, Mode.CONFIDENTIAL}
        if writes and typed.get("email") == "":
            self.add_error("email", _("Enter your email address, so that we can reply"))
        return typed


class AboutYouForm(HowForm):
    """S3, for people who have not signed in."""

    place = TextField(
        _("Where would it help?"),
        hint=_("For example, a ward, a clinic or a town"),
        required=False,
        max_length=160,
    )
    name = TextField(_("Your name (you can leave this empty)"), required=False, autocomplete="name", max_length=120)
    email = EmailField(
        _("Your email address"),
        hint=_("We reply to this address. Leave it empty only if you send without a name"),
        required=False,
        autocomplete="email",
        max_length=254,
    )

    def __init__(self, *args: Any, places: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].suggestions = places or []


class ForSomeoneForm(FilesForm, AboutYouForm):
    """Everything on one page: the helper has the paper, or the person, in front of them."""

    text = WordsField(
        _("What is their idea, or the problem they see?"),
        hint=_("Write it in their words. Leave out anything that could identify a patient"),
        error=_("Enter their idea, even a few words"),
        max_words=MOST_WORDS,
        rows=7,
    )
    written_on = DateField(_("If it was on paper, the date on the paper (you can leave this empty)"), required=False)
    agreed = CheckboxField(
        _("They asked me to send this, and they agree to these words"),
        error=_("Ask them first, then tick the box"),
    )
    for_challenge = CheckboxField("", required=False, initial=True)  # there where the helper came from a challenge
    field_order = ("text", "for_challenge", "place", "mode", "name", "email", "written_on", "agreed")  # then the files

    def __init__(self, *args: Any, challenge: str = "", today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["for_challenge"].label = _("It is for the challenge: %(title)s") % {"title": challenge}
        if not challenge:
            del self.fields["for_challenge"]
        self.fields["mode"].label = _("How should we reply to them?")
        self.fields["name"].label = _("Their name (you can leave this empty)")
        self.fields["email"].label = _("Their email address")
        self.fields["email"].help_text = _("Not yours. Leave it empty to send without their name")

    def clean_written_on(self) -> date | None:
        day: date | None = self.cleaned_data["written_on"]
        if day and self.today and day > self.today:
            raise ValidationError(_("Enter a day that has been. The date on the paper is still to come"))
        return day


READ_BY = _("Everyone who has signed in here can read it. We may join ideas that say the same with yours.")
READ_BY_A_TEAM = _(
    "Everyone who has signed in here can read it. We may join ideas that say the same with yours. If they become an "
    "innovation, the people who sent them can be on its team with you. A team sees who is on it."
)


class CheckForm(FilesForm):
    """S5, with what goes with the idea."""

    share = CheckboxField(
        _("I am happy for colleagues to see my idea (without my name)"), hint=READ_BY_A_TEAM, required=False
    )
    speak_up = CheckboxField(
        _("If it is about people's safety, you may pass it to the speak-up guardian or the incident team"),
        required=False,
    )


class WithoutNameForm(CheckForm):
    """S5 for an idea without a name: nothing is kept between pages, so what can be changed stands here."""

    title = LineField(_("A short name for your idea"), error=_("Enter a short name"), max_length=80)
    type = RadiosField(
        _("What kind of idea is it?"),
        hint=WAY_ROUND,
        choices=IdeaType,
        error=_("Select what kind of idea it is"),
    )
    field_order = ("title", "type", "share", "speak_up", "uploads", "described", "patient_seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["share"].help_text = READ_BY  # nobody's name can stand on a team
        self.fields.pop("told", None)  # its page carries that, with what it knows of the text


class TitleForm(Form):
    value = LineField(
        _("What is a short name for your idea?"), heading=True, error=_("Enter a short name"), max_length=80
    )


class PlaceForm(Form):
    value = TextField(_("Where would it help?"), heading=True, required=False, max_length=160)


class TypeForm(Form):
    value = RadiosField(
        _("What kind of idea is it?"),
        heading=True,
        hint=WAY_ROUND,
        choices=IdeaType,
        error=_("Select what kind of idea it is"),
    )


CHANGES = {"title": TitleForm, "place": PlaceForm, "type": TypeForm}
