"""Thin wrappers for the background: the work itself is in `scanning` and `services`."""

from uuid import UUID

from groundswell.foundation.documents import scanning, services
from groundswell.foundation.jobs import every, task

SCAN_WAITING, SWEEP = "documents.scan_waiting", "documents.sweep"
SECONDS = 2 * scanning.BUDGET
DAILY = 60 * 24


@task(services.SCAN)
def scan(*document_ids: UUID) -> None:
    for document_id in document_ids:
        scanning.scan_document(document_id)


@task(SCAN_WAITING, limit=SECONDS)
def scan_waiting() -> None:
    scanning.scan_waiting()


@task(SWEEP, limit=SECONDS)
def sweep() -> None:
    services.sweep()


def register_all() -> None:
    every(1, SCAN_WAITING)
    every(DAILY, SWEEP)
