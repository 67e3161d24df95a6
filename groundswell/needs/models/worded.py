"""What every table here has: a programme, words with a salt for their digests, and where it stands since when."""

from __future__ import annotations

from django.db import models

from groundswell.foundation.kit.models import AuditedRecord, StatefulRecord

PERSON = "partnership.Person"
ORGANISATION = "partnership.Organisation"


class SentOnce(models.Model):
    """A row that a form makes, once however often the form is sent.

    `key`: drawn with the form, and made one with who sent which words (`services.once`). None: no form made it.
    """

    key = models.UUIDField(null=True, unique=True)

    class Meta:
        abstract = True


class Worded(AuditedRecord):
    """An audited row with words of ours. `salt`: of the digests that the audit keeps of them."""

    programme = models.ForeignKey("partnership.Programme", models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="en-gb")
    salt = models.BinaryField(max_length=16)
    synthetic = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Stated(SentOnce, Worded, StatefulRecord):
    """A row that stands in a state, since a local date, by a person (none: the platform itself)."""

    state_since = models.DateField()
    state_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
