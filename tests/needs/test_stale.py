"""One acts on a page that was opened before another changed the record: what is so now decides, not what was.

Each test bears the name of the function that takes the lock. The strategy has its own (`strategy/test_stale.py`).
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.models import Ballot, Challenge, InsightBrief
from groundswell.needs.services import assets, briefs, challenges, erasing, needs, rounds, rounds_votes
from groundswell.needs.services.briefs import BriefWords
from groundswell.needs.services.challenges import ChallengeWords
from groundswell.needs.services.once import TRIES
from groundswell.needs.services.signoffs import sign_off
from groundswell.needs.states import ChallengeState, NeedState, RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories import needs as made
from tests.factories.meanwhile import between, revisions
from tests.factories.needs import WORDS, fresh

OTHERS = "Someone else changed this"
LATER = "Enter a day after the last day that people were told"


def in_days(count, programme):
    return clock.today(programme.timezone) + timedelta(days=count)


def last(record):
    return AuditEntry.objects.filter(record_id=record.pk).latest("revision")


def every_change_is_written_down(record):
    return revisions(record) == list(range(1, fresh(record).revision + 1))


@pytest.fixture
def draft(programme, mia):
    """A challenge that an executive stands behind, with a last day in a month."""
    eve = made.make_sponsor(programme)
    challenge = made.make_challenge(programme, mia, sponsor=eve)
    made.stand_behind(challenge, eve)
    return challenge


@pytest.fixture
def challenge(programme, mia):
    return made.opened_challenge(programme, mia)


@pytest.fixture
def two(programme):
    return [made.published(programme, words=replace(WORDS, title=title)) for title in ("Falls", "Scans")]


@pytest.fixture
def round_(programme, mia, two):
    return made.opened_round(programme, mia, two)


def test_change_challenge_keeps_digests_that_nobody_can_tell_from_words_forgotten_meanwhile(draft, by_mia):
    Challenge.objects.filter(pk=draft.pk).update(salt=b"9" * 16)
    challenges.change_challenge(draft, ChallengeWords("New", "Other words."), by=by_mia)
    assert last(draft).digests["title"] == digest("New", b"9" * 16)


def test_open_challenge_tells_the_last_day_that_it_has_now(draft, programme):
    Challenge.objects.filter(pk=draft.pk).update(closes_on=in_days(40, programme))
    max_ = made.make_manager(programme, "Max Manager")
    challenges.open_challenge(draft, by=asker_for(max_, programme))
    assert last(draft).facts["closes"] == str(in_days(40, programme))


def test_give_challenge_time_never_takes_away_what_another_gave_meanwhile(challenge, programme, by_mia):
    challenges.give_challenge_time(fresh(challenge), in_days(50, programme), by=by_mia)
    with pytest.raises(NotAllowed, match=LATER):
        challenges.give_challenge_time(challenge, in_days(40, programme), by=by_mia)


def test_close_challenge_tells_the_last_day_and_moves_the_need_as_they_are_now(draft, programme, by_mia):
    assert draft.need.state == NeedState.APPROVED
    challenges.open_challenge(fresh(draft), by=by_mia)
    challenges.give_challenge_time(fresh(draft), in_days(50, programme), by=by_mia)
    challenges.close_challenge(draft, by=by_mia)
    assert last(draft).facts["closes"] == str(in_days(50, programme))
    assert made.need_again(draft.need).state == NeedState.WORKED_ON


def test_closed_once_leaves_open_what_was_given_more_time_meanwhile(challenge, programme, by_mia):
    later = challenge.closes_on + timedelta(days=9)
    give = lambda: challenges.give_challenge_time(fresh(challenge), later, by=by_mia)  # noqa: E731
    with made.after_the_last_day(challenge), between('"closes_on" < ', give):
        challenges.close_what_is_over()
    assert fresh(challenge).state == ChallengeState.OPEN


def test_open_round_tells_the_last_day_that_it_has_now(programme, mia, by_mia, two):
    page = made.make_round(programme, mia, two)
    rounds.change_round(fresh(page), page.title, page.text, in_days(9, programme), by=by_mia)
    rounds.open_round(page, by=by_mia)
    assert last(page).facts["closes"] == str(in_days(9, programme))


def test_give_more_time_never_takes_away_what_another_gave_meanwhile(round_, programme, by_mia):
    rounds.give_more_time(fresh(round_), in_days(20, programme), by=by_mia)
    with pytest.raises(NotAllowed, match=LATER):
        rounds.give_more_time(round_, in_days(10, programme), by=by_mia)


def test_vote_counts_by_the_last_day_that_was_given_meanwhile(round_, programme, by_mia):
    rounds.give_more_time(fresh(round_), in_days(20, programme), by=by_mia)
    cara = asker_for(made.make_holder(programme, RoleKey.COMMUNITY, "Cara Community"), programme)
    scores = {one.pk: 3 for one in round_.criteria.all()}
    with made.after_the_last_day(round_):
        rounds_votes.vote(round_, round_.entries.first(), scores, by=cara)
    assert Ballot.objects.get().person_id == cara.person_id


def test_close_round_waits_for_the_last_day_that_was_given_meanwhile(round_, programme, by_mia):
    made.votes_of(round_, made.make_holder(programme, RoleKey.COMMUNITY, "Cara Community"), (5, 5), (3, 3))
    page = fresh(round_)
    rounds.give_more_time(fresh(round_), in_days(20, programme), by=by_mia)
    with made.after_the_last_day(page), pytest.raises(NotAllowed, match="until the last day"):
        rounds_votes.close_round(page, by=by_mia)


def test_changed_counts_however_often_another_changed_the_theme_meanwhile(programme, mia, by_mia):
    page = made.make_theme(programme, manager=mia)
    for number in range(TRIES):
        assets.change_theme(fresh(page), f"Sleep {number}", "For everyone.", by=by_mia)
    assets.change_theme(page, "Rest", "For all.", by=by_mia)
    assert every_change_is_written_down(page)


def brief_on(need, by):
    return briefs.write_brief(need, BriefWords("Nine weeks", "People wait.", "A count"), by=by)


def test_attach_brief_and_detach_brief_write_down_both_changes(programme, two, by_mia):
    page, other = fresh(two[0]), two[1]
    one = brief_on(fresh(page), by_mia)
    another = brief_on(other, by_mia)
    briefs.attach_brief(another, page, by=by_mia)
    page = fresh(page)
    needs.change_need(fresh(page), WORDS, by=by_mia)
    briefs.detach_brief(one, page, by=by_mia)
    assert every_change_is_written_down(page)
    assert InsightBrief.objects.filter(on_needs__need=page).get() == another


def test_change_need_raises_again_what_was_returned_meanwhile(need, by_mia, by_oli):
    page = fresh(need)
    needs.return_need(need, "Say for whom.", by=by_mia)
    needs.change_need(page, replace(WORDS, affected="Children"), by=by_oli)
    assert (fresh(need).state, fresh(need).said) == (NeedState.RAISED, "")


def test_join_need_refuses_another_that_left_the_bank_meanwhile(need, two, by_mia):
    needs.end_need(fresh(two[0]), "retire", "It is old.", by=by_mia)
    with pytest.raises(NotAllowed, match="does not stand in the needs bank"):
        needs.join_need(need, two[0], "It is the same.", by=by_mia)


def test_take_apart_tells_who_means_another_pair(need, two, by_mia):
    one, other = two
    needs.join_need(need, one, "It is the same.", by=by_mia)
    page = fresh(need)
    needs.take_apart(need, "It is not.", by=by_mia)
    needs.join_need(need, other, "It is the same as this.", by=by_mia)
    with pytest.raises(Stale, match=OTHERS):
        needs.take_apart(page, "It is not.", by=by_mia)


def test_take_apart_writes_down_what_another_did_to_the_other_meanwhile(need, two, by_mia):
    other = two[0]
    needs.join_need(need, other, "It is the same.", by=by_mia)
    with between('"needs_need"."id" = ', lambda: brief_on(fresh(other), by_mia)):
        needs.take_apart(need, "It is not.", by=by_mia)
    assert every_change_is_written_down(other)


def test_sign_off_tells_who_read_other_words(programme, mia, by_mia):
    page = made.make_theme(programme, manager=mia)
    read = page.revision
    assets.change_theme(fresh(page), "Sleep", "For everyone.", by=by_mia)
    cara = asker_for(made.make_holder(programme, RoleKey.COMMUNITY, "Cara Community"), programme)
    with pytest.raises(Stale, match=OTHERS):
        sign_off(page, "We asked for it.", by=cara, revision=read)


def test_hand_on_writes_down_what_another_did_meanwhile(challenge, programme, by_mia):
    challenges.give_challenge_time(fresh(challenge), in_days(50, programme), by=by_mia)
    erasing.hand_on(challenge, "owner", to=made.make_manager(programme, "Max Manager").pk, by=by_mia)
    assert every_change_is_written_down(challenge)
