"""Who may see, prepare, stand behind, open and close a challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Verdict, in_hand, no
from groundswell.needs.policies.who import manages
from groundswell.needs.states import ChallengeState, NeedState

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Challenge, Need

CHOSEN = (NeedState.APPROVED, NeedState.CHALLENGE, NeedState.WORKED_ON)


def challenges_visible_to(asker: Asker) -> Q:
    """What is or was open, for everyone; before that, its owner, its sponsor and programme managers."""
    here = Q(programme_id=asker.programme_id)
    if manages(asker):
        return here
    shown = ~Q(state=ChallengeState.DRAFT)
    if asker.signed_in:
        shown |= in_hand(asker, "owner_id") | in_hand(asker, "sponsor_id")
    return here & shown


def can_name(challenge: Challenge) -> Verdict:
    """Whether its title may stand where anyone may come to read it, such as a mail: once it was open.

    What `challenges_visible_to` lets a stranger see, asked of one in hand.
    """
    return no(_("It is being prepared")) if challenge.state == ChallengeState.DRAFT else YES


def can_put(asker: Asker, need: Need) -> Verdict:
    """A challenge is made of a need that was chosen."""
    if need.programme_id != asker.programme_id or not manages(asker):
        return no(_("Only programme managers can make a challenge of a need"))
    if need.state not in CHOSEN:
        return no(_("A challenge is made of a need that a round has chosen"))
    return YES


def can_edit(asker: Asker, challenge: Challenge) -> Verdict:
    """Its owner and programme managers, until it is open: then its words and criteria stay."""
    if challenge.programme_id != asker.programme_id:
        return no(_("There is no such challenge"))
    if manages(asker) or asker.has_in_hand(challenge.owner_id):
        return YES
    return no(_("Only its owner and programme managers can change this"))


def can_accept(asker: Asker, challenge: Challenge) -> Verdict:
    """The executive who was asked, and nobody in their place."""
    if challenge.programme_id == asker.programme_id and asker.has_in_hand(challenge.sponsor_id):
        return YES
    return no(_("Only its executive sponsor can accept it"))


def can_open(asker: Asker, challenge: Challenge) -> Verdict:
    """A programme manager, once its sponsor accepted the words as they stand. Nobody opens what they accepted."""
    if challenge.programme_id != asker.programme_id or not manages(asker):
        return no(_("Only programme managers can open a challenge"))
    if challenge.accepted_on is None:
        return no(_("Its executive sponsor must accept it first"))
    if asker.person_id == challenge.sponsor_id:
        return no(_("You accepted it, so another programme manager must open it"))
    return YES


def can_end(asker: Asker, challenge: Challenge) -> Verdict:
    """By its day the platform closes it; a programme manager may, and may give people more time."""
    if challenge.programme_id != asker.programme_id:
        return no(_("There is no such challenge"))
    if asker.actor_kind == "system" or manages(asker):
        return YES
    return no(_("Only programme managers can say this"))
