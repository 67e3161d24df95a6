"""How a field looks: all that its template may read, so that the same look is drawn once and kept.

The NHS components cost a millisecond a field, and a page may hold thirty. What is kept is the same for everyone:
nothing that anyone typed or chose, no error, and no name to choose. Where a field offers names, what stands around them
is kept, and they are put into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.forms import Field
    from django.utils.safestring import SafeString

    from groundswell.foundation.design.forms import DrawnField

MOST_KEPT = 1000  # of about 1,500 letters each
END_OF_SELECT = "  </select>"
SELECTED = " selected"


class Choice(NamedTuple):
    value: str
    text: str
    chosen: bool
    hint: str = ""

    def item(self) -> dict[str, Any]:
        """As the NHS components take it."""
        marked = {"checked": self.chosen, "selected": self.chosen}
        return {"value": self.value, "text": self.text, "hint": {"text": self.hint} if self.hint else None} | marked


@dataclass(frozen=True)
class Look:
    """`value`: what stands in the field, "" for nothing. `language`: what the template's own words are in.

    `for_all`: it looks so for everyone. The other names are those of the field.
    """

    template_name: str
    language: str
    id: str
    name: str
    label: str
    hint: str
    heading: bool
    for_all: bool
    error: str = ""
    value: Any = ""
    ticked: bool = False
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()
    kind: str = ""
    autocomplete: str = ""
    accept: str = ""
    rows: int = 0
    max_words: int = 0
    has_list: bool = False  # words are offered while someone types
    has_blank: bool = False  # the first choice is that of none

    @property
    def names_aside(self) -> Look | None:
        """The same without what it offers, where only that differs from one page to another; else none."""
        if self.suggestions and self.for_all:
            return replace(self, suggestions=(), has_list=True)
        if self.choices and not (self.for_all or self.error) and self.template_name == "forms/select.jinja":
            blank = self.choices[0].value == ""
            return replace(self, choices=(), for_all=True, has_blank=blank)
        return None

    @property
    def items(self) -> list[dict[str, Any]]:
        return [choice.item() for choice in self.choices]


def look_of(bound: DrawnField) -> Look:
    """How a field of a form looks now."""
    field, choices, suggestions = bound.field, tuple(bound.choices()), tuple(bound.suggestions())
    value = "" if choices else bound.shown or ""
    ticked = not choices and bound.value() not in (None, "", False, "False")
    blank = value in ("", getattr(field, "standing", "")) and (not ticked or bool(value))
    return Look(
        template_name=field.template_name,  # type: ignore[attr-defined]
        language=get_language() or "",
        id=str(bound.auto_id),
        name=bound.html_name,
        label=str(bound.label),
        hint=str(bound.help_text),
        heading=getattr(field, "heading", False),
        for_all=blank and not bound.errors and (not choices or _are_fixed(field, choices)),
        error=str(bound.errors[0]) if bound.errors else "",
        value=value,
        ticked=ticked,
        choices=choices,
        suggestions=suggestions,
        **_of(field),
    )


def _are_fixed(field: Field, choices: tuple[Choice, ...]) -> bool:
    """Whether they are those of a list in the code, with none of them chosen but what is for everyone at first."""
    known = getattr(field, "known", None)
    pairs = [(str(value), str(words)) for value, words in known or ()]
    chosen = {one.value for one in choices if one.chosen}
    return pairs == [(one.value, one.text) for one in choices] and chosen <= {getattr(field, "standing", "") or None}


def _of(field: Field) -> dict[str, Any]:
    """What only some kinds of field have."""
    names = ("kind", "autocomplete", "accept", "rows", "max_words")
    return {name: getattr(field, name) for name in names if getattr(field, name, None)}


def draw(look: Look) -> SafeString:
    """The HTML of a field."""
    bare = look.names_aside
    if bare is None:
        return _kept(look) if look.for_all else _drawn(look)
    around = _kept(bare)
    if look.suggestions:
        return around + _list_of(look)
    before, end, after = around.partition(END_OF_SELECT)
    return mark_safe(f"{before}{_options(look)}{end}{after}")  # noqa: S308  each part is safe  # nosec B308 B703


def _list_of(look: Look) -> SafeString:
    """What is offered while someone types."""
    return render_to_string("forms/list.jinja", {"field": look})


def _options(look: Look) -> SafeString:
    """As the NHS component draws them."""
    rows = ((one.value, SELECTED if one.chosen else "", one.text) for one in look.choices)
    return format_html_join("", '    <option value="{}"{}>{}</option>\n', rows)


def _drawn(look: Look) -> SafeString:
    return render_to_string(look.template_name, {"field": look})


_kept = lru_cache(MOST_KEPT)(_drawn)
