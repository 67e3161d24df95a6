"""Tasks by name, so that a queued job survives a move of the code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 60


@dataclass(frozen=True)
class Task:
    """What to run, and how many seconds it may take before it is stopped and tried again."""

    function: Callable[..., None]
    limit: float = SECONDS

    def run(self, ids: list[str]) -> None:
        self.function(*[UUID(one) for one in ids])


_tasks: dict[str, Task] = {}
_schedules: dict[str, int] = {}


def task(name: str, *, limit: float = SECONDS) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a task under a name that stays when the code moves. It may run twice: its effect must not."""

    def keep(function: Callable[..., None]) -> Callable[..., None]:
        _tasks[name] = Task(function, limit)
        return function

    return keep


def every(minutes: int, name: str) -> None:
    """Ask for a registered task to be run every so many minutes."""
    _schedules[name] = minutes


def schedules() -> dict[str, int]:
    """Task name to minutes between runs."""
    return dict(_schedules)


def task_named(name: str) -> Task:
    """Raises `KeyError` when no room registers it (any more)."""
    return _tasks[name]
