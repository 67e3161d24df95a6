"""Choices of this room, with the words that people see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleKey(models.TextChoices):
    """Kinds of role that this room declares."""

    MANAGER = "needs.manager", _("Programme manager")
    SERVICE_OWNER = "needs.service_owner", _("Service owner")
    COMMUNITY = "needs.community_partner", _("Community partner")
    GOVERNOR = "needs.governor", _("Governor")
    PATIENT = "needs.patient_partner", _("Patient partner")
    INSIGHT = "needs.insight", _("Insight")


VOTERS = (RoleKey.COMMUNITY, RoleKey.GOVERNOR, RoleKey.PATIENT)


class WordsState(models.TextChoices):
    """Where a text of the strategy stands: a vision, an objective, a priority, a case, a date on the timeline."""

    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("Published")
    OVER = "over", _("No longer in force")


class NeedState(models.TextChoices):
    """Where a need stands. The label is the public word."""

    RAISED = "raised", _("Raised")
    PUBLISHED = "published", _("In the needs bank")
    IN_ROUND = "in_round", _("Being weighed up")
    APPROVED = "approved", _("Chosen")
    CHALLENGE = "challenge", _("A challenge is open")
    WORKED_ON = "worked_on", _("Being worked on")
    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met yet")
    MERGED = "merged", _("Joined with another need")
    RETIRED = "retired", _("No longer needed")
    RETURNED = "returned", _("Not published, and why")


# What everyone may read: somebody of the programme published it once.
IN_THE_BANK = (
    NeedState.PUBLISHED,
    NeedState.IN_ROUND,
    NeedState.APPROVED,
    NeedState.CHALLENGE,
    NeedState.WORKED_ON,
    NeedState.MET,
    NeedState.NOT_MET,
)
TO_MEET = (NeedState.PUBLISHED, NeedState.IN_ROUND, NeedState.APPROVED, NeedState.CHALLENGE, NeedState.WORKED_ON)


class NeedSource(models.TextChoices):
    """Where we know a need from."""

    STAFF = "staff", _("People who work here")
    PATIENTS = "patients", _("Patients and carers")
    COMMUNITY = "community", _("A community")
    DATA = "data", _("Numbers")


class AssetKind(models.TextChoices):
    PEOPLE = "people", _("People")
    SKILLS = "skills", _("Skills")
    FELLOWS = "fellows", _("Fellows")
    LAB = "lab", _("A lab")
    DATASET = "dataset", _("A set of data")
    SPACE = "space", _("A space")
    GROUP = "group", _("A community group")


class AssetState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    PUBLISHED = "published", _("There to be used")
    WITHDRAWN = "withdrawn", _("No longer offered")


class RoundState(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open for votes")
    CLOSED = "closed", _("Votes are in")
    DECIDED = "decided", _("Decided")


class ChallengeState(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class CommitmentKind(models.TextChoices):
    PROMISED = "promised", _("Promised")
    SPENT = "spent", _("Spent")
    FREED = "freed", _("Freed again")


class DatePrecision(models.TextChoices):
    """How exactly a date of the timeline is known."""

    DAY = "day", _("The day")
    MONTH = "month", _("The month")
    YEAR = "year", _("The year")
