"""Lists of this room as spreadsheets: the rows of the page, in its words, with its dates as 2026-12-07."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.needs.presenters import challenges as challenge_words
from groundswell.needs.presenters import needs as need_words
from groundswell.needs.presenters import strategy_report
from groundswell.needs.selectors.challenges import is_open_on
from groundswell.needs.states import ChallengeState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any

    from groundswell.needs.models import Challenge, Criterion, Need, Round
    from groundswell.needs.presenters.rounds import Result
    from groundswell.needs.selectors.strategy_report import Gap

Line = tuple[str, ...]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def needs(rows: Iterable[Need]) -> Iterator[Line]:
    """What stands on the page of each, but not who raised it."""
    where = (_("State"), _("Since"), _("Theme"), _("Organisation"), _("Service"))
    yield _("Reference"), _("Title"), *where, *[str(title) for _key, title in need_words.PARTS]
    for row in rows:
        yield (
            row.reference,
            row.title,
            str(row.get_state_display()),
            _day(row.state_since),
            str(row.theme or ""),
            str(row.organisation or ""),
            str(row.service or ""),
            *[getattr(row, key) for key, _title in need_words.PARTS],
        )


def challenges(rows: Iterable[Challenge], today: date) -> Iterator[Line]:
    """What stands on the page of each. One whose last day is over is closed, though nothing has closed it yet."""
    where = (_("State"), _("Theme"), _("Owner"), _("Opened on"), _("Last day"), _("Money for it"), _("Currency"))
    yield _("Reference"), _("Title"), *where, *[str(title) for _key, title in challenge_words.PARTS]
    for row in rows:
        over = row.state == ChallengeState.OPEN and not is_open_on(row, today)
        yield (
            row.reference,
            row.title,
            str(ChallengeState.CLOSED.label if over else row.get_state_display()),
            str(row.theme or ""),
            str(row.owner),
            _day(row.opens_on),
            _day(row.closes_on),
            "" if row.budget is None else f"{row.budget:.2f}",
            row.currency,
            *[getattr(row, key) for key, _title in challenge_words.PARTS],
        )


def rounds(rows: Iterable[Round]) -> Iterator[Line]:
    """One line for each round; its result has a table of its own."""
    dates = (_("State"), _("Opened on"), _("Last day of votes"), _("Criteria and weights"))
    yield _("Reference"), _("Title"), *dates, _("What was decided"), _("Decided by"), _("Decided on")
    for row in rows:
        yield (
            row.reference,
            row.title,
            str(row.get_state_display()),
            _day(row.opens_on),
            _day(row.closes_on),
            "; ".join(_weighted(one) for one in sorted(row.criteria.all(), key=lambda one: one.position)),
            row.decision,
            str(row.decided_by or ""),
            _day(row.decided_on),
        )


def _weighted(criterion: Criterion) -> str:
    return _("%(title)s (weight %(weight)s)") % {"title": criterion.title, "weight": criterion.weight}


def round_result(result: Result) -> Iterator[Line]:
    """One line for each need, with the mean of each criterion; what the page does not show is left empty."""
    ours = [_weighted(one) for one in result.criteria]
    why = (_("Why it was decided otherwise than the votes say"), _("Who wrote that"))
    yield _("Place"), _("Reference"), _("Need"), _("Points of 100"), *ours, _("Decision"), *why
    for entry, row in zip(result.entries, result.rows, strict=True):
        reference = entry.need.reference if row.address else ""
        place = "" if row.place is None else str(row.place)
        yield place, reference, row.title, row.points, *row.means, row.decision, row.deviation, row.explained


def gaps(found: Iterable[tuple[Gap, Iterable[Any]]]) -> Iterator[Line]:
    """Each gap with its numbers, and one line for each thing that has it; a gap that nothing has stands once."""
    numbers = (_("What is missing"), _("How many"), _("Of how many"))
    yield *numbers, _("Title"), _("Who answers for it"), _("Reference")
    for gap, rows in found:
        said = (str(strategy_report.TITLES[gap.name]), str(gap.count), str(gap.of))
        yield from ((*said, *thing) for thing in _things(gap, rows))


def _things(gap: Gap, rows: Iterable[Any]) -> Iterator[Line]:
    if not gap.count:
        yield "", "", ""
    for row in rows:
        owner = getattr(row, "owner", None)
        yield row.title, owner.name if owner else "", getattr(row, "reference", "")
