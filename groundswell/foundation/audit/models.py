"""The audit row and the seal. No foreign keys: a row outlives the person and the record it names."""

from django.db import models

from groundswell.foundation.kit.models import FilledQuerySet


class Actor(models.TextChoices):
    PERSON = "person"
    SENDER = "sender"
    ANONYMOUS = "anonymous"
    SYSTEM = "system"


class AuditEntry(models.Model):
    """One fact about one record. Free text is a salted digest, so that erasure leaves the chain whole."""

    programme_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    happened_on = models.DateField()
    actor_kind = models.CharField(max_length=12, choices=Actor)
    actor_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=12)
    verb = models.CharField(max_length=40)
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    organisation_id = models.UUIDField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    facts = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)
    hash = models.BinaryField(max_length=32)

    objects = FilledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_id", "revision"], name="audit_one_row_a_revision"),
            models.CheckConstraint(
                name="audit_person_has_an_id",
                condition=models.Q(actor_kind="person", actor_id__isnull=False)
                | models.Q(~models.Q(actor_kind="person"), actor_id=None),
            ),
        ]
        indexes = [models.Index(fields=["programme_id", "id"], name="audit_programme_order")]

    def __str__(self) -> str:
        return f"{self.verb} {self.record_type} {self.record_id} r{self.revision}"


class UnsealedEntry(models.Model):
    """Says that a row waits for its seal. Written with the row, removed by the seal, in their transactions.

    So a row that commits late, with a lower id than rows already sealed, is never missed.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    programme_id = models.UUIDField()
    proof = models.BinaryField(max_length=32)  # keyed hash that ties the row's id to its hash

    objects = FilledQuerySet.as_manager()

    def __str__(self) -> str:
        return f"row {self.entry_id} waits"


class Seal(models.Model):
    """Closes a batch of rows of one programme and links to the seal before it."""

    programme_id = models.UUIDField()
    number = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    entries = models.JSONField()  # ids of the rows it closes, in order
    total = models.PositiveIntegerField()  # rows closed by this and all earlier seals
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme_id", "number"], name="audit_one_seal_a_number")]

    def __str__(self) -> str:
        return f"seal {self.number}"
