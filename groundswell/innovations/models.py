"""Innovations, their sections, who stands how to them, who agreed to show what, evidence, risks, links, followers.

And what of the strategy they serve and touch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import Record, StatefulRecord
from groundswell.innovations.states import (
    Degree,
    InnovationState,
    Level,
    LinkKind,
    Maturity,
    Origin,
    RiskSize,
    StandingKind,
    Strength,
)

if TYPE_CHECKING:
    from datetime import date

PERSON = "partnership.Person"


class Innovation(StatefulRecord):
    """What travels from idea to adoption. Its reference is the idea's, or its own with three digits."""

    programme = models.ForeignKey("partnership.Programme", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=InnovationState, default=InnovationState.ACTIVE)
    keeper = models.ForeignKey(PERSON, models.PROTECT, related_name="+")  # who looks after it, to be asked by name
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en-gb")
    salt = models.BinaryField(max_length=16)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.HOME_GROWN)
    degree = models.CharField(max_length=20, choices=Degree, blank=True)
    maturity = models.PositiveSmallIntegerField(choices=Maturity, default=Maturity.CONCEPT)
    category = models.CharField(max_length=30, blank=True)  # a key of the vocabulary `categories`
    area = models.CharField(max_length=30, blank=True)  # of `areas`
    setting = models.CharField(max_length=30, blank=True)  # of `care_settings`
    purpose = models.CharField(max_length=30, blank=True, default="", db_default="")  # of `purposes`
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey("partnership.Service", models.PROTECT, null=True, related_name="+")
    openness = models.PositiveSmallIntegerField(choices=Level, default=Level.PRIVATE)  # of the group "about"
    levels = models.JSONField(default=dict)  # of every other group; none is more open than `openness`
    answers_to = models.ForeignKey("needs.Challenge", models.PROTECT, null=True, related_name="+")  # as its idea did
    began_on = models.DateField()
    state_since = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="innovation_maturity_on_the_ladder",
                condition=Q(maturity__gte=1, maturity__lte=6),
                violation_error_message=_("The ladder of maturity has six steps"),
            ),
            models.CheckConstraint(
                name="innovation_openness_is_a_level",
                condition=Q(openness__lte=2),
                violation_error_message=_("Nobody is more than everyone"),
            ),
            models.CheckConstraint(
                name="innovation_shown_says_what_it_is",
                condition=Q(openness=0) | ~Q(summary=""),
                violation_error_message=_("An innovation that others see has a summary in plain words"),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "openness", "-began_on", "reference"], name="innovation_newest"),
        ]

    def __str__(self) -> str:
        return self.reference


class InStream(Record):
    """One of the work streams that an innovation belongs to; it may belong to many."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="streams")
    stream = models.CharField(max_length=20)  # a key of the vocabulary `streams`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["innovation", "stream"], name="stream_once_an_innovation")]

    def __str__(self) -> str:
        return self.stream


class Chosen(Record):
    """One value of a list from which a section chooses any that fit. `how`: how far a standard is met, else ""."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="chosen")
    list = models.CharField(max_length=20)  # a vocabulary of `LISTS_OF`
    key = models.CharField(max_length=20)  # of that vocabulary
    how = models.CharField(max_length=20, blank=True)  # of `standard_states`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "list", "key"], name="chosen_once_an_innovation"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.key}"


class Section(Record):
    """The text of one section; `revision` is that of the innovation when it was last changed."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20)  # of the vocabulary `sections`; or "serves", which has no text
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en-gb")
    ready = models.BooleanField(default=False)
    revision = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["innovation", "key"], name="section_once_an_innovation")]

    def __str__(self) -> str:
        return f"{self.key} of {self.innovation_id}"


class StandingQuerySet(models.QuerySet["Standing"]):
    def on(self, day: date) -> StandingQuerySet:
        """In force on a local date; the last day counts."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def since_day(self, day: date) -> StandingQuerySet:
        """In force on this day or at any time after it."""
        return self.filter(Q(until=None) | Q(until__gte=day))


class Standing(Record):
    """How a person stands to an innovation, from one day to another. The one place where that is known."""

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="standings")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=StandingKind)
    part = models.CharField(max_length=80, blank=True)  # what someone of the team does in it, in their own words
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=60)  # the verb that wrote it, with its room: "ideas.become"
    may_be_named = models.BooleanField(default=False)  # on the public page; only the person themselves says so

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="standing_dates_in_order",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("The last day cannot be before the first"),
            ),
            models.UniqueConstraint(
                fields=["innovation", "person", "kind"], name="standing_once_at_a_time", condition=Q(until=None)
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "innovation"], name="standing_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} of {self.innovation_id}"


class Consent(Record):
    """That someone of the team agreed to show a group of fields, or to keep it. Written once, never changed."""

    innovation = models.ForeignKey(Innovation, models.PROTECT, related_name="+")
    group = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(choices=Level)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    warned = models.BooleanField(default=False)  # they read what a public text may cost them in rights

    class Meta:
        indexes = [models.Index(fields=["innovation", "group", "given_at"], name="consent_of_innovation")]

    def __str__(self) -> str:
        return f"{self.group} {self.level}"


class EvidenceItem(Record):
    """One thing that we know about whether it works, and how sure it lets us be."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=120)
    text = models.TextField()
    about = models.CharField(max_length=20)  # a key of the vocabulary `evidence_types`
    design = models.CharField(max_length=20)  # of `evidence_designs`
    strength = models.PositiveSmallIntegerField(choices=Strength)
    address = models.URLField(blank=True)
    found_on = models.DateField(null=True)
    key = models.UUIDField(null=True)  # of the form in which it was typed: sent twice, it stands once
    revision = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "key"], name="evidence_sent_once"),
            models.CheckConstraint(
                name="evidence_strength_is_known",
                condition=Q(strength__gte=1, strength__lte=3),
                violation_error_message=_("Say how sure the evidence lets us be"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Risk(Record):
    """What could go wrong, what we do about it, who looks at it and when."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="risks")
    text = models.TextField()
    size = models.PositiveSmallIntegerField(choices=RiskSize)
    answer = models.TextField()
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    look_on = models.DateField()
    over_on = models.DateField(null=True)
    key = models.UUIDField(null=True)  # of the form in which it was typed: sent twice, it stands once
    revision = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "key"], name="risk_sent_once"),
            models.CheckConstraint(
                name="risk_size_is_known",
                condition=Q(size__gte=1, size__lte=3),
                violation_error_message=_("Say how large the risk is"),
            ),
        ]
        indexes = [models.Index(fields=["owner", "over_on", "look_on"], name="risk_of_owner")]

    def __str__(self) -> str:
        return f"risk of {self.innovation_id}"


class Link(Record):
    """How one innovation is tied to another. Read from both sides, in plain words."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="links")
    other = models.ForeignKey(Innovation, models.CASCADE, related_name="links_back")
    kind = models.CharField(max_length=20, choices=LinkKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "other", "kind"], name="link_once_a_kind"),
            models.CheckConstraint(
                name="link_leads_to_another",
                condition=~Q(innovation=F("other")),
                violation_error_message=_("An innovation is not tied to itself"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.innovation_id} {self.kind} {self.other_id}"


class Serves(Record):
    """That an innovation serves a priority, as its team says. What follows from its challenge is not kept here."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="serves")
    priority = models.ForeignKey("needs.Priority", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["innovation", "priority"], name="serves_once_a_priority")]

    def __str__(self) -> str:
        return f"{self.innovation_id} serves {self.priority_id}"


class Touches(Record):
    """That an innovation touches the work of a change programme."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="touches")
    programme_of_change = models.ForeignKey("needs.ChangeProgramme", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["innovation", "programme_of_change"], name="touches_once_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.innovation_id} touches {self.programme_of_change_id}"


class Follow(Record):
    """That someone wants to hear when an innovation changes."""

    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["innovation", "person"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.innovation_id}"
