"""A round from its criteria to the decision: who may, when, and what is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.services import Stale, advance
from groundswell.needs import policies
from groundswell.needs.lifecycle.rounds import ROUND
from groundswell.needs.models import Ballot, Entry, Round, Vote
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services import rounds as services
from groundswell.needs.services import rounds_votes as votes
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import NeedState, RoleKey, RoundState
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import (
    after_the_last_day,
    fresh,
    make_holder,
    make_round,
    need_again,
    opened_round,
    published,
    votes_of,
)
from tests.factories.partnership import make_person, make_programme

TITLES = ("Falls", "Scans", "Sleep")


@pytest.fixture
def three(programme):
    return [published(programme, words=NeedWords(title, "It is lacking.")) for title in TITLES]


@pytest.fixture
def cara(programme):
    return make_holder(programme, RoleKey.COMMUNITY, "Cara Community")


@pytest.fixture
def open_one(programme, mia, three, cara):
    return opened_round(programme, mia, three)


def closed(round_, mia, *people):
    for person in people:
        votes_of(round_, person, (5, 5), (3, 3), (1, 1))
    with after_the_last_day(round_):
        votes.close_round(round_, by=asker_for(mia, round_.programme))
    return fresh(round_)


def test_open_round_freezes_it_moves_its_needs_and_tells_who_votes(open_one, three, cara, mia, by_mia):
    assert (open_one.state, open_one.state_by, open_one.opens_on) == (RoundState.OPEN, mia, open_one.state_since)
    assert {need_again(need).state for need in three} == {NeedState.IN_ROUND}
    assert [row.person_id for row in OutboxRow.objects.filter(key="needs.round_open")] == [cara.pk]
    with pytest.raises(NotAllowed, match="cannot be done now"):
        services.set_criteria(open_one, [services.CriterionWords("New", 100)], by=by_mia)
    with pytest.raises(NotAllowed, match="cannot be done now"):
        services.set_needs(open_one, [published(open_one.programme)], by=by_mia)
    draft = make_round(open_one.programme, mia, [])
    with pytest.raises(NotAllowed, match="does not stand in the needs bank"):
        services.set_needs(draft, [need_again(three[0])], by=by_mia)


@pytest.mark.parametrize(
    ("weights", "says"), [((60, 30), "make 90. They must make 100"), ((120, -20), "at least 1"), ((), "1 to 6")]
)
def test_set_criteria_refuses_weights_that_are_no_shares(programme, mia, by_mia, three, weights, says):
    made = make_round(programme, mia, three)
    with pytest.raises(NotAllowed, match=says):
        services.set_criteria(made, [services.CriterionWords("One", weight) for weight in weights], by=by_mia)
    assert [one.weight for one in selectors.criteria_of(made)] == [60, 40]


def test_open_round_refuses_one_need_alone_and_a_day_that_is_over(programme, mia, by_mia, three):
    made = make_round(programme, mia, three[:1])
    with pytest.raises(NotAllowed, match="at least 2 needs"):
        services.open_round(made, by=by_mia)
    services.set_needs(made, three, by=by_mia)
    with after_the_last_day(made), pytest.raises(NotAllowed, match="from today on"):
        services.open_round(made, by=by_mia)


def test_open_round_refuses_a_need_that_another_round_weighs(programme, mia, by_mia, open_one, three):
    late = published(programme)
    made = make_round(programme, mia, [late])
    Entry.objects.create(round=made, need=three[0])
    with pytest.raises(NotAllowed, match="It stands at “Being weighed up”"):
        services.open_round(made, by=by_mia)
    assert (fresh(made).state, need_again(late).state) == (RoundState.DRAFT, NeedState.PUBLISHED)


def test_vote_keeps_the_role_and_voting_again_replaces_it(open_one, cara, three):
    votes_of(open_one, cara, (5, 5), (3, 3), (1, 1))
    votes_of(open_one, cara, (0, 0), (3, 3), (1, 1))
    ballot = Ballot.objects.get()
    assert (ballot.person, ballot.role, ballot.revision) == (
        cara,
        RoleKey.COMMUNITY,
        4,
    )  # the same again is no new vote
    assert sorted(Vote.objects.values_list("score", flat=True)) == [0, 0, 1, 1, 3, 3]
    facts = AuditEntry.objects.filter(record_id=ballot.pk).order_by("revision").last().facts
    assert set(facts) == {"round", "need", "role"}


@pytest.mark.parametrize(
    ("scores", "says"), [((6, 1), "between 0 and 5"), ((-1, 1), "between 0 and 5"), ((3,), "a score on every")]
)
def test_vote_refuses_scores_off_the_scale(open_one, cara, scores, says):
    entry, criteria = open_one.entries.first(), [one.pk for one in selectors.criteria_of(open_one)]
    with pytest.raises(NotAllowed, match=says):
        votes.vote(
            open_one, entry, dict(zip(criteria, scores, strict=False)), by=asker_for(cara, open_one.programme)
        )  # fmt: skip


def test_vote_refuses_who_speaks_for_nobody_and_days_that_are_over(programme, open_one, mia, cara):
    entry = open_one.entries.first()
    given = {one.pk: 3 for one in selectors.criteria_of(open_one)}
    next_door = make_holder(make_programme(), RoleKey.COMMUNITY, "Ned")
    for person in (mia, make_person("Joe"), next_door):
        with pytest.raises(NotAllowed, match="Community partners, governors"):
            votes.vote(open_one, entry, given, by=asker_for(person, programme))
    with after_the_last_day(open_one), pytest.raises(NotAllowed, match="last day to vote is over"):
        votes.vote(open_one, entry, given, by=asker_for(cara, programme))
    assert Vote.objects.count() == 0


@pytest.mark.parametrize("role", [RoleKey.COMMUNITY, RoleKey.GOVERNOR, RoleKey.PATIENT])
def test_close_round_ranks_with_one_whole_vote_of_each_kind(programme, open_one, mia, role):
    done = closed(open_one, mia, make_holder(programme, role, "Vera"))
    assert done.state == RoundState.CLOSED
    ranked = [(entry.need.title, entry.points, entry.place) for entry in selectors.entries_of(done)]
    assert ranked == [("Falls", Decimal("100.00"), 1), ("Scans", Decimal("60.00"), 2), ("Sleep", Decimal("20.00"), 3)]


def test_close_round_refuses_when_nobody_of_the_community_voted_on_everything(open_one, mia, by_mia, cara):
    criteria = [one.pk for one in selectors.criteria_of(open_one)]
    by_cara = asker_for(cara, open_one.programme)
    votes.vote(open_one, open_one.entries.first(), dict.fromkeys(criteria, 5), by=by_cara)
    with after_the_last_day(open_one), pytest.raises(NotAllowed, match="Nobody of the community has voted"):
        votes.close_round(open_one, by=by_mia)
    assert fresh(open_one).state == RoundState.OPEN


def test_close_round_leaves_out_votes_that_are_not_whole(programme, open_one, mia, cara):
    half = make_holder(programme, RoleKey.PATIENT, "Hal")
    criteria = [one.pk for one in selectors.criteria_of(open_one)]
    entry = open_one.entries.order_by("need__title").last()
    votes.vote(open_one, entry, dict.fromkeys(criteria, 5), by=asker_for(half, programme))
    assert selectors.entries_of(closed(open_one, mia, cara))[2].points == Decimal("20.00")


def test_close_round_refuses_before_the_day_that_voters_were_told(open_one, by_mia, cara):
    votes_of(open_one, cara, (5, 5), (3, 3), (1, 1))
    with clock.at(open_one.closes_on), pytest.raises(NotAllowed, match="can vote until the last day"):
        votes.close_round(open_one, by=by_mia)


def test_give_more_time_never_takes_time_away(open_one, by_mia):
    with pytest.raises(NotAllowed, match="after the last day that people were told"):
        services.give_more_time(open_one, open_one.closes_on, by=by_mia)
    later = open_one.closes_on + timedelta(days=7)
    services.give_more_time(open_one, later, by=by_mia)
    assert fresh(open_one).closes_on == later


def test_decide_round_needs_no_words_where_it_follows_the_votes(open_one, mia, by_mia, cara, three):
    done = closed(open_one, mia, cara)
    entries = selectors.entries_of(done)
    votes.decide_round(done, {entries[0].pk}, "Falls come first.", {entries[0].pk: "not kept"}, by=by_mia)
    kept = fresh(done)
    assert (kept.state, kept.decided_by, kept.decided_on) == (RoundState.DECIDED, mia, kept.state_since)
    assert [need_again(need).state for need in three] == [NeedState.APPROVED, NeedState.PUBLISHED, NeedState.PUBLISHED]
    assert [entry.deviation for entry in selectors.entries_of(kept)] == ["", "", ""]


def test_decide_round_explains_every_need_that_jumps_or_is_passed_over(open_one, mia, by_mia, cara):
    done = closed(open_one, mia, cara)
    falls, scans, sleep = selectors.entries_of(done)
    words = {falls.pk: "A test runs already."}
    with pytest.raises(NotAllowed, match="The votes say otherwise about “Scans”"):
        votes.decide_round(done, {sleep.pk}, "Sleep comes first.", words, by=by_mia)
    assert fresh(done).state == RoundState.CLOSED
    words |= {scans.pk: "No room.", sleep.pk: "Money came for it."}
    votes.decide_round(done, {sleep.pk}, "Sleep comes first.", words, by=by_mia)
    kept = {entry.need.title: (entry.deviation, entry.explained_by) for entry in selectors.entries_of(done)}
    assert kept == {title: (text, mia) for title, text in zip(TITLES, words.values(), strict=True)}


def test_decide_round_is_said_once(open_one, mia, by_mia, cara):
    done = closed(open_one, mia, cara)
    falls = selectors.entries_of(done)[0]
    for chosen, words, says in (({falls.pk}, " ", "in your own words"), (set(), "None.", "at least one need")):
        with pytest.raises(NotAllowed, match=says):
            votes.decide_round(done, chosen, words, {}, by=by_mia)
    with pytest.raises(Stale):
        votes.decide_round(done, {falls.pk}, "Falls.", {}, by=by_mia, revision=1)
    votes.decide_round(done, {falls.pk}, "Falls.", {}, by=by_mia, revision=done.revision)
    with pytest.raises(NotAllowed, match="cannot be done now"):
        votes.decide_round(done, {falls.pk}, "Again.", {}, by=by_mia)


@pytest.mark.parametrize("verb", sorted(ROUND.moves))
def test_move_of_a_round_is_refused_elsewhere_and_to_others(programme, mia, by_mia, verb):
    made = make_round(programme, mia, [])
    for state in set(RoundState) - ROUND.moves[verb].sources:
        Round.objects.filter(pk=made.pk).update(state=state)
        with pytest.raises(NotAllowed, match="cannot be done now"):
            advance(made, verb, by=by_mia, lifecycle=ROUND)
    Round.objects.filter(pk=made.pk).update(state=next(iter(ROUND.moves[verb].sources)))
    with pytest.raises(NotAllowed, match="Only programme managers"):
        advance(made, verb, by=asker_for(make_person(), programme), lifecycle=ROUND)


def test_seeing_begins_with_the_day_that_it_opens_and_the_ranking_with_the_decision(programme, open_one, mia, cara):
    draft, nobody = make_round(programme, mia, []), Asker(programme_id=programme.pk)
    by_mia, by_cara = asker_for(mia, programme), asker_for(cara, programme)
    assert list(selectors.rounds_for(nobody)) == [open_one]
    assert set(selectors.rounds_for(by_mia)) == {open_one, draft}
    assert not policies.can_see_ranking(by_mia, open_one)
    done = closed(open_one, mia, cara)
    assert [bool(policies.can_see_ranking(one, done)) for one in (nobody, by_cara, by_mia)] == [False, True, True]
    votes.decide_round(done, {selectors.entries_of(done)[0].pk}, "Falls.", {}, by=by_mia)
    assert policies.can_see_ranking(nobody, done)


def test_nobody_reads_how_another_voted(programme, open_one, mia, cara):
    votes_of(open_one, cara, (5, 5), (3, 3), (1, 1))
    assert selectors.ballot_of(asker_for(cara, programme), open_one) is not None
    for other in (mia, make_holder(programme, RoleKey.GOVERNOR, "Gus")):
        assert selectors.ballot_of(asker_for(other, programme), open_one) is None


def test_work_is_there_until_everything_is_scored(programme, open_one, mia, by_mia, cara):
    by_cara = asker_for(cara, programme)
    assert list(selectors.to_vote_in(by_cara)) == [open_one]
    assert list(selectors.to_vote_in(by_mia)) == []
    votes_of(open_one, cara, (5, 5), (3, 3), (1, 1))
    assert list(selectors.to_vote_in(by_cara)) == []
    with after_the_last_day(open_one):
        assert list(selectors.to_close(by_mia)) == [open_one]
    done = closed(open_one, mia)
    assert list(selectors.to_decide(by_mia)) == [done]
