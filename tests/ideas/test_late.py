"""A promise that was not kept: since when, who has it, and a new date, wherever a date is shown."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groundswell.foundation import work
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.presenters.promises import Promise, promise
from groundswell.ideas.presenters.triage import due
from groundswell.ideas.presenters.what_next import next_step
from tests.factories.answers import by, fresh
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, enter, make_person

SENT = datetime(2026, 11, 30, 10, tzinfo=UTC)  # a Monday: reply by 7 December, decision by 30 December
WEDNESDAY = datetime(2026, 12, 9, 10, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 6, 10, tzinfo=UTC)


@pytest.fixture
def idea(programme):
    with clock.at(SENT):
        return send_idea(programme, title="Print the list once")


def main_of(page):
    text = " ".join(page.content.decode().split())
    return text[text.index("<main") : text.index("</main>")]


def page_of(client, idea):
    return main_of(client.get(f"/t/{idea.reference}/{selectors.token_of(idea)}/"))


def test_a_late_reply_says_since_when_who_has_it_and_a_new_date(client, idea):
    with clock.at(WEDNESDAY):
        page = page_of(client, idea)
    assert "We said Monday 7 December. We are late." in page
    assert "<strong>Dee Duty</strong> has it now. New date: <strong>Thursday 10 December</strong>." in page
    assert "will read your idea and reply by" not in page


def test_a_late_decision_says_so_too(client, programme, idea, amina):
    with clock.at(SENT + timedelta(hours=1)):
        services.reply(idea, "I am asking.", by=by(amina, programme))
    with clock.at(NEW_YEAR):
        page = page_of(client, idea)
    assert "We said Wednesday 30 December. We are late." in page
    assert "<strong>Amina Khan</strong> has it now. New date: <strong>Friday 8 January</strong>." in page


def test_a_late_doer_is_named_with_a_new_date(client, programme, idea, amina, joe):
    decision = services.Decision("quick_fix", "We can do this.", joe.pk, date(2026, 12, 4))
    with clock.at(SENT + timedelta(hours=1)):
        services.decide(idea, decision, by=by(amina, programme))
    with clock.at(WEDNESDAY):
        page = page_of(client, idea)
    assert "We said Friday 4 December. We are late." in page
    assert "<strong>Joe Bell</strong> has it now. New date: <strong>Wednesday 9 December</strong>." in page


def test_the_new_date_follows_the_clock_of_the_programme(programme, idea):
    programme.late_days = 4
    programme.save()
    assert promise(fresh(idea), WEDNESDAY.date()) == Promise(date(2026, 12, 7), date(2026, 12, 11))


def test_what_waits_for_its_sender_is_not_late(programme, idea, amina):
    with clock.at(SENT + timedelta(hours=1)):
        services.ask(idea, "Which clinic?", by=by(amina, programme))
    assert promise(fresh(idea), NEW_YEAR.date() + timedelta(90)) is None


@pytest.mark.parametrize("late", [-1, 0, 1, 30, 400])
def test_no_date_that_is_over_is_ever_promised(idea, late):
    today = idea.due_on + timedelta(days=late)
    assert next_step(idea, today).when >= today
    assert (due(idea, today).new or idea.due_on) >= today


def test_my_ideas_say_it_is_late(client, programme):
    grace = make_person("Grace Obi")
    with clock.at(SENT):
        send_idea(programme, by=asker_of(grace, programme))
    enter(client, grace)
    with clock.at(WEDNESDAY):
        page = main_of(client.get("/ideas/"))
    assert "We said Monday 7 December. We are late. Dee Duty has it now. New date: Thursday 10 December." in page


def test_the_queue_shows_the_new_date_beside_the_old(client, idea, amina):
    enter(client, amina)
    with clock.at(WEDNESDAY):
        page, file = main_of(client.get("/triage/")), client.get("/triage/ideas.csv")
        rows = b"".join(file.streaming_content).decode()
    assert "<strong>2 days late</strong>" in page
    assert "Monday 7 December</span>" in page
    assert "New date: Thursday 10 December</span>" in page
    assert ",2026-12-07,yes,2026-12-10," in rows


def test_the_page_of_the_team_shows_the_new_date(client, idea, amina):
    enter(client, amina)
    with clock.at(WEDNESDAY):
        page = main_of(client.get(f"/triage/{idea.reference}/"))
    assert "It was due on Monday 7 December. The sender is told a new date: Thursday 10 December." in page


def test_today_shows_the_new_date(client, idea, amina):
    Idea.objects.update(holder=amina)
    enter(client, amina)
    with clock.at(WEDNESDAY):
        page = main_of(client.get("/today/"))
    assert "It was due on Monday 7 December. New date: Thursday 10 December</p>" in page


def test_today_names_no_new_date_to_who_is_in_time(programme, idea, amina):
    Idea.objects.update(holder=amina)
    with clock.at(SENT):
        assert [item.new_date for item in work.for_person(by(amina, programme)).items] == [None]


def test_a_mail_that_is_written_late_promises_no_date_that_is_over(idea):
    with clock.at(WEDNESDAY):
        letter = notice_for("ideas.sent").write(idea.pk, recipient_of("ideas.sent", idea.pk, None))
    assert letter.paragraphs[0] == "Dee Duty will read your idea and reply by Thursday 10 December."
