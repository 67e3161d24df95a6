"""Thin wrappers for the background: the work itself is in `sending`."""

from uuid import UUID

from groundswell.foundation.jobs import every, task
from groundswell.foundation.notices import sending
from groundswell.foundation.notices.services import DELIVER

DELIVER_DUE = "notices.deliver_due"


@task(DELIVER)
def deliver(*row_ids: UUID) -> None:
    sending.deliver(*row_ids)


@task(DELIVER_DUE, limit=2 * sending.BUDGET)
def deliver_due() -> None:
    sending.deliver_due()


def register_all() -> None:
    every(1, DELIVER_DUE)
