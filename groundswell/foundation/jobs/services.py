"""The queue is a table of our own database, so a job is queued if and only if the caller commits.

Times here are real, never those of `kit.clock`: a demonstration read on another day runs its jobs today.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.foundation.jobs.models import Job, Schedule
from groundswell.foundation.jobs.registry import schedules, task_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=15)
GRACE = timedelta(seconds=5)  # between the end of a task's time and its next try by another worker


def enqueue(name: str, *ids: UUID, by_the_day: bool = False) -> None:
    """Queue a registered task in the caller's transaction. The payload is ids only.

    `by_the_day`: the row tells the day and no hour, for what someone did who gave no name; also when it fails.
    """
    enqueue_all([job_of(name, *ids, by_the_day=by_the_day)])


def job_of(name: str, *ids: UUID, by_the_day: bool = False) -> Job:
    """The same job, not queued yet: for a caller who queues it with others."""
    task_named(name)
    moment = datetime.now(UTC)
    if by_the_day:
        moment = datetime.combine(moment.date(), time(0), UTC)
    return Job(name=name, ids=[str(one) for one in ids], queued_at=moment, run_after=moment)


def enqueue_all(jobs: Iterable[Job]) -> None:
    """Queue jobs of several kinds in the caller's transaction, with one statement."""
    Job.objects.bulk_create(jobs)


def take() -> Job | None:
    """Take the job that has waited longest; none when nothing is due. Two workers never take the same one."""
    due = Job.objects.waiting().filter(run_after__lte=datetime.now(UTC)).order_by("run_after")
    if not due.exists():  # so that an idle worker never takes the lock of a writer
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.tries += 1
        job.run_after = _later(job, timedelta(seconds=_limit(job)) + GRACE)
        job.save(update_fields=["tries", "run_after"])
    return job


def done(job: Job) -> None:
    """Forget a job that was done; one that another worker has taken since is left to that worker."""
    Job.objects.filter(pk=job.pk, tries=job.tries).delete()


def failed(job: Job, trouble: str) -> None:
    """Try again later: after 15 s, 30 s, 1 min, ... 16 min; after 8 tries no more."""
    moment = datetime.now(UTC)
    given_up = datetime.combine(moment.date(), time(0), UTC) if job.knows_only_its_day else moment
    Job.objects.filter(pk=job.pk, tries=job.tries).update(
        run_after=_later(job, wait_after(job.tries)),
        trouble=trouble[:200],
        gave_up_at=given_up if job.tries >= MOST_TRIES else None,
    )


def _later(job: Job, wait: timedelta) -> datetime:
    """So much later than now. A job that knows only its day waits for the next: any hour would tell when it came."""
    moment = datetime.now(UTC) + wait
    if job.knows_only_its_day:
        return datetime.combine(moment.date() + timedelta(days=1), time(0), UTC)
    return moment


def wait_after(tries: int) -> timedelta:
    """The wait doubles with each try."""
    return FIRST_WAIT * int(2 ** (tries - 1))


def ensure_schedules() -> None:
    """Make the table of schedules fit what the rooms ask for; a new one is due at once."""
    Schedule.objects.exclude(pk__in=schedules()).delete()
    moment = datetime.now(UTC)
    Schedule.objects.bulk_create([Schedule(name=name, next_at=moment) for name in schedules()], ignore_conflicts=True)


def enqueue_due() -> int:
    """Queue each scheduled task whose time has come, once however many workers ask; how many."""
    moment = datetime.now(UTC)
    return sum(_enqueue_once(due, moment) for due in Schedule.objects.filter(next_at__lte=moment))


def _enqueue_once(due: Schedule, moment: datetime) -> bool:
    if due.pk not in schedules():
        return False
    with transaction.atomic():
        next_at = moment + timedelta(minutes=schedules()[due.pk])
        mine = Schedule.objects.filter(pk=due.pk, next_at=due.next_at).update(next_at=next_at)
        if mine:
            enqueue(due.pk)
    return bool(mine)


def _limit(job: Job) -> float:
    try:
        return task_named(job.name).limit
    except KeyError:
        return 0
