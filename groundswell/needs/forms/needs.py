"""Raising a need in a few answers, saying more of it, checking it, and saying how it went."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import RadiosField, SelectField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import AddressField, LineField, WordsField
from groundswell.foundation.kit import references
from groundswell.needs.forms.once import OnceForm
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.services.serving import Serves
from groundswell.needs.states import NeedSource
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.needs.models import Priority, Theme
    from groundswell.partnership.models import Programme
    from groundswell.partnership.selectors import Place


def places(programme: Programme) -> list[str]:
    services = [str(service) for service in partnership.services(programme)]
    return [*services, *[organisation.name for organisation in partnership.organisations(programme)]]


def place_of(programme: Programme, typed: str, stands: Place | None = None) -> Place:
    """What was recognised of a place. Refuses words that name none of ours: who owns its needs must be known.

    `stands`: where the record is by now, which stays although the place is gone.
    """
    found = partnership.place_named(programme, typed)
    if typed.strip() and found.organisation_id is None:
        if stands and stands.organisation_id and typed.strip() == stands.text:
            return stands
        raise forms.ValidationError(_("We do not know this place. Choose one from the list, or leave it empty"))
    return found


def chosen(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Rows as choices, by their names."""
    return [(str(row.pk), str(row)) for row in rows]


class RaiseForm(OnceForm):
    """The few answers without which nobody could tell what is needed."""

    problem = WordsField(
        _("What is the problem?"),
        hint=_("Say it as you would to a colleague. Do not name patients"),
        error=_("Enter what the problem is"),
        max_words=300,
    )
    title = LineField(_("Give it a short name"), error=_("Enter a short name"), max_length=120)
    affected = WordsField(
        _("Who is affected?"),
        hint=_("For example, people who wait for a scan, and the staff of the clinic"),
        error=_("Enter who is affected"),
        max_words=100,
        rows=3,
    )
    scale = WordsField(
        _("How many, and how often?"), hint=_("A guess is fine. Say that it is one"), required=False, max_words=100,
        rows=3,
    )  # fmt: skip
    good = WordsField(_("What would good look like?"), required=False, max_words=200, rows=4)
    place = TextField(
        _("Where is it?"),
        hint=_("A service or an organisation of ours, as the list names it"),
        required=False,
        max_length=160,
    )

    def __init__(self, *args: Any, programme: Programme, stands: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.stands = programme, stands
        self.fields["place"].suggestions = partial(places, programme)

    def clean_place(self) -> Place:
        return place_of(self.programme, self.cleaned_data["place"], self.stands)

    def words(self) -> NeedWords:
        typed = self.said() | self._place()
        del typed["place"]
        return NeedWords(**typed)

    def _place(self) -> dict[str, UUID | None]:
        place = self.cleaned_data["place"]
        return {"organisation_id": place.organisation_id, "service_id": place.service_id}


class NeedForm(RaiseForm):
    """All that can be said of a need."""

    workaround = WordsField(_("How do you get by today?"), required=False, max_words=200, rows=4)
    limits = WordsField(_("What cannot be changed?"), required=False, max_words=200, rows=3)
    evidence = WordsField(
        _("How do we know?"), hint=_("For example, numbers, a report, what people told you"), required=False,
        max_words=300,
    )  # fmt: skip
    evidence_address = AddressField(_("Where can this be read?"), hint=_("An address on the web"), required=False,
                                    max_length=200)  # fmt: skip
    source = RadiosField(
        _("Where do you know it from, mainly?"), choices=NeedSource, error=_("Select where you know it from")
    )  # fmt: skip
    theme = SelectField(_("Which theme does it belong to?"), choices=(), required=False)
    priority = SelectField(_("Which priority does it serve?"), choices=(), required=False)

    def __init__(
        self, *args: Any, themes: list[Theme], priorities: list[Priority] | None = None, **kwargs: Any
    ) -> None:
        """`priorities`: for who may put it under one; none for everyone else, who are not asked."""
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = chosen(themes)
        if priorities is None:
            del self.fields["priority"]
        else:
            self.fields["priority"].choices = chosen(priorities)

    def words(self) -> NeedWords:
        typed = self.said() | self._place()
        del typed["place"]
        typed.pop("priority", None)
        theme = typed.pop("theme")
        return NeedWords(**typed, theme_id=UUID(theme) if theme else None)

    def serves(self) -> Serves | None:
        return served(self.cleaned_data["priority"]) if "priority" in self.fields else None


def served(typed: str) -> Serves:
    return Serves(UUID(typed) if typed else None)


class ServesForm(Form):
    """Which priority a need serves, once its words stay as they are."""

    priority = SelectField(_("Priority"), choices=(), required=False)

    def __init__(self, *args: Any, priorities: list[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].choices = chosen(priorities)

    def serves(self) -> Serves:
        return served(self.cleaned_data["priority"])


PUBLISH, RETURN, JOIN = "publish", "return", "join"


class CheckForm(Form):
    """Whether a need goes into the bank, and under what."""

    outcome = RadiosField(
        _("What happens with it?"),
        choices=[
            (PUBLISH, _("Put it into the needs bank")),
            (RETURN, _("Not published as it stands, and why")),
            (JOIN, _("Join it with another need")),
        ],
        error=_("Select what happens with it"),
    )
    theme = SelectField(
        _("Theme"), hint=_("To publish: what brings it together with assets and challenges"), choices=(),
        required=False,
    )  # fmt: skip
    priority = SelectField(_("Priority that it serves"), hint=_("To publish, if there is one"), choices=(),
                           required=False)  # fmt: skip
    other = TextField(
        _("The reference of the other need"), hint=_("To join. For example, BLUE HERON 4210"), required=False,
        max_length=40,
    )  # fmt: skip
    words = WordsField(
        _("Your words to the person who raised it"), hint=_("Needed unless it is published"), required=False,
        max_words=150, rows=3,
    )  # fmt: skip

    def __init__(self, *args: Any, themes: list[Theme], priorities: list[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = chosen(themes)
        self.fields["priority"].choices = chosen(priorities)

    def clean_other(self) -> str:
        return references.tidy(self.cleaned_data["other"])

    def clean(self) -> dict[str, Any]:
        typed, outcome = self.cleaned_data, self.cleaned_data.get("outcome")
        if outcome == PUBLISH and not typed.get("theme"):
            self.add_error("theme", _("Select a theme"))
        if outcome == JOIN and not typed.get("other"):
            self.add_error("other", _("Enter the reference of the other need"))
        if outcome in {RETURN, JOIN} and not typed.get("words") and "words" not in self.errors:
            self.add_error("words", _("Enter why, in your own words"))
        return typed

    def id_of(self, name: str) -> UUID | None:
        return UUID(self.cleaned_data[name]) if self.cleaned_data[name] else None


class EndForm(Form):
    """How a need went."""

    outcome = RadiosField(_("What happened?"), choices=(), error=_("Select what happened"))
    words = WordsField(_("Say it in your own words"), error=_("Enter what happened"), max_words=150, rows=3)

    def __init__(self, *args: Any, ways: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = ways
