"""What stands on the list "what needs you today", of ideas."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation import menu, work
from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.presenters.work import asked, news, reviews, to_answer, to_do
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_person


@pytest.fixture
def amina(programme):
    return asker_of(make_person("Amina Khan"), programme, "triager")


@pytest.fixture
def joe(programme):
    return asker_of(make_person("Joe Bell"), programme)


def in_days(count):
    return clock.today() + timedelta(days=count)


def said(items):
    return [(item.title, item.why, item.due, item.button, item.late) for item in items]


def test_work_to_answer_is_what_i_hold_soonest_first(programme, amina):
    one, two = send_idea(programme, title="One"), send_idea(programme, title="Two")
    asked_back, other = send_idea(programme, title="Asked"), send_idea(programme, title="Other")
    services.take(one, by=amina)
    services.reply(two, "I am finding out.", by=amina)
    services.ask(asked_back, "Which clinic?", by=amina)
    Idea.objects.filter(pk=one.pk).update(due_on=in_days(-1))
    Idea.objects.filter(pk=two.pk).update(due_on=in_days(3))
    assert said(to_answer(amina).items) == [
        ("One", "The sender waits for your reply", in_days(-1), "Answer it", True),
        ("Two", "You are finding out more", in_days(3), "Answer it", False),
    ]
    assert other.title not in [item.title for item in to_answer(amina).items]


def test_work_to_answer_says_when_it_is_a_second_look(programme, amina, joe):
    idea = send_idea(programme, title="Again")
    services.take(idea, by=amina)
    Idea.objects.update(state="finding_out", looked_again=True, decided_by=joe.person_id, decided_at=clock.now())
    assert [item.why for item in to_answer(amina).items] == ["The sender asked for a second look"]


def test_work_to_do_is_quick_fixes_and_routes_in_my_hands(programme, amina, joe):
    for title, outcome, route in (
        ("Fix", "quick_fix", ""),
        ("Route", "better_route", "team"),
        ("Panel", "selection", ""),
    ):
        idea = send_idea(programme, title=title)
        decision = services.Decision(outcome, "Please do this", joe.person_id, in_days(len(title)), route=route)
        services.decide(idea, decision, by=amina)
    assert said(to_do(joe).items) == [
        ("Fix", "You are asked to do this", in_days(3), "Say how it went", False),
        ("Route", "This came to you", in_days(5), "Say how it went", False),
    ]
    assert to_do(amina).items == []


def test_work_asked_ends_when_someone_wrote_back(programme, amina):
    idea = send_idea(programme, title="Asked")
    services.take(idea, by=amina)
    found, link = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))
    with clock.at(clock.now() - timedelta(hours=1)):
        services.ask_us(found, "When will I hear?", by=link)
    day = Idea.objects.get().question_by
    assert said(asked(amina).items) == [("Asked", "The sender asked you a question", day, "Write back", False)]
    services.tell(idea, "Next week", by=amina)
    assert asked(amina).items == []


def test_work_asked_counts_an_answer_that_was_taken_back_as_none(programme, amina):
    idea = send_idea(programme, title="Asked")
    services.take(idea, by=amina)
    found, link = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))
    with clock.at(clock.now() - timedelta(hours=1)):
        services.ask_us(found, "When will I hear?", by=link)
    services.reply(idea, "Soon", by=amina)
    assert asked(amina).items == []
    services.undo(idea, by=amina)
    assert Message.objects.filter(taken_back=True).count() == 1
    assert [item.title for item in asked(amina).items] == ["Asked"]


def test_work_reviews_come_on_their_day(programme, amina):
    for title, on in (("Late", -2), ("Today", 0), ("Not yet", 1)):
        idea = send_idea(programme, title=title)
        services.decide(idea, services.Decision("not_now", "Not this month", reason="cost", on=in_days(9)), by=amina)
        Idea.objects.filter(pk=idea.pk).update(review_on=in_days(on))
    assert [(item.title, item.due, item.late) for item in reviews(amina).items] == [
        ("Late", in_days(-2), True),
        ("Today", in_days(0), False),
    ]


def test_work_reviews_hold_what_was_parked(programme, amina):
    services.take(send_idea(programme, title="Parked"), by=amina)
    Idea.objects.update(state="parked", review_on=in_days(0))
    assert [(item.title, item.why) for item in reviews(amina).items] == [("Parked", "The sender has not answered")]


@pytest.mark.parametrize("state", ["received", "parked"])
def test_work_asks_nobody_to_answer_their_own_idea(programme, amina, state):
    send_idea(programme, by=amina, title="My own")
    Idea.objects.update(holder=amina.person_id, state=state, review_on=in_days(0))
    assert [*to_answer(amina).items, *reviews(amina).items] == []


@pytest.mark.parametrize("count", [1, 3, 25])
def test_work_of_ideas_costs_one_query_each(programme, amina, count, django_assert_num_queries):
    for number in range(count):
        services.take(send_idea(programme, title=f"Idea {number}"), by=amina)
    with django_assert_num_queries(4):
        found = [*to_answer(amina).items, *to_do(amina).items, *asked(amina).items, *reviews(amina).items]
    assert len(found) == count


@pytest.mark.parametrize(("start", "shown"), [(0, 25), (25, 1), (50, 0)])
def test_work_shows_25_at_once_and_counts_all(programme, amina, start, shown):
    for number in range(26):
        services.take(send_idea(programme, title=f"Idea {number}"), by=amina)
    part = to_answer(amina, start)
    assert len(part.items) == shown
    assert part.count == (26 if shown else 0)


def test_work_counts_a_page_past_the_cap_and_no_further(programme, amina):
    services.take(send_idea(programme), by=amina)
    with CaptureQueriesContext(connection) as asked_of_it:
        to_answer(amina)
    assert "LIMIT 1026" in asked_of_it[0]["sql"]


def test_every_item_leads_to_its_idea(programme, amina, client):
    idea = send_idea(programme)
    services.take(idea, by=amina)
    assert [item.address for item in work.for_person(amina).items] == [f"/triage/{idea.reference}/"]


def test_the_menu_leads_the_team_to_the_queue(programme, amina, joe):
    assert "ideas:queue" in [link.address for link in menu.menu_for(amina)]
    assert "ideas:queue" not in [link.address for link in menu.menu_for(joe)]


# For the sender's own home


@pytest.fixture
def grace(programme):
    return asker_of(make_person("Grace Obi"), programme)


def asked_back(programme, grace, amina, *, title="Mine", **ago):
    """An idea of Grace's about which Amina asked, so long ago."""
    with clock.at(clock.now() - timedelta(**ago)):
        idea = send_idea(programme, by=grace, title=title)
        services.take(idea, by=amina)
        services.ask(idea, "Which clinic?", by=amina)
    return idea


def test_news_says_who_asked_and_since_when(programme, grace, amina):
    idea = asked_back(programme, grace, amina, days=3)
    (item,) = news(grace).items
    day = long_date(in_days(-3))
    assert item.why == f"Amina Khan asked you a question, and has waited for your answer since {day}"
    assert (item.title, item.button, item.address) == ("Mine", "Answer it", f"/ideas/{idea.reference}/")


def test_news_holds_no_question_that_can_still_be_taken_back(programme, grace, amina):
    asked_back(programme, grace, amina, minutes=9)
    assert (news(grace).items, news(grace).count) == ([], 0)
    assert work.for_person(grace).items == []


def test_news_holds_a_question_once_its_ten_minutes_are_over(programme, grace, amina):
    asked_back(programme, grace, amina, minutes=11)
    assert [item.title for item in work.for_person(grace).items] == ["Mine"]


def test_news_stay_with_the_old_name_while_a_new_one_can_be_taken_back(programme, grace, amina, joe):
    idea = asked_back(programme, grace, amina, days=3)
    services.give(idea, to=joe.person_id, by=amina)
    assert [item.why.split(" asked")[0] for item in news(grace).items] == ["Amina Khan"]


def test_news_stay_while_opening_it_again_can_be_taken_back(programme, grace, amina):
    idea = asked_back(programme, grace, amina, days=3)
    Idea.objects.update(state="parked", review_on=in_days(0))
    services.reopen(idea, by=amina)
    assert [item.title for item in news(grace).items] == ["Mine"]


def test_news_cover_a_title_that_is_covered(programme, grace, amina):
    idea = asked_back(programme, grace, amina, days=3)
    services.hide_text(idea, "names", by=amina)
    assert [item.title for item in news(grace).items] == [f"Covered: {idea.reference.replace('-', ' ')}"]


@pytest.mark.parametrize("count", [1, 3, 25])
def test_news_cost_two_queries(programme, grace, amina, count, django_assert_num_queries):
    for number in range(count):
        asked_back(programme, grace, amina, title=f"Idea {number}", days=3)
    with django_assert_num_queries(2):
        assert len(news(grace).items) == count
