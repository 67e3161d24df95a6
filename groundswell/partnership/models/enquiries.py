"""Questions that anyone asks the programme, with the date by which they hear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import StatefulRecord
from groundswell.partnership.models.people import Person, Programme
from groundswell.partnership.states import AsideReason, EnquiryState

if TYPE_CHECKING:
    from datetime import date


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def waiting(self) -> Self:
        return self.filter(state=EnquiryState.WAITING)

    def late(self, today: date) -> Self:
        return self.waiting().filter(reply_by__lt=today)


class Enquiry(StatefulRecord):
    """A question to the programme: who asks, who has it, by when they hear, and what was written back."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)  # of the form that was sent, so that sending twice asks once
    state = models.CharField(max_length=20, choices=EnquiryState, default=EnquiryState.WAITING)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    text = models.TextField()
    language = models.CharField(max_length=8, default="en-gb")
    salt = models.BinaryField(max_length=16)
    asked_at = models.DateTimeField()
    reply_by = models.DateField()
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reply = models.TextField(blank=True)
    aside_reason = models.CharField(max_length=20, choices=AsideReason, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="enquiry_end_has_a_person_and_a_time",
                condition=Q(state=EnquiryState.WAITING, ended_by=None, ended_at=None)
                | Q(~Q(state=EnquiryState.WAITING), ended_by__isnull=False, ended_at__isnull=False),
                violation_error_message=_("An answer needs both a person and a time"),
            ),
            models.CheckConstraint(
                name="enquiry_aside_has_a_reason",
                condition=Q(state=EnquiryState.ASIDE) & ~Q(aside_reason="")
                | ~Q(state=EnquiryState.ASIDE) & Q(aside_reason=""),
                violation_error_message=_("Say why no answer is needed"),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "reply_by"], name="enquiry_by_date"),
            models.Index(fields=["programme", "email", "asked_at"], name="enquiry_of_address"),
        ]

    def __str__(self) -> str:
        return f"question to be answered by {self.reply_by}"
