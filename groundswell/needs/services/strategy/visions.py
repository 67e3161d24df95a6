"""The vision: one text, in versions. What was published stays as it was; a new version replaces it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.workflow.services import Stale, advance
from groundswell.needs.lifecycle.strategy import VERSION
from groundswell.needs.models import Vision
from groundswell.needs.policies import strategy as policies
from groundswell.needs.services.once import once, own_key
from groundswell.needs.services.strategy.noting import begun, kept, programme_of, since_now, today, works_here
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker


@transaction.atomic
def write_vision(
    *, text: str, changed: str, owner_id: UUID, by: Asker, revision: int = 0, key: UUID | None = None
) -> Vision:  # fmt: skip
    """Write the next version: into its draft, or beginning one (`revision` 0). Raises `Stale` when someone else did.

    `key`: of the form, so that sending it twice begins one version.
    """
    now = Vision.objects.filter(programme_id=by.programme_id, state=WordsState.PUBLISHED).first()
    policies.can_write_vision(by, now).or_raise()
    if not text.strip():
        raise NotAllowed(_("Write what you want to be"))
    if not works_here(owner_id, programme_of(by)):
        raise NotAllowed(_("Name someone who holds a role here"))
    words: dict[str, Any] = {"text": text.strip(), "changed": changed.strip(), "owner_id": owner_id}
    draft = Vision.objects.filter(programme_id=by.programme_id, state=WordsState.DRAFT).first()
    own = own_key(key, words, by=by)
    if draft is None or (own and draft.key == own):
        return once(Vision, own, lambda: _first(words | {"key": own}, by=by))
    facts = {"owner": owner_id}
    advance(
        draft, "change", by=by, lifecycle=VERSION, revision=revision, facts=facts, digests=kept(draft, words), **words
    )
    return draft


def _first(columns: dict[str, Any], *, by: Asker) -> Vision:
    last = Vision.objects.filter(programme_id=by.programme_id).order_by("-number").first()
    if last and last.state == WordsState.DRAFT:  # someone else was faster
        raise Stale(_("Someone else changed this while you had it open"))
    row = Vision(number=last.number + 1 if last else 1, **columns, **since_now(by))
    return begun(row, "begin", by=by, facts={"number": row.number})


@transaction.atomic
def publish_vision(vision: Vision, *, by: Asker, revision: int | None = None) -> Vision:
    """From now on this is the vision, and the one before is over. In a year its owner looks at it again."""
    for before in Vision.objects.filter(programme_id=by.programme_id, state=WordsState.PUBLISHED):
        advance(before, "replace", by=by, lifecycle=VERSION, review_on=None, **since_now(by))
    rest = since_now(by) | {"review_on": in_a_year(today(by))}
    advance(vision, "publish", by=by, lifecycle=VERSION, revision=revision, **rest)
    return vision


@transaction.atomic
def still_right(vision: Vision, *, by: Asker) -> Vision:
    """The yearly look: nothing has to change. It comes back in a year."""
    policies.can_change(by, vision).or_raise()
    again = in_a_year(today(by))
    if vision.review_on == again:
        return vision
    advance(vision, "still right", by=by, lifecycle=VERSION, facts={"review": again}, review_on=again)
    return vision


def in_a_year(day: date) -> date:
    """The same day of the next year; the last of February where there is no such day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)
