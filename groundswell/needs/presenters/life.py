"""The lives of needs, rounds and challenges in plain words, for the page that tells how we work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.workflow.lives import Life, register
from groundswell.needs import policies
from groundswell.needs.lifecycle.challenges import CHALLENGE
from groundswell.needs.lifecycle.needs import NEED
from groundswell.needs.lifecycle.rounds import ROUND
from groundswell.needs.states import ChallengeState, NeedState, RoundState

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme

_MANAGER = lazy("a programme manager")
NEED_SAYS = {
    "change": lazy("its words are changed"),
    "serve": lazy("it is put under a priority of our strategy"),
    "raise again": lazy("it is said anew and sent in again"),
    "publish": lazy("it is published in the needs bank"),
    "return": lazy("it goes back to who raised it, with the reason"),
    "join": lazy("it is joined with another need that says the same"),
    "take apart": lazy("it is not the same after all, so it waits to be published by itself"),
    "put back": lazy("it is not the same after all, so it goes back to the needs bank by itself"),
    "weigh": lazy("it goes into a round of votes"),
    "leave": lazy("the round is decided, and it goes back to the needs bank"),
    "approve": lazy("the round is decided, and it is chosen"),
    "ask everyone": lazy("a challenge opens, and everyone is asked for ideas"),
    "work on": lazy("people begin to work on it"),
    "meet": lazy("it is met, and we say how we know"),
    "miss": lazy("it is not met yet, and we say why"),
    "retire": lazy("it is no longer needed, and we say why"),
    "take up again": lazy("it is taken up again"),
}
NEED_WHO = {
    policies.can_change: lazy("who raised it, until it is published; a programme manager"),
    policies.can_check: lazy("a programme manager who did not raise it"),
    policies.can_weigh: _MANAGER,
    policies.can_manage: _MANAGER,
    policies.can_work: lazy("a programme manager, or the site when a challenge closes"),
}
ROUND_SAYS = {
    "prepare": lazy("its words, criteria and needs are written"),
    "open": lazy("it opens for votes, with its criteria and weights for all to read"),
    "give more time": lazy("voters get a later last day"),
    "close": lazy("the votes become a ranking. Nobody of the community voted? Then it stays open"),
    "decide": lazy("it is decided. What differs from the votes is explained"),
}
CHALLENGE_SAYS = {
    "change": lazy("its words are changed, and whoever sponsors it is asked again"),
    "open": lazy("it opens, and everyone may answer with an idea"),
    "give more time": lazy("people get a later last day"),
    "close": lazy("it closes"),
}
CHALLENGE_WHO = {
    policies.can_edit: lazy("its owner, or a programme manager"),
    policies.can_open: lazy("a programme manager other than its sponsor, once the sponsor has said yes"),
    policies.can_end: lazy("the site, at the end of its last day, or a programme manager"),
}


def _no_days(_programme: Programme) -> dict[str, str]:
    return {}


def _last_day(_programme: Programme) -> dict[str, str]:
    """A round and a challenge each name their own last day, and both call that state open."""
    return {RoundState.OPEN: _("the last day that it names")}


def register_all() -> None:
    register(
        Life(
            key="need",
            title=lazy("What happens to a need"),
            about=lazy("Someone says what is lacking in a service. Ideas come to answer it."),
            lifecycle=NEED,
            states=NeedState,
            says=NEED_SAYS,
            who=NEED_WHO,
            days=_no_days,
            place=2,
        )
    )
    register(
        Life(
            key="round",
            title=lazy("How we choose what comes first"),
            about=lazy("Community partners, governors and patient partners vote on needs."),
            lifecycle=ROUND,
            states=RoundState,
            says=ROUND_SAYS,
            who={policies.can_run: _MANAGER},
            days=_last_day,
            place=4,
        )
    )
    register(
        Life(
            key="challenge",
            title=lazy("What happens to a challenge"),
            about=lazy("We ask everyone for ideas about a need that was chosen."),
            lifecycle=CHALLENGE,
            states=ChallengeState,
            says=CHALLENGE_SAYS,
            who=CHALLENGE_WHO,
            days=_last_day,
            place=6,
        )
    )
