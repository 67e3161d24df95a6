"""What colleagues add to an idea that was shared with them: their name, a place where it happens too, a comment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import AuditedRecord

PERSON = "partnership.Person"


class Voice(AuditedRecord):
    """Somebody who says the same, once for each idea; with a place where it happens too, or without."""

    idea = models.ForeignKey("ideas.Idea", models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    said_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey("partnership.Service", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "person"], name="voice_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} says the same as {self.idea_id}"


class Comment(AuditedRecord):
    """What a colleague says about a shared idea, under their name. Taken away by themselves, or by the team."""

    idea = models.ForeignKey("ideas.Idea", models.PROTECT, related_name="+")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)  # nothing once it was taken away
    written_at = models.DateTimeField()
    removed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    key = models.UUIDField(null=True)  # of the form in which it was typed: sent twice, it stands once

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "author", "key"], name="comment_sent_once"),
            models.CheckConstraint(
                name="comment_removed_by_somebody",
                condition=Q(removed_by=None, removed_at=None)
                | Q(removed_by__isnull=False, removed_at__isnull=False, text=""),
                violation_error_message=_("A comment that was taken away has a person, a time, and no words"),
            ),
        ]
        indexes = [models.Index(fields=["idea", "written_at"], name="comment_of_idea")]

    def __str__(self) -> str:
        return f"comment on {self.idea_id}"
