"""S7 and S8: what a sender sees and can do."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.presenters import story
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, enter, give_role, make_person


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return asker_of(person, programme, "triager")


def link(idea):
    return f"/t/{idea.reference}/{selectors.token_of(idea)}/"


def ten_minutes_later():
    """What can be undone no longer: as if ten minutes had gone by."""
    past = clock.now() - timedelta(seconds=1)
    UndoPoint.objects.update(until=past)
    Message.objects.update(visible_from=past)


def test_the_page_names_a_person_and_a_date(client, programme):
    idea = send_idea(programme)
    page = client.get(link(idea)).content.decode()
    assert "<strong>Dee Duty</strong> will read your idea and reply by" in page
    assert "You do not need to do anything." in page


def test_a_wrong_link_and_an_unknown_reference_look_alike(client, programme):
    idea = send_idea(programme)
    wrong, unknown = client.get(f"/t/{idea.reference}/nonsense/"), client.get("/t/RED-HERRING-11/nonsense/")
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert wrong.content == unknown.content


def test_the_link_joins_the_idea_to_who_signs_in(client, programme):
    idea = send_idea(programme)
    assert "Keep it under My ideas" not in client.get(link(idea)).content.decode()
    enter(client, make_person("Grace"))
    assert "Keep it under My ideas" in client.get(link(idea)).content.decode()
    client.post(link(idea) + "keep/")
    assert idea.title in client.get("/ideas/").content.decode()


def test_opening_the_link_writes_nothing(client, programme):
    idea = send_idea(programme)
    client.get(link(idea))
    assert Idea.objects.get().revision == 1


def test_a_reply_shows_when_it_can_no_longer_be_undone(client, programme, amina):
    idea = send_idea(programme)
    services.reply(idea, "Great spot. I am asking outpatients.", by=amina)
    assert "Great spot" not in client.get(link(idea)).content.decode()
    ten_minutes_later()
    page = client.get(link(idea)).content.decode()
    assert "Great spot" in page
    assert "<strong>Amina Khan</strong> will tell you if we can try this by" in page


def test_a_question_is_answered_from_the_link(client, programme, amina):
    idea = send_idea(programme)
    services.ask(idea, "How many clinics do this?", by=amina)
    ten_minutes_later()
    assert "How many clinics do this?" in client.get(link(idea)).content.decode()
    empty = client.post(link(idea) + "answer/", {"words": ""})
    assert empty.status_code == 422
    client.post(link(idea) + "answer/", {"words": "All four."})
    idea.refresh_from_db()
    assert idea.state == "finding_out"
    assert "All four." in client.get(link(idea)).content.decode()


def test_the_sender_is_shown_only_what_may_be_done_now(client, programme, amina):
    idea = send_idea(programme)
    page = client.get(link(idea)).content.decode()
    assert "Take my idea back" in page
    assert "Ask for a second look" not in page
    refused = client.post(link(idea) + "look-again/", {"words": "Please"})
    assert refused.status_code == 403


def test_another_persons_idea_is_not_found(client, programme):
    idea = send_idea(programme)
    enter(client, make_person("Curious"))
    assert client.get(f"/ideas/{idea.reference}/").status_code == 404
    assert client.post(f"/ideas/{idea.reference}/withdraw/").status_code == 404


def test_my_ideas_is_empty_with_kind_words(client, programme):
    enter(client, make_person("Grace"))
    assert "You have not sent an idea yet. Most ideas start as a moan." in client.get("/ideas/").content.decode()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_my_ideas_costs_the_same_however_long(client, programme, django_assert_num_queries, rows):
    grace = make_person("Grace")
    for number in range(rows):
        send_idea(programme, by=asker_of(grace, programme), text=f"Idea number {number}")
    enter(client, grace)
    client.get("/ideas/")  # the first page of a minute notes when the person was last seen
    with django_assert_num_queries(9):
        client.get("/ideas/")


def test_the_decision_shown_is_the_one_that_stands(client, programme, amina):
    second = make_person("Bethan Second")
    give_role(second, programme)
    idea = send_idea(programme)
    services.decide(idea, services.Decision("not_now", "The first answer.", reason="cost"), by=amina)
    ten_minutes_later()
    _found, sender = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))
    services.look_again(idea, "Please look at the price again.", by=sender)
    by = asker_of(second, programme, "triager")
    services.take(idea, by=by)
    services.decide(idea, services.Decision("not_now", "The second answer.", reason="evidence"), by=by)
    ten_minutes_later()
    page = client.get(link(idea)).content.decode()
    tracker = page[page.index("Where it is:") : page.index("What was said")]
    assert "Bethan Second" in tracker.split("Decision")[-1]
    assert "Amina Khan" not in tracker.split("Decision")[-1]


def steps_of(idea):
    """Person and day of each of the four steps, as the sender sees them."""
    found, sender = selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))
    steps = story.tracker(sender, found, list(Message.objects.filter(idea=idea).order_by("written_at")))
    return [(step.who, step.when and step.when.date()) for step in steps[:4]]


@pytest.fixture
def on(programme, amina):
    """Do something of the team's on a day of November 2026."""

    def do(day, what, *args, by=amina):
        with clock.at(datetime(2026, 11, day, 10, tzinfo=UTC)):
            return what(*args, by=by)

    return do


def test_a_finished_idea_still_says_who_decided_and_when(programme, amina, on):
    with clock.at(datetime(2026, 11, 2, 10, tzinfo=UTC)):
        idea = send_idea(programme)
    doer = make_person("Jas Gill")
    fix = services.Decision("quick_fix", "We will do it.", person_id=doer.pk, on=date(2026, 12, 1))
    on(5, services.reply, idea, "We look into it.")
    on(10, services.decide, idea, fix)
    on(20, services.finish, idea, "It is done.", by=asker_of(doer, programme))
    _sent, read, _found_out, decided = steps_of(idea)
    assert read == ("Amina Khan", date(2026, 11, 5))
    assert decided == ("Amina Khan", date(2026, 11, 10))


def test_who_decides_outright_and_writes_later_has_read_it_on_the_day_of_the_decision(programme, on):
    with clock.at(datetime(2026, 11, 2, 10, tzinfo=UTC)):
        idea = send_idea(programme)
    on(10, services.decide, idea, services.Decision("not_now", "No room this year.", reason="cost"))
    on(12, services.tell, idea, "There is news.")
    assert steps_of(idea)[1:] == [("Amina Khan", date(2026, 11, 10))] * 3


def test_the_question_stands_right_above_the_box_for_its_answer(client, programme, amina):
    idea = send_idea(programme)
    with clock.at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        services.ask(idea, "How many clinics do this?", by=amina)
    ten_minutes_later()
    for answer in (client.get(link(idea)), client.post(link(idea) + "answer/", {"words": ""})):
        page = answer.content.decode()
        asked = page.index("Amina Khan asked you on Tuesday 24 November</h2>")
        between = page[asked : page.index('for="answer-words"')]
        assert "How many clinics do this?</blockquote>" in between
        assert between.count("<h2") + between.count("<p") == 0
        assert page.count("How many clinics do this?") == 1


def test_an_answered_question_is_told_with_the_rest(client, programme, amina):
    idea = send_idea(programme)
    services.ask(idea, "How many clinics do this?", by=amina)
    ten_minutes_later()
    client.post(link(idea) + "answer/", {"words": "All four."})
    page = client.get(link(idea)).content.decode()
    assert "asked you on" not in page
    assert page[page.index("What was said") :].count("How many clinics do this?") == 1


def test_a_question_of_the_sender_is_told_to_them_as_a_question(client, programme):
    idea = send_idea(programme)
    client.post(link(idea) + "ask/", {"words": "When will I hear?"})
    page = " ".join(client.get(link(idea)).content.decode().split())
    assert "<strong>You</strong>" in page
    assert "· Question</span>" in page
    assert "Question from the sender" not in page


def test_what_was_said_is_told_once(client, programme, amina):
    idea = send_idea(programme)
    services.reply(idea, "Great spot. I am asking outpatients.", by=amina)
    ten_minutes_later()
    services.decide(idea, services.Decision("not_now", "The system changes in March.", reason="changing"), by=amina)
    ten_minutes_later()
    page = client.get(link(idea)).content.decode()
    assert page.count("Great spot. I am asking outpatients.") == 1
    assert page.count("The system changes in March.") == 1


@pytest.mark.parametrize("known", [True, False])
def test_asking_for_the_link_leads_to_the_same_page_either_way(client, programme, known):
    reference = send_idea(programme).reference if known else "RED-HERRING-11"
    answer = client.post("/t/", {"reference": reference})
    assert (answer.status_code, answer["Location"]) == (302, "/t/sent/")
    assert "If we have an idea with that reference" in client.get("/t/sent/").content.decode()
