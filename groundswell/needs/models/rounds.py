"""Rounds in which people of the community say which needs come first, and their yes to priorities and themes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import AuditedRecord, Record
from groundswell.needs.models.worded import PERSON, Stated, Worded
from groundswell.needs.states import RoundState

HIGHEST = 5  # the best score of a need on one criterion


class Round(Stated):
    """A time in which needs are weighed up, by criteria whose weights everyone can read before and after."""

    reference = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=RoundState, default=RoundState.DRAFT)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)  # the last day of voting, as it was told to the voters
    manager = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    decision = models.TextField(blank=True)  # in words, for everyone
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_dates_in_order",
                condition=Q(closes_on=None) | Q(opens_on=None) | Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The last day cannot be before the first"),
            ),
            models.CheckConstraint(
                name="round_decided_by_and_on_together",
                condition=Q(decided_by=None, decided_on=None) | Q(decided_by__isnull=False, decided_on__isnull=False),
                violation_error_message=_("A decision needs both a person and a day"),
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "-opens_on"], name="round_newest")]

    def __str__(self) -> str:
        return self.reference


class Criterion(Record):
    """What a need is scored on, and how much it counts; the weights of a round make 100."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="criterion_weight_is_a_share",
                condition=Q(weight__gte=1, weight__lte=100),
                violation_error_message=_("A weight lies between 1 and 100"),
            ),
            models.UniqueConstraint(fields=["round", "position"], name="criterion_position_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Entry(Record):
    """A need in a round; after closing its points and place, after the decision whether it was chosen and why so."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="entries")
    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="entries")
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True)  # of 100, when the votes were in
    place = models.PositiveSmallIntegerField(null=True)
    chosen = models.BooleanField(null=True)
    deviation = models.TextField(blank=True)  # why it was decided otherwise than the votes said
    explained_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    explained_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "need"], name="entry_once_a_round"),
            models.CheckConstraint(
                name="deviation_has_words_person_and_day",
                condition=Q(deviation="", explained_by=None, explained_on=None)
                | (~Q(deviation="") & Q(explained_by__isnull=False, explained_on__isnull=False)),
                violation_error_message=_("Explain it in words; the person and the day stand beside them"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} in {self.round_id}"


class Ballot(AuditedRecord):
    """What one person voted in one round, and in which role they did."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="ballots")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)
    cast_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="ballot_once_a_person")]

    def __str__(self) -> str:
        return f"ballot in {self.round_id}"


class Vote(Record):
    """The score of one need on one criterion, from 0 (not at all) to 5 (very much)."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="votes")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="votes")
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "entry", "criterion"], name="vote_once"),
            models.CheckConstraint(
                name="vote_score_on_the_scale",
                condition=Q(score__lte=HIGHEST),
                violation_error_message=_("A score lies between 0 and 5"),
            ),
        ]
        indexes = [models.Index(fields=["entry", "criterion"], name="vote_of_entry")]

    def __str__(self) -> str:
        return str(self.score)


class SignOff(Worded):
    """That somebody of the community stands behind a priority or a theme, as it was worded at one revision."""

    priority = models.ForeignKey("needs.Priority", models.PROTECT, null=True, related_name="sign_offs")
    theme = models.ForeignKey("needs.Theme", models.PROTECT, null=True, related_name="sign_offs")
    of_revision = models.PositiveIntegerField()  # of the priority or theme, as they read it
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    signed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sign_off_of_one_thing",
                condition=Q(priority=None, theme__isnull=False) | Q(priority__isnull=False, theme=None),
                violation_error_message=_("One sign-off is of one priority or of one theme"),
            ),
            models.UniqueConstraint(
                fields=["priority", "person", "of_revision"], name="priority_signed_once", condition=Q(theme=None)
            ),
            models.UniqueConstraint(
                fields=["theme", "person", "of_revision"], name="theme_signed_once", condition=Q(priority=None)
            ),
        ]

    def __str__(self) -> str:
        return f"sign-off by {self.person_id}"
