"""What needs, assets, challenges and rounds refuse: to other people, to managers of another programme, to who is away."""

from datetime import timedelta

import pytest

from groundswell.foundation.access import Asker
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.models import Asset, Ballot, Challenge, Round, Theme
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.needs import (
    chosen_need,
    make_asset,
    make_challenge,
    make_holder,
    make_manager,
    make_round,
    make_theme,
    opened_round,
    published,
    votes_of,
)
from tests.factories.partnership import make_organisation, make_person, make_programme


@pytest.fixture
def elsewhere(db):
    """Who runs the needs of another programme."""
    other = make_programme()
    return asker_for(make_manager(other, "Olu Other"), other)


@pytest.fixture
def nobody(programme):
    return Asker(programme_id=programme.pk)


@pytest.fixture
def voter(programme):
    return make_holder(programme, RoleKey.COMMUNITY, "Cara Community")


def two(programme):
    return [published(programme, raiser=make_person(f"Raiser {number}")) for number in range(2)]


NEEDS = ("can_change", "can_check", "can_manage", "can_weigh", "can_work", "can_put")


@pytest.mark.parametrize("rule", NEEDS)
def test_refuse_a_need_of_another_programme(rule, programme, mia, elsewhere):
    assert not getattr(policies, rule)(elsewhere, chosen_need(programme, mia))


@pytest.mark.parametrize("rule", ["can_manage", "can_weigh", "can_work"])
def test_refuse_to_move_a_need_on_without_the_role(rule, by_oli, need, programme):
    assert not getattr(policies, rule)(by_oli, need)
    assert bool(getattr(policies, rule)(task_asker(programme), need)) is (rule == "can_work")


@pytest.mark.parametrize("rule", ["can_edit", "can_open", "can_end"])
def test_refuse_a_challenge_of_another_programme(rule, programme, mia, elsewhere):
    challenge = make_challenge(programme, mia)
    assert not getattr(policies, rule)(elsewhere, challenge)


def test_refuse_a_manager_of_one_organisation(programme, need):
    organisation = make_organisation(programme)
    by = asker_for(make_holder(programme, RoleKey.MANAGER, "Mo Manager", organisation), programme)
    assert not policies.MANAGERS.admits(by)
    for rule in NEEDS:
        assert not getattr(policies, rule)(by, need)
    assert not Round.objects.filter(policies.rounds_visible_to(by)).exists()


def test_refuse_the_vote_of_who_speaks_for_one_organisation(programme, mia):
    organisation = make_organisation(programme)
    by = asker_for(make_holder(programme, RoleKey.PATIENT, "Pat Place", organisation), programme)
    assert not policies.can_vote(by, opened_round(programme, mia, two(programme)), clock.today())
    assert not policies.can_sign_off(by)


@pytest.mark.parametrize("rule", ["can_raise", "can_offer"])
def test_refuse_to_offer_anything_signed_out(rule, nobody):
    assert not getattr(policies, rule)(nobody)


def test_refuse_to_change_an_asset_of_others(programme, elsewhere, by_oli, by_mia):
    asset = make_asset(programme)
    assert not policies.can_change_asset(by_oli, asset)
    assert not policies.can_change_asset(elsewhere, asset)
    assert policies.can_change_asset(by_mia, asset)


def test_refuse_to_keep_themes_without_the_role(programme, by_oli, by_mia, nobody, elsewhere):
    assert not policies.can_keep_themes(by_oli, programme.pk)
    assert not policies.can_keep_themes(nobody, programme.pk)
    assert not policies.can_keep_themes(elsewhere, programme.pk)
    assert policies.can_keep_themes(by_mia, programme.pk)


def test_refuse_to_take_people_out_by_hand(by_mia, programme):
    assert not policies.can_erase(by_mia)
    assert policies.can_erase(task_asker(programme))


def test_refuse_a_round_of_another_programme(programme, mia, elsewhere, voter):
    round_ = opened_round(programme, mia, two(programme))
    today = clock.today()
    assert not policies.can_run(elsewhere, round_)
    assert not policies.can_close(elsewhere, round_, today + timedelta(days=30))
    assert not policies.can_close(asker_for(voter, programme), round_, today + timedelta(days=30))


def test_refuse_a_vote_before_the_round_is_open(programme, mia, voter):
    by, today = asker_for(voter, programme), clock.today()
    assert not policies.can_vote(by, make_round(programme, mia, two(programme)), today)
    assert policies.can_vote(by, opened_round(programme, mia, two(programme)), today)


def test_show_nothing_of_another_programme(programme, mia, elsewhere):
    make_asset(programme)
    make_challenge(programme, mia)
    make_round(programme, mia, two(programme))
    make_theme(programme, "Kinder mornings")
    assert not Asset.objects.filter(policies.assets_visible_to(elsewhere)).exists()
    assert not Challenge.objects.filter(policies.challenges_visible_to(elsewhere)).exists()
    assert not Round.objects.filter(policies.rounds_visible_to(elsewhere)).exists()
    assert not Theme.objects.filter(policies.themes_visible_to(elsewhere)).exists()


def test_show_votes_to_nobody_who_is_signed_out(programme, mia, voter, nobody):
    round_ = opened_round(programme, mia, two(programme))
    votes_of(round_, voter, [5, 5], [1, 1])
    assert Ballot.objects.filter(policies.ballots_visible_to(asker_for(voter, programme))).exists()
    assert not Ballot.objects.filter(policies.ballots_visible_to(nobody)).exists()
