"""Sending in confidence, without a name and for someone else, page by page."""

import re
from base64 import b64decode
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.urls import reverse

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import services
from groundswell.ideas.forms.sending import WAY_HINTS, CheckForm, WithoutNameForm
from groundswell.ideas.models import Draft, Idea
from groundswell.ideas.presenters.sending import COOKIE
from groundswell.partnership.selectors import address_of_site
from tests.factories.answers import signed_in
from tests.factories.codes import said_by
from tests.factories.ideas import TEXT
from tests.factories.partnership import asker_of, give_role, make_person

CARRIED = re.compile(r'name="carried" value="([^"]*)"')
RECEIPT = re.compile(r'name="receipt" value="([^"]*)"')
WORDS = re.compile(r"four words are<br>\s*<strong>([^<]+)</strong>")


def carried(page):
    return CARRIED.search(page.content.decode())[1]


def to_the_check(client, text=TEXT, **more):
    page = client.post("/ideas/new/idea/", {"text": text})
    return client.post("/ideas/new/about-you/", {"carried": carried(page), "mode": "anonymous"} | more)


def send_without_name(client, check=None):
    check = check or to_the_check(client)
    return client.post(
        "/ideas/new/without-name/",
        {"carried": carried(check), "title": "One list", "type": "new", "send": "yes"},
    )


def open_by_words(client, sent, words=None):
    words = words or WORDS.search(sent.content.decode())[1]
    return client.post("/t/words/", {"reference": Idea.objects.get().reference.lower(), "words": words})


def test_the_three_ways_are_told_before_anything_is_kept(client, programme):
    page = client.post("/ideas/new/idea/", {"text": TEXT}).content.decode()
    for way in ("With my name", "In confidence", "Without my name"):
        assert way in page
    assert (Draft.objects.count(), Session.objects.count()) == (0, 0)


def test_signed_in_the_three_ways_are_told_below_the_text_and_a_name_is_chosen(client, programme):
    signed_in(client, make_person("Grace Obi"))
    page = client.get("/ideas/new/idea/").content.decode()
    for way, hint in WAY_HINTS.items():
        assert f'value="{way}"' in page
        assert str(hint) in page
    assert "we sign you out first" in page
    assert re.findall(r'name="mode"[^>]*value="(\w+)" checked', page) == ["named"]


def test_a_signed_in_text_is_not_kept_until_a_way_is_chosen(client, programme):
    signed_in(client, make_person("Grace Obi"))
    page = client.post("/ideas/new/idea/", {"text": TEXT}).content.decode()
    assert "Three ways to send it" in page
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_the_way_that_stands_below_the_text_is_kept_told_and_changed(client, programme, mode):
    """One press from the text to the check page, whose row leads to the three ways."""
    signed_in(client, make_person("Grace Obi"))
    check = client.post("/ideas/new/idea/", {"text": TEXT, "mode": mode}, follow=True)
    told = {"named": "With your name. The innovation team knows", "confidential": "In confidence. Only the person"}
    assert told[mode] in check.content.decode()
    assert 'href="/ideas/new/about-you/">Change<span class="nhsuk-u-visually-hidden"> how you send it' in (
        check.content.decode()
    )
    assert re.findall(r'value="(\w+)" checked', client.get("/ideas/new/idea/").content.decode()) == [mode]
    client.post("/ideas/new/about-you/", {"mode": "confidential"})
    client.post("/ideas/new/check/", {})
    assert Idea.objects.get().mode == "confidential"


def test_the_way_without_a_name_can_be_changed_and_the_text_stays(client, programme):
    check = to_the_check(client)
    assert "Without your name. Nobody knows who you are." in check.content.decode()
    again = client.post("/ideas/new/about-you/", {"carried": carried(check), "again": "yes"})
    assert again.status_code == 200
    assert "Three ways to send it" in again.content.decode()
    client.post("/ideas/new/about-you/", {"carried": carried(again), "mode": "named", "email": "grace@example.org"})
    assert Draft.objects.get().answers["text"] == TEXT


def test_who_is_not_alone_leaves_by_one_press_from_each_page_without_a_name(client, programme):
    three = client.post("/ideas/new/idea/", {"text": TEXT})
    check = client.post("/ideas/new/about-you/", {"carried": carried(three), "mode": "anonymous"})
    sent = send_without_name(client, check)
    for page in (three, check, sent, open_by_words(client, sent)):
        assert '<a href="/ideas/new/" data-leave>Leave this page</a>' in page.content.decode()


def test_the_three_ways_say_what_needs_a_name_later(client, programme):
    page = client.post("/ideas/new/idea/", {"text": TEXT}).content.decode()
    assert "Some things need a name later: a place on the fellowship, or rights in your idea." in page


def test_a_way_round_a_problem_brings_no_trouble_with_a_name_and_without(client, programme):
    words = "If you already use a way round a problem, you will not get in trouble. We want to learn from it"
    assert words in to_the_check(client).content.decode()
    signed_in(client, make_person("Grace Obi"))
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "named"})
    assert words in client.get("/ideas/new/change/type/").content.decode()


def test_who_shares_without_a_name_is_told_of_no_team():
    hints = [str(form().fields["share"].help_text) for form in (CheckForm, WithoutNameForm)]
    assert ["team" in hint for hint in hints] == [True, False]
    assert all("Everyone who has signed in here can read it." in hint for hint in hints)


def test_sending_without_a_name_keeps_nobody_and_shows_the_words_once(client, programme):
    sent = send_without_name(client)
    idea = Idea.objects.get()
    assert sent.status_code == 200
    assert sent["Cache-Control"] == "no-store"
    assert len(WORDS.search(sent.content.decode())[1].split()) == 4
    assert (idea.mode, idea.sender_id, idea.sender_name, idea.sender_email) == ("anonymous", None, "", "")
    assert (Draft.objects.count(), Session.objects.count()) == (0, 0)
    assert OutboxRow.objects.filter(key="ideas.sent").count() == 0


def test_sending_the_same_page_twice_sends_once_with_the_same_words(client, programme):
    check = to_the_check(client)
    first, second = send_without_name(client, check), send_without_name(client, check)
    assert WORDS.search(first.content.decode())[1] == WORDS.search(second.content.decode())[1]
    assert Idea.objects.count() == 1


@pytest.mark.parametrize("address", ["/ideas/new/idea/", "/ideas/new/about-you/"])
def test_choosing_no_name_signs_out_first_and_forgets_the_draft(client, programme, address):
    """Below the text to which they came back, or on the page that the check page leads to."""
    signed_in(client, make_person("Grace Obi"))
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "named"})
    assert Draft.objects.count() == 1
    check = client.post(address, {"text": TEXT, "mode": "anonymous"})
    assert "You are not signed in. Nothing has been kept yet." in check.content.decode()
    assert "Sign out" not in check.content.decode()
    assert (Draft.objects.count(), Session.objects.count()) == (0, 0)


def test_choosing_no_name_takes_every_cookie_but_one_away(client, programme):
    """The one that stays guards forms, and says nothing of anybody."""
    signed_in(client, make_person("Grace Obi"))
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "named"})
    client.cookies["stray"] = "of another page"
    assert {"stray", COOKIE} <= {name for name, kept in client.cookies.items() if kept.value}
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "anonymous"})
    assert {name for name, kept in client.cookies.items() if kept.value} <= {settings.CSRF_COOKIE_NAME}


def test_a_text_that_tells_who_wrote_it_is_warned_of_and_may_be_sent(client, programme):
    signed_in(client, make_person("Grace Obi"))
    check = to_the_check(client, "I am the only porter on nights, ask Grace on 01268 555123.")
    page = check.content.decode()
    assert "Some of your words may tell who you are:" in page
    for piece in ("I am the only porter on nights", "Grace", "01268 555123"):
        assert f'<li class="app-typed">{piece}</li>' in page
    send_without_name(client, check)
    assert Idea.objects.count() == 1


WARNED = "Some of your words may tell who you are:"


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_a_name_typed_signed_out_that_stands_in_the_text_is_warned_of(client, programme, mode):
    page = client.post("/ideas/new/idea/", {"text": "Ask Wilhelmina about the list."})
    typed = {"mode": mode, "name": "Wilhelmina Obi", "email": "w@example.org", "carried": carried(page)}
    assert '<li class="app-typed">Wilhelmina</li>' in (
        client.post("/ideas/new/about-you/", typed, follow=True).content.decode()
    )


def test_a_title_of_ones_own_is_looked_at_in_confidence(client, programme):
    signed_in(client, make_person("Grace Obi"))
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "confidential"})
    client.post("/ideas/new/change/title/", {"value": "The list of Grace"})
    assert '<li class="app-typed">Grace</li>' in client.get("/ideas/new/check/").content.decode()


def test_a_title_typed_last_is_told_of_once_and_then_sent(client, programme):
    check = to_the_check(client)
    typed = {"title": "Ask me on 01268 555123", "type": "new", "send": "yes"}
    told = client.post("/ideas/new/without-name/", typed | {"carried": carried(check)})
    assert WARNED in told.content.decode()
    assert Idea.objects.count() == 0
    client.post("/ideas/new/without-name/", typed | {"carried": carried(told)})
    assert Idea.objects.get().title == "Ask me on 01268 555123"


@pytest.mark.parametrize("title", ["Grace's list", "What obi prints", "The Obi-Grace list"])
def test_ones_own_name_typed_last_into_the_title_is_told_of_after_the_session_was_cut(client, programme, title):
    signed_in(client, make_person("Grace Obi"))
    check = to_the_check(client)
    assert "Grace" not in check.content.decode() + str(signing.loads(carried(check), salt="ideas.carried"))
    typed = {"title": title, "type": "new", "send": "yes"}
    told = client.post("/ideas/new/without-name/", typed | {"carried": carried(check)})
    assert WARNED in told.content.decode()
    assert Idea.objects.count() == 0
    client.post("/ideas/new/without-name/", typed | {"carried": carried(told)})
    assert Idea.objects.get().title == title


def test_ones_own_name_is_still_known_after_going_back_to_the_text(client, programme):
    signed_in(client, make_person("Grace Obi"))
    written = client.post("/ideas/new/idea/", {"back": "yes", "carried": carried(to_the_check(client))})
    how = client.post("/ideas/new/idea/", {"text": "Grace prints it twice.", "carried": carried(written)})
    typed = {"mode": "anonymous", "carried": carried(how)}
    assert '<li class="app-typed">Grace</li>' in client.post("/ideas/new/about-you/", typed).content.decode()


def test_what_a_page_without_a_name_knows_is_in_no_draft(client, programme):
    signed_in(client, make_person("Grace Obi"))
    written = client.post("/ideas/new/idea/", {"back": "yes", "carried": carried(to_the_check(client))})
    how = client.post("/ideas/new/idea/", {"text": TEXT, "carried": carried(written)})
    typed = {"mode": "named", "email": "grace@example.org", "carried": carried(how)}
    client.post("/ideas/new/about-you/", typed)
    assert not {"own", "told", "secret", "key"} & set(Draft.objects.get().answers)


def test_the_warning_stays_when_the_page_comes_back_with_an_error(client, programme):
    signed_in(client, make_person("Grace Obi"))
    check = to_the_check(client, "Print the list once, says Grace.")
    again = client.post("/ideas/new/without-name/", {"carried": carried(check), "title": "", "type": "new"})
    assert again.status_code == 422
    assert '<li class="app-typed">Grace</li>' in again.content.decode()


@pytest.mark.parametrize(("mode", "times"), [("anonymous", 2), ("confidential", 2), ("named", 1)])
def test_who_helps_is_told_of_words_that_tell_who_it_is(client, programme, mode, times):
    signed_in(client, make_person("Carol Champion"))
    typed = {"text": "Ask Len about the list.", "mode": mode, "name": "Len Low", "email": "len@example.org"}
    page = client.get("/ideas/new/for-someone/")
    for _time in range(times):
        assert Idea.objects.count() == 0
        page = client.post("/ideas/new/for-someone/", typed | {"agreed": "on", "carried": carried(page)})
        if Idea.objects.count() == 0:
            assert "Some of the words may tell who they are:" in page.content.decode()
            assert '<li class="app-typed">Len</li>' in page.content.decode()
    assert Idea.objects.count() == 1


def test_the_words_open_the_page_and_an_answer_goes_back_by_it(client, programme):
    sent = send_without_name(client)
    idea = Idea.objects.get()
    services.ask(idea, "Which desk prints it?", by=asker_of(make_person("Amina Khan"), programme, "triager"))
    services.send_now(idea, by=asker_of(idea.holder, programme, "triager"))
    page = open_by_words(client, sent)
    assert "Which desk prints it?" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert not [name for name in page.cookies if name != "csrf"]
    receipt = RECEIPT.search(page.content.decode())[1]
    after = client.post("/t/words/answer/", {"receipt": receipt, "words": "The one by the door."})
    assert "Thank you. Your answer has been sent." in after.content.decode()
    idea.refresh_from_db()
    assert idea.state == "finding_out"


@pytest.mark.parametrize("words", ["one two three four", "", "acorn"])
def test_wrong_words_open_nothing_and_keep_what_was_typed(client, programme, words):
    page = open_by_words(client, send_without_name(client), words or " ")
    assert page.status_code == 422
    assert Idea.objects.get().reference.lower() in page.content.decode()


def test_five_wrong_tries_make_even_the_right_words_wait(client, programme):
    sent = send_without_name(client)
    for _ in range(5):
        assert open_by_words(client, sent, "one two three four").status_code == 422
    page = open_by_words(client, sent)
    assert (page.status_code, page["Retry-After"]) == (429, "900")
    assert "Please wait a little" in page.content.decode()


def test_a_name_can_be_put_to_it_later(client, programme):
    page = open_by_words(client, send_without_name(client))
    receipt = RECEIPT.search(page.content.decode())[1]
    bad = client.post("/t/words/give-name/", {"receipt": receipt, "name": "Grace", "email": "grace"})
    assert bad.status_code == 422
    client.post("/t/words/give-name/", {"receipt": receipt, "name": "Grace", "email": "grace@example.org"})
    idea = Idea.objects.get()
    assert (idea.mode, idea.sender_name, idea.sender_email) == ("named", "Grace", "grace@example.org")


def test_an_old_or_changed_receipt_opens_nothing(client, programme):
    send_without_name(client)
    assert client.post("/t/words/ask/", {"receipt": "changed", "words": "Any news?"}).status_code == 404


def test_sending_for_someone_needs_their_agreement_and_is_not_the_helpers(client, programme):
    helper = make_person("Carol Champion")
    signed_in(client, helper)
    typed = {"text": TEXT, "mode": "named", "email": "len@example.org", "name": "Len"}
    typed |= {"carried": carried(client.get("/ideas/new/for-someone/"))}
    refused = client.post("/ideas/new/for-someone/", typed)
    assert refused.status_code == 422
    assert "Ask them first, then tick the box" in refused.content.decode()
    client.post("/ideas/new/for-someone/", typed | {"agreed": "on"})
    client.post("/ideas/new/for-someone/", typed | {"agreed": "on"})
    idea = Idea.objects.get()
    assert (idea.sent_by, idea.sender_id, idea.sender_email) == (helper, None, "len@example.org")
    assert "One clinic" not in client.get("/ideas/").content.decode()
    assert client.get(f"/ideas/{idea.reference}/").status_code == 404


def test_sending_for_someone_without_their_name_gives_their_words(client, programme):
    signed_in(client, make_person("Carol Champion"))
    typed = {"text": TEXT, "mode": "anonymous", "agreed": "on"}
    typed |= {"carried": carried(client.get("/ideas/new/for-someone/"))}
    sent = client.post("/ideas/new/for-someone/", typed)
    assert open_by_words(client, sent).status_code == 200


def from_paper(client, written_on, mode="named"):
    day = dict(zip(("day", "month", "year"), (written_on.day, written_on.month, written_on.year), strict=True))
    typed = {"text": TEXT, "mode": mode, "email": "len@example.org", "agreed": "on"}
    typed |= {f"written_on_{part}": str(value) for part, value in day.items()}
    page = client.get("/ideas/new/for-someone/")
    return client.post("/ideas/new/for-someone/", typed | {"carried": carried(page)})


def test_the_day_on_the_paper_is_not_still_to_come(client, programme):
    today = clock.today(programme.timezone)
    signed_in(client, make_person("Carol Champion"))
    refused = from_paper(client, today + timedelta(1))
    assert refused.status_code == 422
    assert refused.content.decode().count("Enter a day that has been. The date on the paper is still to come") == 2
    assert TEXT in refused.content.decode()
    assert Idea.objects.count() == 0
    from_paper(client, today)
    assert Idea.objects.get().written_on == today


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("named", "Written on paper on 3 November 2025."),
        ("confidential", "Written on paper in November 2025."),
        ("anonymous", "Written on paper in November 2025."),
    ],
)
def test_the_team_reads_when_it_was_written_on_paper(client, programme, mode, told):
    """Of a sender who is a secret the month alone: the day would tell who was at work."""
    signed_in(client, make_person("Carol Champion"))
    from_paper(client, date(2025, 11, 3), mode)
    idea = Idea.objects.get()
    give_role(idea.holder, programme)
    page = signed_in(client, idea.holder).get(f"/triage/{idea.reference}/").content.decode()
    assert told in page
    assert page.count("November 2025") == 1


def test_what_did_not_come_on_paper_says_nothing_of_it(client, programme):
    send_without_name(client)
    idea = Idea.objects.get()
    give_role(idea.holder, programme)
    page = signed_in(client, idea.holder).get(f"/triage/{idea.reference}/").content.decode()
    assert "Written on paper" not in page


def test_the_code_on_paper_holds_the_address_that_opens_the_form(client, programme):
    """Read back from the picture."""
    drawn = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', client.get("/ideas/new/paper/").content.decode())[1]
    address = f"{address_of_site(programme)}{reverse('ideas:poster')}"
    assert said_by(b64decode(drawn).decode()) == address
    assert "What is your idea" in client.get(reverse("ideas:poster"), follow=True).content.decode()


def test_the_paper_form_has_a_code_for_its_address(client, programme):
    page = client.get("/ideas/new/paper/").content.decode()
    assert "data:image/svg+xml;base64," in page
    assert f"{programme.host}" in page
