"""S11: the queue in words, and the same list as rows of a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.words import capped, local_day, long_date
from groundswell.ideas import policies
from groundswell.ideas.presenters import covered
from groundswell.ideas.presenters.promises import also_with, paused_words, promise, review
from groundswell.ideas.presenters.story import STAGE
from groundswell.ideas.states import WAITS_FOR_SENDER, IdeaState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.ideas.selectors import QueueNumbers
    from groundswell.needs.models import Challenge


@dataclass(frozen=True)
class Due:
    """When an idea is due, in words, and whether a day that was `said` is over; then its sender is told the `new` date.

    `also`: who has it too because of that. `paused`: why its clock stands still.
    """

    words: str
    day: date | None
    late: bool = False
    new: date | None = None
    also: str = ""
    paused: str = ""


def due(idea: Idea, today: date) -> Due:
    """For example "2 days left" or "3 days late", in days as on a calendar; a paused clock says since when."""
    if idea.state in WAITS_FOR_SENDER and idea.paused_on:
        return Due(_("Waiting for the sender since %(date)s") % {"date": long_date(idea.paused_on)}, None)
    if idea.due_on is None:
        return Due(_("By the date of the other idea") if idea.joined_to_id else _("Nothing is due"), None)
    promised = promise(idea, today) or review(idea, today)
    said = promised.said if promised else idea.due_on
    return Due(
        _days_words((said - today).days),
        said,
        late=said < today,
        new=promised.new if promised else None,
        also=also_with(idea),
        paused=paused_words(idea),
    )


def _days_words(days: int) -> str:
    if days < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return _("Due today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def state_words(idea: Idea) -> str:
    """Where it stands, as the team says it."""
    if idea.state == IdeaState.RECEIVED:
        return _("Not taken yet")
    if idea.state in {IdeaState.DECIDED, IdeaState.CLOSED}:
        return str(idea.get_outcome_display())
    if idea.state in WAITS_FOR_SENDER:
        return _("We asked the sender something")
    return str(idea.get_state_display())


@dataclass(frozen=True)
class Row:
    """One idea in the queue. `stage`: its dot of the tracker line, from 0. `ticket`: it and the revision shown;
    none where this asker may not move it, with `why_not`.
    `alike`: another idea may tell the same; `known`: something of another room may.
    `challenge`: the title of the one that it answers.
    """

    title: str
    reference: str
    place: str
    who: str
    due: Due
    state: str
    stage: int
    ticket: str
    ticked: bool
    why_not: str = ""
    alike: bool = False
    challenge: str = ""
    known: bool = False


def row(
    idea: Idea,
    today: date,
    asker: Asker,
    *,
    ticked: Iterable[str] = (),
    alike: bool = False,
    known: bool = False,
    answered: Mapping[UUID, Challenge] | None = None,
) -> Row:
    """`answered`: the challenges that this reader may see, by id."""
    allowed = policies.can_triage(asker, idea)
    return Row(
        covered.title(idea, asker),
        idea.reference,
        idea.place,
        idea.holder.name,
        due(idea, today),
        state_words(idea),
        STAGE.get(IdeaState(idea.state), 0),
        f"{idea.reference}:{idea.revision}" if allowed else "",
        idea.reference in ticked,
        allowed.reason,
        alike,
        _challenge(idea, answered or {}),
        known,
    )


def _challenge(idea: Idea, answered: Mapping[UUID, Challenge]) -> str:
    found = answered.get(idea.answers_to_id) if idea.answers_to_id else None
    return found.title if found else ""


@dataclass(frozen=True)
class Number:
    figure: str
    sentence: str


def headline(numbers: QueueNumbers, today: date) -> list[Number]:
    """As figures with their words: "80 waiting. 6 are late. Oldest is 12 days." Nothing when nothing waits."""
    waiting, late = numbers.counts["all"], numbers.counts["late"]
    if not waiting or numbers.oldest is None:
        return []
    days = (today - local_day(numbers.oldest)).days
    return [
        Number(capped(waiting), _("waiting")),
        Number(capped(late), ngettext("is late", "are late", late)),
        Number(f"{days:,}", ngettext("day since the oldest came", "days since the oldest came", days)),
    ]


def left_alone(refused: list[tuple[Idea, str]], asker: Asker) -> list[str]:
    """Why some ideas were not moved: each reason once, with the ideas that it holds for."""
    by_reason: dict[str, list[str]] = {}
    for idea, reason in refused:
        by_reason.setdefault(reason, []).append(covered.title(idea, asker))
    said = []
    for reason, titles in by_reason.items():
        words = ngettext("%(count)d idea was not moved", "%(count)d ideas were not moved", len(titles))
        rest = _(" and %(count)d more") % {"count": len(titles) - MOST_NAMED} if len(titles) > MOST_NAMED else ""
        said.append(f"{words % {'count': len(titles)}}: {', '.join(titles[:MOST_NAMED])}{rest}. {reason}.")
    return said


MOST_NAMED = 3


def csv_rows(
    ideas: Iterable[Idea], today: date, asker: Asker, answered: Mapping[UUID, Challenge]
) -> Iterator[tuple[str, ...]]:
    """The list with its first row; dates as 2026-12-07. `answered`: the challenges that this reader may see, by id."""
    yield _csv_head()
    for idea in ideas:
        day = due(idea, today)
        yield (
            idea.reference,
            covered.title(idea, asker),
            idea.place,
            idea.organisation.name if idea.organisation else "",
            idea.holder.name,
            state_words(idea),
            day.day.isoformat() if day.day else "",
            _("yes") if day.late else _("no"),
            day.new.isoformat() if day.new else "",
            local_day(idea.sent_at).isoformat(),
            str(idea.get_type_display()),
            idea.escalated_to.name if idea.escalated_to else "",
            _challenge(idea, answered),
        )


def _csv_head() -> tuple[str, ...]:
    about = (_("Reference"), _("Title"), _("Place"), _("Organisation"), _("Who has it"), _("State"))
    return (
        *about,
        _("Due"),
        _("Late"),
        _("New date"),
        _("Sent"),
        _("Kind"),
        _("Who has it too"),
        _("For the challenge"),
    )
