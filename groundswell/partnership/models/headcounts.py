"""How many people of each kind work in an organisation, as somebody counted them on a day."""

from __future__ import annotations

from django.db import models

from groundswell.foundation.kit.models import AuditedRecord
from groundswell.partnership.models.people import Organisation, Person, Programme
from groundswell.partnership.states import StaffGroup


class Headcount(AuditedRecord):
    """People, not full-time posts: one number for an organisation, a staff group and a day, with its source."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = models.CharField(max_length=20, choices=StaffGroup)
    count = models.PositiveIntegerField()
    counted_on = models.DateField()
    source = models.CharField(max_length=200)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "group", "counted_on"], name="headcount_once_a_day"),
        ]
        indexes = [models.Index(fields=["programme", "counted_on"], name="headcount_by_day")]

    def __str__(self) -> str:
        return f"{self.count} {self.group} on {self.counted_on}"
