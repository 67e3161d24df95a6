"""A round is prepared: its words, its criteria with their weights, its needs; then it opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock, references
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import advance, lock
from groundswell.needs import policies
from groundswell.needs.lifecycle.rounds import ROUND
from groundswell.needs.models import Criterion, Entry, Need, Round
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services.needs import DIGITS, move_need
from groundswell.needs.services.noting import begin, digests, since
from groundswell.needs.services.once import once, own_key
from groundswell.needs.states import VOTERS, NeedState
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme

MOST_NEEDS, MOST_CRITERIA = 25, 6


@dataclass(frozen=True)
class CriterionWords:
    title: str
    weight: int
    text: str = ""


def prepare_round(
    programme: Programme, title: str, text: str, closes_on: date, *, by: Asker, key: UUID | None = None
) -> Round:
    """Begin a round. Voters see it once it is opened. `key`: of the form, so that sending it twice begins one."""
    policies.can_prepare(by).or_raise()
    _check_words(programme, title, closes_on)
    words = {"title": title.strip(), "text": text.strip(), "closes_on": closes_on}
    own = own_key(key, words, by=by)
    return once(Round, own, lambda: _prepared(programme, words | {"key": own}, by=by))


def _check_words(programme: Programme, title: str, closes_on: date) -> None:
    if not title.strip():
        raise NotAllowed(_("Give it a short name"))
    if closes_on < clock.today(programme.timezone):
        raise NotAllowed(_("Enter a last day from today on"))


def _prepared(programme: Programme, columns: dict[str, Any], *, by: Asker) -> Round:
    assert by.person_id is not None  # the verdict above says so
    made = Round(
        programme=programme,
        reference=references.mint(digits=DIGITS),
        manager_id=by.person_id,
        state_since=clock.today(programme.timezone),
        state_by_id=by.person_id,
        **columns,
    )
    begin(made, "prepare", by=by, facts={"closes": made.closes_on}, texts={"title": made.title, "text": made.text})
    return made


@transaction.atomic
def change_round(
    round_: Round, title: str, text: str, closes_on: date, *, by: Asker, revision: int | None = None
) -> Round:
    """New words or another last day, before it opens."""
    _check_words(round_.programme, title, closes_on)
    words = {"title": title.strip(), "text": text.strip()}
    kept = digests(round_, **words)
    advance(
        round_, "prepare", by=by, lifecycle=ROUND, revision=revision, digests=kept, facts={"closes": closes_on},
        closes_on=closes_on, title=words["title"], text=words["text"],
    )  # fmt: skip
    return round_


@transaction.atomic
def set_criteria(round_: Round, criteria: list[CriterionWords], *, by: Asker, revision: int | None = None) -> Round:
    """What needs are scored on, and how much each counts; the weights make 100. Frozen once the round is open."""
    if not criteria or len(criteria) > MOST_CRITERIA or any(not one.title.strip() for one in criteria):
        raise NotAllowed(_("Enter 1 to 6 criteria, each with a name"))
    policies.can_open_with([one.weight for one in criteria], needs=2).or_raise()
    if any(one.weight < 1 for one in criteria):
        raise NotAllowed(_("Each weight is at least 1"))
    facts = {"weights": [one.weight for one in criteria]}
    kept = digests(round_, criteria="\n".join(one.title for one in criteria))
    advance(round_, "prepare", by=by, lifecycle=ROUND, revision=revision, facts=facts, digests=kept)
    Criterion.objects.filter(round=round_).delete()
    Criterion.objects.bulk_create(
        Criterion(round=round_, position=place, title=one.title.strip(), text=one.text.strip(), weight=one.weight)
        for place, one in enumerate(criteria, 1)
    )
    return round_


@transaction.atomic
def set_needs(round_: Round, needs: Iterable[Need], *, by: Asker, revision: int | None = None) -> Round:
    """Which needs are weighed up; they must stand in the bank."""
    chosen = {need.pk: need for need in needs}
    if len(chosen) > MOST_NEEDS:
        raise NotAllowed(_("Put at most %(most)d needs into one round") % {"most": MOST_NEEDS})
    wrong = [one for one in chosen.values() if one.programme_id != round_.programme_id or not _weighable(one)]
    if wrong:
        raise NotAllowed(_("“%(title)s” does not stand in the needs bank now") % {"title": wrong[0].title})
    advance(round_, "prepare", by=by, lifecycle=ROUND, revision=revision, facts={"needs": sorted(map(str, chosen))})
    Entry.objects.filter(round=round_).exclude(need__in=chosen).delete()
    Entry.objects.bulk_create([Entry(round=round_, need_id=key) for key in chosen], ignore_conflicts=True)
    return round_


def _weighable(need: Need) -> bool:
    return need.state == NeedState.PUBLISHED


@transaction.atomic
def open_round(round_: Round, *, by: Asker, revision: int | None = None) -> Round:
    """From now on voters score, everyone reads the criteria, and nobody changes them."""
    lock(round_)
    entries = selectors.entries_of(round_)
    policies.can_open_with([one.weight for one in selectors.criteria_of(round_)], len(entries)).or_raise()
    today = clock.today(round_.programme.timezone)
    _check_words(round_.programme, round_.title, round_.closes_on or today)
    facts = {"opens": today, "closes": round_.closes_on}
    advance(
        round_, "open", by=by, lifecycle=ROUND, revision=revision, facts=facts, opens_on=today, **since(round_, by)
    )  # fmt: skip
    for entry in entries:
        move_need(entry.need, "weigh", by=by, facts={"round": round_.pk})
    voters = partnership.holders_of(round_.programme, *VOTERS)
    queue("needs.round_open", round_, to=[person.pk for person in voters], by=by)
    return round_


@transaction.atomic
def give_more_time(round_: Round, closes_on: date, *, by: Asker, revision: int | None = None) -> Round:
    """A later last day; never an earlier one than voters were told."""
    lock(round_)
    today = clock.today(round_.programme.timezone)
    if round_.closes_on is None or closes_on <= max(round_.closes_on, today):
        raise NotAllowed(_("Enter a day after the last day that people were told, and after today"))
    facts = {"closes": closes_on, "before": round_.closes_on}
    advance(round_, "give more time", by=by, lifecycle=ROUND, revision=revision, facts=facts, closes_on=closes_on)
    return round_
