"""The mail of an answer, seen before it goes: the very letter, with nothing kept and everything typed carried."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import selectors, services
from groundswell.partnership.models import Person
from tests.factories.answers import OWN, answer, at, body, by, day, fresh, in_days, unchanged
from tests.factories.ideas import send_idea
from tests.rules.cast import everything


@pytest.fixture
def taken(idea, amina, programme):
    return services.take(idea, by=by(amina, programme))


def see(client, idea, outcome, **parts):
    return client.post(at(idea, "answer"), answer(idea, outcome, **parts) | {"then": "see"})


def fix(**more):
    return {"who": "Joe Bell", "words": OWN, **day(in_days(9), "quick_fix_by")} | more


def carried(page):
    """What the page posts when its first button is pressed."""
    form = page[page.index('action="/triage/') :]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def test_see_the_mail_and_keep_nothing(as_amina, taken):
    before = everything()
    page = body(see(as_amina, taken, "reply", words=OWN))
    assert everything() == before
    assert "Mail to the sender" in page
    assert "<strong>Amina has read your idea</strong>" in page
    assert "Hello Grace," in page
    assert f'<p class="app-typed">{OWN}</p>' in page
    assert "Nothing is sent yet." in page


def test_the_mail_that_goes_is_the_one_that_was_seen(as_amina, taken, programme, amina):
    page = body(see(as_amina, taken, "reply", words=OWN))
    assert as_amina.post(at(taken, "answer"), carried(page) | {"then": "stay"}).status_code == 302
    mail.outbox.clear()
    services.send_now(fresh(taken), by=by(amina, programme))
    OutboxRow.objects.exclude(key="ideas.replied").delete()
    deliver_due()
    [sent] = mail.outbox
    assert f"<strong>{sent.subject}</strong>" in page
    paragraphs = [one for one in sent.body.split("\n\n") if "http" not in one and "Why" not in one]
    assert [one for one in paragraphs if one.strip() not in page] == []


def test_see_both_mails_of_a_quick_fix(as_amina, taken, joe):
    parts = {"quick_fix_who": "Joe Bell", **day(in_days(9), "quick_fix_by")}
    page = body(as_amina.post(at(taken, "answer"), answer(taken, "quick_fix", words=OWN) | parts | {"then": "see"}))
    assert "Mail to the sender" in page
    assert "Mail to Joe Bell" in page
    assert "Joe Bell is doing it" in page


def test_meet_nobody_who_was_only_looked_at(as_amina, taken):
    parts = {"quick_fix_who": "New Body new.body@example.org", **day(in_days(9), "quick_fix_by")}
    page = body(as_amina.post(at(taken, "answer"), answer(taken, "quick_fix", words=OWN) | parts | {"then": "see"}))
    assert "Mail to New Body" in page
    assert not Person.objects.filter(email="new.body@example.org").exists()


def test_show_no_link_that_opens_the_senders_page(as_amina, taken):
    assert selectors.token_of(taken) not in body(see(as_amina, taken, "reply", words=OWN))


def test_name_no_sender_who_is_not_to_be_known(as_amina, programme, amina):
    idea = send_idea(programme, mode="confidential", name="Grace")
    services.take(idea, by=by(amina, programme))
    page = body(see(as_amina, idea, "reply", words=OWN))
    assert "Mail to the sender" in page
    assert "<p>Hello,</p>" in page
    assert "Grace" not in page
    assert "grace@example.org" not in page


def test_go_back_and_change_it_with_everything_typed(as_amina, taken):
    page = body(see(as_amina, taken, "reply", words=OWN))
    again = as_amina.post(at(taken, "answer"), carried(page) | {"then": "change"})
    assert again.status_code == 200
    assert OWN in body(again)
    unchanged(taken, taken)


def test_what_is_wrong_is_said_before_a_mail_is_shown(as_amina, taken):
    wrong = see(as_amina, taken, "reply", words="")
    assert wrong.status_code == 422
    assert "Enter a few words for the sender" in body(wrong)


def test_someone_who_was_slower_sees_what_changed(as_amina, taken, amina, programme):
    typed = answer(taken, "reply", words=OWN) | {"then": "see"}
    services.tell(taken, "They answer on Friday.", by=by(amina, programme))
    late = as_amina.post(at(taken, "answer"), typed)
    assert late.status_code == 409
    assert OWN in body(late)


def test_a_refused_answer_says_why(as_amina, idea, ben, programme):
    services.take(idea, by=by(ben, programme))
    refused = see(as_amina, idea, "reply", words=OWN)
    assert refused.status_code == 403
    assert "Someone else has this idea. Take it first." in body(refused)


def test_seeing_costs_the_same_however_much_was_said(as_amina, taken, amina, programme):
    costs = []
    for _ in range(2):
        services.tell(taken, "News.", by=by(amina, programme))
        with CaptureQueriesContext(connection) as asked:
            see(as_amina, fresh(taken), "reply", words=OWN)
        costs.append(len(asked))
    assert costs[0] == costs[1] < 40


def test_the_team_sees_that_mail_to_the_sender_comes_back(as_amina, taken, idea):
    assert "Mail comes back" not in body(as_amina.get(at(idea)))
    OutboxRow.objects.filter(record_id=idea.pk, person_id=None).update(gave_up_at="2026-11-26T10:00Z")
    OutboxRow.objects.filter(record_id=idea.pk, person_id=None).update(refused_at="2026-11-26T10:00Z")
    page = body(as_amina.get(at(idea)))
    assert "Our mail to the sender came back on Thursday 26 November." in page
