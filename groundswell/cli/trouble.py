"""Errors that people can act on, in a sentence instead of a trace."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Leave with exit code 1 and a sentence when the set-up is at fault; our own faults keep their trace."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        words = _words(error)
        if words is None:
            raise
        sys.exit(words)


def _words(error: Exception) -> str | None:
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  --help needs no Django
    from django.core.management import CommandError  # noqa: PLC0415
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415

    if isinstance(error, ModuleNotFoundError) and error.name == "groundswell.demo":
        return "This copy was installed without the demonstration."
    if isinstance(error, (ImproperlyConfigured, CommandError)):
        return str(error)
    not_there = isinstance(error, ProgrammingError) and "does not exist" in str(error)
    if not_there or isinstance(error, OperationalError):
        return f"The database is not ready ({str(error).splitlines()[0]}). Run: groundswell migrate"
    return None
