"""Who stands behind a piece of work from the top of an organisation: asked, accepted, handed over, ended."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import StatefulRecord
from groundswell.partnership.models.people import Person, Programme
from groundswell.partnership.states import SponsorshipState as S


class Sponsorship(StatefulRecord):
    """One person asked to sponsor one record of any room, named by its kind and its id.

    A record has one sponsor at a time, and one person asked at a time. Who hands over stays until the other accepts.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)  # of the record, as its room registered it (policies/sponsored.py)
    record_id = models.UUIDField()
    state = models.CharField(max_length=20, choices=S, default=S.ASKED)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer_by = models.DateField()
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # whose place they would take
    answered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en-gb")
    salt = models.BinaryField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id"], condition=Q(state=S.ASKED), name="sponsorship_asks_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["kind", "record_id"], condition=Q(state=S.ACCEPTED), name="sponsorship_one_at_a_time"
            ),
            models.CheckConstraint(
                name="sponsorship_not_asked_of_oneself",
                condition=~Q(person=F("asked_by")),
                violation_error_message=_("Ask somebody else to sponsor it"),
            ),
            models.CheckConstraint(
                name="sponsorship_no_has_a_reason",
                condition=~Q(state=S.DECLINED) | ~Q(reason=""),
                violation_error_message=_("Say why not, so that they can ask somebody else"),
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="sponsorship_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} {self.kind}"
