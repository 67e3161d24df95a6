"""A challenge from the chosen need to its last second: who may, when, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.services import Stale, advance
from groundswell.needs.lifecycle.challenges import CHALLENGE
from groundswell.needs.models import Challenge
from groundswell.needs.selectors import challenges as selectors
from groundswell.needs.services import challenges as services
from groundswell.needs.services.challenges import ChallengeWords
from groundswell.needs.states import ChallengeState, NeedState, RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import (
    after_the_last_day,
    chosen_need,
    fresh,
    make_challenge,
    make_holder,
    make_manager,
    need_again,
    opened_challenge,
    published,
)
from tests.factories.partnership import make_person


@pytest.fixture
def eve(programme):
    return make_holder(programme, RoleKey.SPONSOR, "Eve Executive")


@pytest.fixture
def by_eve(programme, eve):
    return asker_for(eve, programme)


@pytest.fixture
def draft(programme, mia, eve):
    return make_challenge(programme, mia, sponsor=eve)


def told(key):
    return [row.person_id for row in OutboxRow.objects.filter(key=key)]


def test_put_challenge_refuses_a_need_that_no_round_chose(programme, mia):
    with pytest.raises(NotAllowed, match="a round has chosen"):
        make_challenge(programme, mia, need=published(programme))


def test_put_challenge_refuses_a_sponsor_without_the_role(programme, mia):
    with pytest.raises(NotAllowed, match="role of executive sponsor"):
        make_challenge(programme, mia, sponsor=make_person("Joe"))


def test_accept_and_open_ask_everyone(programme, draft, mia, by_mia, eve, by_eve):
    assert told("needs.sponsor_asked") == [eve.pk]
    services.accept_challenge(draft, by=by_eve, revision=1)
    services.accept_challenge(draft, by=by_eve, revision=1)  # sent twice
    assert told("needs.accepted") == [mia.pk]
    services.open_challenge(draft, by=by_mia, revision=2)
    kept = fresh(draft)
    assert (kept.state, kept.sponsor, kept.accepted_revision, kept.revision) == (ChallengeState.OPEN, eve, 1, 3)
    assert need_again(draft.need).state == NeedState.CHALLENGE
    assert told("needs.challenge_open") == [draft.need.raised_by_id]


def test_open_challenge_refuses_without_the_yes_of_its_sponsor(draft, by_mia):
    with pytest.raises(NotAllowed, match="must accept it first"):
        services.open_challenge(draft, by=by_mia)


def test_open_challenge_refuses_who_accepted_it(programme, mia):
    both = make_holder(programme, RoleKey.SPONSOR, "Bo Both")
    from tests.factories.partnership import give_role

    give_role(both, programme, RoleKey.MANAGER)
    made = make_challenge(programme, mia, sponsor=both)
    services.accept_challenge(made, by=asker_for(both, programme), revision=1)
    with pytest.raises(NotAllowed, match="another programme manager"):
        services.open_challenge(made, by=asker_for(both, programme))


def test_accept_challenge_is_for_the_sponsor_and_the_words_they_read(programme, draft, mia, by_mia, by_eve):
    other = make_holder(programme, RoleKey.SPONSOR, "Otto")
    for who in (by_mia, asker_for(other, programme)):
        with pytest.raises(NotAllowed, match="Only its executive sponsor"):
            services.accept_challenge(draft, by=who, revision=1)
    words = ChallengeWords("Another question?", "People wait.", sponsor_id=draft.sponsor_id, closes_on=draft.closes_on)
    services.change_challenge(draft, words, by=by_mia)
    with pytest.raises(Stale):
        services.accept_challenge(draft, by=by_eve, revision=1)


def test_change_challenge_takes_the_yes_back_and_asks_again(draft, by_mia, by_eve, eve):
    services.accept_challenge(draft, by=by_eve, revision=1)
    words = ChallengeWords("Another question?", "People wait.", sponsor_id=eve.pk, closes_on=draft.closes_on)
    services.change_challenge(draft, words, by=by_mia, revision=2)
    kept = fresh(draft)
    assert (kept.title, kept.accepted_on, kept.accepted_revision) == ("Another question?", None, None)
    assert told("needs.sponsor_asked") == [eve.pk, eve.pk]
    with pytest.raises(NotAllowed, match="amount and a currency"):
        services.change_challenge(draft, replace(words, budget=Decimal(5)), by=by_mia)
    with pytest.raises(NotAllowed, match="Only its owner"):
        services.change_challenge(draft, words, by=by_eve)


def test_open_words_stay_as_they_are(programme, mia, by_mia):
    made = opened_challenge(programme, mia)
    with pytest.raises(NotAllowed, match="cannot be done now"):
        services.change_challenge(made, ChallengeWords("New?", "New."), by=by_mia)


def test_open_challenge_refuses_a_last_day_that_is_over(draft, by_mia, by_eve):
    services.accept_challenge(draft, by=by_eve, revision=1)
    with after_the_last_day(draft), pytest.raises(NotAllowed, match="from today on first"):
        services.open_challenge(draft, by=by_mia)


def test_it_closes_with_the_last_second_of_its_last_day_where_it_is(programme, mia):
    """In London, in June, when midnight comes an hour before that of UTC."""
    with clock.at(datetime(2027, 6, 1, 9, tzinfo=UTC)):
        made = opened_challenge(programme, mia, days=9)
    nobody = Asker(programme_id=programme.pk)
    last_second = clock.end_of_day(made.closes_on, "Europe/London")
    assert last_second == datetime(2027, 6, 10, 22, 59, 59, tzinfo=UTC)
    with clock.at(last_second):
        assert services.close_what_is_over() == 0
        assert list(selectors.open_for(nobody)) == [made]
    with clock.at(last_second + timedelta(seconds=1)):
        assert list(selectors.open_for(nobody)) == []  # an hour before the task says so, too
        assert list(selectors.closed_for(nobody)) == [made]
        assert [services.close_what_is_over() for _twice in range(2)] == [1, 0]
    kept = fresh(made)
    assert (kept.state, kept.state_by) == (ChallengeState.CLOSED, None)
    assert need_again(made.need).state == NeedState.WORKED_ON


def test_close_leaves_the_need_open_while_another_challenge_asks(programme, mia, by_mia, eve):
    need = chosen_need(programme, mia)
    first = opened_challenge(programme, mia, need=need, sponsor=eve)
    second = opened_challenge(programme, mia, need=fresh(need), sponsor=eve, title="And who else?")
    services.close_challenge(first, by=by_mia)
    assert need_again(need).state == NeedState.CHALLENGE
    services.close_challenge(second, by=by_mia)
    assert need_again(need).state == NeedState.WORKED_ON


def test_give_more_time_never_takes_time_away(programme, mia, by_mia):
    made = opened_challenge(programme, mia)
    with pytest.raises(NotAllowed, match="after the last day that people were told"):
        services.give_challenge_time(made, made.closes_on, by=by_mia)
    later = made.closes_on + timedelta(days=7)
    services.give_challenge_time(made, later, by=by_mia, revision=made.revision)
    assert fresh(made).closes_on == later


@pytest.mark.parametrize("verb", sorted(CHALLENGE.moves))
def test_move_of_a_challenge_is_refused_elsewhere_and_to_others(programme, mia, by_mia, verb):
    made = opened_challenge(programme, mia)
    for state in set(ChallengeState) - CHALLENGE.moves[verb].sources:
        Challenge.objects.filter(pk=made.pk).update(state=state)
        with pytest.raises(NotAllowed, match="cannot be done now"):
            advance(made, verb, by=by_mia, lifecycle=CHALLENGE)
    Challenge.objects.filter(pk=made.pk).update(state=next(iter(CHALLENGE.moves[verb].sources)))
    with pytest.raises(NotAllowed, match="Only "):
        advance(made, verb, by=asker_for(make_person(), programme), lifecycle=CHALLENGE)


def test_seeing_and_what_ideas_can_answer(programme, mia, by_mia, eve, by_eve, draft):
    shown = opened_challenge(programme, mia, sponsor=eve)
    nobody = Asker(programme_id=programme.pk)
    seen = [set(selectors.challenges_for(one)) for one in (nobody, by_eve, by_mia)]
    assert seen == [{shown}, {shown, draft}, {shown, draft}]
    assert selectors.open_one(nobody, shown.reference) == shown
    assert selectors.open_one(by_mia, draft.reference) is None


def test_work_waits_for_the_sponsor_and_then_for_a_manager(programme, draft, by_mia, by_eve):
    assert list(selectors.to_accept(by_eve)) == [draft]
    assert list(selectors.to_open(by_mia)) == []
    services.accept_challenge(draft, by=by_eve, revision=1)
    assert list(selectors.to_accept(by_eve)) == []
    assert list(selectors.to_open(by_mia)) == [draft]
    assert list(selectors.to_open(asker_for(make_manager(programme, "Moe"), programme))) == [draft]
