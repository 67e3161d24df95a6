"""The kinds of role there are. Each room declares its own; the floor collects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RoleKind:
    """A kind of role: its key, its name in plain words, what it lets someone do, who may grant it.

    `separation`: a role that keeps duties apart, so only a programme administrator may grant it.
    """

    key: str
    name: str
    meaning: str
    separation: bool = False


_kinds: dict[str, RoleKind] = {}


def declare(kind: RoleKind) -> None:
    _kinds[kind.key] = kind


def kinds() -> list[RoleKind]:
    """Every declared kind, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def kind_of(key: str) -> RoleKind:
    return _kinds[key]
