"""Finding what may tell the same as an idea, and saying that two are not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.foundation.search import alike
from groundswell.foundation.search.registry import kinds
from groundswell.ideas import policies
from groundswell.ideas.models import Idea, Likeness, Resemblance
from groundswell.ideas.states import FOUND, WaitsFor
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

MOST_ALIKE = 5  # in one place, of one idea: more tell a triager nothing more
MOST_LOOKED_AT = 200  # in all places
MOST_RESEMBLING = 20  # of each other kind, of which a reader may see fewer
MOST_A_DAY = 500  # ideas looked at again each day, the latest first


def find_alike(idea_id: UUID) -> None:
    """Note which ideas of the same programme, and which records of other rooms, may tell the same as this one.

    So many of each place, so that ideas of a place which a triager does not sort take no mark away from theirs.
    Running it again changes nothing.
    """
    idea = Idea.objects.filter(pk=idea_id, hidden="", erased_on=None).select_related("programme", "answers_to").first()
    if idea is None:
        return
    by, text = partnership.task_asker(idea.programme), f"{idea.title}\n{idea.text}"
    near = alike(by, text, kinds=[FOUND], leave_out=[idea.pk], limit=MOST_LOOKED_AT)
    found = {one.record_id: one.score for one in near}
    others = Idea.objects.filter(pk__in=found, programme=idea.programme)
    pairs = [_pair(idea, other, found[other.pk]) for other in _nearest_of_each_place(others, found)]
    Likeness.objects.bulk_create(pairs, ignore_conflicts=True)
    _find_resembling(idea, by, text)


def _nearest_of_each_place(others: Iterable[Idea], scores: dict[UUID, float]) -> list[Idea]:
    kept: list[Idea] = []
    of_place: Counter[UUID | None] = Counter()
    for other in sorted(others, key=lambda one: (-scores[one.pk], str(one.pk))):
        of_place[other.organisation_id] += 1
        if of_place[other.organisation_id] <= MOST_ALIKE:
            kept.append(other)
    return kept


@transaction.atomic
def _find_resembling(idea: Idea, by: Asker, text: str) -> None:
    """What other rooms hold that may tell the same, of each kind that can be found.

    What it became is left out, and the challenge that it answers with the need behind it. More than is shown: a reader
    may see some of them only. What everyone who has signed in may see is looked for by itself too, so that what is
    hidden takes no mark away from it.
    """
    behind = idea.answers_to.need_id if idea.answers_to else None
    known = [one for one in (idea.innovation_id, idea.answers_to_id, behind) if one]
    others = [kind.key for kind in kinds() if kind.key != FOUND]
    found = {
        one.record_id: one
        for asker in (by, _colleague(by))
        for key in others
        for one in alike(asker, text, kinds=[key], leave_out=known, limit=MOST_RESEMBLING)
    }
    Resemblance.objects.filter(idea=idea).delete()
    Resemblance.objects.bulk_create(
        [Resemblance(idea=idea, kind=one.kind, record_id=one.record_id, score=one.score) for one in found.values()]
    )


def _colleague(by: Asker) -> Asker:
    """Anyone who has signed in here, with no role and nothing in hand."""
    return Asker(programme_id=by.programme_id, person_id=uuid4(), timezone=by.timezone)


def _pair(idea: Idea, other: Idea, score: float) -> Likeness:
    """The later one first, so that a pair stands once whichever of the two was looked at."""
    later, before = sorted((idea, other), key=lambda one: (one.sent_at, one.pk), reverse=True)
    return Likeness(idea=later, other=before, score=score)


def find_all_alike() -> None:
    """Once a day, for every idea that somebody still has to answer: others may have become findable since."""
    for programme in partnership.programmes():
        waiting = Idea.objects.filter(programme=programme, waits_for__lt=WaitsFor.DOER).order_by("-sent_at", "pk")
        for idea_id in list(waiting.values_list("pk", flat=True)[:MOST_A_DAY]):
            find_alike(idea_id)


@transaction.atomic
def dismiss(pair: Likeness, *, by: Asker) -> Likeness:
    """Say for everyone that these two are not the same. Saying it twice says it once."""
    pair = Likeness.objects.select_for_update(of=("self",)).select_related("idea", "other").get(pk=pair.pk)
    policies.can_dismiss(by, pair).or_raise()
    if pair.dismissed_at is None:
        pair.dismissed_by_id, pair.dismissed_at, pair.revision = by.person_id, clock.now(), pair.revision + 1
        pair.save(update_fields=["dismissed_by", "dismissed_at", "revision"])
        facts = {"idea": pair.idea_id, "other": pair.other_id}
        audit.record(pair, "not the same", by=by, organisation_id=pair.idea.organisation_id, facts=facts)
    return pair


@transaction.atomic
def bring_back(pair: Likeness, *, by: Asker) -> Likeness:
    """Say that they may be the same after all."""
    pair = Likeness.objects.select_for_update(of=("self",)).select_related("idea", "other").get(pk=pair.pk)
    policies.can_dismiss(by, pair).or_raise()
    if pair.dismissed_at is None:
        raise NotAllowed(_("Nobody said that these two are not the same"))
    pair.dismissed_by_id, pair.dismissed_at, pair.revision = None, None, pair.revision + 1
    pair.save(update_fields=["dismissed_by", "dismissed_at", "revision"])
    audit.record(pair, "may be the same", by=by, organisation_id=pair.idea.organisation_id)
    return pair
