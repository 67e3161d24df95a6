"""What the team sorts with: batches of ideas, ready-made words, notes among themselves, and who wants no keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import AuditedRecord, Record
from groundswell.ideas.states import AnswerKind, ItemStatus

if TYPE_CHECKING:
    from groundswell.partnership.models import Person

PERSON = "partnership.Person"
PROGRAMME = "partnership.Programme"


class Batch(Record):
    """Ideas that one person goes through, answer by answer; nothing is sent before all goes at once.

    Open until `sent_at`: when nothing of it is to come or ready any more.
    """

    programme = models.ForeignKey(PROGRAMME, models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person"],
                condition=Q(sent_at=None),
                name="batch_one_open_a_person",
                violation_error_message=_("You have a batch already"),
            ),
        ]

    def __str__(self) -> str:
        return f"batch of {self.person_id}"


class BatchItem(Record):
    """One idea of a batch, with the answer that was prepared for it and not sent yet.

    `revision`: of the idea when it was answered, so that a change meanwhile is noticed. `trouble`: why it did not go.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ItemStatus, default=ItemStatus.NEXT)
    prepared = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(null=True)
    put_off_until = models.DateField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="batch_item_one_a_place"),
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(status__in=["next", "ready"]),
                name="batch_item_holds_an_idea_once",
                violation_error_message=_("This idea is in another batch"),
            ),
            models.CheckConstraint(
                name="batch_item_put_off_until_a_day",
                condition=Q(status="put_off", put_off_until__isnull=False) | ~Q(status="put_off"),
                violation_error_message=_("What is put off comes back on a day"),
            ),
            models.CheckConstraint(
                name="batch_item_ready_has_an_answer",
                condition=~Q(status="ready") | Q(revision__isnull=False),
                violation_error_message=_("What is ready to send has an answer"),
            ),
        ]
        indexes = [models.Index(fields=["idea", "put_off_until"], name="batch_item_put_off")]

    def __str__(self) -> str:
        return f"{self.status}: {self.idea_id}"


class Template(AuditedRecord):
    """Ready-made words to begin an answer with. They hold a gap in square brackets, and never go as they are."""

    programme = models.ForeignKey(PROGRAMME, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=AnswerKind)
    title = models.CharField(max_length=80)
    words = models.TextField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "outcome", "title"],
                name="template_one_of_a_title",
                violation_error_message=_("There are words with this title already"),
            ),
            models.CheckConstraint(
                name="template_has_a_gap",
                condition=Q(words__contains="[") & Q(words__contains="]"),
                violation_error_message=_("Leave at least one gap in square brackets, like [say why]"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Note(AuditedRecord):
    """What the team says about an idea among themselves. Its sender never sees it. Written once."""

    idea = models.ForeignKey("ideas.Idea", models.PROTECT, related_name="+")
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    mentions: models.ManyToManyField[Person, Person] = models.ManyToManyField(PERSON, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["idea", "written_at"], name="note_of_idea")]

    def __str__(self) -> str:
        return f"note on {self.idea_id}"


class KeysOff(Record):
    """Someone who turned the single keys of the team's pages off (WCAG 2.1.4)."""

    person = models.OneToOneField(PERSON, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"no keys for {self.person_id}"
