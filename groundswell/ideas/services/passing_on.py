"""To whom goes what was not kept: the lead first, then the director; and what is needed to decide that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.kit import clock
from groundswell.ideas import policies
from groundswell.ideas.states import Escalation, Mode
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
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
    who answers when nobody is on duty.

    Somebody other than its holder, and than its named sender, where there is one; who is away has a cover.
    """
    kinds = [policies.LEAD] if level == Escalation.LEAD else [policies.DIRECTOR, policies.LEAD]
    people = [p for kind in kinds for p in partnership.in_charge(day.programme, kind, idea.organisation_id, day.today)]
    fit = [person for person in people if idea.mode != Mode.NAMED or person.pk != idea.sender_id]
    others = [person for person in fit if person.pk != idea.holder_id]
    found = next(iter([*others, *fit]), day.programme.default_duty)
    return partnership.cover_for(day.programme, found.pk, day.today)
