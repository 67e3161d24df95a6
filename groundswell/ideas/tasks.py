"""Thin wrappers for the background: the work itself is in services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.jobs import every, task
from groundswell.ideas import services

if TYPE_CHECKING:
    from uuid import UUID

DAILY = 60 * 24
HOURLY = 60
SOON = 5


@task("ideas.nudge_and_park")
def nudge_and_park() -> None:
    services.nudge_and_park()


@task("ideas.keep_promises", limit=600)
def keep_promises() -> None:
    services.keep_promises()


@task("ideas.count_promises", limit=600)
def count_promises() -> None:
    services.count_promises()


@task("ideas.show_states")
def show_states() -> None:
    services.show_states()


@task("ideas.sweep_drafts")
def sweep_drafts() -> None:
    services.sweep_drafts()


@task("ideas.sweep_batches")
def sweep_batches() -> None:
    services.sweep_batches()


@task("ideas.find_alike")
def find_alike(idea_id: UUID) -> None:
    services.find_alike(idea_id)


@task(services.MAIL_LINK)
def mail_link(idea_id: UUID) -> None:
    services.mail_link(idea_id)


@task("ideas.find_all_alike", limit=600)
def find_all_alike() -> None:
    services.find_all_alike()


def register_all() -> None:
    every(DAILY, "ideas.find_all_alike")
    every(DAILY, "ideas.nudge_and_park")
    every(HOURLY, "ideas.keep_promises")
    every(HOURLY, "ideas.count_promises")
    every(DAILY, "ideas.sweep_drafts")
    every(DAILY, "ideas.sweep_batches")
    every(SOON, "ideas.show_states")
