"""The revision of a record that a page showed, as its form brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import QueryDict

MOST_DIGITS = 9


def revision_of(data: QueryDict) -> int:
    """One that no record has when it is missing or is no number, so that the page is refused."""
    typed = data.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else -1
