"""Fill an empty database with the demonstration, once."""

from __future__ import annotations

from datetime import datetime, time
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from groundswell.demo import happenings, hearing, innovations, needs, partners, running, stories, strategy
from groundswell.demo.moments import Moments
from groundswell.demo.reading import read
from groundswell.foundation.clocks import Nation
from groundswell.foundation.jobs.models import Job
from groundswell.foundation.jobs.services import enqueue
from groundswell.foundation.kit import references
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.services import DELIVER
from groundswell.partnership.models import Person, Programme

SEED = 2018
TIMEZONE = "Europe/London"


def is_made() -> bool:
    """Whether the demonstration stands in this database already."""
    return Programme.objects.filter(host=read("partners.toml")["programme"]["host"]).exists()


@transaction.atomic
def make(now: datetime) -> None:
    """Make everything as it would stand at `now`; the same for the same `now`, but for random ids.

    One transaction: it is there whole or not at all, and takes seconds instead of a minute.
    """
    moments = Moments(now, Nation.ENGLAND, TIMEZONE)
    with references.drawn_by(Random(SEED)):  # noqa: S311  references are public and open nothing  # nosec B311
        cast = partners.make(moments)
        innovations.make(cast, moments)
        parts = (strategy, innovations, needs, stories, running)
        happenings.live([one for part in parts for one in part.plan(cast, moments)], now)
        stories.keep_drafts(cast, moments)
    Person.objects.update(synthetic=True)  # senders who opened their mailed link are as made up as the rest
    _mail_the_past(moments)
    hearing.make(cast, moments)


def _mail_the_past(moments: Moments) -> None:
    """What was to be mailed before today counts as mailed at that time; only today's mail waits for the worker.

    Nothing is written to anyone: the rows are marked, and their jobs are taken off the queue.
    """
    midnight = datetime.combine(moments.today, time(0), ZoneInfo(moments.timezone))
    OutboxRow.objects.waiting().filter(send_after__lt=midnight).update(sent_at=F("send_after"), tries=1)
    Job.objects.all().delete()
    fresh = OutboxRow.objects.waiting().filter(send_after__lte=moments.now).values_list("pk", flat=True)
    if fresh:
        enqueue(DELIVER, *fresh)
