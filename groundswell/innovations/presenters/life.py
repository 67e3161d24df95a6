"""The life of a record in plain words, for the page that tells how we work. The table is `lifecycle.RECORD`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.workflow.lives import Life, register
from groundswell.innovations import policies
from groundswell.innovations.lifecycle import RECORD
from groundswell.innovations.states import InnovationState

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme

SAYS = {
    "change": lazy("something in its record is written anew"),
    "show": lazy("a part of the record is shown to more people"),
    "narrow": lazy("a part of the record is shown to fewer people"),
    "rest": lazy("nobody works on it for now. Nothing is lost"),
    "wake": lazy("it is taken up again"),
}
WHO = {
    policies.can_change: lazy("its team, and the person who looks after the record"),
    policies.can_show: lazy("its team alone"),
    policies.can_narrow: lazy("its team, and in a hurry the person who looks after the record"),
}


def days(_programme: Programme) -> dict[str, str]:
    return {
        InnovationState.ACTIVE: _("no date: its team says what comes next"),
        InnovationState.RESTING: _("no date: it can be taken up again at any time"),
    }


def register_all() -> None:
    register(
        Life(
            key="innovation",
            title=lazy("What happens to the record of an innovation"),
            about=lazy("An idea that people work on gets a record. It keeps the reference of the idea."),
            lifecycle=RECORD,
            states=InnovationState,
            says=SAYS,
            who=WHO,
            days=days,
            place=20,
        )
    )
