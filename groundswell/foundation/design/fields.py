"""Fields that know their NHS component. A form lists them; `{{ form }}` in a page draws them.

Each takes its label first, then keywords only: `hint`, `required`, `error` (what to say when the answer
is missing) and `heading` (the label is the page's H1). All words are escaped when they are drawn.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.db.models.enums import ChoicesType
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

Suggestions = "Callable[[], Iterable[str]] | Iterable[str]"


class Words:
    """What every field says about itself. `template_name` names the drawing of its component."""

    missing = _("Enter an answer")
    template_name: str

    def __init__(
        self,
        label: str = "",
        *,
        hint: str = "",
        required: bool = True,
        error: str = "",
        heading: bool = False,
        **options: Any,
    ) -> None:
        messages = {"required": error or self.missing} | options.pop("error_messages", {})
        options |= {"error_messages": messages, "template_name": self.template_name}
        super().__init__(label=label, help_text=hint, required=required, **options)
        self.heading = heading


class TextField(Words, forms.CharField):
    """One line. `suggestions` (a list, or a callable asked when drawn) are offered, never forced."""

    template_name = "forms/text.jinja"
    kind = "text"

    def __init__(self, label: str, *, autocomplete: str = "", suggestions: Suggestions = (), **options: Any) -> None:
        super().__init__(label, **options)
        self.autocomplete = autocomplete
        self.suggestions = suggestions


class EmailField(TextField, forms.EmailField):
    """An e-mail address; the browser may fill it in."""

    kind = "email"
    missing = _("Enter your email address")

    def __init__(self, label: str, *, autocomplete: str = "email", **options: Any) -> None:
        wrong = {"invalid": _("Enter an email address, like name@example.nhs.uk")}
        super().__init__(label, autocomplete=autocomplete, error_messages=wrong, **options)


class TextareaField(Words, forms.CharField):
    """Several lines. With `max_words` the words left are counted as people type, and checked when sent.

    Words have no end of their own, so the letters are limited too, far above what anyone writes. `standing`: words of
    ours that stand in it at first, the same for everyone.
    """

    template_name = "forms/textarea.jinja"
    most_letters = 20_000
    too_many = _("Use at most %(limit_value)d letters. You have used %(show_value)d.")

    def __init__(
        self, label: str, *, max_words: int | None = None, rows: int = 5, standing: str = "", **options: Any
    ) -> None:
        messages = {"max_length": self.too_many} | options.pop("error_messages", {})
        super().__init__(label, max_length=self.most_letters, error_messages=messages, **options)
        self.max_words, self.rows, self.standing = max_words, rows, standing

    def to_python(self, value: Any) -> str:
        """The text with plain line ends, however the browser sent them."""
        return super().to_python(value).replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        count = len(value.split())
        if self.max_words and count > self.max_words:
            too_long = ngettext_lazy(
                "Use %(most)d word or fewer. You have used %(count)d.",
                "Use %(most)d words or fewer. You have used %(count)d.",
                self.max_words,
            )
            raise forms.ValidationError(too_long % {"most": self.max_words, "count": count}, code="too_long")


class ChoiceWords(Words):
    missing = _("Select an answer")

    def __init__(
        self, label: str, *, choices: Any, error: str = "", fixed: bool = False, standing: str = "", **options: Any
    ) -> None:
        """`fixed`: pairs that stand in the code, as TextChoices do. `standing`: what everyone has chosen at first."""
        wrong = {"invalid_choice": error or self.missing}
        super().__init__(label, error=error, choices=choices, error_messages=wrong, **options)
        self.known = self.choices if fixed or isinstance(choices, ChoicesType) else None
        self.standing = standing

    def offer_fixed(self, choices: list[tuple[str, str]]) -> None:
        """Say which there are, where they stand in the code and only their words are made anew."""
        self.choices = self.known = choices


class RadiosField(ChoiceWords, forms.ChoiceField):
    """One of a few. `choices`: TextChoices, pairs or a callable; `hints` says more by value."""

    template_name = "forms/radios.jinja"

    def __init__(self, label: str, *, hints: dict[str, str] | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.hints = hints or {}


class SelectField(ChoiceWords, forms.ChoiceField):
    """One of many. Starts at an empty choice, so that nothing is chosen by accident."""

    template_name = "forms/select.jinja"


class RowField(SelectField):
    """One of these rows, by its name; what was chosen is its id, or none. Say which there are by `offer`."""

    missing = _("Select a person")

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, choices=(), **options)

    def offer(self, rows: Iterable[Any]) -> None:
        self.choices = [(str(row.pk), str(row)) for row in rows]

    def clean(self, value: Any) -> UUID | None:
        chosen = super().clean(value)
        return UUID(chosen) if chosen else None


class CheckboxesField(ChoiceWords, forms.MultipleChoiceField):
    """Any of a few, none among them unless required."""

    template_name = "forms/checkboxes.jinja"


class CheckboxField(Words, forms.BooleanField):
    """One box to tick. Required (the default) means that it must be ticked."""

    template_name = "forms/checkbox.jinja"
    missing = _("Tick the box to go on")


class ManyFiles(forms.FileInput):
    """Reads every file that was chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []


class FilesField(Words, forms.Field):
    """Some files, or none. `accept`: the kinds that the device offers first; what was sent is checked elsewhere."""

    template_name = "forms/files.jinja"
    widget = ManyFiles
    missing = _("Choose a file")

    def __init__(self, label: str, *, accept: str = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.accept = accept


class HiddenField(Words, forms.CharField):
    """Travels with the form and is not seen."""

    widget = forms.HiddenInput
    template_name = "forms/hidden.jinja"


class OnceField(HiddenField):
    """A key that is drawn with the form, so that sending the form twice does its work once.

    None for no key; where it is required, such as with money, the form must come from a page of ours.
    """

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(required=required, initial=lambda: str(uuid4()))

    def clean(self, value: Any) -> UUID | None:
        try:
            return UUID(str(value))
        except ValueError as error:
            if self.required:
                raise forms.ValidationError(_("Open the page again, and send it once more")) from error
            return None


class DateBoxes(forms.Widget):
    """Reads three boxes, named FIELD_day, FIELD_month and FIELD_year."""

    parts = ("day", "month", "year")

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}_{part}", "").strip() for part in self.parts}

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in self.parts)

    def format_value(self, value: Any) -> dict[str, Any]:
        if isinstance(value, date):
            return {part: getattr(value, part) for part in self.parts}
        return value or {}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_


class DateField(Words, forms.Field):
    """A day in three boxes; cleans to a `date`, or none when it is not required and left empty."""

    template_name = "forms/date.jinja"
    widget = DateBoxes
    missing = _("Enter a date")

    def to_python(self, value: dict[str, str]) -> date | None:
        if not any(value.values()):
            return None
        try:
            year, month, day = (int(value[part]) for part in ("year", "month", "day"))
            return date(year if year > 999 else 0, month, day)
        except (ValueError, OverflowError) as error:
            says = _("Enter a real date, with a day, a month and a year of 4 numbers")
            raise forms.ValidationError(says, code="invalid") from error
