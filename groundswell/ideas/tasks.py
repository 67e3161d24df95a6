"""Thin wrappers for the background: the work itself is in services."""

from groundswell.foundation.jobs import every, task
from groundswell.ideas import services

DAILY = 60 * 24
HOURLY = 60


@task("ideas.nudge_and_park")
def nudge_and_park() -> None:
    services.nudge_and_park()


@task("ideas.keep_promises", limit=600)
def keep_promises() -> None:
    services.keep_promises()


@task("ideas.sweep_drafts")
def sweep_drafts() -> None:
    services.sweep_drafts()


@task("ideas.sweep_batches")
def sweep_batches() -> None:
    services.sweep_batches()


def register_all() -> None:
    every(DAILY, "ideas.nudge_and_park")
    every(HOURLY, "ideas.keep_promises")
    every(DAILY, "ideas.sweep_drafts")
    every(DAILY, "ideas.sweep_batches")
