"""What this room adds to people's homes: the innovations that they work on, look after or follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import SIGNED_IN
from groundswell.foundation.design.words import short_date
from groundswell.foundation.homes import Line, Section, register
from groundswell.innovations import selectors
from groundswell.innovations.states import Maturity

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation

FEW = 3


def near(asker: Asker) -> list[Line]:
    return [_line(innovation) for innovation in selectors.near_to(asker)[:FEW]]


def _line(innovation: Innovation) -> Line:
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
