"""Who may see, prepare, stand behind, open and close a challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Verdict, in_hand, no
from groundswell.needs.models import Challenge
from groundswell.needs.policies.who import manages
from groundswell.needs.states import ChallengeState, NeedState
from groundswell.partnership.policies import asked_or_sponsors, can_be_sponsor
from groundswell.partnership.selectors.sponsorships import sponsor_of

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Need

CHOSEN = (NeedState.APPROVED, NeedState.CHALLENGE, NeedState.WORKED_ON)


def challenges_visible_to(asker: Asker) -> Q:
    """What is or was open, for everyone; before that, its owner, programme managers, and who is asked
    to sponsor it or does.
    """
    here = Q(programme_id=asker.programme_id)
    if manages(asker):
        return here
    shown = ~Q(state=ChallengeState.DRAFT)
    if asker.signed_in:
        shown |= in_hand(asker, "owner_id") | Q(asked_or_sponsors(asker, Challenge.KIND))
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


def can_ask_sponsor(asker: Asker, challenge_id: UUID) -> Verdict:
    """Who may change it asks an executive to stand behind it; also once it is open and its sponsor has left."""
    found = Challenge.objects.filter(pk=challenge_id).exclude(state=ChallengeState.CLOSED).first()
    if found is not None and can_edit(asker, found):
        return YES
    return no(_("Only its owner and programme managers can ask for a sponsor, until it is closed"))


def can_open(asker: Asker, challenge: Challenge) -> Verdict:
    """A programme manager, once an executive sponsor said yes to the words as they stand, and is one still.

    Nobody opens what they accepted.
    """
    if challenge.programme_id != asker.programme_id or not manages(asker):
        return no(_("Only programme managers can open a challenge"))
    sponsor = sponsor_of(Challenge.KIND, challenge.pk)
    if sponsor is None:
        return no(_("Its executive sponsor must accept it first"))
    if not can_be_sponsor(challenge.programme_id, sponsor.person_id, asker.timezone):
        return no(_("Its sponsor is no executive sponsor any more. Change its words, then ask somebody else"))
    if asker.person_id == sponsor.person_id:
        return no(_("You accepted it, so another programme manager must open it"))
    return YES


def can_end(asker: Asker, challenge: Challenge) -> Verdict:
    """By its day the platform closes it; a programme manager may, and may give people more time."""
    if challenge.programme_id != asker.programme_id:
        return no(_("There is no such challenge"))
    if asker.actor_kind == "system" or manages(asker):
        return YES
    return no(_("Only programme managers can say this"))
