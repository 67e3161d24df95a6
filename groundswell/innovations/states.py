"""Choices of this room, with the words that people see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InnovationState(models.TextChoices):
    """Where a record stands. The label is the public word."""

    ACTIVE = "active", _("Being worked on")
    RESTING = "resting", _("Resting")


class Origin(models.TextChoices):
    HOME_GROWN = "home_grown", _("Began here")
    EXTERNAL = "external", _("Came from outside")
    NATIONAL_PRODUCT = "national_product", _("A national product")


class Degree(models.TextChoices):
    """How much it changes what people do."""

    INCREMENTAL = "incremental", _("A step on from what we do now")
    RADICAL = "radical", _("A wholly new way")


class Maturity(models.IntegerChoices):
    """How far it has come, on a ladder of six steps."""

    PROBLEM = 1, _("A problem or a need")
    CONCEPT = 2, _("A thought on paper")
    PROTOTYPE = 3, _("A first version")
    TESTED = 4, _("Tested in one service")
    EVALUATED = 5, _("Evaluated, ready for more places")
    IN_USE = 6, _("On the market, or part of normal work")


class Group(models.TextChoices):
    """Parts of a record that are shown or kept together."""

    ABOUT = "about", _("What it is")
    NEED = "need", _("The need")
    EVIDENCE = "evidence", _("The evidence")
    SAFETY = "safety", _("Safety and rules")
    USE = "use", _("Putting it to use")
    BUSINESS = "business", _("Money and rights")
    PEOPLE = "people", _("The team")


class Level(models.IntegerChoices):
    """Who sees a group of fields, from few to all."""

    PRIVATE = 0, _("Only the team and the people who work with it")
    PARTNERSHIP = 1, _("Everyone who has signed in")
    PUBLIC = 2, _("Everyone")


class StandingKind(models.TextChoices):
    """How a person stands to an innovation."""

    TEAM = "team", _("Team")
    MENTOR = "mentor", _("Mentor")
    EVALUATOR = "evaluator", _("Evaluator")
    DECIDER = "decider", _("Decides about money")
    BUYER = "buyer", _("Buys")
    SUPPLIER = "supplier", _("Supplies it")


class Strength(models.IntegerChoices):
    """How sure an item of evidence lets us be."""

    HINT = 1, _("A first sign")
    FAIR = 2, _("Fairly sure")
    STRONG = 3, _("Very sure")


class RiskSize(models.IntegerChoices):
    SMALL = 1, _("Small")
    MIDDLE = 2, _("Middle")
    LARGE = 3, _("Large")


class LinkKind(models.TextChoices):
    """How one innovation is tied to another, told from the one that the link was made on."""

    SIMILAR = "similar", _("is like")
    DUPLICATES = "duplicates", _("is the same as")
    BUILDS_ON = "builds_on", _("builds on")
    HELPED = "helped", _("helped")
    REUSED = "reused", _("uses parts of")
