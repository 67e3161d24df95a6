"""Thin wrappers for the background: the work itself is in services."""

from groundswell.foundation.jobs import every, task
from groundswell.partnership.services import sponsorships

DAILY = 60 * 24


@task("partnership.remind_sponsors")
def remind_sponsors() -> None:
    sponsorships.remind()


def register_all() -> None:
    every(DAILY, "partnership.remind_sponsors")
