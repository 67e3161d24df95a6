"""Whatever happens, in any nation and with anyone away or gone: an open idea has an owner who is here, a next step and a
date, and the scoreboard equals the event log.
"""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from groundswell.foundation.clocks import Nation, working_days_before
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import undoable_revision
from groundswell.ideas import policies, selectors
from groundswell.ideas.presenters.what_next import next_step
from groundswell.ideas.states import Appeal
from groundswell.partnership.selectors import away_on, can_sign_in, holders_of
from tests.factories.drawn import say_seed
from tests.factories.lives import HISTORY, LIVES, MONDAY, RANDOM, VERBS, Place, at_ten, with_lives

pytestmark = pytest.mark.django_db
FOREVER = {"since": date(2020, 1, 1), "until": date(2040, 1, 1)}
ACCEPTED = Counter()


@RANDOM
@with_lives
@given(nation=st.sampled_from(list(Nation)), first=st.dates(date(2026, 1, 1), date(2027, 12, 31)), steps=HISTORY)
def test_no_open_idea_is_without_owner_next_step_and_date(nation, first, steps):
    say_seed()
    lives(nation, first, steps)


def test_every_verb_was_accepted_in_these_lives():
    """A test in which a move is always refused would say nothing of it."""
    for steps in () if ACCEPTED else LIVES:  # when this test runs alone
        lives(Nation.ENGLAND, MONDAY, steps)
    assert [verb for verb in VERBS if not ACCEPTED[verb]] == []


def lives(nation, first, steps):
    with transaction.atomic():
        place = Place(nation, at_ten(first))
        for step in steps:
            ACCEPTED[step[0]] += place.happens(step)
            with clock.at(place.now):
                stands(place)
        transaction.set_rollback(True)


def stands(place):
    away = away_on(place.programme, place.today)
    for idea in (place.idea(0), place.idea(1)):
        has_a_next_step(idea, place)
        has_an_owner(idea, place, away)
        has_a_date(idea, place)
    assert selectors.scoreboard(place.programme, **FOREVER) == selectors.scoreboard_from_events(
        place.programme, **FOREVER
    )


def has_a_next_step(idea, place):
    told = next_step(idea, place.today)
    assert told.who
    assert told.when
    if idea.outcome == "not_now":
        assert ("look at it again" in told.to_do) == bool(policies.step_of(idea))
    elif policies.step_of(idea):
        assert told.when >= place.today


def has_an_owner(idea, place, away):
    """Somebody known; here, unless nobody is who may, or a decision can still be taken back."""
    if not (idea.is_open or idea.question_by or waits_for_a_deed(idea, place)):
        return
    assert place.named(idea.holder_id)
    team = holders_of(place.programme, policies.TRIAGER, organisation_id=idea.organisation_id)
    others = [person for person in team if person.pk not in away and policies.can_hold(person.pk, idea)]
    if others and (idea.is_open or undoable_revision(idea) is None):
        assert idea.holder_id not in away
    other = idea.joined_to
    if other and (other.is_open or policies.step_of(other)):
        assert idea.holder_id == other.holder_id or not policies.can_hold(other.holder_id, idea)


def waits_for_a_deed(idea, place):
    """A "not now" waits from the working day before the one on which we look again."""
    runs = policies.step_of(idea)
    if not runs or idea.outcome != "not_now":
        return runs
    assert place.named(idea.holder_id)
    return working_days_before(idea.due_on, 1, place.programme.nation) <= place.today


def has_a_date(idea, place):
    """Of an answer, of a question of the sender's, of an appeal: none is over, and what was missed has somebody more."""
    if idea.is_open:
        assert idea.due_on is not None
    if policies.step_of(idea):
        assert idea.due_on >= place.today
        assert not (idea.said_on and idea.escalation == 0)
        assert idea.escalated_to is None or can_sign_in(idea.escalated_to)
    if idea.question_by:
        assert idea.question_by >= place.today
    if idea.appeal == Appeal.WAITING:
        assert idea.appeal_by >= place.today
        assert place.named(idea.appeal_with_id)
