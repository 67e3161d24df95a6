"""What the pages say of an idea that became an innovation, may become one, or waits for its sender's yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.states import Mode, Outcome
from groundswell.innovations import selectors as innovations

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea


@dataclass(frozen=True)
class Offer:
    """For who has it: whether they may begin the record or ask for it, and words for where that stands."""

    begin: bool
    ask: bool
    words: str
    reference: str = ""


def offer(asker: Asker, idea: Idea) -> Offer | None:
    """None where there is nothing to say."""
    if idea.innovation_id:
        seen = innovations.innovation_for(asker, idea.reference) is not None
        return Offer(False, False, _("This idea is an innovation now."), idea.reference if seen else "")
    if idea.outcome != Outcome.SELECTION or asker.person_id != idea.holder_id:
        return None
    begin = _may(asker, idea, "become", policies.can_become)
    ask = _may(asker, idea, "ask to become", policies.can_ask_to_become)
    return Offer(begin, ask, _waits(idea))


def _may(asker: Asker, idea: Idea, verb: str, policy: object) -> bool:
    return idea.state in IDEA.moves[verb].sources and bool(policy(asker, idea))  # type: ignore[operator]


def _waits(idea: Idea) -> str:
    if idea.mode == Mode.ANONYMOUS:
        return _("It was sent without a name, so its record has no team until its sender gives one.")
    if idea.mode != Mode.CONFIDENTIAL:
        return _("Its sender will be on the team.")
    if idea.may_become:
        return _("Its sender agreed to be named to the people who work on it.")
    if idea.may_become is False:
        return _("Its sender does not want to be named. It stays an idea.")
    if idea.asks_to_become:
        return _("We asked its sender, and wait for their answer.")
    return _("It was sent in confidence, so its sender must agree first.")


@dataclass(frozen=True)
class Record:
    """For its sender: what their idea became. `reference` where they may open it; `sign_in`: what would let them."""

    words: str
    reference: str
    sign_in: bool


def for_sender(asker: Asker, idea: Idea) -> Record | None:
    """`asker` is who looks at the page, signed in or not; the link in a mail alone opens no record."""
    goes_on = idea.joined_to if policies.is_joined(idea) and idea.may_become and idea.joined_to else idea
    if goes_on.innovation_id is None:
        return None
    reference = goes_on.reference
    seen = innovations.innovation_for(asker, reference) is not None
    if idea.mode == Mode.ANONYMOUS:
        return Record(_("To be on its team, put your name to it below."), reference if seen else "", False)
    return Record(_("You are on its team."), reference if seen else "", not asker.signed_in)
