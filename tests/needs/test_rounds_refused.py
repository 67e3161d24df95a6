"""Verbs of rounds and ballots that are refused to the right person: nothing is written then."""

from datetime import timedelta

import pytest

from groundswell.foundation.access import Asker
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.models import Ballot, Criterion, Entry, Need, Round, Vote
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services import rounds, rounds_votes
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import (
    after_the_last_day,
    fresh,
    make_holder,
    make_manager,
    make_round,
    opened_round,
    published,
    votes_of,
)
from tests.factories.partnership import make_person, make_programme
from tests.factories.refusals import refused

KEPT = (Round, Criterion, Entry, Need)
NO_ROUND = "There is no such round"


@pytest.fixture
def next_door(db):
    other = make_programme()
    return asker_for(make_manager(other, "Olu Other"), other)


@pytest.fixture
def cara(programme):
    return make_holder(programme, RoleKey.COMMUNITY, "Cara Community")


@pytest.fixture
def two(programme):
    return [published(programme, raiser=make_person(f"Raiser {number}")) for number in range(2)]


@pytest.fixture
def open_one(programme, mia, two):
    return opened_round(programme, mia, two)


def test_prepare_round_refuses_a_manager_of_another_programme(programme, mia, two, next_door):
    made = make_round(programme, mia, two)
    criteria = [rounds.CriterionWords("Theirs", 100)]
    for verb, given in (
        (rounds.change_round, ("Ours", "Ours.", made.closes_on)),
        (rounds.set_criteria, (criteria,)),
        (rounds.set_needs, (two[:1],)),
        (rounds.open_round, ()),
    ):
        with refused(NO_ROUND, *KEPT):
            verb(made, *given, by=next_door)


def test_prepare_round_tells_others_who_may_and_nothing_about_the_form(programme, cara, by_oli):
    for asker in (asker_for(cara, programme), by_oli, Asker(programme_id=programme.pk)):
        for title, days in (("Spring", 7), ("", -7)):
            with refused("Only programme managers can prepare a round", *KEPT):
                closes_on = clock.today() + timedelta(days=days)
                rounds.prepare_round(programme, title, "What comes first?", closes_on, by=asker)


def test_give_more_time_refuses_a_manager_of_another_programme(open_one, next_door):
    with refused(NO_ROUND, *KEPT):
        rounds.give_more_time(open_one, open_one.closes_on + timedelta(days=7), by=next_door)


def test_close_round_refuses_who_voted_and_a_manager_of_another_programme(programme, open_one, cara, next_door):
    votes_of(open_one, cara, (5, 5), (1, 1))
    with after_the_last_day(open_one):
        for asker, why in ((asker_for(cara, programme), "Only programme managers"), (next_door, NO_ROUND)):
            with refused(why, *KEPT):
                rounds_votes.close_round(open_one, by=asker)
            assert not policies.can_close(asker, open_one, clock.today())  # so the page does not offer it either


def test_decide_round_refuses_who_voted_and_a_manager_of_another_programme(programme, open_one, mia, cara, next_door):
    votes_of(open_one, cara, (5, 5), (1, 1))
    with after_the_last_day(open_one):
        rounds_votes.close_round(open_one, by=asker_for(mia, programme))
    done = fresh(open_one)
    first = selectors.entries_of(done)[0]
    for asker, why in ((asker_for(cara, programme), "Only programme managers"), (next_door, NO_ROUND)):
        with refused(why, *KEPT):
            rounds_votes.decide_round(done, {first.pk}, "This one.", {}, by=asker)


def scores(round_):
    return {one.pk: 3 for one in selectors.criteria_of(round_)}


def test_vote_refuses_a_round_that_is_not_open_yet(programme, mia, two, cara):
    made = make_round(programme, mia, two)
    with refused("not open for votes", Ballot, Vote):
        rounds_votes.vote(made, made.entries.first(), scores(made), by=asker_for(cara, programme))


def test_vote_refuses_a_round_that_was_closed_even_on_its_last_day(programme, open_one, mia, cara):
    votes_of(open_one, cara, (5, 5), (1, 1))
    with after_the_last_day(open_one):
        rounds_votes.close_round(open_one, by=asker_for(mia, programme))
    done = fresh(open_one)
    with clock.at(done.closes_on), refused("not open for votes", Ballot, Vote):
        rounds_votes.vote(done, done.entries.first(), scores(done), by=asker_for(cara, programme))


def test_a_round_is_seen_by_nobody_of_another_programme(programme, open_one, mia, by_mia, two, next_door):
    draft = make_round(programme, mia, [])
    assert set(selectors.rounds_for(by_mia)) == {open_one, draft}
    elsewhere = Asker(programme_id=next_door.programme_id)
    for asker in (next_door, elsewhere):
        assert list(selectors.rounds_for(asker)) == []
        assert selectors.round_for(asker, open_one.reference) is None


def test_a_ballot_is_read_by_nobody_who_is_signed_out(programme, open_one, cara):
    votes_of(open_one, cara, (5, 5), (1, 1))
    assert selectors.ballot_of(asker_for(cara, programme), open_one) == Ballot.objects.get()
    assert selectors.ballot_of(Asker(programme_id=programme.pk), open_one) is None
