"""Themes, needs, what we have to meet them with, and what was found out about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import Record
from groundswell.needs.models.worded import ORGANISATION, PERSON, SentOnce, Stated, Worded
from groundswell.needs.states import AssetKind, AssetState, NeedSource, NeedState


class Theme(SentOnce, Worded):
    """A broad area, such as patient safety: what brings needs, assets and challenges together."""

    name = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    over_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="theme_name_once")]

    def __str__(self) -> str:
        return self.name


class Need(Stated):
    """What is lacking in a service, as somebody there says it."""

    reference = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=NeedState, default=NeedState.RAISED)
    raised_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    from_outside = models.BooleanField(default=False, db_default=False)  # signed out: nobody has proven their address
    title = models.CharField(max_length=120)
    problem = models.TextField()
    affected = models.TextField(blank=True)  # who is affected
    scale = models.TextField(blank=True)  # how many, how often
    workaround = models.TextField(blank=True)
    good = models.TextField(blank=True)  # what good looks like
    limits = models.TextField(blank=True)  # what we cannot change
    evidence = models.TextField(blank=True)
    evidence_address = models.URLField(blank=True)
    source = models.CharField(max_length=20, choices=NeedSource, default=NeedSource.STAFF)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="needs")
    priority = models.ForeignKey("needs.Priority", models.PROTECT, null=True, related_name="needs")
    organisation = models.ForeignKey(ORGANISATION, models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey("partnership.Service", models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)
    said = models.TextField(blank=True)  # why it was returned, joined or retired; how it was met
    joined_with = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="need_published_by_and_on_together",
                condition=Q(published_by=None, published_on=None)
                | Q(published_by__isnull=False, published_on__isnull=False),
                violation_error_message=_("A published need says who published it and when"),
            ),
            models.CheckConstraint(
                name="need_joined_with_another",
                condition=~Q(state=NeedState.MERGED) | Q(joined_with__isnull=False),
                violation_error_message=_("Say which need it was joined with"),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "-published_on", "reference"], name="need_newest"),
            models.Index(fields=["programme", "theme"], name="need_of_theme"),
        ]

    def __str__(self) -> str:
        return self.reference


class Asset(Stated):
    """What we have that could help: people, skills, a lab, a space, a community group."""

    state = models.CharField(max_length=20, choices=AssetState, default=AssetState.OFFERED)
    kind = models.CharField(max_length=20, choices=AssetKind)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="assets")
    organisation = models.ForeignKey(ORGANISATION, models.PROTECT, null=True, related_name="+")
    offered_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    offered_on = models.DateField()
    how_to_use = models.TextField(blank=True)  # whom to ask and how, in words

    class Meta:
        indexes = [models.Index(fields=["programme", "theme", "state"], name="asset_of_theme")]

    def __str__(self) -> str:
        return self.title


class InsightBrief(SentOnce, Worded):
    """What those who look at numbers found out, short enough to read beside a need."""

    title = models.CharField(max_length=160)
    text = models.TextField()
    source = models.CharField(max_length=160)  # who found it out, and where it is written down
    address = models.URLField(blank=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_on = models.DateField()

    def __str__(self) -> str:
        return self.title


class BriefOnNeed(Record):
    """That an insight brief tells of a need."""

    brief = models.ForeignKey(InsightBrief, models.CASCADE, related_name="on_needs")
    need = models.ForeignKey(Need, models.CASCADE, related_name="briefs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brief", "need"], name="brief_once_a_need")]

    def __str__(self) -> str:
        return f"{self.brief_id} on {self.need_id}"
