"""Reads of ideas that may tell the same, for the team: marks beside an idea, and the list of all pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from groundswell.foundation.access import prepared
from groundswell.foundation.search.selectors import rows_of
from groundswell.ideas import policies
from groundswell.ideas.models import Likeness, Resemblance

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.search.models import SearchRow
    from groundswell.ideas.models import Idea

MOST_MARKS = 3
MOST_PAIRS = 1000  # the list stops there; the likeliest come first


def pairs_for(asker: Asker, *, dismissed: bool = False) -> QuerySet[Likeness]:
    """Pairs of two ideas that this asker sorts, the likeliest first; those that somebody dismissed apart."""
    pairs = Likeness.objects.filter(policies.likeness_visible_to(asker), dismissed_at__isnull=not dismissed)
    beside = ("idea__holder", "other__holder", "dismissed_by")
    return pairs.select_related(*beside).order_by("-score", "pk")


def pair_for(asker: Asker, pair_id: UUID) -> Likeness | None:
    return Likeness.objects.filter(policies.likeness_visible_to(asker), pk=pair_id).first()


def pairs_of(asker: Asker, idea_id: UUID) -> QuerySet[Likeness]:
    """The pairs of this idea that this asker may see, in no order."""
    pairs = Likeness.objects.filter(policies.likeness_visible_to(asker), dismissed_at=None)
    return pairs.filter(Q(idea_id=idea_id) | Q(other_id=idea_id))


def like_this(asker: Asker, idea: Idea) -> list[tuple[Likeness, Idea]]:
    """What may be the same as this idea, with the pair; likeliest first. One query."""
    likeliest = pairs_of(asker, idea.pk).order_by("-score", "pk").values("pk")[:MOST_MARKS]
    shown = Likeness.objects.filter(pk__in=likeliest).select_related("idea__holder", "other__holder")
    beside = shown.order_by("-score", "pk")
    return [(pair, pair.other if pair.idea_id == idea.pk else pair.idea) for pair in beside]


def marked(asker: Asker, ideas: Iterable[Idea]) -> set[UUID]:
    """Which of these ideas may be the same as another. One query."""
    ids = tuple(idea.pk for idea in ideas)
    return {one for pair in _pairs_among(asker, ids) for one in pair} & set(ids)


@prepared
def _pairs_among(asker: Asker, ids: tuple[UUID, ...]) -> QuerySet[Likeness, tuple[UUID, UUID]]:
    pairs = Likeness.objects.filter(policies.likeness_visible_to(asker), dismissed_at=None)
    return pairs.filter(Q(idea__in=ids) | Q(other__in=ids)).values_list("idea_id", "other_id")


def resemblances_of(asker: Asker, idea_id: UUID) -> QuerySet[Resemblance]:
    """What of other rooms is like this idea and may be seen by this asker, in no order."""
    return Resemblance.objects.filter(policies.resemblance_visible_to(asker), idea_id=idea_id)


def resembling(asker: Asker, idea: Idea) -> list[SearchRow]:
    """What of other rooms may tell the same as this idea and may be seen by this asker; likeliest first.

    One query, one more where there is any.
    """
    found = resemblances_of(asker, idea.pk).order_by("-score", "pk")
    return rows_of(list(found.values_list("kind", "record_id")[:MOST_MARKS]))


def resembled(asker: Asker, ideas: Iterable[Idea]) -> set[UUID]:
    """Which of these ideas something of another room is like, that this asker may see. One query."""
    return set(_resembled(asker, tuple(idea.pk for idea in ideas)))


@prepared
def _resembled(asker: Asker, ids: tuple[UUID, ...]) -> QuerySet[Resemblance, UUID]:
    found = Resemblance.objects.filter(policies.resemblance_visible_to(asker), idea__in=ids)
    return found.values_list("idea_id", flat=True)
