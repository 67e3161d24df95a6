"""Lists of innovations, and of what they serve, as spreadsheets: the rows of the page, with dates as 2026-12-07."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.innovations.presenters import record, serving
from groundswell.innovations.reference import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundswell.innovations.models import Innovation


def parts(kind: str, rows: Iterable[Any]) -> Iterator[tuple[str, ...]]:
    """Priorities or change programmes in force, with how many innovations hang on each."""
    first = str(serving.SHOWN[kind])
    who = _("Who answers for it") if kind == "priorities" else _("Who speaks for it")
    yield first, who, _("In force since"), _("Last day"), _("Innovations")
    for row in rows:
        person = row.owner if kind == "priorities" else row.contact
        until = getattr(row, "until", None)
        days = (row.state_since.isoformat(), until.isoformat() if until else "")
        yield row.title, person.name if person else "", *days, str(row.serving)


def without_priority(rows: Iterable[Innovation]) -> Iterator[tuple[str, ...]]:
    """Innovations that serve no priority in force, each with who looks after it."""
    yield _("Reference"), _("Title"), _("Who looks after it"), _("Began on")
    for row in rows:
        yield row.reference, row.title, row.keeper.name, row.began_on.isoformat()


def innovations(rows: Iterable[Innovation]) -> Iterator[tuple[str, ...]]:
    """What everyone who sees the list may read of each: what it is, and what kind."""
    what = (_("Reference"), _("Title"), _("What it is"), _("The problem"))
    kind = (_("How far it is"), _("Where it came from"), _("Work streams"), _("Kind"), _("Helps with"), _("Used in"))
    yield *what, *kind, _("Main purpose"), _("Organisation"), _("Service"), _("Began on"), _("Only its team sees it")
    for row in rows:
        card = record.card(row)
        yield (
            row.reference,
            row.title,
            row.summary,
            row.problem,
            card.step,
            str(row.get_origin_display()),
            "; ".join(record.streams(row)),
            vocabulary("categories").label_of(row.category),
            vocabulary("areas").label_of(row.area),
            vocabulary("care_settings").label_of(row.setting),
            vocabulary("purposes").label_of(row.purpose),
            str(row.organisation or ""),
            str(row.service or ""),
            row.began_on.isoformat(),
            _("yes") if card.private else _("no"),
        )
