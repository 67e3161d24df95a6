"""A challenge: written about a chosen need, sponsored, opened, and closed at the end of its last day."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock, references
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import lock
from groundswell.needs import policies
from groundswell.needs.lifecycle.challenges import CHALLENGE
from groundswell.needs.models import Challenge
from groundswell.needs.selectors import challenges as selectors
from groundswell.needs.selectors.needs import raisers_joined_with
from groundswell.needs.services.needs import DIGITS, move_need, tell_joined
from groundswell.needs.services.noting import begin, digests, move, since
from groundswell.needs.services.once import once, own_key
from groundswell.needs.states import ChallengeState, NeedState
from groundswell.partnership import selectors as partnership
from groundswell.partnership.services import sponsorships

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Need

TEXTS = ("title", "brief", "tried", "good", "work_with", "limits", "criteria")


@dataclass(frozen=True)
class ChallengeWords:
    """What a challenge says; `closes_on` is its last day, `budget` what there is for answers."""

    title: str
    brief: str
    tried: str = ""
    good: str = ""
    work_with: str = ""
    limits: str = ""
    criteria: str = ""
    budget: Decimal | None = None
    currency: str = ""
    closes_on: date | None = None

    def tidy(self) -> dict[str, Any]:
        columns = {name: text.strip() if isinstance(text, str) else text for name, text in asdict(self).items()}
        if not columns["title"] or not columns["brief"]:
            raise NotAllowed(_("Say what the problem is, and give it a short name"))
        if (columns["budget"] is None) != (columns["currency"] == ""):
            raise NotAllowed(_("A budget needs an amount and a currency"))
        return columns


def put_challenge(
    need: Need, words: ChallengeWords, *, sponsor_id: UUID | None = None, by: Asker, key: UUID | None = None
) -> Challenge:
    """Begin a challenge about a chosen need, and ask an executive to stand behind it.

    Nobody but its owner, who is asked to sponsor it and managers sees it before it opens.
    `key`: of the form, so that sending it twice begins one challenge.
    """
    policies.can_put(by, need).or_raise()
    columns, own = words.tidy(), own_key(key, (need.pk, words, sponsor_id), by=by)
    return once(Challenge, own, lambda: _put(need, columns | {"key": own}, sponsor_id, by=by))


def _put(need: Need, columns: dict[str, Any], sponsor_id: UUID | None, *, by: Asker) -> Challenge:
    assert by.person_id is not None  # the verdict above says so
    made = Challenge(
        programme=need.programme,
        need=need,
        theme_id=need.theme_id,
        priority_id=need.priority_id,
        reference=references.mint(digits=DIGITS),
        owner_id=by.person_id,
        state_since=clock.today(need.programme.timezone),
        state_by_id=by.person_id,
        **columns,
    )
    begin(made, "put", by=by, facts=_facts(columns) | {"need": need.pk}, texts=_texts(columns))
    if sponsor_id:
        sponsorships.ask_sponsor(need.programme, Challenge.KIND, made.pk, to=sponsor_id, by=by)
    return made


def _texts(columns: dict[str, Any]) -> dict[str, str]:
    return {name: columns[name] for name in TEXTS}


def _facts(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: columns[name] for name in ("budget", "currency", "closes_on")}


@transaction.atomic
def change_challenge(
    challenge: Challenge, words: ChallengeWords, *, by: Asker, revision: int | None = None
) -> Challenge:
    """New words before it opens. A yes was to the words before, so the sponsor is asked again."""
    columns = words.tidy()
    lock(challenge)
    kept = digests(challenge, **_texts(columns))
    facts = _facts(columns)
    move(
        challenge, "change", by=by, lifecycle=CHALLENGE, revision=revision, facts=facts, digests=kept, **columns
    )  # fmt: skip
    sponsorships.ask_again(Challenge.KIND, challenge.pk, by=by)
    return challenge


@transaction.atomic
def open_challenge(challenge: Challenge, *, by: Asker, revision: int | None = None) -> Challenge:
    """Ask everyone. From now on its words and criteria stay as they are."""
    lock(challenge)
    today = clock.today(challenge.programme.timezone)
    if challenge.closes_on is None or challenge.closes_on < today:
        raise NotAllowed(_("Give it a last day from today on first"))
    need = challenge.need
    sponsor = selectors.stood_behind(challenge)
    facts = {"opens": today, "closes": challenge.closes_on, "sponsor": sponsor and sponsor.person_id}
    moved = since(challenge, by)
    move(challenge, "open", by=by, lifecycle=CHALLENGE, revision=revision, facts=facts, opens_on=today, **moved)
    move_need(need, "ask everyone", by=by, facts={"challenge": challenge.pk})
    queue("needs.challenge_open", challenge, to=[need.raised_by_id], by=by)
    tell_joined(need, by=by)
    return challenge


@transaction.atomic
def give_challenge_time(challenge: Challenge, closes_on: date, *, by: Asker, revision: int | None = None) -> Challenge:
    """A later last day; never an earlier one than people were told."""
    lock(challenge)
    today = clock.today(challenge.programme.timezone)
    if challenge.closes_on is None or closes_on <= max(challenge.closes_on, today):
        raise NotAllowed(_("Enter a day after the last day that people were told, and after today"))
    facts = {"closes": closes_on, "before": challenge.closes_on}
    move(
        challenge, "give more time", by=by, lifecycle=CHALLENGE, revision=revision, facts=facts, closes_on=closes_on
    )  # fmt: skip
    return challenge


@transaction.atomic
def close_challenge(challenge: Challenge, *, by: Asker, revision: int | None = None) -> Challenge:
    """It is over: by its day, or because a programme manager says so. People work on what came in."""
    lock(challenge)
    facts = {"closes": challenge.closes_on}
    move(challenge, "close", by=by, lifecycle=CHALLENGE, revision=revision, facts=facts, **since(challenge, by))
    sponsorships.end_all(challenge.programme, Challenge.KIND, challenge.pk)
    need = challenge.need
    lock(need)
    if need.state == NeedState.CHALLENGE and not selectors.has_others_open(challenge):
        move_need(need, "work on", by=by, facts={"challenge": challenge.pk})
    raisers = [need.raised_by_id, *raisers_joined_with(need)]
    queue("needs.challenge_closed", challenge, to=[one for one in raisers if one != by.person_id], by=by)
    return challenge


def close_what_is_over() -> int:
    """Every hour: what was open until the end of a day that is over is closed; how many were."""
    closed = 0
    for programme in partnership.programmes():
        by = partnership.task_asker(programme)
        for challenge in selectors.over_on(programme, clock.today(programme.timezone)):
            closed += _closed_once(challenge, by=by)
    return closed


@transaction.atomic
def _closed_once(challenge: Challenge, *, by: Asker) -> int:
    """A second worker, or a manager who gave more time meanwhile, was faster: then there is nothing to do."""
    lock(challenge)
    over = challenge.closes_on is not None and challenge.closes_on < clock.today(challenge.programme.timezone)
    if challenge.state != ChallengeState.OPEN or not over:
        return 0
    close_challenge(challenge, by=by)
    return 1
