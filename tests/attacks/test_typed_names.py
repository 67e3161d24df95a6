"""Who types a name beside an address that is not theirs sends no mail of ours that says what they like (V15)."""

import html
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import registry
from groundswell.foundation.notices.letters import email_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas.notices.registering import TO_SENDER
from groundswell.needs.models import Need
from groundswell.partnership.notices.enquiries import ANSWERED, GOT
from groundswell.partnership.services import enquiries
from tests.factories.enquiries import ask
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of
from tests.needs.test_outside import HERE, typed

VICTIM = "victim@example.org"
NASTY = "Account locked, go to https://evil.example"


def mails_to_the_typed(programme, record_id):
    """By their keys: each notice that exists, written of this record to its own sender, where it has words for it."""
    found = {}
    for key, notice in registry._notices.items():
        to = notice.sender(record_id)
        letter = notice.write(record_id, to) if to else None
        if letter:
            now = clock.now()
            row = OutboxRow(
                key=key, record_id=record_id, revision=1, programme_id=programme.pk, queued_at=now, send_after=now
            )
            found[key] = email_of(row, letter, to)
    return found


def says(letter):
    return html.unescape("\n".join([letter.subject, letter.body, *(part for part, _kind in letter.alternatives)]))


def test_no_mail_about_an_idea_tells_its_address_what_was_typed_beside_it(programme):
    idea = send_idea(programme, email=VICTIM, **dict.fromkeys(("name", "title", "text", "place"), NASTY))
    found = mails_to_the_typed(programme, idea.pk)
    assert set(found) == set(TO_SENDER)
    assert [key for key, letter in found.items() if letter.to != [VICTIM] or "evil" in says(letter)] == []


def test_no_mail_about_a_question_tells_its_address_what_was_typed_beside_it(programme):
    made = ask(programme, email=VICTIM, name=NASTY, text=NASTY)
    enquiries.answer(made, "We ring you.", by=asker_of(made.holder, programme, "triager"))
    found = mails_to_the_typed(programme, made.pk)
    assert set(found) == {GOT, ANSWERED}
    assert [key for key, letter in found.items() if letter.to != [VICTIM] or "evil" in says(letter)] == []


def test_no_mail_about_a_need_tells_its_address_what_was_typed_beside_it(client, programme):
    cache.clear()
    client.post(HERE, typed(**dict.fromkeys(("title", "name"), NASTY), email=VICTIM, key=str(uuid4())))
    assert Need.objects.get().title == NASTY
    deliver_due()
    (letter,) = [one for one in mail.outbox if one.to == [VICTIM]]
    assert "evil" not in says(letter)


@pytest.mark.parametrize("name", ["Grace Obi", "Dr. J.R. O'Neil-Smith"])
def test_who_types_a_name_is_greeted_by_it(programme, name):
    found = mails_to_the_typed(programme, send_idea(programme, name=name).pk)
    assert [key for key, letter in found.items() if f"Hello {name}," not in says(letter)] == []
