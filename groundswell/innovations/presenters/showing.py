"""Who sees which part, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import short_date
from groundswell.innovations.policies import can_write_openly, level_of
from groundswell.innovations.reference import vocabulary
from groundswell.innovations.states import Group, Level

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Consent, Innovation


@dataclass(frozen=True)
class Row:
    """One group: what is in it, who sees it, and who agreed to that when ("" while nobody was asked)."""

    group: str
    title: str
    holds: str
    seen_by: str
    agreed: str


def rows(innovation: Innovation, consents: list[Consent]) -> list[Row]:
    latest: dict[str, Consent] = {}
    for consent in consents:
        latest.setdefault(consent.group, consent)
    return [
        Row(
            str(group),
            str(group.label),
            holds(group),
            str(level_of(innovation, group).label),
            _agreed(latest.get(str(group))),
        )
        for group in Group
    ]


def _agreed(consent: Consent | None) -> str:
    if consent is None:
        return ""
    said = {"who": consent.person.name, "day": short_date(consent.given_at)}
    return _("%(who)s agreed on %(day)s") % said


def holds(group: str) -> str:
    """What stands in a group, as a sentence part."""
    if group == Group.PEOPLE:
        return _("The names of those who agreed to be named")
    titles = [value.label for value in vocabulary("sections").values if value.group == group]
    also = {Group.EVIDENCE: [_("Each item of evidence")], Group.SAFETY: [_("Risks")]}
    return ", ".join([*titles, *also.get(Group(group), [])])


def choices() -> list[tuple[str, str]]:
    return [(str(int(level)), str(level.label)) for level in Level]


@dataclass(frozen=True)
class Openly:
    """That everyone sees a part, for who is about to write in it. `why_not`: for who may not; "" for its team."""

    why_not: str


def openly(asker: Asker, innovation: Innovation, group: str) -> Openly | None:
    """None where not everyone sees it."""
    if level_of(innovation, group) != Level.PUBLIC:
        return None
    return Openly(can_write_openly(asker, innovation, warned=True).reason)


def may_agree(seen: Openly | None) -> bool:
    """Whether the form asks for a yes to what is written."""
    return seen is not None and not seen.why_not
