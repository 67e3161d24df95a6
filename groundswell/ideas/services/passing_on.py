"""To whom goes what was not kept: the lead first, then the director; and what is needed to decide that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.kit import clock
from groundswell.ideas import policies
from groundswell.ideas.states import Escalation, Mode
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.partnership.models import Person, Programme


class Day:
    """A programme today: who is asking, and who is away."""

    def __init__(self, programme: Programme) -> None:
        self.programme, self.today = programme, clock.today(programme.timezone)
        self.by: Asker = partnership.task_asker(programme)
        self.away = partnership.away_on(programme, self.today)


@dataclass(frozen=True)
class Missed:
    """To whom it goes now, and the date that was said and is over (none: it is only near)."""

    level: Escalation
    said: date | None


def who_has_it_too(idea: Idea, level: Escalation, day: Day) -> Person:
    """The lead or director of its organisation, else of the programme; without a director the lead; without either,
    who answers when nobody is on duty. Whoever of them is away has a cover.

    Somebody other than its holder, and than its named sender, while there is anybody else: the cover of a lead may be
    either. A sender in confidence is not passed over, for that would tell who it was.
    """
    found = [partnership.cover_for(day.programme, day.programme.default_duty_id, day.today)]
    for person in _in_turn(idea, level, day):
        here = partnership.cover_for(day.programme, person.pk, day.today) if person.pk in day.away else person
        if idea.mode == Mode.NAMED and here.pk == idea.sender_id:
            continue
        if here.pk != idea.holder_id and partnership.can_sign_in(here):
            return here
        found.append(here)
    return found[-1]


def _in_turn(idea: Idea, level: Escalation, day: Day) -> Iterator[Person]:
    """Each is looked up only when none before could have it: so the team comes last, and seldom."""
    programme, place = day.programme, idea.organisation_id
    kinds = [policies.LEAD] if level == Escalation.LEAD else [policies.DIRECTOR, policies.LEAD]
    for kind in kinds:
        yield from partnership.in_charge(programme, kind, place, day.today)
    yield programme.default_duty
    if level == Escalation.LEAD:
        yield from partnership.in_charge(programme, policies.DIRECTOR, place, day.today)
    yield from partnership.holders_of(programme, policies.TRIAGER, organisation_id=place)
