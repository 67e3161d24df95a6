"""What the audit says of one record: the timeline and the event log are read from here."""

from uuid import UUID

from django.db.models import QuerySet

from groundswell.foundation.audit.models import AuditEntry


def history_of(record_id: UUID) -> QuerySet[AuditEntry]:
    """Everything that happened to one record, in order."""
    return AuditEntry.objects.filter(record_id=record_id).order_by("revision")
