"""What this room adds to people's homes: innovations near them, and those that touch a programme of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import SIGNED_IN, Listing
from groundswell.foundation.design.words import short_date
from groundswell.foundation.homes import Line, Section, register
from groundswell.innovations import selectors
from groundswell.innovations.presenters import serving
from groundswell.innovations.states import Maturity

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation

FEW = 3


def near(asker: Asker) -> list[Line]:
    """The change programmes for which they speak first, each with what touches it."""
    programmes = [_programme(one) for one in Listing(selectors.programmes_of, asker)[:FEW]]
    return programmes + [line(innovation) for innovation in Listing(selectors.near_to, asker)[:FEW]]


def _programme(one: Any) -> Line:
    address = reverse("innovations:serving-one", args=["programmes", one.pk])
    return Line(one.title, address, serving.touching(one))


def line(innovation: Innovation) -> Line:
    """How far it is, who looks after it, and since when."""
    told = {
        "step": Maturity(innovation.maturity).label,
        "who": innovation.keeper.name,
        "date": short_date(innovation.began_on),
    }
    note = _("%(step)s. %(who)s looks after it. Begun on %(date)s.") % told
    return Line(innovation.title, reverse("innovations:record", args=[innovation.reference]), note)


def register_all() -> None:
    heading, every = lazy("Innovations near you"), lazy("All innovations")
    coming = lazy("When you join a team, or follow an innovation, it stands here.")
    register(Section("innovations", heading, SIGNED_IN, 60, near, coming, ("innovations:all", every)))
