"""The strategy as a tree, its parts one by one, and the versions of the vision: scoped by policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from groundswell.foundation.access import days_ahead, in_hand
from groundswell.needs.models import (
    BroaderStrategy,
    BuildsOn,
    Challenge,
    ChangeProgramme,
    EnablingFunction,
    Need,
    Objective,
    Priority,
    TimelineEntry,
    Vision,
)
from groundswell.needs.policies import challenges_visible_to, needs_readable_by, needs_visible_to
from groundswell.needs.policies import strategy as policies
from groundswell.needs.selectors.rounds import sign_offs_of
from groundswell.needs.states import TO_MEET, ChallengeState, WordsState
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import SignOff
    from groundswell.partnership.models import Person, Programme

MODELS: dict[str, type[Any]] = {
    "broader": BroaderStrategy,
    "objectives": Objective,
    "priorities": Priority,
    "programmes": ChangeProgramme,
    "functions": EnablingFunction,
    "timeline": TimelineEntry,
}
SOON = 28  # days before its day on which the yearly review is shown


def scope(asker: Asker, kind: str) -> Q:
    """What this asker may see of one kind of part."""
    if kind in {"objectives", "priorities"}:
        return policies.owned_visible_to(asker)
    if kind in {"programmes", "functions"}:
        return policies.allies_visible_to(asker)
    return policies.visible_to(asker)


def parts(asker: Asker, kind: str) -> QuerySet[Any]:
    """Every part of one kind that this asker may see: drafts first, then what is in force, then what is over."""
    joined = {"objectives": ("owner",), "priorities": ("owner", "objective")}.get(kind, ())
    joined = ("contact", "organisation") if kind in {"programmes", "functions"} else joined
    order = {"timeline": ["happens_on"], "objectives": ["position"], "priorities": ["position"]}.get(kind, [])
    found = MODELS[kind].objects.filter(scope(asker, kind))
    return found.select_related("programme", "state_by", *joined).order_by("state", *order, "title", "pk")


def part(asker: Asker, kind: str, part_id: UUID) -> Any:
    """One part, or none: absent and hidden look the same."""
    return parts(asker, kind).filter(pk=part_id).first() if kind in MODELS else None


def broader(asker: Asker) -> QuerySet[BroaderStrategy]:
    """Strategies of others that ours builds on, those in force."""
    return parts(asker, "broader").exclude(state=WordsState.OVER)


def objectives(asker: Asker) -> QuerySet[Objective]:
    """Objectives of today with what they build on and their priorities, in four queries however many there are."""
    ours = parts(asker, "priorities").exclude(state=WordsState.OVER)
    # what a draft builds on is nobody's business before the draft is
    built = BuildsOn.objects.filter(strategy__in=broader(asker)).select_related("strategy").order_by("strategy__title")
    found = parts(asker, "objectives").exclude(state=WordsState.OVER)
    return found.prefetch_related(Prefetch("builds_on", built), Prefetch("priorities", ours)).order_by(
        "position", "title", "pk"
    )


def loose_priorities(asker: Asker) -> QuerySet[Priority]:
    """Priorities of today that hang on no objective of today that this asker may see."""
    shown = MODELS["objectives"].objects.filter(scope(asker, "objectives")).exclude(state=WordsState.OVER)
    return (
        parts(asker, "priorities")
        .exclude(Exists(shown.filter(pk=OuterRef("objective"))))
        .exclude(state=WordsState.OVER)
    )


def built_on(objective: Objective) -> list[UUID]:
    return list(BuildsOn.objects.filter(objective=objective).values_list("strategy_id", flat=True))


def owners(programme: Programme) -> QuerySet[Person]:
    """Who may answer for a part of the strategy: whoever holds a role here, by name."""
    return partnership.holders_of(programme)


@dataclass(frozen=True)
class Around:
    """What stands around a priority: needs that speak for it, challenges about it, who of the community signed it."""

    needs: list[Need]
    challenges: list[Challenge]
    sign_offs: list[SignOff]


def around(asker: Asker, priority: Priority, most: int) -> Around:
    """The newest of each that this asker may see."""
    needs = Need.objects.filter(needs_visible_to(asker), priority=priority, state__in=TO_MEET)
    challenges = Challenge.objects.filter(challenges_visible_to(asker), priority=priority, state=ChallengeState.OPEN)
    return Around(
        list(needs.order_by("-published_on", "reference")[:most]),
        list(challenges.order_by("closes_on", "reference")[:most]),
        sign_offs_of(priority)[:most],
    )


def challenges_under(asker: Asker, **priority: Any) -> QuerySet[Challenge]:
    """Challenges put for such a priority, or for a need under one, as far as this asker may see; for later rooms.

    `priority`: what is asked of it, such as `pk` or `state`; a column of an outer query will do.
    """
    readable = Exists(Need.objects.filter(needs_readable_by(asker), pk=OuterRef("need")))
    own = Q(**{f"priority__{name}": value for name, value in priority.items()})
    behind = Q(**{f"need__priority__{name}": value for name, value in priority.items()})
    return Challenge.objects.filter(challenges_visible_to(asker)).filter(own | (behind & Q(readable)))


def over_challenge(asker: Asker, challenge_id: UUID) -> Q:
    """The same from below: the priorities above this challenge and the need behind it."""
    seen = Challenge.objects.filter(challenges_visible_to(asker), pk=challenge_id)
    needs = Need.objects.filter(needs_readable_by(asker), pk__in=seen.values("need"))
    own, behind = (rows.filter(priority__isnull=False).values("priority") for rows in (seen, needs))
    return Q(pk__in=own) | Q(pk__in=behind)


@dataclass(frozen=True)
class Visions:
    """The vision of today, and its next version where somebody writes one that this asker may see."""

    now: Vision | None
    draft: Vision | None


def visions(asker: Asker) -> QuerySet[Vision]:
    """Every version that this asker may see, the newest first."""
    found = Vision.objects.filter(policies.owned_visible_to(asker))
    return found.select_related("programme", "owner", "state_by").order_by("-number")


def vision(asker: Asker) -> Visions:
    found = {one.state: one for one in visions(asker).exclude(state=WordsState.OVER)}
    return Visions(found.get(WordsState.PUBLISHED), found.get(WordsState.DRAFT))


def vision_numbered(asker: Asker, number: int) -> Vision | None:
    return visions(asker).filter(number=number).first()


def visions_to_review(asker: Asker) -> QuerySet[Vision]:
    """The vision that this person answers for, when its yearly review is near or past."""
    mine = visions(asker).filter(in_hand(asker, "owner_id"), state=WordsState.PUBLISHED)
    return mine.filter(review_on__lte=days_ahead(asker, SOON)).order_by("review_on", "pk")
