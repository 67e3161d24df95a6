"""How a priority fits together with a change programme or an enabling function, and when we last spoke with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.workflow.services import Stale, advance, lock
from groundswell.needs.lifecycle.strategy import PART
from groundswell.needs.models import Alignment, ChangeProgramme, EnablingFunction, Priority
from groundswell.needs.policies import strategy as policies
from groundswell.needs.services.noting import note
from groundswell.needs.services.strategy.noting import begun, kept, today

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker

Ally = ChangeProgramme | EnablingFunction


@transaction.atomic
def align(priority: Priority, ally: Ally, text: str, *, by: Asker, revision: int = 0) -> Alignment:
    """Say how the two fit together; other words replace what was said. `revision` 0: nothing was said yet.

    Raises `Stale` when it changed since `revision`, unless these very words of theirs stand there: sent twice is once.
    """
    policies.can_change(by, priority).or_raise()
    assert by.person_id is not None  # the verdict above says so
    if not text.strip():
        raise NotAllowed(_("Say how the two fit together"))
    lock(priority)
    words = {"text": text.strip(), "said_by_id": by.person_id, "said_on": today(by)}
    held = alignment_of(priority, ally)
    if held and held.revision != revision and (held.text, held.said_by_id) == (words["text"], by.person_id):
        return held
    if (held.revision if held else 0) != revision:
        raise Stale(_("Someone else changed this while you had it open"))
    facts = {"priority": priority.pk, "ally": ally.pk}
    if held is None:
        return begun(Alignment(priority=priority, **_named(ally), **words), "align", by=by, facts=facts)
    note(held, "align", by=by, facts=facts, digests=kept(held, words), **words)
    return held


@transaction.atomic
def part_ways(priority: Priority, ally: Ally, *, by: Asker) -> None:
    """They do not fit together any more, or never did. The history keeps that it was said."""
    policies.can_change(by, priority).or_raise()
    lock(priority)
    held = alignment_of(priority, ally)
    if held is None:
        return
    note(held, "part ways", by=by, facts={"priority": priority.pk, "ally": ally.pk})
    held.delete()


@transaction.atomic
def spoke(ally: Ally, on: date, *, by: Asker) -> Any:
    """We spoke with them on this day. An earlier day than the one we know changes nothing."""
    policies.can_change(by, ally).or_raise()
    if on > today(by):
        raise NotAllowed(_("Enter a day that is not in the future"))
    if ally.last_contact_on and ally.last_contact_on >= on:
        return ally
    advance(ally, "change", by=by, lifecycle=PART, facts={"spoke": on}, last_contact_on=on)
    return ally


def alignment_of(priority: Priority, ally: Ally) -> Alignment | None:
    return Alignment.objects.filter(priority=priority, **_named(ally)).first()


def _named(ally: Ally) -> dict[str, Any]:
    return {"programme_of_change" if isinstance(ally, ChangeProgramme) else "function": ally}
