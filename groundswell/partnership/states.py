"""Choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    TRUST = "trust", _("NHS trust")
    BOARD = "board", _("Integrated care board")
    COUNCIL = "council", _("Council")
    PRIMARY_CARE = "primary_care", _("General practice and primary care")
    VOLUNTARY = "voluntary", _("Voluntary or community organisation")
    HEALTHWATCH = "healthwatch", _("Healthwatch")
    EXPERT = "expert", _("Expert partner")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other")


class ErasureReason(models.TextChoices):
    """Why someone was erased. A code, so that the audit holds no words about a person."""

    ASKED = "asked", _("The person asked for it")
    ENDED = "ended", _("There is no reason to keep it any more")
    MISTAKE = "mistake", _("It should not have been kept")


class RoleKey(models.TextChoices):
    """Kinds of role that this room declares; other rooms declare their own."""

    PROGRAMME_ADMIN = "programme_admin", _("Programme administrator")
    ORGANISATION_ADMIN = "organisation_admin", _("Organisation administrator")
    SPONSOR = "sponsor", _("Executive sponsor")


class EnquiryState(models.TextChoices):
    """Where a question to us stands. The label is the public word."""

    WAITING = "waiting", _("We got it")
    ANSWERED = "answered", _("We wrote back")
    ASIDE = "aside", _("No answer needed")


class AsideReason(models.TextChoices):
    """Why a question gets no answer of its own."""

    TWICE = "twice", _("It was asked twice")
    ADVERT = "advert", _("It only sells something")
    EMPTY = "empty", _("There is no question in it")


class SponsorshipState(models.TextChoices):
    """Where it stands that someone was asked to sponsor a piece of work. The label is the public word."""

    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Sponsors it")
    DECLINED = "declined", _("Said no")
    TAKEN_BACK = "taken_back", _("No longer asked")
    HANDED_OVER = "handed_over", _("Handed over")
    ENDED = "ended", _("Ended")


class SuccessionKind(models.TextChoices):
    """How one organisation became another."""

    RENAMED = "renamed", _("It has a new name")
    MERGED = "merged", _("It became part of another partner")


class StaffGroup(models.TextChoices):
    """Kinds of staff in our words, after the groups of NHS workforce tables; not compared with a source."""

    MEDICAL = "medical", _("Doctors and dentists")
    NURSING = "nursing", _("Nurses and midwives")
    ALLIED = "allied", _("Allied health professionals")
    SCIENCE = "science", _("Scientists and technicians")
    CARE = "care", _("Care support")
    OFFICE = "office", _("Office, management and digital")
    ESTATES = "estates", _("Estates, kitchens and cleaning")
    SOCIAL = "social", _("Social care")
    VOLUNTEERS = "volunteers", _("Volunteers")
    OTHER = "other", _("Everyone else")
