"""The form that every page uses: it draws itself with NHS components and lists its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting

from groundswell.foundation.design.drawing import Choice, draw, look_of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class DrawnField(forms.BoundField):
    """A field of a form; in a page `{{ form.text }}` is its NHS component, with its error beside it."""

    def __str__(self) -> SafeString:
        return draw(look_of(self))

    __html__ = __str__

    @property
    def error(self) -> dict[str, Any] | None:
        """The first thing to mend, as the NHS components take it."""
        return {"text": str(self.errors[0])} if self.errors else None

    @property
    def shown(self) -> Any:
        """What to put in the field: what was typed, however wrong, or the initial value."""
        value = self.value()
        form_value = getattr(self.field.widget, "format_value", None)
        return form_value(value) if form_value else value

    def suggestions(self) -> list[str]:
        """Words offered while someone types, asked for when the field is drawn."""
        found = getattr(self.field, "suggestions", ())
        return [str(each) for each in (found() if callable(found) else found)]

    def choices(self) -> list[Choice]:
        """What can be chosen, with what is chosen marked."""
        now = self.value()
        chosen = {str(each) for each in now} if isinstance(now, (list, tuple)) else {"" if now is None else str(now)}
        hints = getattr(self.field, "hints", {})
        return [
            Choice(str(value), str(words), str(value) in chosen, str(hints.get(value, "")))
            for value, words in getattr(self.field, "choices", ())
        ]

    def items(self) -> list[dict[str, Any]]:
        """The same as the NHS components take them."""
        return [choice.item() for choice in self.choices()]


class Form(forms.Form):
    """`{{ form }}` draws every field; the page adds the `<form>`, the token and the button.

    The layouts show `error_list()` as a summary above the page's content.
    """

    template_name = "forms/form.jinja"
    default_renderer = TemplatesSetting()
    bound_field_class = DrawnField
    use_required_attribute = False

    def error_list(self) -> list[dict[str, str]]:
        """Everything to mend, in the order of the fields, with a link to each field."""
        found = [{"text": str(error)} for error in self.non_field_errors()]
        for field in self:
            place = {} if field.is_hidden else {"href": f"#{field.id_for_label}"}
            found += [{"text": str(error)} | place for error in field.errors]
        return found
