"""What a move changed, kept while it can still be taken back."""

from django.db import models

from groundswell.foundation.kit.models import Record


class UndoPoint(Record):
    """The values before a move. One for each record, gone with the next move: only the last one can be taken back."""

    record_id = models.UUIDField(unique=True)
    verb = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()  # of the record, just after the move
    person_id = models.UUIDField()
    before = models.JSONField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"undo {self.verb} until {self.until}"
