"""Priorities and the programmes beside them: a table of how they fit together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import short_date
from groundswell.needs.policies import strategy as policies
from groundswell.needs.presenters.strategy import is_draft, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Alignment, Priority
    from groundswell.needs.presenters.strategy import Part


@dataclass(frozen=True)
class Cell:
    """What was said of one pair; "" for nothing yet."""

    ally_id: UUID
    ally: str
    text: str
    said: str


@dataclass(frozen=True)
class Row:
    id: UUID
    title: str
    draft: bool
    may_change: bool
    cells: list[Cell]


def table(
    priorities: Iterable[Priority],
    allies: Sequence[Any],
    said: Mapping[tuple[UUID, UUID], Alignment],
    asker: Asker,
) -> list[Row]:
    return [
        Row(
            priority.pk,
            priority.title,
            is_draft(priority),
            bool(policies.can_change(asker, priority)),
            [_cell(ally, said.get((priority.pk, ally.pk))) for ally in allies],
        )
        for priority in priorities
    ]


def _cell(ally: Any, alignment: Alignment | None) -> Cell:
    if alignment is None:
        return Cell(ally.pk, ally.title, "", "")
    return Cell(ally.pk, ally.title, alignment.text, said_by(alignment))


def said_by(alignment: Alignment) -> str:
    said = {"who": alignment.said_by.name, "day": short_date(alignment.said_on)}
    return _("%(who)s, %(day)s") % said


def ally(row: Any, asker: Asker) -> Part:
    """With whom we speak there, and when we last did."""
    facts = [row.organisation.name] if row.organisation else []
    facts.append(
        _("We speak with %(who)s") % {"who": row.contact.name}
        if row.contact
        else _("Nobody is named to speak with yet")
    )
    if row.last_contact_on:
        facts.append(_("We last spoke on %(day)s") % {"day": short_date(row.last_contact_on)})
    else:
        facts.append(_("We have not spoken yet"))
    return part(row, asker, *facts)


def allies(rows: Iterable[Any], asker: Asker) -> list[Part]:
    return [ally(row, asker) for row in rows]
