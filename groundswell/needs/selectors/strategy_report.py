"""What hangs together and what does not: each gap is a count and a list, made from the same query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from groundswell.needs.models import BroaderStrategy, BuildsOn, Challenge, Need, Objective, Priority
from groundswell.needs.policies import challenges_visible_to, needs_visible_to
from groundswell.needs.selectors.strategy import scope
from groundswell.needs.selectors.strategy_money import asked_by_challenges
from groundswell.needs.states import TO_MEET, ChallengeState, WordsState

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker

_IN_FORCE = Q(state=WordsState.PUBLISHED)


def _has(model: type[Any], column: str, **rest: Any) -> Q:
    return Q(Exists(model.objects.filter(**{column: OuterRef("pk")}, **rest)))


def _gaps() -> dict[str, tuple[str, Q]]:
    """Each gap: of which rows it is, and what is missing there."""
    live_priority = _has(Priority, "objective", state=WordsState.PUBLISHED)
    on_broader = _has(BuildsOn, "objective", strategy__state=WordsState.PUBLISHED)
    return {
        "objectives-without-priority": ("objectives", ~live_priority),
        "objectives-without-strategy": ("objectives", ~on_broader),
        "strategies-without-objective": (
            "broader",
            ~_has(BuildsOn, "strategy", objective__state=WordsState.PUBLISHED),
        ),
        "priorities-without-objective": ("priorities", ~Q(objective__state=WordsState.PUBLISHED)),
        "priorities-without-need": ("priorities", ~_has(Need, "priority", state__in=TO_MEET)),
        "priorities-without-money": ("priorities", Q(budget=None)),
        "priorities-asked-too-much": ("priorities", Q(budget__lt=asked_by_challenges())),
        "priorities-without-time": ("priorities", Q(protected_hours=None)),
        "needs-without-priority": ("needs", ~Q(priority__state=WordsState.PUBLISHED)),
        "challenges-without-priority": ("challenges", ~Q(priority__state=WordsState.PUBLISHED)),
    }


GAPS = tuple(_gaps())


def _rows(asker: Asker, of: str) -> QuerySet[Any]:
    return {
        "broader": BroaderStrategy.objects.filter(scope(asker, "broader"), _IN_FORCE),
        "objectives": Objective.objects.filter(scope(asker, "objectives"), _IN_FORCE).select_related("owner"),
        "priorities": Priority.objects.filter(scope(asker, "priorities"), _IN_FORCE).select_related("owner"),
        "needs": Need.objects.filter(needs_visible_to(asker), state__in=TO_MEET),
        "challenges": Challenge.objects.filter(challenges_visible_to(asker), state=ChallengeState.OPEN).select_related(
            "owner"
        ),
    }[of]


@dataclass(frozen=True)
class Gap:
    """One kind of gap: how many of how many rows have it."""

    name: str
    count: int
    of: int


def report(asker: Asker) -> list[Gap]:
    """Every gap with its count, in one query for each kind of row."""
    gaps = _gaps()
    found: dict[str, Gap] = {}
    for of in {of for of, _missing in gaps.values()}:
        wanted = {name.replace("-", "_"): missing for name, (kind, missing) in gaps.items() if kind == of}
        counts = {name: Count("pk", filter=missing) for name, missing in wanted.items()}
        row = _rows(asker, of).aggregate(of=Count("pk"), **counts)
        found |= {name: Gap(name.replace("_", "-"), row[name], row["of"]) for name in wanted}
    return [found[name.replace("-", "_")] for name in gaps]


def gap(asker: Asker, name: str) -> QuerySet[Any]:
    """The rows behind one count, by name; priorities with what their open challenges have `asked` for."""
    of, missing = _gaps()[name]
    rows = _rows(asker, of).filter(missing).order_by("title", "pk")
    return rows.annotate(asked=asked_by_challenges()) if of == "priorities" else rows


def kind_of(name: str) -> str:
    """Of which rows a gap is: needs, priorities …"""
    return _gaps()[name][0]
