"""So many in a while, and not one more: each takes a free place, and only one can take each, however many come at once.

A count that is read and then written loses tries that arrive together; a row that only one can insert does not.
"""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.backends.utils import CursorWrapper


class Throttle(DatabaseCache):
    """Where tries are counted. When it grows, what is over goes and what still counts stays.

    Django would drop a third of everything, and so a flood of other tries would wipe a count out.
    """

    def _cull(self, db: str, cursor: CursorWrapper, now: datetime, num: int) -> None:  # noqa: ARG002  Django names it
        operations = connections[db].ops
        table = operations.quote_name(self._table)  # type: ignore[attr-defined]
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [operations.adapt_datetimefield_value(now)])  # noqa: S608  # nosec B608  our table


def take(name: str, most: int, *, window: int, keep: float) -> str | None:
    """Take one of the `most` places of this window, for `keep` seconds; its key, or none when all are taken.

    What a place stands for cannot be read from its key.
    """
    keys = _keys(name, window, most)
    gone = cache.get_many(keys)
    free = (key for key in keys if key not in gone)
    return next((key for key in free if cache.add(key, 1, keep)), None)


def taken(name: str, most: int, *, window: int) -> int:
    """How many places of a window are taken and still kept."""
    return len(cache.get_many(_keys(name, window, most)))


def give_back(key: str) -> None:
    """Free a place, as if it had never been taken."""
    cache.delete(key)


def window_now(seconds: int) -> int:
    """The number of the present window of so many seconds."""
    return int(time()) // seconds


def _keys(name: str, window: int, most: int) -> list[str]:
    return [salted_hmac("groundswell.places", f"{name}:{window}:{number}").hexdigest() for number in range(most)]
