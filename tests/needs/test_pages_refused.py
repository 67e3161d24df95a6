"""Pages of needs, rounds and challenges that refuse who may read and not do: with 403 and why, whatever was typed."""

import pytest

from groundswell.foundation.kit import clock
from groundswell.needs.models import Asset, Ballot, BriefOnNeed, Challenge, InsightBrief, Need, Vote
from groundswell.needs.services import assets, briefs
from groundswell.needs.services.briefs import BriefWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import (
    after_the_last_day,
    chosen_need,
    make_asset,
    make_challenge,
    make_holder,
    make_manager,
    make_need,
    make_round,
    opened_round,
    published,
)
from tests.factories.partnership import enter, give_role, make_person
from tests.factories.refusals import refused
from tests.factories.rows import all_rows

KEPT = (Need, Asset, Challenge, InsightBrief, BriefOnNeed, Ballot, Vote)


def told_no(client, address, why, *, methods=("get", "post")):
    before = all_rows(KEPT)
    for method in methods:
        answer = getattr(client, method)(address)
        assert (answer.status_code, why in answer.content.decode()) == (403, True), method
    assert all_rows(KEPT) == before


def test_change_of_a_need_refuses_who_did_not_raise_it(as_oli, programme):
    need = published(programme, raiser=make_person("Ned Needs"))
    told_no(as_oli, f"/needs/{need.reference}/change/", "Only who raised it and programme managers can change this")


def test_change_of_a_need_refuses_who_raised_it_once_it_stands_in_the_bank(as_oli, programme, oli):
    need = published(programme, raiser=oli)
    told_no(as_oli, f"/needs/{need.reference}/change/", "It stands in the needs bank")


def test_check_refuses_who_raised_it(as_mia, programme, mia):
    need = make_need(programme, raiser=mia)
    told_no(as_mia, f"/needs/{need.reference}/check/", "another programme manager must check it")


@pytest.mark.parametrize("page", ["end", "check", "challenge"])
def test_a_page_for_managers_refuses_others(as_oli, programme, page):
    need = published(programme)
    told_no(as_oli, f"/needs/{need.reference}/{page}/", "This page is for programme managers")


def test_a_challenge_is_not_begun_of_a_need_that_no_round_chose(as_mia, programme):
    need = published(programme)
    told_no(as_mia, f"/needs/{need.reference}/challenge/", "a need that a round has chosen")


def test_change_of_a_challenge_refuses_its_sponsor(client, programme, mia):
    eve = make_holder(programme, "sponsor", "Eve Executive")
    challenge = make_challenge(programme, mia, sponsor=eve)
    enter(client, eve)
    told_no(client, f"/challenges/{challenge.reference}/change/", "Only its owner and programme managers")


def test_change_of_an_asset_refuses_who_did_not_offer_it(as_oli, programme, mia):
    asset = make_asset(programme)
    assets.move_asset(asset, "publish", by=asker_for(mia, programme))
    told_no(as_oli, f"/needs/assets/{asset.pk}/change/", "Only who offered it and programme managers")


def test_brief_refuses_who_does_not_look_at_numbers(as_oli, programme):
    need = published(programme)
    told_no(as_oli, f"/needs/{need.reference}/briefs/add/", "Only the insight team and programme managers")


def test_briefs_are_laid_and_taken_away_by_who_writes_them_alone(programme, by_mia, by_oli):
    need, other = published(programme), chosen_need(programme, make_manager(programme, "Moe"), "Falls")
    words = BriefWords("Waits", "They grew by a third.", "A count")
    kept = briefs.write_brief(need, words, by=by_mia)
    why = "Only the insight team and programme managers"
    for said in (words, BriefWords("", "", "")):
        with refused(why, *KEPT):
            briefs.write_brief(need, said, by=by_oli)
    with refused(why, *KEPT):
        briefs.attach_brief(kept, other, by=by_oli)
    with refused(why, *KEPT):
        briefs.detach_brief(kept, need, by=by_oli)


@pytest.fixture
def cara(client, programme):
    person = make_holder(programme, RoleKey.COMMUNITY, "Cara Community")
    enter(client, person)
    return person


def two(programme):
    return [published(programme, raiser=make_person(f"Raiser {number}")) for number in range(2)]


def test_vote_refuses_when_the_last_day_is_over(client, cara, programme, mia):
    needs = two(programme)
    round_ = opened_round(programme, mia, needs)
    here = f"/needs/rounds/{round_.reference}/vote/"
    with after_the_last_day(round_):
        enter(client, cara)
        told_no(client, here, "The last day to vote is over", methods=("get",))
        told_no(client, f"{here}{needs[0].reference}/", "The last day to vote is over")


def test_vote_refuses_who_runs_the_round_and_votes_on_nothing(as_mia, programme, mia):
    needs = two(programme)
    round_ = opened_round(programme, mia, needs)
    here = f"/needs/rounds/{round_.reference}/vote/"
    why = "This page is for community partners, governors and patient partners"
    told_no(as_mia, here, why, methods=("get",))
    told_no(as_mia, f"{here}{needs[0].reference}/", why)


def test_a_voter_who_also_manages_does_not_vote_before_it_opens(client, programme, mia):
    both = make_holder(programme, RoleKey.COMMUNITY, "Bo Both")
    give_role(both, programme, RoleKey.MANAGER)
    needs = two(programme)
    round_ = make_round(programme, mia, needs)
    enter(client, both)
    here = f"/needs/rounds/{round_.reference}/vote/"
    told_no(client, here, "This round is not open for votes", methods=("get",))
    told_no(client, f"{here}{needs[0].reference}/", "This round is not open for votes")
    assert clock.today() <= round_.closes_on
