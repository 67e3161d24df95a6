"""The scoreboard as it was counted last."""

from __future__ import annotations

from django.db import models

from groundswell.foundation.kit.models import Record


class Scoreboard(Record):
    """What the public page shows, one row a programme; made of the records and made anew from them at any time."""

    programme = models.OneToOneField("partnership.Programme", models.CASCADE, related_name="+")
    counted_at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField()
    steps = models.JSONField()  # each of `StepKept`, by its columns
    weeks = models.JSONField()  # each of `Week`: its Monday, replies on time, replies late

    def __str__(self) -> str:
        return f"scoreboard of {self.programme_id} until {self.until}"
