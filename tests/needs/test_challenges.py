"""A challenge from the chosen need to its last second: who may, when, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import Recipient
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.preferences import how_for, prefer
from groundswell.foundation.notices.registry import notice_for, read_on_site
from groundswell.foundation.notices.sending import deliver
from groundswell.foundation.notices.states import How
from groundswell.foundation.workflow.services import Stale, advance
from groundswell.needs.lifecycle.challenges import CHALLENGE
from groundswell.needs.models import Challenge
from groundswell.needs.selectors import challenges as selectors
from groundswell.needs.services import challenges as services
from groundswell.needs.services import needs
from groundswell.needs.services.challenges import ChallengeWords
from groundswell.needs.states import ChallengeState, NeedState, RoleKey
from groundswell.partnership.models import Role
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import sponsorships
from tests.factories.needs import (
    after_the_last_day,
    chosen_need,
    fresh,
    make_challenge,
    make_manager,
    make_need,
    make_sponsor,
    need_again,
    opened_challenge,
    published,
    stand_behind,
)
from tests.factories.partnership import give_role, make_person

OTHER = ChallengeWords("Another question?", "People wait.", closes_on=date(2100, 1, 1))


@pytest.fixture
def eve(programme):
    return make_sponsor(programme)


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
    with pytest.raises(NotAllowed, match="no executive sponsor here"):
        make_challenge(programme, mia, sponsor=make_person("Joe"))
    assert not Challenge.objects.exists()


def test_accept_and_open_ask_everyone(programme, draft, mia, by_mia, eve):
    assert told("partnership.sponsor_asked") == [eve.pk]
    stand_behind(draft, eve)
    assert told("partnership.sponsor_accepted") == [mia.pk]
    services.open_challenge(draft, by=by_mia, revision=1)
    kept = fresh(draft)
    assert (kept.state, selectors.stood_behind(kept).person, kept.revision) == (ChallengeState.OPEN, eve, 2)
    assert need_again(draft.need).state == NeedState.CHALLENGE
    assert told("needs.challenge_open") == [draft.need.raised_by_id]


def test_open_challenge_refuses_without_the_yes_of_its_sponsor(draft, by_mia):
    with pytest.raises(NotAllowed, match="must accept it first"):
        services.open_challenge(draft, by=by_mia)


def test_open_challenge_refuses_who_accepted_it(programme, mia):
    both = make_sponsor(programme, "Bo Both")
    give_role(both, programme, RoleKey.MANAGER)
    made = make_challenge(programme, mia, sponsor=both)
    stand_behind(made, both)
    with pytest.raises(NotAllowed, match="another programme manager"):
        services.open_challenge(made, by=asker_for(both, programme))


def test_open_challenge_refuses_once_its_sponsor_lost_the_role(draft, by_mia, eve):
    stand_behind(draft, eve)
    Role.objects.filter(person=eve).update(until=clock.today() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="no executive sponsor any more"):
        services.open_challenge(draft, by=by_mia)
    assert fresh(draft).state == ChallengeState.DRAFT


def test_change_challenge_shows_the_new_words_before_a_yes(draft, by_mia, by_eve):
    asked = selectors.asked_now(draft)
    services.change_challenge(draft, OTHER, by=by_mia, revision=1)
    with pytest.raises(Stale):
        sponsorships.accept(asked, by=by_eve, revision=asked.revision)
    assert selectors.stood_behind(draft) is None


def test_change_challenge_takes_the_yes_back_and_asks_again(draft, by_mia, by_eve, eve):
    stand_behind(draft, eve)
    services.change_challenge(draft, OTHER, by=by_mia, revision=1)
    assert (fresh(draft).title, selectors.stood_behind(draft)) == ("Another question?", None)
    assert (selectors.asked_now(draft).person, selectors.asked_now(draft).answered_on) == (eve, None)
    assert told("partnership.sponsor_asked") == [eve.pk, eve.pk]
    with pytest.raises(NotAllowed, match="amount and a currency"):
        services.change_challenge(draft, replace(OTHER, budget=Decimal(5)), by=by_mia)
    with pytest.raises(NotAllowed, match="Only its owner"):
        services.change_challenge(draft, OTHER, by=by_eve)


def test_change_challenge_takes_back_a_handing_over_that_waits(programme, draft, by_mia, by_eve, eve):
    other = make_sponsor(programme, "Otto Other")
    waiting = sponsorships.hand_over(stand_behind(draft, eve), to=other.pk, by=by_eve)
    services.change_challenge(draft, OTHER, by=by_mia)
    waiting.refresh_from_db()
    assert (waiting.state, selectors.asked_now(draft).person) == ("taken_back", eve)
    with pytest.raises(NotAllowed, match="cannot be done now"):
        sponsorships.accept(waiting, by=asker_for(other, programme))


def test_decline_leaves_the_words_unread_and_somebody_else_is_asked(programme, draft, by_mia, by_eve):
    asked = selectors.asked_now(draft)
    sponsorships.decline(asked, "Not mine.", by=by_eve)
    assert selectors.challenge_for(by_eve, draft.reference) is None
    other = make_sponsor(programme, "Otto Other")
    for by in (by_eve, asker_for(other, programme)):
        with pytest.raises(NotAllowed, match="Only its owner"):
            sponsorships.ask_sponsor(programme, Challenge.KIND, draft.pk, to=other.pk, by=by)
    sponsorships.ask_sponsor(programme, Challenge.KIND, draft.pk, to=other.pk, by=by_mia)
    stand_behind(draft, other)
    assert list(selectors.to_open(by_mia)) == [draft]


def test_hand_over_leaves_the_old_sponsor_until_the_new_one_says_yes(programme, mia, eve, by_eve):
    made = opened_challenge(programme, mia, sponsor=eve)
    other = make_sponsor(programme, "Otto Other")
    sponsorships.hand_over(selectors.stood_behind(made), to=other.pk, by=by_eve)
    assert selectors.stood_behind(made).person == eve
    stand_behind(made, other)
    assert selectors.stood_behind(made).person == other


def test_close_challenge_ends_the_sponsorship_and_still_says_who_stood_behind_it(programme, mia, by_mia, eve):
    made = opened_challenge(programme, mia, sponsor=eve)
    services.close_challenge(made, by=by_mia)
    assert (selectors.stood_behind(made).person, selectors.stood_behind(made).state) == (eve, "ended")
    with pytest.raises(NotAllowed, match="until it is closed"):
        sponsorships.ask_sponsor(programme, Challenge.KIND, made.pk, to=eve.pk, by=by_mia)


def test_work_names_an_open_challenge_that_has_lost_its_sponsor(programme, mia, by_mia, eve):
    made = opened_challenge(programme, mia, sponsor=eve)
    assert list(selectors.without_sponsor(by_mia)) == []
    sponsorships.end_all(programme, Challenge.KIND, made.pk)  # as erasing a person does
    assert list(selectors.without_sponsor(by_mia)) == [made]
    assert list(selectors.without_sponsor(asker_for(make_person(), programme))) == []
    sponsorships.ask_sponsor(programme, Challenge.KIND, made.pk, to=eve.pk, by=by_mia)
    assert list(selectors.without_sponsor(by_mia)) == []


def test_open_words_stay_as_they_are(programme, mia, by_mia):
    made = opened_challenge(programme, mia)
    with pytest.raises(NotAllowed, match="cannot be done now"):
        services.change_challenge(made, ChallengeWords("New?", "New."), by=by_mia)


def test_open_challenge_refuses_a_last_day_that_is_over(draft, by_mia, eve):
    stand_behind(draft, eve)
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


def letter(made, person):
    return notice_for("needs.challenge_closed").write(made.pk, Recipient(person.name, "x@example.org", person.pk))


def test_close_tells_who_raised_the_need_and_what_is_joined_with_it_once(programme, mia, by_mia):
    pat = make_person("Pat Public")
    need = published(programme)
    own = make_need(programme, raiser=pat)
    needs.join_need(own, need, "It is the same clinic.", by=by_mia)
    again = make_need(programme, raiser=pat)
    needs.join_need(again, need, "So is this.", by=by_mia)
    made = opened_challenge(programme, mia, need=chosen_need(programme, mia, need=fresh(need)))
    with after_the_last_day(made):
        assert [services.close_what_is_over() for _twice in range(2)] == [1, 0]
    assert sorted(told("needs.challenge_closed")) == sorted([need.raised_by_id, pat.pk])
    assert letter(made, pat).subject.startswith("The challenge ")


def test_close_says_what_happens_now_and_who_has_it_by_when(programme, mia):
    with clock.at(datetime(2027, 6, 1, 9, tzinfo=UTC)):
        made = opened_challenge(programme, mia, days=9)
    with clock.at(datetime(2027, 6, 11, 9, tzinfo=UTC)):
        services.close_what_is_over()
        said = letter(made, made.need.raised_by)
    assert said.paragraphs == (
        "It is about your need. It took ideas until Thursday 10 June.",
        "Mia Manager has it now. People who sent an idea hear what we decide, the last of them by Thursday 8 July.",
        "The need now stands at: Being worked on.",
    )
    assert said.link.endswith(f"/challenges/{made.reference}/")
    assert said.from_name == "Mia Manager"


def test_close_by_hand_says_the_day_on_which_it_was_closed(programme, mia, by_mia):
    with clock.at(datetime(2027, 6, 1, 9, tzinfo=UTC)):
        made = opened_challenge(programme, mia, days=9)
        services.close_challenge(made, by=by_mia)
        assert "until Tuesday 1 June." in letter(made, made.need.raised_by).paragraphs[0]


def test_close_says_where_the_need_stands_while_another_challenge_asks(programme, mia, by_mia, eve):
    need = chosen_need(programme, mia)
    first = opened_challenge(programme, mia, need=need, sponsor=eve)
    opened_challenge(programme, mia, need=fresh(need), sponsor=eve, title="And who else?")
    services.close_challenge(first, by=by_mia)
    assert letter(first, need.raised_by).paragraphs[2] == "The need now stands at: A challenge is open."


def test_close_tells_nobody_what_they_have_just_done(programme, mia, by_mia):
    need = published(programme, raiser=mia)
    made = opened_challenge(programme, mia, need=chosen_need(programme, mia, need=need))
    services.close_challenge(made, by=by_mia)
    assert told("needs.challenge_closed") == []


def test_close_tells_nothing_to_who_may_not_see_the_need_any_more(programme, mia, by_mia):
    pat = make_person("Pat Public")
    made = opened_challenge(programme, mia)
    services.close_challenge(made, by=by_mia)
    told_here = [("needs.challenge_closed", made.pk)]
    assert letter(made, pat)
    assert set(read_on_site(asker_for(pat, programme), told_here)) == set(told_here)
    need = fresh(made.need)
    for verb in ("miss", "take up again"):
        needs.end_need(need, verb, "The scanner broke.", by=by_mia)
    needs.join_need(need, published(programme), "It is the same clinic.", by=by_mia)
    assert letter(made, pat) is None
    assert read_on_site(asker_for(pat, programme), told_here) == {}
    assert letter(made, made.need.raised_by)  # their own they may always read


def test_close_tells_nothing_while_the_challenge_is_not_closed(programme, mia):
    made = opened_challenge(programme, mia)
    assert letter(made, made.need.raised_by) is None


def test_close_comes_as_its_reader_chose(programme, mia, by_mia):
    made = opened_challenge(programme, mia)
    raiser = made.need.raised_by
    prefer({"needs": How.NEVER}, by=asker_for(raiser, programme))
    services.close_challenge(made, by=by_mia)
    row = OutboxRow.objects.get(key="needs.challenge_closed")
    assert deliver(row.pk) == 0
    row.refresh_from_db()
    assert row.quiet_at is not None
    prefer({"needs": How.NOW}, by=asker_for(raiser, programme))
    assert how_for(row) == How.NOW


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


def test_work_waits_for_a_manager_other_than_the_sponsor(programme, draft, by_mia, eve):
    assert list(selectors.to_open(by_mia)) == []
    stand_behind(draft, eve)
    assert list(selectors.to_open(by_mia)) == [draft]
    assert list(selectors.to_open(asker_for(make_manager(programme, "Moe"), programme))) == [draft]
    assert list(selectors.to_open(asker_for(eve, programme))) == []
    give_role(eve, programme, RoleKey.MANAGER)
    assert list(selectors.to_open(asker_for(eve, programme))) == []
