"""Boxes for the words of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import LineField, WordsField

if TYPE_CHECKING:
    from django.forms import Field


def ready_field() -> CheckboxField:
    return CheckboxField(
        _("This section is done"), hint=_("You can still change it later"), required=False
    )  # fmt: skip


class OpenForm(Form):
    """Words of one part. Where everyone sees it, new ones ask for the same yes as opening it did.

    `agrees`: everyone sees it, and who fills this in may agree to that.
    """

    WORDS: tuple[str, ...] = ("text",)

    def __init__(self, *args: Any, agrees: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agrees:
            self.fields["warned"] = CheckboxField(
                _("I have read this, and we still want everyone to see it"), required=False
            )

    @property
    def warned(self) -> bool:
        """Whether the box was ticked."""
        return bool(self.cleaned_data.get("warned"))

    def is_new(self, name: str, value: Any) -> bool:
        """Whether it says something that did not stand there."""
        return bool(value != self.initial.get(name))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        new = any(typed.get(name) and self.is_new(name, typed[name]) for name in self.WORDS)
        if new and "warned" in self.fields and not typed.get("warned"):
            self.add_error("warned", _("Tick the box, or go back and keep it as it is"))
        return typed


class AboutForm(OpenForm):
    WORDS = ("title", "summary", "problem")

    title = LineField(_("A short name"), error=_("Enter a short name"), max_length=120)
    summary = WordsField(
        _("What it is, in plain words"),
        hint=_("Two or three sentences that a neighbour would understand"),
        required=False,
        max_words=150,
        rows=4,
    )
    problem = WordsField(_("The problem that it answers"), required=False, max_words=400, rows=6)
    ready = ready_field()


class SectionForm(OpenForm):
    """One section; its question is the label. `lists`: what of it is answered from lists, below its words."""

    text = WordsField("", required=False, max_words=600, rows=10)
    ready = ready_field()

    def __init__(self, *args: Any, label: str, hint: str, lists: dict[str, Field] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= lists or {}
        self.order_fields(["text", *(lists or {}), "ready", "warned"])
        self.initial |= {name: field.initial for name, field in (lists or {}).items()}
        self.WORDS = ("text", *(lists or {}))
        self.fields["text"].label = label
        self.fields["text"].help_text = hint
        self.fields["text"].heading = True
