"""Tasks by name, so that a queued job survives a move of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

_tasks: dict[str, Callable[..., None]] = {}
_schedules: dict[str, int] = {}


def task(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a task under a name that stays when the code moves."""

    def keep(function: Callable[..., None]) -> Callable[..., None]:
        _tasks[name] = function
        return function

    return keep


def every(minutes: int, name: str) -> None:
    """Ask for a registered task to be run every so many minutes."""
    _schedules[name] = minutes


def schedules() -> dict[str, int]:
    """Task name to minutes between runs."""
    return dict(_schedules)


def run(name: str, *ids: str) -> None:
    """What the worker calls: find the task by name and run it."""
    _tasks[name](*[UUID(one) for one in ids])
