"""Doing what was left to the worker."""

from groundswell.foundation.jobs.models import Job
from groundswell.foundation.jobs.registry import task_named


def work_off(name):
    """Run the jobs of one task, as the worker would, and nothing else that waits."""
    for job in Job.objects.filter(name=name):
        task_named(name).run(job.ids)
        job.delete()
