"""The mail of several answers, and of one in a batch, seen before it goes: nothing kept, everything typed carried."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import services
from groundswell.ideas.models import Idea, Message
from tests.factories.answers import OWN, answer, body, by, day, fresh, in_days
from tests.factories.ideas import send_idea
from tests.ideas.test_several import PAGE, WORDS, ideas, typed  # noqa: F401  the fixture of that file
from tests.rules.cast import everything
from tests.rules.without_name import new_words, send_without_name

SEE, CHANGE = {"then": "see"}, {"then": "change"}


def carried(page):
    """What the page posts when its first button is pressed."""
    form = page[page.index('<form method="post" action="/triage/') :]
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form):
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_see_one_mail_as_an_example_with_the_names_of_all_who_get_it(as_amina, programme, ideas):  # noqa: F811
    other = send_idea(programme, title="Four", name="Hal Ode", email="hal@example.org")
    before = everything()
    page = body(as_amina.post(PAGE, typed(*ideas, other) | SEE))
    assert everything() == before
    assert page.count("Mail to the sender") == 1
    assert "4 people get it, each a mail of their own" in page
    assert "<li>Hal Ode, about “Four”</li>" in page
    assert len(re.findall("<li>Grace[^<]*, about “(?:One|Two|Three)”</li>", page)) == 3
    assert f'<p class="app-typed">{WORDS}</p>' in page
    assert "Nothing is sent yet." in page


def test_the_mail_that_goes_is_the_one_that_was_seen(as_amina, programme, amina, ideas):  # noqa: F811
    page = body(as_amina.post(PAGE, typed(*ideas) | SEE))
    sent = as_amina.post(PAGE, carried(page), follow=True)
    assert "3 answers are on their way" in body(sent)
    mail.outbox.clear()
    OutboxRow.objects.exclude(key="ideas.not_now").delete()
    for idea in ideas:
        services.send_now(fresh(idea), by=by(amina, programme))
    deliver_due()
    assert len(mail.outbox) == 3
    assert {f"<strong>{one.subject}</strong>" in page for one in mail.outbox} == {True}


def test_name_nobody_who_is_not_to_be_known_and_say_who_gets_none(as_amina, programme):
    secret = send_idea(programme, title="Secret", mode="confidential", name="Grace Obi")
    without = send_without_name(programme, new_words(), title="Nameless")
    page = body(as_amina.post(PAGE, typed(secret, without) | SEE))
    assert "<li>A colleague, in confidence, about “Secret”</li>" in page
    assert "Grace" not in page
    assert "No mail, as they gave no name" in page
    assert "<li>Nameless</li>" in page
    assert "1 person gets it" in page


def test_who_would_not_be_answered_gets_no_mail_and_is_told_apart(as_amina, programme, ideas, ben, amina):  # noqa: F811
    own = send_idea(programme, by=by(amina, programme), title="My own")
    sent = typed(*ideas, own)
    services.take(fresh(ideas[0]), by=by(ben, programme))
    page = body(as_amina.post(PAGE, sent | SEE))
    assert "2 people get it, each a mail of their own" in page
    assert "<li>One. Someone else changed this while you had it open.</li>" in page
    assert "<li>My own. You" in page


def test_where_nobody_would_be_answered_the_form_says_so(as_amina, programme, amina):
    own = send_idea(programme, by=by(amina, programme), title="My own")
    page = as_amina.post(PAGE, typed(own) | SEE)
    assert page.status_code == 422
    assert "No mail would go: none of these ideas can be answered now" in body(page)
    assert WORDS in body(page)


def test_go_back_and_change_it_with_everything_typed(as_amina, ideas):  # noqa: F811
    page = body(as_amina.post(PAGE, typed(*ideas) | SEE))
    again = as_amina.post(PAGE, carried(page) | CHANGE)
    assert again.status_code == 200
    assert WORDS in body(again)
    assert body(again).count('type="hidden" name="idea"') == 3
    assert Message.objects.count() == 0


def test_what_is_wrong_is_said_before_a_mail_is_shown(as_amina, ideas):  # noqa: F811
    wrong = as_amina.post(PAGE, typed(*ideas, words="") | SEE)
    assert (wrong.status_code, "Enter a few words for the senders" in body(wrong)) == (422, True)


def test_seeing_the_mail_of_many_costs_as_much_as_of_one(as_amina, programme):
    costs = []
    for count in (1, 3, 25):
        many = [send_idea(programme, title=f"{count} {number}") for number in range(count)]
        sent = typed(*many) | SEE
        with CaptureQueriesContext(connection) as asked:
            page = as_amina.post(PAGE, sent)
        assert page.status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] == costs[2] < 50


@pytest.fixture
def item(programme, idea, amina):
    batch = services.start_batch(programme, by=by(amina, programme))
    return batch.items.get(idea=idea)


def save(item):
    return f"/triage/batch/{item.pk}/save/"


def test_see_the_mail_of_an_answer_in_a_batch_and_keep_nothing(as_amina, item):
    assert "See the mail first" in body(as_amina.get(f"/triage/batch/{item.pk}/"))
    before = everything()
    page = body(as_amina.post(save(item), answer(item.idea, "reply", words=OWN) | SEE))
    assert everything() == before
    assert "<strong>Amina has read your idea</strong>" in page
    assert "It waits in your batch. Nothing is sent before you send all of it." in page
    assert "Save and stay" not in page
    item.refresh_from_db()
    assert item.status == "next"


def test_save_it_from_there_and_it_waits_in_the_batch(as_amina, item):
    page = body(as_amina.post(save(item), answer(item.idea, "reply", words=OWN) | SEE))
    assert as_amina.post(save(item), carried(page) | {"then": "next"}).status_code == 302
    item.refresh_from_db()
    assert (item.status, item.prepared["words"]) == ("ready", OWN)


def test_go_back_to_the_batch_with_everything_typed(as_amina, item):
    page = body(as_amina.post(save(item), answer(item.idea, "reply", words=OWN) | SEE))
    again = as_amina.post(save(item), carried(page) | CHANGE)
    assert (again.status_code, OWN in body(again)) == (200, True)


def test_a_batch_shows_both_mails_of_a_quick_fix(as_amina, item, joe):
    parts = {"quick_fix_who": "Joe Bell", **day(in_days(9), "quick_fix_by")}
    page = body(as_amina.post(save(item), answer(item.idea, "quick_fix", words=OWN) | parts | SEE))
    assert "Mail to Joe Bell" in page
    assert Idea.objects.get(pk=item.idea_id).outcome == ""


def test_what_is_refused_in_a_batch_is_said_before_a_mail_is_shown(as_amina, item, programme, ben):
    sent = answer(item.idea, "reply", words=OWN)
    services.take(fresh(item.idea), by=by(ben, programme))
    page = as_amina.post(save(item), sent | SEE)
    assert (page.status_code, "Someone else changed this while you had it open" in body(page)) == (422, True)
