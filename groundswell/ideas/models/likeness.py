"""Two ideas that may tell the same, and an idea that may tell the same as a record of another room."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import AuditedRecord, Record


class Likeness(AuditedRecord):
    """A pair that the site found: the one that came later, and the one before it. Dismissed once, for everyone.

    Finding it is no act of anybody's and has no row in the audit; saying that they are not the same has one.
    """

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="+")
    other = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="+")
    score = models.FloatField()  # from 0 to 1; it orders, and is no chance
    dismissed_by = models.ForeignKey("partnership.Person", models.PROTECT, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "other"], name="likeness_one_of_a_pair"),
            models.CheckConstraint(
                name="likeness_of_two",
                condition=~Q(idea=F("other")),
                violation_error_message=_("An idea is like itself, which says nothing"),
            ),
            models.CheckConstraint(
                name="likeness_dismissed_by_somebody",
                condition=Q(dismissed_by=None, dismissed_at=None)
                | Q(dismissed_by__isnull=False, dismissed_at__isnull=False),
                violation_error_message=_("Saying that two ideas are not the same has a person and a time"),
            ),
        ]
        indexes = [models.Index(fields=["other"], name="likeness_of_other")]

    def __str__(self) -> str:
        return f"{self.idea_id} is like {self.other_id}"


class Resemblance(Record):
    """What else the site found that may tell the same as an idea: a need, an innovation, whatever can be found.

    It holds ids alone; title and page are asked for when it is shown, of the room whose record it is.
    """

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)  # of search
    record_id = models.UUIDField()
    score = models.FloatField()  # from 0 to 1; it orders, and is no chance

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "kind", "record_id"], name="resemblance_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} is like {self.kind} {self.record_id}"
