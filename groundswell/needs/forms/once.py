"""Forms that make a record, once however often they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundswell.foundation.design.fields import OnceField
from groundswell.foundation.design.forms import Form

if TYPE_CHECKING:
    from uuid import UUID


class OnceForm(Form):
    """`key` is drawn with the form and travels with it; it is no part of what was said."""

    key = OnceField()

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def drawn(self) -> UUID | None:
        return self.cleaned_data["key"]
