"""The question that we put to everyone about a need."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.needs.models.worded import PERSON, Stated
from groundswell.needs.states import ChallengeState


class Challenge(Stated):
    """A published question: what is needed, and by when. Who stands behind it is a `partnership.Sponsorship`."""

    KIND = "needs.challenge"  # under which it has a sponsor

    reference = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=ChallengeState, default=ChallengeState.DRAFT)
    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="challenges")
    theme = models.ForeignKey("needs.Theme", models.PROTECT, null=True, related_name="challenges")
    priority = models.ForeignKey("needs.Priority", models.PROTECT, null=True, related_name="challenges")
    title = models.CharField(max_length=120)
    brief = models.TextField()  # the problem, in two lines for the list and whole on the page
    tried = models.TextField(blank=True)
    good = models.TextField(blank=True)
    work_with = models.TextField(blank=True)
    limits = models.TextField(blank=True)  # what we cannot change
    criteria = models.TextField(blank=True)  # how answers will be chosen
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="+")  # to be asked by name
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)  # its last day: it closes at 23:59:59 there

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="challenge_dates_in_order",
                condition=Q(closes_on=None) | Q(opens_on=None) | Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The last day cannot be before the first"),
            ),
            models.CheckConstraint(
                name="challenge_open_has_dates",
                condition=Q(state=ChallengeState.DRAFT) | Q(opens_on__isnull=False, closes_on__isnull=False),
                violation_error_message=_("An open challenge has a first and a last day"),
            ),
            models.CheckConstraint(
                name="challenge_budget_has_a_currency",
                condition=(Q(budget=None) & Q(currency="")) | (Q(budget__gte=0) & ~Q(currency="")),
                violation_error_message=_("A budget needs an amount and a currency"),
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "closes_on"], name="challenge_by_day")]

    def __str__(self) -> str:
        return self.reference
