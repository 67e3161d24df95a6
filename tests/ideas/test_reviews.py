"""A "not now" of which we said when we look at it again: a promise that is kept, passed on when it is late, and ended."""

from datetime import date, timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.presenters import triage, work
from groundswell.ideas.presenters.what_next import next_step
from groundswell.ideas.services.templates import starts
from groundswell.ideas.states import PauseReason
from groundswell.partnership.selectors import asker_for, task_asker
from groundswell.partnership.services import erase_person
from tests.factories.answers import at, body, by, day, fresh, sender_of, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person
from tests.factories.refusals import refused
from tests.ideas.test_promises import SENT, away, keep, mails, on, priya, ruth  # noqa: F401  the lead and the director

REVIEW = date(2026, 12, 14)  # a Monday
NEXT = date(2027, 3, 1)
STILL = "The money for it is not there this year."
COST = "it costs more than we can find now"
KEYS = ("ideas.due_soon", "ideas.escalated", "ideas.late", "ideas.cover", "ideas.covered", "ideas.still_not_now")


@pytest.fixture
def put_off(programme, amina, priya, ruth):  # noqa: F811  the fixtures of that file
    with clock.at(SENT):
        idea = send_idea(programme, title="Print the list once")
        not_now = services.Decision("not_now", "Not this month.", reason="cost", on=REVIEW)
        return services.decide(idea, not_now, by=by(amina, programme), harm="no")


def letter(key, idea, person=None):
    return notice_for(key).write(idea.pk, recipient_of(key, idea.pk, person and person.pk))


def told(idea, key):
    return [row.person_id for row in OutboxRow.objects.filter(record_id=idea.pk, key=key, cancelled_at=None)]


def say_still(idea, asker, when, text=STILL, **more):
    with clock.at(when):
        return services.still_not_now(fresh(idea), text, by=asker, **more)


def ended(idea):
    return int(idea.escalation), idea.escalated_to, idea.said_on


# Kept by the clock


def test_its_holder_is_reminded_once_on_the_working_day_before(put_off, amina):
    assert mails(keep(12, 10, put_off), *KEYS) == []
    for day_before in (11, 12, 13, 14):  # a Friday, for Monday
        keep(12, day_before, put_off)
    assert told(put_off, "ideas.due_soon") == [amina.pk]
    with clock.at(on(12, 11)):
        assert letter("ideas.due_soon", put_off, amina).paragraphs == (
            "Its sender was told that we look at this not now again on Monday 14 December.",
            "Then open it again, or tell its sender why it is still not now.",
            "If that day goes by, the sender is told, and someone in charge has it too.",
        )


def test_it_stands_in_the_work_of_its_holder_from_that_day(programme, put_off, amina):
    asker = by(amina, programme)
    with clock.at(on(12, 13)):
        assert work.reviews(asker).items == []
    with clock.at(on(12, 14)):
        (item,) = work.reviews(asker).items
        assert (item.due, item.late, item.new_date, item.button) == (REVIEW, False, None, "Look again")


def test_what_is_late_goes_to_the_lead_and_its_sender_hears_a_new_date(programme, put_off, amina, priya):  # noqa: F811
    late = keep(12, 15, put_off)
    assert ended(late) == (1, priya, REVIEW)
    assert (late.holder, late.due_on, late.review_on) == (amina, date(2026, 12, 18), REVIEW)
    assert mails(late, *KEYS) == ["ideas.escalated", "ideas.late"]
    assert mails(keep(12, 15, late), *KEYS) == mails(late, *KEYS)
    with clock.at(on(12, 15)):
        assert letter("ideas.escalated", late, priya).paragraphs[0] == (
            "Its sender was told that we look at it again by Monday 14 December, and we did not."
        )
        assert "New date: Friday 18 December." in letter("ideas.late", late).paragraphs[0]
        assert next_step(late, date(2026, 12, 15)).to_do.startswith(
            "We said that we look at it again on 14 December 2026. We are late. Priya Shah, who leads the team, "
            "now has it too. New date: 18 December 2026."
        )
        due = triage.due(late, date(2026, 12, 15))
        assert (due.day, due.late, due.new) == (REVIEW, True, date(2026, 12, 18))
        for part, asker in ((work.reviews, by(amina, programme)), (work.passed_on, asker_for(priya, programme))):
            (item,) = part(asker).items
            assert (item.due, item.late, item.new_date) == (REVIEW, True, date(2026, 12, 18))


def test_what_is_late_again_goes_to_the_director(put_off, ruth):  # noqa: F811
    keep(12, 15, put_off)
    late = keep(12, 21, put_off)
    assert ended(late) == (2, ruth, date(2026, 12, 18))


def test_it_passes_to_the_cover_of_its_holder_when_its_day_comes_and_not_before(programme, put_off, amina, ben):
    away(programme, amina, ben, 3, 31)
    assert keep(12, 10, put_off).holder == amina
    moved = keep(12, 11, put_off)
    assert (moved.holder, moved.due_on, told(moved, "ideas.due_soon")) == (ben, REVIEW, [ben.pk])
    with clock.at(on(12, 14)):
        assert [item.title for item in work.reviews(by(ben, programme)).items] == ["Print the list once"]


def test_it_passes_to_another_of_the_team_where_the_cover_sent_it(programme, put_off, amina, ben):
    give_role(programme.default_duty, programme)
    Idea.objects.update(sender=ben)
    away(programme, amina, ben, 3, 31)
    assert keep(12, 11, put_off).holder == programme.default_duty


def test_who_takes_the_place_of_an_erased_holder_has_it(programme, put_off, amina, ben):
    with clock.at(on(12, 3)):
        erase_person(by=task_asker(programme), reason="asked", person_id=amina.pk, successor_id=ben.pk)
    assert told(keep(12, 11, put_off), "ideas.due_soon") == [ben.pk]
    say_still(put_off, by(ben, programme), on(12, 14))
    assert fresh(put_off).decided_by == ben


def test_of_an_idea_whose_sender_was_erased_nothing_is_looked_at_again(programme, put_off):
    keep(12, 15, put_off)
    with clock.at(on(12, 15)):
        erase_person(by=task_asker(programme), reason="asked", email="grace@example.org")
    idea = keep(12, 21, put_off)
    assert (idea.review_on, idea.due_on, ended(idea)) == (None, None, (0, None, None))
    assert list(selectors.ideas_with_promises(programme)) == []


def test_without_a_day_nothing_is_promised(programme, put_off):
    Idea.objects.update(review_on=None, due_on=None)
    assert list(selectors.ideas_with_promises(programme)) == []
    assert mails(keep(12, 21, put_off), *KEYS) == []


# Ended by the team


def test_reopen_keeps_it_and_takes_it_from_the_lead(programme, put_off, ben, priya):  # noqa: F811
    keep(12, 15, put_off)
    with clock.at(on(12, 16)):
        idea = services.reopen(fresh(put_off), by=by(ben, programme))
        assert selectors.escalated_to(asker_for(priya, programme)).count() == 0
    assert (idea.state, idea.holder, ended(idea)) == ("finding_out", ben, (0, None, None))


def test_a_second_look_takes_it_from_the_lead_too(put_off):
    Idea.objects.update(ask_again_by=date(2026, 12, 31))
    keep(12, 15, put_off)
    with clock.at(on(12, 16)):
        services.look_again(fresh(put_off), "Please look again.", by=sender_of(put_off))
    assert ended(fresh(put_off)) == (0, None, None)


def test_still_not_now_names_the_next_day_and_begins_anew(programme, put_off, ben):
    keep(12, 15, put_off)
    idea = say_still(put_off, by(ben, programme), on(12, 16), on=NEXT)
    assert (idea.state, idea.outcome, idea.reason) == ("decided", "not_now", "cost")
    assert (idea.holder, idea.decided_by, idea.due_on, idea.review_on) == (ben, ben, NEXT, NEXT)
    assert ended(idea) == (0, None, None)
    assert Message.objects.filter(idea=idea, kind="decision").latest("revision").text == STILL
    assert told(keep(2, 26, idea), "ideas.due_soon") == [ben.pk]  # a Friday, for Monday


def test_still_not_now_without_a_day_ends_it(programme, put_off, amina):
    idea = say_still(put_off, by(amina, programme), on(12, 14))
    assert (idea.due_on, idea.review_on) == (None, None)
    assert list(selectors.ideas_with_promises(programme)) == []
    assert mails(keep(12, 28, idea), *KEYS) == ["ideas.still_not_now"]


def test_still_not_now_is_told_to_its_sender_with_what_they_can_do(programme, put_off, amina):
    idea = say_still(put_off, by(amina, programme), on(12, 14), on=NEXT)
    with clock.at(on(12, 14) + timedelta(hours=1)):
        found = letter("ideas.still_not_now", idea)
        assert (found.subject, found.paragraphs) == (
            "About your idea: still not now, and why",
            (
                f"We have looked at it again, and are not going to try it now. The main reason is: {COST}.",
                "You can ask another person to look again, until Thursday 14 January.",
                "We look at it again on 1 March 2027.",
            ),
        )


def test_still_not_now_is_said_in_words_of_ones_own(programme, put_off, amina):
    with pytest.raises(NotAllowed, match="Change these words into your own"):
        say_still(put_off, by(amina, programme), on(12, 14), text=starts()["not_now"])
    assert fresh(put_off).revision == put_off.revision


def test_still_not_now_gives_no_second_look_twice(programme, put_off, amina):
    Idea.objects.update(looked_again=True)
    assert say_still(put_off, by(amina, programme), on(12, 14)).ask_again_by is None


def test_still_not_now_can_be_taken_back_with_its_mail(programme, put_off, amina, priya):  # noqa: F811
    late = keep(12, 15, put_off)
    say_still(put_off, by(amina, programme), on(12, 16), on=NEXT)
    with clock.at(on(12, 16) + timedelta(minutes=5)):
        assert selectors.as_sender_sees(fresh(put_off)).review_on == REVIEW
        services.undo(fresh(put_off), by=by(amina, programme))
    idea = fresh(put_off)
    assert (idea.due_on, idea.review_on, ended(idea)) == (late.due_on, REVIEW, (1, priya, REVIEW))
    assert told(idea, "ideas.still_not_now") == []


def test_still_not_now_answers_a_question_and_both_scoreboards_say_so(programme, put_off, amina):
    with clock.at(on(12, 11)):
        services.ask_us(fresh(put_off), "Is there money now?", by=sender_of(put_off))
    idea = say_still(put_off, by(amina, programme), on(12, 14))
    assert idea.question_by is None
    span = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
    with clock.at(on(12, 15)):
        rows = selectors.scoreboard(programme, **span)
        assert rows == selectors.scoreboard_from_events(programme, **span)
    assert [row.kept for row in rows if row.step == "question"] == [1]


def test_still_not_now_is_heard_by_who_sent_an_idea_joined_with_it(programme, put_off, amina):
    Idea.objects.update(colleagues_may_see=True)
    with clock.at(on(12, 1)):
        twin = send_idea(programme, title="The same list")
        services.join(twin, put_off.pk, "Both go on together.", by=by(amina, programme))
    say_still(put_off, by(amina, programme), on(12, 14))
    assert len(told(twin, "ideas.joined_news")) == 1
    with clock.at(on(12, 14) + timedelta(minutes=5)):
        services.undo(fresh(put_off), by=by(amina, programme))
    assert told(twin, "ideas.joined_news") == []


# Refused


def test_still_not_now_refuses_who_may_not_look_again(programme, put_off, amina, joe):
    Idea.objects.update(sender=make_person("Grace Obi"))
    sender = asker_for(fresh(put_off).sender, programme)
    with clock.at(on(12, 13)), refused("The date to look at this idea again has not come yet", Idea, Message):
        services.still_not_now(fresh(put_off), STILL, by=by(amina, programme))
    for asker, why in (
        (asker_for(joe, programme), "This idea is for the innovation team to answer"),
        (sender, "You sent this idea"),
    ):
        with clock.at(on(12, 14)), refused(why, Idea, Message):
            services.still_not_now(fresh(put_off), STILL, by=asker)


def test_still_not_now_refuses_who_decided_before_a_second_look(programme, put_off, amina, ben):
    Idea.objects.update(first_decided_by=amina, looked_again=True, holder=ben)
    with clock.at(on(12, 14)), refused("You decided this the first time", Idea, Message):
        services.still_not_now(fresh(put_off), STILL, by=by(amina, programme))


def test_still_not_now_refuses_what_is_something_else(programme, put_off, amina):
    Idea.objects.update(outcome="selection", reason="")
    with clock.at(on(12, 14)), refused("Only a not now can stay a not now", Idea, Message):
        services.still_not_now(fresh(put_off), STILL, by=by(amina, programme))


@pytest.mark.parametrize(
    ("text", "again", "why"),
    [
        ("  ", None, "A decision goes with a few words of your own"),
        (STILL, REVIEW, "Enter a day to come"),
        (STILL, date(2026, 12, 1), "Enter a day to come"),
        (STILL, date(2028, 12, 1), "Enter a date up to"),
    ],
)
def test_still_not_now_refuses_no_words_and_a_day_that_cannot_be(programme, put_off, amina, text, again, why):
    with clock.at(on(12, 14)), refused(why, Idea, Message):
        services.still_not_now(fresh(put_off), text, by=by(amina, programme), on=again)


def test_pause_refuses_a_not_now(programme, put_off, amina):
    with clock.at(on(12, 3)), refused("Nothing is promised here that could be paused", Idea):
        services.pause(fresh(put_off), PauseReason.OUTSIDE, date(2026, 12, 9), by=by(amina, programme))


# On the page, which works without scripts


def test_the_page_says_it_is_still_not_now(client, programme, put_off, amina):
    with clock.at(on(12, 14)):
        page = body(signed_in(client, amina).get(at(put_off)))
        assert f'action="{at(put_off, "still-not-now")}"' in page
        assert "It is still not now" in page
        sent = {"words": STILL, "revision": fresh(put_off).revision}
        wrong = client.post(at(put_off, "still-not-now"), sent | day(REVIEW, "on"))
        assert (wrong.status_code, "Enter a day to come" in body(wrong), STILL in body(wrong)) == (422, True, True)
        far = client.post(at(put_off, "still-not-now"), sent | day(date(2029, 1, 1), "on"))
        assert (far.status_code, "Enter a date up to" in body(far)) == (422, True)
        client.post(at(put_off, "still-not-now"), sent | day(NEXT, "on"))
        assert (fresh(put_off).review_on, "Send it now" in body(client.get(at(put_off)))) == (NEXT, True)


def test_the_page_offers_it_to_nobody_before_its_day(client, programme, put_off, amina):
    with clock.at(on(12, 11)):
        signed_in(client, amina)
        assert "still-not-now" not in body(client.get(at(put_off)))
        sent = client.post(at(put_off, "still-not-now"), {"words": STILL, "revision": fresh(put_off).revision})
        assert (sent.status_code, STILL in body(sent)) == (403, True)
    assert fresh(put_off).revision == put_off.revision


def test_the_story_tells_of_it(client, programme, put_off, amina):
    say_still(put_off, by(amina, programme), on(12, 14))
    with clock.at(on(12, 15)):
        assert "Amina Khan looked at it again, and it is still not now" in body(
            signed_in(client, amina).get(at(put_off))
        )


def test_a_lead_who_has_it_too_may_say_so(programme, put_off, priya):  # noqa: F811
    lead = asker_for(priya, programme)
    with clock.at(on(12, 15)):
        assert not policies.can_say_still_not_now(lead, fresh(put_off))
    keep(12, 15, put_off)
    assert say_still(put_off, lead, on(12, 16)).holder == priya
