"""A sign of life from a request that works for long.

A web server ends a process that says nothing for some seconds, for it cannot tell work from a database that hangs. Who
knows that a step may take a second or two says so before it; elsewhere, as in a task or a test, nobody listens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_listeners: list[Callable[[], object]] = []


def hear(listener: Callable[[], object]) -> None:
    """Who is told of each sign of life in this process; nobody else any more."""
    _listeners[:] = [listener]


def beat() -> None:
    """Say that this process lives."""
    for listener in _listeners:
        listener()
