"""The outbox: one row for each notice that must reach someone once; and who wants which mail when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import FilledQuerySet, Record
from groundswell.foundation.notices.states import How

WAITING = models.Q(sent_at=None, cancelled_at=None, gave_up_at=None, quiet_at=None)
UNREAD = models.Q(read_at=None, cancelled_at=None, person_id__isnull=False)


class OutboxQuerySet(FilledQuerySet["OutboxRow"]):
    def waiting(self) -> "OutboxQuerySet":
        """Rows of which a mail, of their own or of the day, is still to go."""
        return self.filter(WAITING)

    def for_the_day(self) -> "OutboxQuerySet":
        """Rows that wait for the one mail of the day, or of the week."""
        return self.waiting().filter(daily=True)


class OutboxRow(Record):
    """Who is to be told what about which record. No text: it is written when it is sent."""

    programme_id = models.UUIDField()
    key = models.CharField(max_length=60)
    record_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    person_id = models.UUIDField(null=True)  # none: the sender of the record, at the address the record holds
    queued_at = models.DateTimeField()
    tell_at = models.DateTimeField(null=True)  # from then on it stands in the person's list; trying again moves it not
    send_after = models.DateTimeField()
    daily = models.BooleanField(default=False, db_default=False)  # it came due, and goes with the mail of day or week
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    quiet_at = models.DateTimeField(null=True)  # they want no mail about such things: it stands in their list alone
    refused_at = models.DateTimeField(null=True)  # given up because the mail server refuses the address for good
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two constraints, as SQLite holds two empty values to differ.
            models.UniqueConstraint(
                fields=["key", "record_id", "revision", "person_id"],
                name="outbox_once_a_person",
                condition=models.Q(person_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["key", "record_id", "revision"],
                name="outbox_once_the_sender",
                condition=models.Q(person_id=None),
            ),
            models.CheckConstraint(
                name="outbox_sent_or_cancelled",
                condition=models.Q(sent_at=None) | models.Q(cancelled_at=None),
                violation_error_message=_("A mail was either sent or taken back"),
            ),
        ]
        indexes = [
            models.Index(fields=["send_after"], name="outbox_due", condition=WAITING),
            models.Index(fields=["person_id", "tell_at"], name="outbox_unread", condition=UNREAD),
            models.Index(fields=["person_id", "-tell_at"], name="outbox_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.key} about {self.record_id}"


class Preference(Record):
    """How a person wants to hear of one kind of thing; without a row, as the kind usually goes."""

    person_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "kind"], name="preference_once_a_kind"),
            models.CheckConstraint(
                name="preference_how_is_known",
                condition=models.Q(how__in=How.values),
                violation_error_message=_("Choose at once, once a day, once a week, or no mail"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"


class SenderPreference(Record):
    """The same for the sender of one record whom no row names: known by the link in their mail and nothing else."""

    record_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_id", "kind"], name="sender_preference_once"),
            models.CheckConstraint(
                name="sender_preference_is_known",
                condition=models.Q(how__in=How.values),
                violation_error_message=_("Choose at once, once a day, once a week, or no mail"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"
