"""The kinds of role there are. Each room declares its own; the floor collects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RoleKind:
    """A kind of role: its key, its name in plain words, what it lets someone do, who may grant it.

    `separation`: a role that keeps duties apart, so only a programme administrator may grant it.
    `whole`: a role that is held for the whole programme or not at all, so no organisation's administrator may grant it.
    `team`: its holders are named on the public team page and can be put on the duty rota.
    `privileged`: it opens what others trusted us with, so it counts only in a session that passed the second step.
    """

    key: str
    name: str
    meaning: str
    separation: bool = False
    whole: bool = False
    team: bool = False
    privileged: bool = False


_kinds: dict[str, RoleKind] = {}


def declare(kind: RoleKind) -> None:
    _kinds[kind.key] = kind


def kinds() -> list[RoleKind]:
    """Every declared kind, by name."""
    return sorted(_kinds.values(), key=lambda kind: str(kind.name))


def kind_of(key: str) -> RoleKind:
    return _kinds[key]


def name_of(key: str) -> str:
    """A kind's name in plain words; a kind that no room declares any more keeps its key."""
    kind = _kinds.get(key)
    return str(kind.name) if kind else key.replace("_", " ")


def privileged_kinds() -> set[str]:
    """Keys of the kinds that count only after the second step."""
    return {kind.key for kind in _kinds.values() if kind.privileged}


def team_kinds() -> list[str]:
    """Keys of the kinds whose holders are named as the team."""
    return [kind.key for kind in _kinds.values() if kind.team]
