"""Who may see, prepare, vote in and decide a round, and who may sign off priorities and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Verdict, no
from groundswell.needs.policies.who import manages, voting_role
from groundswell.needs.states import RoundState

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Ballot, Round

ALL_WEIGHTS = 100


def rounds_visible_to(asker: Asker) -> Q:
    """Everyone reads the criteria and weights from the day on which a round opens; managers, what they prepare."""
    here = Q(programme_id=asker.programme_id)
    return here if manages(asker) else here & ~Q(state=RoundState.DRAFT)


def ballots_visible_to(asker: Asker) -> Q:
    """One's own alone: nobody reads how somebody else voted."""
    return Q(person_id=asker.person_id) if asker.signed_in else Q(pk__in=[])


def can_prepare(asker: Asker) -> Verdict:
    return YES if manages(asker) else no(_("Only programme managers can prepare a round"))


def can_run(asker: Asker, round_: Round) -> Verdict:
    """A round is prepared, opened, closed and decided by programme managers."""
    if round_.programme_id != asker.programme_id:
        return no(_("There is no such round"))
    return can_prepare(asker)


def can_see_ranking(asker: Asker, round_: Round) -> Verdict:
    """Once the votes are in, who votes and who runs it; with the decision, everyone."""
    if round_.state == RoundState.DECIDED:
        return YES
    if round_.state == RoundState.CLOSED and (manages(asker) or voting_role(asker)):
        return YES
    return no(_("The result stands here when it is decided"))


def can_vote(asker: Asker, round_: Round, today: date) -> Verdict:
    """Community partners, governors and patient partners, while the round is open and its last day is not over."""
    if round_.programme_id != asker.programme_id or not voting_role(asker):
        return no(_("Community partners, governors and patient partners vote in this round"))
    if round_.state != RoundState.OPEN:
        return no(_("This round is not open for votes"))
    if round_.closes_on is not None and today > round_.closes_on:
        return no(_("The last day to vote is over"))
    return YES


def can_close(asker: Asker, round_: Round, today: date) -> Verdict:
    """Not before the day that the voters were told. Whether anybody voted is asked with the round locked."""
    if not can_run(asker, round_):
        return can_run(asker, round_)
    if round_.closes_on is not None and today <= round_.closes_on:
        return no(_("People were told that they can vote until the last day. Close it after that"))
    return YES


def can_close_with(ballots: list[Ballot]) -> Verdict:
    """A round that nobody of the community voted in decides nothing."""
    if ballots:
        return YES
    return no(_("Nobody of the community has voted on every need yet. Give them more time, then close it"))


def can_open_with(weights: list[int], needs: int) -> Verdict:
    """What voters must be able to read first: needs to choose from, and criteria whose weights make 100."""
    if needs < 2:
        return no(_("Put at least 2 needs into the round first"))
    if sum(weights) != ALL_WEIGHTS:
        return no(_("The weights make %(sum)d. They must make 100") % {"sum": sum(weights)})
    return YES


def can_sign_off(asker: Asker) -> Verdict:
    """Whoever votes may also stand behind what comes first."""
    if voting_role(asker):
        return YES
    return no(_("Community partners, governors and patient partners sign this off"))
