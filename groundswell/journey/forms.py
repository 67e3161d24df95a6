"""What someone typed into a form that was too old to trust, given back to be sent again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.http import HttpRequest

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
