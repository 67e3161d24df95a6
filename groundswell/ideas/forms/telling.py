"""Forms of a sender who is a secret: words that may tell who it is are told of first, and go when sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.design.fields import HiddenField
from groundswell.foundation.design.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterable


class TellingForm(Form):
    """`told` travels with the form: what its page has told of. `tells`: what it tells of now, beside what was typed."""

    told = HiddenField(required=False)
    tells: tuple[str, ...] = ()

    def tell_first(self, pieces: Iterable[str]) -> bool:
        """Whether there is a piece that was not told of yet; then the page shows all of them. Ask a valid form."""
        told = self.cleaned_data["told"].splitlines()
        found = [" ".join(piece.split()) for piece in pieces]
        if set(found) <= set(told):
            return False
        self.tells = tuple(found)
        self.data = self.data.copy()
        self.data["told"] = "\n".join(dict.fromkeys([*told, *found]))
        return True
