"""The queue: django-q2 in our own database, so that a job is queued if and only if the caller commits."""

from uuid import UUID

from django_q.tasks import async_task


def enqueue(name: str, *ids: UUID) -> None:
    """Queue a registered task in the caller's transaction. The payload is ids only."""
    async_task("groundswell.foundation.jobs.registry.run", name, *[str(one) for one in ids])
