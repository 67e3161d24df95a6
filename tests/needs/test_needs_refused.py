"""Verbs of needs, assets, themes and challenges that are refused to the right person: nothing is written then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from groundswell.foundation.access import Asker
from groundswell.foundation.workflow.services import advance
from groundswell.needs.lifecycle.challenges import CHALLENGE
from groundswell.needs.models import Asset, Challenge, Need, Theme
from groundswell.needs.selectors import challenges as seen_challenges
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services import assets, challenges, needs
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.challenges import ChallengeWords
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.needs import (
    WORDS,
    chosen_need,
    fresh,
    make_asset,
    make_challenge,
    make_manager,
    make_need,
    make_theme,
    opened_challenge,
    published,
)
from tests.factories.partnership import make_person, make_programme
from tests.factories.refusals import refused

MANAGERS = "Only programme managers"


@pytest.fixture
def next_door(db):
    """Who runs the needs of another programme."""
    other = make_programme()
    return asker_for(make_manager(other, "Olu Other"), other)


@pytest.fixture
def nobody(programme):
    return Asker(programme_id=programme.pk)


def test_change_need_refuses_a_manager_of_another_programme(need, next_door):
    with refused("There is no such need", Need):
        needs.change_need(need, replace(WORDS, title="Ours now"), by=next_door)


def test_change_need_refuses_who_raised_it_from_another_programme(need, oli):
    with refused("There is no such need", Need):
        needs.change_need(need, WORDS, by=asker_for(oli, make_programme()))


@pytest.mark.parametrize("verb", ["weigh", "leave", "approve", "work on", "ask everyone"])
def test_move_need_refuses_all_but_its_managers(programme, mia, by_oli, next_door, nobody, verb):
    need = chosen_need(programme, mia) if verb in {"work on", "ask everyone"} else published(programme)
    if verb in {"leave", "approve"}:
        needs.move_need(need, "weigh", by=asker_for(mia, programme))
    for asker in (by_oli, next_door, nobody):
        with refused(MANAGERS, Need):
            needs.move_need(need, verb, by=asker)


@pytest.mark.parametrize("verb", ["meet", "miss", "retire"])
def test_end_need_refuses_all_but_its_managers(programme, mia, by_oli, next_door, nobody, verb):
    need = chosen_need(programme, mia)
    for asker in (by_oli, next_door, nobody):
        with refused(MANAGERS, Need):
            needs.end_need(need, verb, "It is over.", by=asker)


def test_take_up_again_refuses_all_but_its_managers(programme, mia, by_oli, next_door):
    need = published(programme)
    needs.end_need(need, "retire", "The clinic moved.", by=asker_for(mia, programme))
    for asker in (by_oli, next_door, asker_for(need.raised_by, programme)):
        with refused(MANAGERS, Need):
            needs.end_need(need, "take up again", "It is back.", by=asker)


def test_work_on_refuses_the_platform_in_another_programme_and_other_verbs_of_it(programme, mia):
    need = chosen_need(programme, mia)
    with refused(MANAGERS, Need):
        needs.move_need(need, "work on", by=task_asker(make_programme()))
    with refused(MANAGERS, Need):
        needs.move_need(need, "ask everyone", by=task_asker(programme))


def test_offer_asset_refuses_who_is_signed_out(programme, nobody):
    with refused("Sign in to say what you have", Asset):
        assets.offer_asset(programme, AssetWords("space", "A spare scanner"), by=nobody)


def test_change_asset_refuses_all_but_who_offered_it_and_managers(programme, by_oli, next_door, nobody):
    asset = make_asset(programme)
    at_another = asker_for(asset.offered_by, make_programme())
    for asker in (by_oli, next_door, nobody, at_another):
        with refused("Only who offered it", Asset):
            assets.change_asset(asset, AssetWords("space", "Mine"), by=asker)
        with refused("Only who offered it", Asset):
            assets.move_asset(asset, "withdraw", by=asker)


def test_offer_again_refuses_all_but_who_offered_it_and_managers(programme, by_oli, next_door):
    asset = make_asset(programme)
    assets.move_asset(asset, "withdraw", by=asker_for(asset.offered_by, programme))
    for asker in (by_oli, next_door):
        with refused("Only who offered it", Asset):
            assets.move_asset(asset, "offer again", by=asker)


def test_add_theme_refuses_all_but_managers(programme, by_oli, nobody):
    for asker in (by_oli, nobody):
        with refused("Only programme managers can change themes", Theme):
            assets.add_theme(programme, "Kinder mornings", "For everyone.", by=asker)


def test_change_theme_refuses_all_but_managers(programme, by_oli, nobody):
    theme = make_theme(programme)
    for asker in (by_oli, nobody):
        with refused("Only programme managers can change themes", Theme):
            assets.change_theme(theme, "Mine", "Words.", by=asker)


def test_put_challenge_refuses_all_but_its_managers(programme, mia, by_oli, next_door, nobody):
    need = chosen_need(programme, mia)
    for asker in (by_oli, next_door, nobody):
        with refused("Only programme managers can make a challenge", Challenge, Need):
            challenges.put_challenge(need, ChallengeWords("Who can help?", "People wait."), by=asker)


def test_change_challenge_refuses_a_manager_and_its_owner_from_another_programme(programme, mia, next_door):
    made = make_challenge(programme, mia)
    for asker in (next_door, asker_for(mia, make_programme())):
        with refused("There is no such challenge", Challenge):
            challenges.change_challenge(made, ChallengeWords("Ours?", "Ours."), by=asker)


def test_close_challenge_refuses_a_manager_and_the_platform_of_another_programme(programme, mia, next_door):
    made = opened_challenge(programme, mia)
    later = made.closes_on + timedelta(days=7)
    for asker in (next_door, task_asker(make_programme())):
        with refused("There is no such challenge", Challenge, Need):
            challenges.close_challenge(made, by=asker)
        with refused("There is no such challenge", Challenge):
            challenges.give_challenge_time(made, later, by=asker)


def test_open_challenge_refuses_a_manager_of_another_programme(programme, mia, next_door):
    made = make_challenge(programme, mia)
    with refused(MANAGERS, Challenge, Need):
        advance(made, "open", by=next_door, lifecycle=CHALLENGE)


def test_a_manager_sees_nothing_of_another_programme(programme, mia, by_mia, next_door):
    need, asset, theme = make_need(programme), make_asset(programme), make_theme(programme)
    draft, shown = make_challenge(programme, mia), opened_challenge(programme, mia)
    withdrawn = make_asset(programme, title="An old scanner")
    assets.move_asset(withdrawn, "withdraw", by=by_mia)
    assert set(seen_challenges.challenges_for(by_mia)) == {draft, shown}
    assert list(seen_challenges.challenges_for(next_door)) == []
    assert set(selectors.assets_for(by_mia)) == {asset, withdrawn}
    assert list(selectors.assets_for(next_door)) == []
    assert theme in set(selectors.themes_for(by_mia))
    assert list(selectors.themes_for(next_door)) == []
    assert (selectors.asset_for(next_door, asset.pk), selectors.theme_for(next_door, theme.pk)) == (None, None)
    assert selectors.need_for(next_door, need.reference) is None


def test_others_see_nothing_of_another_programme(programme, mia):
    elsewhere = make_programme()
    asset = make_asset(programme)
    assets.move_asset(asset, "publish", by=asker_for(mia, programme))
    opened_challenge(programme, mia)
    for asker in (Asker(programme_id=elsewhere.pk), asker_for(make_person(), elsewhere)):
        assert list(seen_challenges.challenges_for(asker)) == []
        assert list(selectors.assets_for(asker)) == []
        assert list(selectors.needs_for(asker)) == []
    assert list(selectors.assets_for(asker_for(asset.offered_by, elsewhere))) == []
    assert fresh(asset) == asset
