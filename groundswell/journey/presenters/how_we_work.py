"""How we work, told from the tables of moves themselves: states, what can happen, who may, by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.workflow.lives import Life, lives

if TYPE_CHECKING:
    from groundswell.foundation.workflow import Move
    from groundswell.partnership.models import Programme


@dataclass(frozen=True)
class Happening:
    """One row of a table of moves: what happens, who may, and where the record stands then ("" where it stays).

    `at`: where it can happen, in words.
    """

    what: str
    who: str
    then: str
    at: str


@dataclass(frozen=True)
class Stop:
    """One state: its public word, by when it moves on, what can happen to move it, and what it divides into."""

    word: str
    by_when: str
    moves: list[Happening]
    parts: list[str]


@dataclass(frozen=True)
class Told:
    """The whole life of one kind of record; `meanwhile`: what can happen without moving it."""

    key: str
    title: str
    about: str
    stops: list[Stop]
    meanwhile: list[Happening]


def told(programme: Programme) -> list[Told]:
    return [_life(life, programme) for life in lives()]


def _life(life: Life, programme: Programme) -> Told:
    moves, days = list(life.lifecycle.moves.values()), life.days(programme)
    stops = [
        Stop(
            word=str(state.label),
            by_when=days.get(state.value, ""),
            moves=[_happening(move, life) for move in moves if state in move.sources and move.target is not None],
            parts=[str(part) for part in life.parts.get(state.value, ())],
        )
        for state in life.states
    ]
    stays = [_happening(move, life) for move in moves if move.target is None]
    return Told(life.key, str(life.title), str(life.about), stops, stays)


def _happening(move: Move, life: Life) -> Happening:
    """A verb or rule that no words were written for yet is shown as it is, rather than left out."""
    said = str(life.says.get(move.verb, move.verb))
    who = str(life.who.get(move.policy, _("who may: ask us")))
    then = str(life.states(move.target).label) if move.target else ""
    return Happening(_capital(said), _capital(who), then, _where(move, life))


def _where(move: Move, life: Life) -> str:
    if len(move.sources) == len(life.states):
        return _("At any time")
    return ", ".join(str(state.label) for state in life.states if state in move.sources)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
