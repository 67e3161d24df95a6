"""A page of the queue, read so that an index gives it in order however many ideas wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.ideas.models import Idea, IdeaQuerySet
    from groundswell.partnership.models import Programme


def without_programme(ideas: IdeaQuerySet) -> IdeaQuerySet:
    """The same ideas without their programme beside them: with it, SQLite reads all that wait before it sorts them.

    Whoever reads them says which programme it is: see `in_programme`.
    """
    return ideas.select_related(None).select_related("holder", "escalated_to", "decided_by", "organisation")


def in_programme(ideas: Iterable[Idea], programme: Programme) -> list[Idea]:
    """These ideas of one programme, which is known already, with it beside them."""
    known = list(ideas)
    for idea in known:
        idea.programme = programme
    return known
