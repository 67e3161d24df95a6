"""What a page says about what was just done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages

from groundswell.foundation.design.words import clock_time

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest


def offer_undo(request: HttpRequest, said: str, *, action: str, until: datetime, **fields: object) -> None:
    """Say what was done on the next page, with a button that posts `fields` to `action` until an instant.

    Carried in the message's extra tags, which the browser holds signed: no value may hold a space.
    Raises `ValueError` when one does.
    """
    parts = ["undo", action, clock_time(until), *(f"{name}={value}" for name, value in fields.items())]
    if any(" " in part for part in parts):
        msg = "An undo banner carries ids and numbers, not words"
        raise ValueError(msg)
    messages.success(request, said, extra_tags=" ".join(parts))
