"""What a form sends twice is done once: the second time leads to what the first time made, and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from django.db import IntegrityError, transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from groundswell.foundation.access import Asker

TRIES = 6  # of a reference that is drawn


def own_key(key: UUID | None, said: Any, *, by: Asker) -> UUID | None:
    """The key of what this person says with this form; none without a form.

    Other words from a page gone back to make another key, and so does another person who knows the form's.
    """
    return uuid5(key, f"{by.programme_id} {by.person_id} {said!r}") if key else None


def once(model: type[Any], key: UUID | None, make: Callable[[], Any]) -> Any:
    """The row that stands under this key, or what `make` makes. Ask the rule first.

    Of two at the same moment the later finds what the other made. Whatever else stands there already, such as a
    reference, is drawn anew.
    """
    left = TRIES
    while True:
        held = model.objects.filter(key=key).first() if key else None
        if held is not None:
            return held
        try:
            with transaction.atomic():
                return make()
        except IntegrityError:
            left -= 1
            if not left:
                raise
