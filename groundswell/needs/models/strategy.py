"""The strategy tree, down to priorities and the money promised of them; and what lies beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import Record
from groundswell.needs.models.worded import ORGANISATION, PERSON, SentOnce, Stated, Worded
from groundswell.needs.states import CommitmentKind, DatePrecision, WordsState


class BroaderStrategy(Stated):
    """A strategy of others that ours builds on: of the nation, the system, a partner."""

    state = models.CharField(max_length=20, choices=WordsState, default=WordsState.DRAFT)
    title = models.CharField(max_length=160)
    body = models.CharField(max_length=160, blank=True)  # whose strategy it is
    text = models.TextField(blank=True)
    address = models.URLField(blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="broader_strategy_dates_in_order",
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                violation_error_message=_("The last day cannot be before the first"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Vision(Stated):
    """One version of what we want to be. A published version never changes; the next one replaces it."""

    state = models.CharField(max_length=20, choices=WordsState, default=WordsState.DRAFT)
    number = models.PositiveIntegerField()
    text = models.TextField()
    changed = models.TextField(blank=True)  # what is different from the version before, in words
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    review_on = models.DateField(null=True)  # the annual review: from this day on it is work of its owner

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="vision_number_once")]

    def __str__(self) -> str:
        return f"vision {self.number}"


class Objective(Stated):
    """What we want to reach, who answers for it, and whether the board sees it."""

    state = models.CharField(max_length=20, choices=WordsState, default=WordsState.DRAFT)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    measure = models.TextField(blank=True)  # how we can tell, for the board's report
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    on_board = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["programme", "state", "position"], name="objective_in_order")]

    def __str__(self) -> str:
        return self.title


class BuildsOn(Record):
    """That an objective builds on a broader strategy."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="builds_on")
    strategy = models.ForeignKey(BroaderStrategy, models.CASCADE, related_name="carried_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objective", "strategy"], name="builds_on_once")]

    def __str__(self) -> str:
        return f"{self.objective_id} builds on {self.strategy_id}"


class Priority(Stated):
    """What comes first, with the money and the time that were set aside for it."""

    state = models.CharField(max_length=20, choices=WordsState, default=WordsState.DRAFT)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, related_name="priorities")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    protected_hours = models.DecimalField(max_digits=7, decimal_places=1, null=True)  # a week, of all people together
    protected_for = models.CharField(max_length=200, blank=True)  # whose time it is, in words
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="priority_budget_has_a_currency",
                condition=(Q(budget=None) & Q(currency="")) | (Q(budget__gte=0) & ~Q(currency="")),
                violation_error_message=_("A budget needs an amount and a currency"),
            ),
            models.CheckConstraint(
                name="priority_dates_in_order",
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                violation_error_message=_("The last day cannot be before the first"),
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "position"], name="priority_in_order")]

    def __str__(self) -> str:
        return self.title


class Commitment(Worded):
    """Money promised, spent or freed again. `source` and `key` say what posted it: the same key posts once."""

    priority = models.ForeignKey(Priority, models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=20, choices=CommitmentKind)
    title = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=60)  # the verb that wrote it, with its room: "needs.by_hand"
    key = models.UUIDField()
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    over_because = models.TextField(blank=True, default="", db_default="")  # why more was promised than was left

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commitment_is_some_money",
                condition=Q(amount__gt=0) & ~Q(currency=""),
                violation_error_message=_("Enter an amount above nothing, with its currency"),
            ),
            models.UniqueConstraint(fields=["source", "key", "kind"], name="commitment_posted_once"),
        ]
        indexes = [models.Index(fields=["priority", "happened_on"], name="commitment_of_priority")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Ally(Stated):
    """Who works beside us: what a change programme and an enabling function have in common."""

    state = models.CharField(max_length=20, choices=WordsState, default=WordsState.DRAFT)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    organisation = models.ForeignKey(ORGANISATION, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    last_contact_on = models.DateField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class ChangeProgramme(Ally):
    """A change programme of the partnership, such as outpatients or health inequalities."""


class EnablingFunction(Ally):
    """A function that makes things possible: digital, estates, workforce, procurement."""


class Alignment(Worded):
    """How a priority and one ally fit together, in words, by a person and on a day."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="alignments")
    programme_of_change = models.ForeignKey(ChangeProgramme, models.CASCADE, null=True, related_name="alignments")
    function = models.ForeignKey(EnablingFunction, models.CASCADE, null=True, related_name="alignments")
    text = models.TextField()
    said_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alignment_with_one_ally",
                condition=Q(programme_of_change=None, function__isnull=False)
                | Q(programme_of_change__isnull=False, function=None),
                violation_error_message=_("Say with what it fits together: one programme or one function"),
            ),
            models.UniqueConstraint(
                fields=["priority", "programme_of_change"],
                name="alignment_once_a_programme",
                condition=Q(function=None),
            ),
            models.UniqueConstraint(
                fields=["priority", "function"],
                name="alignment_once_a_function",
                condition=Q(programme_of_change=None),
            ),
        ]

    def __str__(self) -> str:
        return f"alignment of {self.priority_id}"


class CaseForChange(Stated):
    """One version of why things must change. A published version never changes; the next one replaces it."""

    state = models.CharField(max_length=20, choices=WordsState, default=WordsState.DRAFT)
    line = models.UUIDField()  # the same in every version of one case
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=160)
    today = models.TextField(blank=True)
    why = models.TextField(blank=True)
    future = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    cost_of_not_changing = models.TextField(blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "number"], name="case_number_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class CaseSource(SentOnce, Record):
    """One thing that a case for change rests on, with where to read it."""

    case = models.ForeignKey(CaseForChange, models.CASCADE, related_name="sources")
    title = models.CharField(max_length=200)
    address = models.URLField(blank=True)
    found_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class TimelineEntry(Stated):
    """Something that happened in the programme, or will. `inferred`: nobody published the date.

    `source_title`: where the date is published, or from what it was worked out; `source_address`: where to read that.
    """

    state = models.CharField(max_length=20, choices=WordsState, default=WordsState.DRAFT)
    happens_on = models.DateField()
    precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.DAY)
    inferred = models.BooleanField(default=False)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    address = models.URLField(blank=True)
    source_title = models.CharField(max_length=200, blank=True, default="", db_default="")
    source_address = models.URLField(blank=True, default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["programme", "state", "happens_on"], name="timeline_in_order")]

    def __str__(self) -> str:
        return self.title
