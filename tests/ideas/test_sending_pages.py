"""S1 to S6 as a browser without scripts goes through them."""

import re
from datetime import timedelta

import pytest
from django.core import signing

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import questions, services
from groundswell.ideas.models import Draft, Idea
from tests.factories.ideas import send_idea
from tests.factories.jobs import work_off
from tests.factories.partnership import enter, make_person, make_programme
from tests.factories.rows import commits

WORDS = "Print the clinic list once, not twice. We print it at the desk and again in the clinic room."
CARRIED = re.compile(r'name="carried" value="([^"]*)"')
NHS_NUMBER = "943 476 5919"  # the example number of the NHS Data Dictionary


def carried(response):
    return CARRIED.search(response.content.decode()).group(1)


def write(client, text=WORDS, **more):
    return client.post("/ideas/new/idea/", {"text": text, "mode": "named"} | more)


def say_how_to_reply(client, page, **answers):
    typed = {
        "carried": carried(page),
        "mode": "named",
        "place": "Outpatients",
        "name": "Grace",
        "email": "grace@example.org",
    }
    return client.post("/ideas/new/about-you/", typed | answers)


def test_sending_takes_three_pages_and_tells_who_replies_by_when(client, programme):
    say_how_to_reply(client, write(client))
    check = client.get("/ideas/new/check/").content.decode()
    assert "Dee Duty will read it" in check
    assert "A team sees who is on it." in check  # what colleagues may come to see of who shares it
    assert client.post("/ideas/new/check/", {"share": "on"}).headers["Location"] == "/ideas/new/sent/"
    sent = client.get("/ideas/new/sent/").content.decode()
    idea = Idea.objects.get()
    assert idea.reference in sent
    assert "Dee Duty will read your idea and reply by" in sent
    assert (idea.sender_email, idea.place, idea.colleagues_may_see) == ("grace@example.org", "Outpatients", True)


def test_writing_signed_out_stores_nothing_until_we_know_how_to_reply(client, programme):
    page = write(client)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert Draft.objects.count() == 0
    assert client.cookies.get("idea-draft") is None


def test_going_back_from_about_you_keeps_the_text(client, programme):
    page = client.post("/ideas/new/idea/", {"carried": carried(write(client)), "back": "yes"})
    assert WORDS in page.content.decode()


def test_errors_keep_what_was_typed(client, programme):
    page = write(client, text="  ")
    assert page.status_code == 422
    assert "Enter your idea, even a few words" in page.content.decode()
    page = say_how_to_reply(client, write(client), email="not an address")
    assert page.status_code == 422
    assert "not an address" in page.content.decode()
    assert Draft.objects.count() == 0


def test_a_number_like_an_nhs_number_is_asked_about_once(client, programme):
    text = f"The label for {NHS_NUMBER} came out blank"
    page = write(client, text=text)
    assert page.status_code == 422
    assert NHS_NUMBER in page.content.decode()
    assert write(client, text=text, patient="no").status_code == 200


def test_a_date_like_a_birthday_is_asked_about(client, programme):
    assert write(client, text="The label for 12/01/1961 came out blank").status_code == 422


@pytest.mark.parametrize(
    "text",
    ["ring 01632 960983 now", "bed 12 on 3/4", "943 476 5918 is our stock code", "the system changes on 12/01/2999"],
)
def test_other_numbers_are_not_asked_about(client, programme, text):
    assert write(client, text=text).status_code == 200


def test_sending_twice_sends_once(client, programme):
    say_how_to_reply(client, write(client))
    first = client.post("/ideas/new/check/", {})
    second = client.post("/ideas/new/check/", {})
    assert (first.headers["Location"], second.headers["Location"]) == ("/ideas/new/sent/", "/ideas/new/sent/")
    assert Idea.objects.count() == 1
    assert OutboxRow.objects.filter(key="ideas.arrived").count() == 1


def test_changed_answers_are_what_is_sent(client, programme):
    say_how_to_reply(client, write(client))
    client.post("/ideas/new/change/title/", {"value": "One list"})
    client.post("/ideas/new/change/type/", {"value": "workaround"})
    client.post("/ideas/new/check/", {})
    idea = Idea.objects.get()
    assert (idea.title, idea.type) == ("One list", "workaround")


def test_signed_in_takes_two_pages_and_is_mine(client, programme):
    grace = make_person("Grace")
    enter(client, grace)
    assert write(client).headers["Location"] == "/ideas/new/check/"
    client.post("/ideas/new/check/", {})
    assert Idea.objects.get().sender == grace
    assert "Print the clinic list once" in client.get("/ideas/").content.decode()


def test_another_browser_does_not_open_the_draft(client, programme):
    say_how_to_reply(client, write(client))
    client.cookies.clear()
    assert client.get("/ideas/new/check/").headers["Location"] == "/ideas/new/idea/"


def test_a_draft_begun_signed_in_does_not_open_signed_out(client, programme):
    enter(client, make_person("Grace"))
    write(client)
    kept = client.cookies["idea-draft"].value
    client.logout()
    client.cookies["idea-draft"] = kept
    assert client.get("/ideas/new/check/").status_code == 302


def test_sending_takes_few_queries(client, programme, django_assert_num_queries):
    say_how_to_reply(client, write(client))
    with django_assert_num_queries(16):
        client.post("/ideas/new/check/", {})


@pytest.mark.django_db(transaction=True)
def test_sending_makes_one_commit(client, monkeypatch):
    make_programme()
    say_how_to_reply(client, write(client))
    with commits(monkeypatch) as made:
        client.post("/ideas/new/check/", {})
    assert Idea.objects.count() == 1
    assert made == ["COMMIT"]


def test_a_reference_alone_opens_nothing_and_answers_alike(client, programme):
    say_how_to_reply(client, write(client))
    client.post("/ideas/new/check/", {})
    known = client.post("/t/", {"reference": Idea.objects.get().reference})
    unknown = client.post("/t/", {"reference": "RED HERRING 11"})
    assert known.content == unknown.content
    work_off(services.MAIL_LINK)
    assert OutboxRow.objects.filter(key="ideas.link").count() == 1


@pytest.mark.parametrize(
    ("name", "most"), [("place", 160), ("name", 120), ("email", 254)], ids=["place", "name", "email"]
)
def test_what_is_too_long_to_keep_is_said_before_anything_is_kept(client, programme, name, most):
    typed = "a" * (most - 11) + "@example.org"
    page = say_how_to_reply(client, write(client), **{name: typed})
    assert len(typed) == most + 1
    assert page.status_code == 422
    assert str(most) in page.content.decode()
    assert Draft.objects.count() == 0


def test_a_poster_with_a_place_too_long_to_keep_still_opens(client, programme):
    page = client.get("/i", {"place": "a" * 161})
    assert page.status_code == 200
    assert signing.loads(carried(page), salt="ideas.carried") == {}


def test_an_idea_of_marks_alone_still_has_a_name_to_click_on(client, programme):
    assert questions.title_of("???") == "???"
    assert questions.title_of("Two lists. One is enough.") == "Two lists"


def test_a_link_is_mailed_again_after_the_mail_server_was_given_up(client, programme):
    idea = send_idea(programme)
    client.post("/t/", {"reference": idea.reference})
    work_off(services.MAIL_LINK)
    long_ago = clock.now() - timedelta(hours=2)
    OutboxRow.objects.filter(key="ideas.link").update(queued_at=long_ago, gave_up_at=long_ago, tries=8)
    client.post("/t/", {"reference": idea.reference})
    work_off(services.MAIL_LINK)
    assert OutboxRow.objects.waiting().get(key="ideas.link").tries == 0
