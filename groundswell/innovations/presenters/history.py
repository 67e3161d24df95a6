"""What happened to a record, in sentences with a person and a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.innovations.reference import vocabulary
from groundswell.innovations.states import Group, Level, StandingKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from groundswell.foundation.audit.models import AuditEntry


@dataclass(frozen=True)
class Told:
    sentence: str
    when: datetime


def people_in(moves: Iterable[AuditEntry]) -> set[UUID]:
    """Everyone whom the history names."""
    ids = [one for move in moves for one in (move.actor_id, _id(move.facts.get("person")))]
    return {one for one in ids if one is not None}


def _id(value: Any) -> UUID | None:
    return UUID(value) if value else None


def told(moves: Iterable[AuditEntry], names: dict[UUID, str]) -> list[Told]:
    return [Told(_sentence(move, names), move.recorded_at) for move in moves]


def _sentence(move: AuditEntry, names: dict[UUID, str]) -> str:
    someone = _("Someone who has left")
    who = names.get(move.actor_id, someone) if move.actor_id else _("The site")
    whom = names.get(_id(move.facts.get("person")) or UUID(int=0), someone)
    said = {"who": who, "whom": whom, **_words(move)}
    return (_change() if move.verb == "change" else _verbs()).get(_key(move), _("%(who)s changed the record")) % said


def _words(move: AuditEntry) -> dict[str, str]:
    """The codes of a row in the words of the lists."""
    facts = move.facts
    group, level, kind = facts.get("group"), facts.get("level"), facts.get("kind")
    return {
        "section": vocabulary("sections").label_of(facts.get("section", "")),
        "group": str(Group(group).label) if group in Group.values else "",
        "level": str(Level(level).label).lower() if level in Level.values else "",
        "kind": str(StandingKind(kind).label).lower() if kind in StandingKind.values else "",
    }


def _key(move: AuditEntry) -> str:
    facts = move.facts
    if move.verb == "let name":
        return f"let name {facts.get('yes')}"
    if move.verb == "change":
        return "section" if "section" in facts else f"{facts.get('part')} {facts.get('did')}"
    return move.verb


def _verbs() -> dict[str, str]:
    return {
        "begin": _("%(who)s began this record"),
        "show": _("%(who)s said who sees “%(group)s”: %(level)s"),
        "narrow": _("%(who)s said who sees “%(group)s”: %(level)s"),
        "stand": _("%(who)s wrote down %(whom)s: %(kind)s"),
        "leave": _("%(who)s wrote down that %(whom)s stopped: %(kind)s"),
        "let name 1": _("%(who)s agreed to be named on the page"),
        "let name 0": _("%(who)s asked not to be named on the page"),
        "keep": _("%(who)s asked %(whom)s to look after this record"),
        "hand on": _("%(whom)s looks after this record now, because someone has left"),
        "forget": _("Words of someone who has left were taken out"),
        "rest": _("%(who)s let it rest"),
        "wake": _("%(who)s took it up again"),
    }


def _change() -> dict[str, str]:
    return {
        "section": _("%(who)s changed “%(section)s”"),
        "evidence add": _("%(who)s added evidence"),
        "evidence change": _("%(who)s changed evidence"),
        "evidence remove": _("%(who)s took evidence out"),
        "risk add": _("%(who)s added a risk"),
        "risk change": _("%(who)s looked at a risk again"),
        "risk hand on": _("%(whom)s looks at a risk again, because someone has left"),
        "risk close": _("%(who)s said that a risk is over"),
        "serves change": _("%(who)s said which priorities it serves and which programmes it touches"),
        "link add": _("%(who)s tied it to another innovation"),
        "link remove": _("%(who)s took a tie to another innovation away"),
    }
