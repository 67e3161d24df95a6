"""What who runs the programme must keep an eye on: turns of duty to come, roles that end soon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from groundswell.foundation.access import days_ahead, prepared
from groundswell.foundation.kit import clock
from groundswell.partnership import policies
from groundswell.partnership.models import DutyTurn, Role

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker

SOON = 30  # days


def own_turns(asker: Asker) -> QuerySet[DutyTurn]:
    """Turns of one's own, of today and later, soonest first."""
    turns = DutyTurn.objects.not_over(clock.today(asker.timezone))
    mine = turns.filter(programme_id=asker.programme_id, person_id=asker.person_id)  # type: ignore[misc]
    return mine.select_related("organisation").order_by("since", "pk")


def roles_that_end_soon(asker: Asker) -> QuerySet[Role]:
    """Roles that this administrator looks after and that end within 30 days, soonest first."""
    today = clock.today(asker.timezone)
    ending = Role.objects.filter(policies.visible_to(asker), until__gte=today, until__lte=days_ahead(asker, SOON))
    return ending.select_related("person", "organisation").order_by("until", "person__name", "pk")


def rota_ends(asker: Asker) -> date | None:
    """The last day that a turn of the whole programme covers without a gap, counted from today; none: not today.

    Read from the turns in order, at most a hundred of them.
    """
    today = clock.today(asker.timezone)
    covered: date | None = None
    for since, until in _turns_of_all(asker):
        if since > (covered or today - timedelta(days=1)) + timedelta(days=1) and since > today:
            break
        if until is None:
            return since.max
        covered = max(covered or until, until)
    return covered


@prepared
def _turns_of_all(asker: Asker) -> QuerySet[DutyTurn, Any]:
    turns = DutyTurn.objects.not_over(clock.today(asker.timezone))
    of_all = turns.filter(programme_id=asker.programme_id, organisation=None, person__is_active=True)
    return of_all.order_by("since", "pk").values_list("since", "until")[:100]
