"""Reads for people's homes: a few rows of each, scoped as everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.foundation.access import in_hand
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.models import BriefOnNeed, Challenge, Need, Objective, Priority, Round, SignOff, Theme
from groundswell.needs.selectors import challenges, needs, rounds, strategy
from groundswell.needs.states import TO_MEET, RoundState, WordsState

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker


def priorities_to_sign(asker: Asker) -> QuerySet[Priority]:
    """Priorities in force, without those whose words as they stand this person signed off."""
    if not policies.can_sign_off(asker):
        return Priority.objects.none()
    mine = SignOff.objects.filter(in_hand(asker, "person_id"), priority=OuterRef("pk"))
    unsigned = ~Exists(mine.filter(of_revision=OuterRef("revision")))
    found: QuerySet[Priority] = strategy.parts(asker, "priorities")
    return found.filter(unsigned, state=WordsState.PUBLISHED).order_by("position", "title", "pk")


def themes_to_sign(asker: Asker) -> QuerySet[Theme]:
    """The same of the themes of today."""
    if not policies.can_sign_off(asker):
        return Theme.objects.none()
    mine = SignOff.objects.filter(in_hand(asker, "person_id"), theme=OuterRef("pk"))
    unsigned = ~Exists(mine.filter(of_revision=OuterRef("revision")))
    stands = Q(over_on=None) | Q(over_on__gte=clock.today(asker.timezone))
    return needs.themes_for(asker).filter(unsigned, stands)


def raised_by(asker: Asker) -> QuerySet[Need]:
    """What this person raised, the newest first."""
    return needs.needs_for(asker).filter(in_hand(asker, "raised_by_id")).order_by("-raised_on", "reference")


def without_brief(asker: Asker) -> QuerySet[Need]:
    """Needs to be met of which no brief tells, the longest in the bank first."""
    told = Exists(BriefOnNeed.objects.filter(need=OuterRef("pk")))
    return needs.needs_for(asker).filter(~told, state__in=TO_MEET).order_by("published_on", "reference")


def rounds_running(asker: Asker) -> QuerySet[Round]:
    """Rounds that are not decided yet: what closes first."""
    return rounds.rounds_for(asker).exclude(state=RoundState.DECIDED).order_by("closes_on", "reference")


def challenges_running(asker: Asker) -> QuerySet[Challenge]:
    """Open ones: what closes first."""
    return challenges.open_for(asker).order_by("closes_on", "reference")


def on_board(asker: Asker) -> QuerySet[Objective]:
    """Objectives in force that are marked for the board."""
    found: QuerySet[Objective] = strategy.parts(asker, "objectives")
    return found.filter(on_board=True, state=WordsState.PUBLISHED).order_by("position", "title", "pk")
