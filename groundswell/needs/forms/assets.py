"""Assets, themes and insight briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxField, RadiosField, SelectField, TextField
from groundswell.foundation.design.free_words import AddressField, LineField, WordsField
from groundswell.needs.forms.needs import chosen, place_of, places
from groundswell.needs.forms.once import OnceForm
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.briefs import BriefWords
from groundswell.needs.states import AssetKind

if TYPE_CHECKING:
    from groundswell.needs.models import InsightBrief, Theme
    from groundswell.partnership.models import Programme
    from groundswell.partnership.selectors import Place


class AssetForm(OnceForm):
    kind = RadiosField(_("What is it?"), choices=AssetKind, error=_("Select what it is"))
    title = LineField(_("Give it a short name"), error=_("Enter a short name"), max_length=120)
    text = WordsField(_("What could it help with?"), required=False, max_words=150, rows=3)
    how_to_use = WordsField(
        _("Who can use it, and how?"), hint=_("Everyone can read this"), required=False, max_words=100, rows=3
    )
    theme = SelectField(_("Which theme does it belong to?"), choices=(), required=False)
    place = TextField(
        _("Whose is it?"), hint=_("An organisation of ours, as the list names it"), required=False, max_length=160
    )

    def __init__(self, *args: Any, programme: Programme, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["theme"].choices = chosen(themes)
        self.fields["place"].suggestions = lambda: places(programme)

    def clean_place(self) -> Place:
        return place_of(self.programme, self.cleaned_data["place"])

    def words(self) -> AssetWords:
        typed = self.said()
        place, theme = typed.pop("place"), typed.pop("theme")
        return AssetWords(**typed, theme_id=UUID(theme) if theme else None, organisation_id=place.organisation_id)


class ThemeForm(OnceForm):
    name = LineField(_("Name of the theme"), error=_("Enter a name"), max_length=80)
    text = WordsField(_("What belongs to it, in plain words"), required=False, max_words=150, rows=4)


class ChangeThemeForm(ThemeForm):
    over = CheckboxField(
        _("No longer in use"), hint=_("What stands under it stays there. Nothing new can be put under it"),
        required=False,
    )  # fmt: skip


class BriefForm(OnceForm):
    """A new brief, or one that is there already."""

    brief = SelectField(_("A brief that is there already"), choices=(), required=False)
    title = LineField(_("Or a new one: what it is called"), required=False, max_length=160)
    text = WordsField(_("What was found?"), required=False, max_words=300)
    source = LineField(
        _("Who found it, and where is it written down?"), required=False, max_length=160
    )  # fmt: skip
    address = AddressField(_("Its address on the web"), required=False, max_length=200)

    def __init__(self, *args: Any, briefs: list[InsightBrief], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brief"].choices = chosen(briefs)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("brief"):
            return typed
        for name, says in (
            ("title", _("Enter what it is called, or select one that is there")),
            ("text", _("Enter what was found")),
            ("source", _("Enter where it comes from")),
        ):
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, forms.ValidationError(says, code="required"))
        return typed

    def brief_id(self) -> UUID | None:
        return UUID(self.cleaned_data["brief"]) if self.cleaned_data["brief"] else None

    def words(self) -> BriefWords:
        return BriefWords(**{name: self.cleaned_data[name] for name in ("title", "text", "source", "address")})
