"""Reads that span rooms: what the home page counts, who reads new ideas today, and what a new idea is promised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Case, F, Q, When
from django.db.models.functions import TruncDate
from django.urls import reverse

from groundswell.foundation import clocks
from groundswell.foundation.access import Asker, Channel, Held, prepared
from groundswell.foundation.kit import clock
from groundswell.foundation.kit.small_numbers import USUALLY
from groundswell.ideas import policies as ideas_policies
from groundswell.ideas import selectors as ideas
from groundswell.innovations import selectors as innovations
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.partnership.models import Person, Programme

MOST_COUNTED = 1000  # the newest ideas; older ones say little about how we answer now


@dataclass(frozen=True)
class Answered:
    """How the newest ideas were answered: sent, due a reply by now, and replied by the promised date."""

    sent: int
    due: int
    on_time: int
    done: int
    fewest: int = USUALLY

    @property
    def capped(self) -> bool:
        return self.sent >= MOST_COUNTED

    @property
    def in_ten(self) -> int | None:
        """How many in 10 were on time, rounded down so as never to boast; none when too few to tell."""
        return None if self.due < self.fewest else 10 * self.on_time // self.due


def answered(programme: Programme) -> Answered:
    """One query over the newest ideas of the whole programme; nothing of any single idea leaves it."""
    found = Counter(_newest(_counter(programme)))
    return Answered(
        sent=found.total(),
        due=sum(count for (replied, _done), count in found.items() if replied != Replied.NOT_DUE),
        on_time=sum(count for (replied, _done), count in found.items() if replied == Replied.ON_TIME),
        done=sum(count for (_replied, done), count in found.items() if done),
        fewest=programme.fewest_shown,
    )


class Replied(IntEnum):
    """How an idea counts among those that were due a reply by now."""

    NOT_DUE, LATE, ON_TIME = range(3)


@prepared
def _newest(asker: Asker) -> QuerySet[Any, Any]:
    """How each of the newest ideas was replied to, and whether it was done."""
    missed = Q(replied_at=None, reply_by__lt=clock.today(asker.timezone)) & ~Q(state="withdrawn")
    replied = Case(
        When(replied_at__lt=F("reply_by"), then=Replied.ON_TIME),  # before that day began: a quick answer
        When(replied_day__lte=F("reply_by"), then=Replied.ON_TIME),
        When(missed | Q(replied_at__isnull=False), then=Replied.LATE),
        default=Replied.NOT_DUE,
    )
    done = Case(When(state="closed", outcome="quick_fix", then=1), default=0)
    local_day = TruncDate("replied_at", tzinfo=ZoneInfo(asker.timezone))
    newest = ideas.ideas_for(asker).annotate(replied_day=local_day).order_by("-sent_at", "pk")
    return newest.values_list(replied, done)[:MOST_COUNTED]


def open_to_all(programme: Programme) -> int:
    """How many innovations everyone can read, counted as the list of them shows them to who is signed out."""
    return innovations.count_up_to(Asker(programme_id=programme.pk), MOST_COUNTED + 1)


def _counter(programme: Programme) -> Asker:
    """The platform itself, counting what the innovation team sees."""
    held = frozenset({Held(ideas_policies.TRIAGER)})
    return Asker(
        programme_id=programme.pk, name="Groundswell", roles=held, channel=Channel.TASK, timezone=programme.timezone
    )


@dataclass(frozen=True)
class Promise:
    """What someone who sends an idea today is told: who reads it, and by when they hear."""

    who: Person
    reply_by: date
    decide_by: date


def promise_today(programme: Programme) -> Promise:
    today = clock.today(programme.timezone)
    return Promise(
        who=partnership.on_duty(programme, None, today),
        reply_by=clocks.working_days_after(today, programme.reply_days, programme.nation),
        decide_by=clocks.working_days_after(today, programme.decision_days, programme.nation),
    )


def address_of_notices(programme_id: UUID) -> str:
    """The whole address of everyone's own list, for mail."""
    return partnership.address_of_site(partnership.row_of(programme_id).get()) + reverse("journey:notices")


def address_to_stop(programme_id: UUID, signed: str) -> str:
    """The whole address of the page on which a signed link stops mail."""
    site = partnership.address_of_site(partnership.row_of(programme_id).get())
    return site + reverse("journey:stop-notices", args=[signed])
