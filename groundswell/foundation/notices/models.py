"""The outbox: one row for each mail that must go out once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import Record


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None, cancelled_at=None, gave_up_at=None)


class OutboxRow(Record):
    """Who is to be told what about which record. No text: it is written when it is sent."""

    programme_id = models.UUIDField()
    key = models.CharField(max_length=60)
    record_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    person_id = models.UUIDField(null=True)  # none: the sender of the record, at the address the record holds
    queued_at = models.DateTimeField()
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two constraints, as SQLite holds two empty values to differ.
            models.UniqueConstraint(
                fields=["key", "record_id", "revision", "person_id"],
                name="outbox_once_a_person",
                condition=models.Q(person_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["key", "record_id", "revision"],
                name="outbox_once_the_sender",
                condition=models.Q(person_id=None),
            ),
            models.CheckConstraint(
                name="outbox_sent_or_cancelled",
                condition=models.Q(sent_at=None) | models.Q(cancelled_at=None),
                violation_error_message=_("A mail was either sent or taken back"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after"],
                name="outbox_waiting",
                condition=models.Q(sent_at=None, cancelled_at=None, gave_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} about {self.record_id}"
