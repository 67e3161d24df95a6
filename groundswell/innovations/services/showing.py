"""Who sees which part: agreed by the team, part by part, and written down each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import lock
from groundswell.innovations import policies, selectors
from groundswell.innovations.lifecycle import RECORD
from groundswell.innovations.models import Consent
from groundswell.innovations.services.noting import move
from groundswell.innovations.states import Group, Level

if TYPE_CHECKING:
    from typing import Any

    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation


@transaction.atomic
def show(innovation: Innovation, group: str, level: int, *, by: Asker, warned: bool = False) -> Innovation:
    """Say who sees a group of fields, wider or narrower. `warned`: they have just read the warning about rights.

    What it is bounds all the rest: narrowing it narrows every group. Whoever looks after it may narrow, too.
    """
    if group not in Group.values or level not in Level.values:
        raise NotAllowed(_("There is no such part"))
    lock(innovation)
    verb = "narrow" if level < policies.level_of(innovation, group) else "show"
    RECORD.moves[verb].policy(by, innovation).or_raise()
    assert by.person_id is not None  # the verdict above says so
    was_warned = warned or selectors.was_warned(innovation, group)
    policies.can_open(innovation, group, level, warned=was_warned).or_raise()
    facts = {"group": group, "level": level, "before": int(policies.level_of(innovation, group))}
    move(innovation, verb, by=by, facts=facts, **_levels(innovation, group, level))
    Consent.objects.create(
        innovation=innovation,
        group=group,
        level=level,
        person_id=by.person_id,
        given_at=clock.now(),
        warned=warned and level == Level.PUBLIC,
    )
    return innovation


def _levels(innovation: Innovation, group: str, level: int) -> dict[str, Any]:
    if group == Group.ABOUT:
        return {"openness": level, "levels": {name: min(held, level) for name, held in innovation.levels.items()}}
    return {"levels": innovation.levels | {str(group): level}}
