"""One row for each file. No foreign keys: the room of the record says what the file hangs on."""

from datetime import time

from django.db import models

from groundswell.foundation.kit.models import Record


class DocumentState(models.TextChoices):
    """Only a clean file is ever opened."""

    WAITING = "waiting"
    CLEAN = "clean"
    REFUSED = "refused"


class Document(Record):
    """A file of a record. Its bytes are stored under `str(pk)`, so that no part of its old name is kept anywhere."""

    programme_id = models.UUIDField()
    kind = models.CharField(max_length=60)  # of the record, such as "ideas.idea"
    record_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()  # in the order in which they were added
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes as stored
    name = models.CharField(max_length=120, blank=True)  # none where the sender gave no name
    described = models.CharField(max_length=200, blank=True)  # what it shows, for people who cannot see it
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.WAITING)
    patient_seen = models.BooleanField()  # what was answered when it was added
    added_at = models.DateTimeField()  # the day alone, for who gave no name
    added_by = models.UUIDField(null=True)  # none for a sender who is a secret, or came by a link
    tries = models.PositiveSmallIntegerField(default=0)  # of the scanner, that came to nothing
    try_after = models.DateTimeField(null=True)  # never kept where only the day is: it would tell the hour

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "position"], name="document_of_record"),
            models.Index(fields=["added_by", "added_at"], name="document_of_person"),
            models.Index(fields=["id"], name="document_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.content_type} of {self.kind} {self.record_id}"

    @property
    def knows_only_its_day(self) -> bool:
        """Whether it came from someone who gave no name."""
        return self.added_at.time() == time(0)

    @property
    def is_photo(self) -> bool:
        """Drawn anew by us, so it may stand in a page; anything else is only downloaded."""
        return self.content_type.startswith("image/")

    @property
    def is_clean(self) -> bool:
        return self.state == DocumentState.CLEAN
