"""What someone typed into a form that was too old to trust, given back; and how they want to hear of things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import RadiosField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.notices.states import How

if TYPE_CHECKING:
    from django.http import HttpRequest

    from groundswell.foundation.notices import Kind

NEVER_BACK = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Typed:
    name: str
    value: str

    @property
    def readable(self) -> bool:
        """Words rather than a key or a choice: worth showing, so that it can be copied."""
        return " " in self.value.strip()


def typed_in(request: HttpRequest) -> list[Typed]:
    """Every posted value in order, but for the old token."""
    return [Typed(name, value) for name, values in request.POST.lists() if name not in NEVER_BACK for value in values]


def came_from_here(request: HttpRequest) -> bool:
    """Whether our own page posted this. Another site's form is never offered to be sent again."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()


class HowForm(Form):
    """One question for each kind of notice, named by the kind's key."""

    def __init__(self, *args: Any, kinds: list[Kind], chosen: dict[str, How], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds:
            self.fields[kind.key] = RadiosField(
                kind.name,
                choices=How.choices,
                hint=kind.meaning,
                initial=chosen[kind.key],
                error=_("Select how you want to hear"),
            )
