"""What the audit says of one record: the timeline and the event log are read from here."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from groundswell.foundation.audit.models import AuditEntry


def history_of(record_id: UUID) -> QuerySet[AuditEntry]:
    """Everything that happened to one record, in order."""
    return AuditEntry.objects.filter(record_id=record_id).order_by("revision")


def entries_of(record_id: Any) -> QuerySet[AuditEntry]:
    """The same, the latest first; `record_id` may be a column of an outer query."""
    return AuditEntry.objects.filter(record_id=record_id).order_by("-revision")


def log_of(programme_id: UUID, record_type: str) -> QuerySet[AuditEntry]:
    """Everything that happened to one kind of record in a programme, record by record, each in order."""
    entries = AuditEntry.objects.filter(programme_id=programme_id, record_type=record_type)
    return entries.order_by("record_id", "revision")
