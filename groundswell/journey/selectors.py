"""Reads that span rooms: what the home page counts, who reads new ideas today, and what a new idea is promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.urls import reverse

from groundswell.foundation import clocks
from groundswell.foundation.access import Asker, Channel, Held
from groundswell.foundation.kit import clock
from groundswell.foundation.kit.small_numbers import USUALLY
from groundswell.ideas import policies as ideas_policies
from groundswell.ideas import selectors as ideas
from groundswell.innovations import selectors as innovations
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

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
    newest = ideas.ideas_for(_counter(programme)).order_by("-sent_at", "pk")[:MOST_COUNTED]
    day = TruncDate("replied_at", tzinfo=ZoneInfo(programme.timezone))
    on_time = Q(replied_day__lte=F("reply_by"))
    missed = Q(replied_at=None, reply_by__lt=clock.today(programme.timezone)) & ~Q(state="withdrawn")
    counted = newest.annotate(replied_day=day).aggregate(
        sent=Count("pk"),
        due=Count("pk", filter=missed | Q(replied_at__isnull=False)),
        on_time=Count("pk", filter=on_time),
        done=Count("pk", filter=Q(state="closed", outcome="quick_fix")),
    )
    return Answered(**counted, fewest=programme.fewest_shown)


def open_to_all(programme: Programme) -> int:
    """How many innovations everyone can read, counted as the list of them shows them to who is signed out."""
    return innovations.innovations_for(Asker(programme_id=programme.pk))[: MOST_COUNTED + 1].count()


def _counter(programme: Programme) -> Asker:
    """The platform itself, counting what the innovation team sees."""
    held = frozenset({Held(ideas_policies.TRIAGER)})
    return Asker(programme_id=programme.pk, name="Groundswell", roles=held, channel=Channel.TASK)


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
