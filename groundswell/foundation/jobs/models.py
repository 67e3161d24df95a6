"""The queue: one row for each job that waits, and one for each schedule."""

from datetime import time

from django.db import models

from groundswell.foundation.kit.models import FilledQuerySet, Record


class JobQuerySet(FilledQuerySet["Job"]):
    def waiting(self) -> "JobQuerySet":
        return self.filter(gave_up_at=None)


class Job(Record):
    """A registered task to run, with ids only. Deleted when it is done.

    Who takes it moves `run_after` past the task's time limit in the same write, so the job of a
    killed worker comes back by itself.
    """

    name = models.CharField(max_length=60)
    ids = models.JSONField(default=list)
    queued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    gave_up_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)  # what kind of error and where, never its words

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["run_after"], name="job_waiting", condition=models.Q(gave_up_at=None))]

    def __str__(self) -> str:
        return f"{self.name}, try {self.tries}"

    @property
    def knows_only_its_day(self) -> bool:
        """Whether it is there for what someone did who gave no name."""
        return self.queued_at.time() == time(0)


class Schedule(models.Model):
    """When a task that is run again and again is next due."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.next_at}"
