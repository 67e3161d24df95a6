"""Votes, the ranking that they make, and the decision beside it, with every deviation explained."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import advance, lock
from groundswell.needs import policies
from groundswell.needs.lifecycle.rounds import ROUND
from groundswell.needs.models import HIGHEST, Ballot, Entry, Round, Vote
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services.needs import move_need, tell_joined
from groundswell.needs.services.noting import digests, since
from groundswell.needs.services.ranking import Ranked, Score, deviating, rank

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from groundswell.foundation.access import Asker


@transaction.atomic
def vote(round_: Round, entry: Entry, scores: Mapping[UUID, int], *, by: Asker) -> Ballot:
    """Score one need on every criterion. Voting on it again replaces what one said before; the same again is once."""
    lock(round_)
    today = clock.today(round_.programme.timezone)
    policies.can_vote(by, round_, today).or_raise()
    assert by.person_id is not None  # the verdict above says so
    criteria = {one.pk for one in selectors.criteria_of(round_)}
    if entry.round_id != round_.pk or set(scores) != criteria:
        raise NotAllowed(_("Give this need a score on every criterion"))
    if any(not 0 <= score <= HIGHEST for score in scores.values()):
        raise NotAllowed(_("A score lies between 0 and 5"))
    ballot = Ballot.objects.filter(round=round_, person_id=by.person_id).first()
    ballot = ballot or Ballot(round=round_, person_id=by.person_id)
    given = Vote.objects.filter(ballot=ballot, entry=entry).values_list("criterion_id", "score")
    role = policies.voting_role(by)
    if dict(given) == dict(scores) and ballot.role == role:
        return ballot
    ballot.role, ballot.cast_on = role, today
    ballot.revision += 1
    ballot.save()
    Vote.objects.filter(ballot=ballot, entry=entry).delete()
    Vote.objects.bulk_create(
        Vote(ballot=ballot, entry=entry, criterion_id=key, score=score) for key, score in scores.items()
    )
    audit.record(ballot, "vote", by=by, facts={"round": round_.pk, "need": entry.need_id, "role": ballot.role})
    return ballot


@transaction.atomic
def close_round(round_: Round, *, by: Asker, revision: int | None = None) -> Round:
    """After the last day: the votes become a ranking, which nobody changes any more."""
    lock(round_)
    policies.can_close(by, round_, clock.today(round_.programme.timezone)).or_raise()
    ballots = selectors.whole_ballots(round_)
    policies.can_close_with(ballots).or_raise()
    facts = {"ballots": len(ballots), "roles": sorted({one.role for one in ballots})}
    advance(round_, "close", by=by, lifecycle=ROUND, revision=revision, facts=facts, **since(round_, by))
    entries = {entry.pk: entry for entry in selectors.entries_of(round_)}
    for row in ranking_of(round_):
        entry = entries[row.entry]
        entry.points, entry.place = row.rounded, row.place
        entry.save(update_fields=["points", "place"])
    return round_


def ranking_of(round_: Round) -> list[Ranked]:
    """The ranking by the whole ballots, worked out anew: the same after closing as when it was closed."""
    weights = {one.pk: one.weight for one in selectors.criteria_of(round_)}
    scores = [
        Score(one.entry_id, one.criterion_id, one.score)
        for one in selectors.votes_in(selectors.whole_ballots(round_)).only("entry_id", "criterion_id", "score")
    ]
    return rank([entry.pk for entry in selectors.entries_of(round_)], weights, scores, highest=HIGHEST)


@transaction.atomic
def decide_round(
    round_: Round,
    chosen: set[UUID],
    words: str,
    explanations: Mapping[UUID, str],
    *,
    by: Asker,
    revision: int | None = None,
) -> Round:
    """Say which needs are chosen (ids of entries). Whatever differs from the votes is explained, need by need.

    Who raised a need of the round and who voted in it are told.
    """
    lock(round_)
    entries = selectors.entries_of(round_)
    if not words.strip():
        raise NotAllowed(_("Say what was decided, in your own words"))
    if not chosen & {entry.pk for entry in entries}:
        raise NotAllowed(_("Select at least one need"))
    explained = _explained(entries, chosen, explanations)
    moved = since(round_, by)
    advance(
        round_, "decide", by=by, lifecycle=ROUND, revision=revision, digests=digests(round_, decision=words.strip()),
        facts={"chosen": sorted(str(one.need_id) for one in entries if one.pk in chosen),
               "deviations": sorted(str(one.need_id) for one in entries if one.pk in explained)},
        decision=words.strip(), decided_by_id=by.person_id, decided_on=moved["state_since"], **moved,
    )  # fmt: skip
    for entry in entries:
        _decide_entry(entry, entry.pk in chosen, explained.get(entry.pk, ""), round_, by=by)
    queue("needs.round_decided", round_, to=selectors.voters_of(round_), by=by)
    return round_


def _explained(entries: list[Entry], chosen: set[UUID], explanations: Mapping[UUID, str]) -> dict[UUID, str]:
    """The words for each need that was decided otherwise than the votes say. Raises when one is missing."""
    points = {entry.pk: entry.points or Decimal(0) for entry in entries}
    otherwise = deviating({entry.pk: entry.pk in chosen for entry in entries}, points)
    explained = {entry.pk: explanations.get(entry.pk, "").strip() for entry in entries if entry.pk in otherwise}
    silent = [entry for entry in entries if entry.pk in explained and not explained[entry.pk]]
    if silent:
        says = _("The votes say otherwise about “%(title)s”. Explain why you decide so")
        raise NotAllowed(says % {"title": silent[0].need.title})
    return explained


def _decide_entry(entry: Entry, yes: bool, words: str, round_: Round, *, by: Asker) -> None:
    entry.chosen, entry.deviation = yes, words
    if words:
        entry.explained_by_id, entry.explained_on = by.person_id, clock.today(round_.programme.timezone)
    entry.save(update_fields=["chosen", "deviation", "explained_by", "explained_on"])
    need = move_need(entry.need, "approve" if yes else "leave", by=by, facts={"round": round_.pk})
    queue("needs.weighed", need, to=[need.raised_by_id], by=by)
    tell_joined(need, by=by)
