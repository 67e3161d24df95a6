"""Thin wrappers for the background: the work itself is in services."""

from groundswell.foundation.jobs import every, task
from groundswell.needs.services import challenges

HOURLY = 60


@task("needs.close_challenges")
def close_challenges() -> None:
    challenges.close_what_is_over()


def register_all() -> None:
    every(HOURLY, "needs.close_challenges")
