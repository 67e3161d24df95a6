"""A need that somebody raises without signing in: what is asked, what is kept, who is told, and what limits it."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.needs.models import Need
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services import needs as services
from groundswell.needs.services.outside import raise_from_outside
from groundswell.needs.states import NeedState
from groundswell.partnership.models import Person
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import WORDS, need_again
from tests.factories.partnership import enter, make_person

MONDAY = date(2026, 11, 23)
HERE = "/needs/new/"


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


@pytest.fixture
def visitor(programme):
    return Client(HTTP_HOST=programme.host)


def body(answer):
    return " ".join(answer.content.decode().split())


def typed(**said):
    words = {"problem": "There is no bench at the bus stop.", "title": "A bench", "affected": "Older people"}
    who = {"source": "patients", "name": "Len Park", "email": "Len@Example.org"}
    return words | who | {"key": str(uuid4())} | said


def letters(address):
    return [letter for letter in mail.outbox if letter.to == [address]]


def test_the_public_bank_leads_to_the_form_and_the_form_says_by_when_a_person_answers(visitor):
    assert f'href="{HERE}"' in body(visitor.get("/needs/"))
    with clock.at(MONDAY):
        answer = visitor.get(HERE)
    page = body(answer)
    assert answer.status_code == 200
    assert "You hear from them by Monday 30 November." in page
    assert all(f'name="{one}"' in page for one in ("problem", "source", "name", "email"))
    assert "no-store" in answer["Cache-Control"]


def test_raise_signed_out_waits_for_a_manager_in_the_name_of_who_wrote(visitor, programme, by_mia):
    with clock.at(MONDAY):
        answer = visitor.post(HERE, typed())
        assert answer["Location"] == "/needs/raised/"
        assert "You hear from them by Monday 30 November." in body(visitor.get(answer["Location"]))
    made = Need.objects.get()
    assert (made.state, made.source, made.raised_on) == (NeedState.RAISED, "patients", MONDAY)
    assert (made.raised_by.name, made.raised_by.email, made.state_by) == ("Len Park", "len@example.org", made.raised_by)
    assert list(selectors.to_check(by_mia)) == [made]
    row = AuditEntry.objects.get(record_id=made.pk)
    assert (row.verb, row.actor_kind, row.revision) == ("raise", "sender", 1)
    assert "bench" not in str((row.facts, row.digests))
    assert visitor.get(f"/needs/{made.reference}/").status_code == 404


def test_raise_signed_out_mails_the_day_and_leads_on_through_signing_in(visitor, programme):
    with clock.at(MONDAY):
        visitor.post(HERE, typed())
        deliver_due()
    made, (letter,) = Need.objects.get(), letters("len@example.org")
    assert letter.subject == f"We have your need: {made.reference.replace('-', ' ')}"
    assert "You hear from them by Monday 30 November." in letter.body
    assert "Was it not you who wrote it?" in letter.body
    assert "bench" not in letter.body
    there = f"/needs/{made.reference}/change/"
    assert there in letter.body
    assert visitor.get(there)["Location"].startswith("/sign-in/?next=")
    enter(visitor, made.raised_by)
    assert "There is no bench at the bus stop." in body(visitor.get(there))


def test_raise_signed_out_says_the_same_whether_the_address_is_known(visitor, programme):
    pat = make_person("Pat Known")
    unknown, known = (visitor.post(HERE, typed(email=email)) for email in ("len@example.org", pat.email))
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert visitor.get(unknown["Location"]).content == visitor.get(known["Location"]).content
    assert Person.objects.get(pk=pat.pk).name == "Pat Known"
    assert set(Need.objects.values_list("raised_by__name", flat=True)) == {"Len Park", "Pat Known"}
    assert OutboxRow.objects.filter(key="needs.raised").count() == 2


def test_the_same_form_sent_twice_signed_out_raises_one_need(visitor):
    form = typed()
    first, second = (visitor.post(HERE, form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (Need.objects.count(), OutboxRow.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"problem": ""}, "Enter what the problem is"),
        ({"name": ""}, "Enter your name"),
        ({"email": "len"}, "Enter an email address, like name@example.nhs.uk"),
        ({"source": ""}, "Select where you know it from"),
        ({"source": "data"}, "Select where you know it from"),
        ({"title": "Bed 943 476 5919"}, "This looks like patient information: 943 476 5919. Take it out"),
        ({"place": "Nowhere Hospital"}, "We do not know this place"),
    ],
)
def test_raise_signed_out_says_what_to_mend_and_keeps_the_words(visitor, wrong, says):
    answer = visitor.post(HERE, typed() | wrong)
    page = body(answer)
    assert answer.status_code == 422
    assert says in page
    for name, text in (typed() | wrong).items():
        if name in {"problem", "title", "affected", "name", "email"}:
            assert text in page
    assert (Need.objects.count(), Person.objects.filter(email="len@example.org").count()) == (0, 0)


def test_too_many_of_one_address_wait_and_keep_their_words(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"raise": "2/h/key"}
    answers = [visitor.post(HERE, typed(email=one)) for one in ("len@example.org", "LEN@example.org")]
    assert [answer.status_code for answer in answers] == [302, 302]
    answer = visitor.post(HERE, typed(title="One more bench"))
    assert answer.status_code == 429
    assert "Wait 60 minutes, then send it again." in body(answer)
    assert "One more bench" in body(answer)
    assert Need.objects.count() == 2
    assert visitor.post(HERE, typed(email="kim@example.org")).status_code == 302


def test_too_many_from_one_place_wait(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"raise": "2/m/ip"}
    answers = [visitor.post(HERE, typed(email=f"a{number}@example.org")).status_code for number in range(3)]
    assert answers == [302, 302, 429]


def test_what_was_raised_signed_out_comes_back_and_is_said_anew(visitor, programme, by_mia):
    visitor.post(HERE, typed())
    made = Need.objects.get()
    services.return_need(need_again(made), "Which bus stop?", by=by_mia)
    deliver_due()
    assert f"/needs/{made.reference}/change/" in letters("len@example.org")[-1].body
    enter(visitor, made.raised_by)
    assert "Which bus stop?" in body(visitor.get(f"/needs/{made.reference}/change/"))
    assert list(selectors.returned_to(asker_for(made.raised_by, programme))) == [made]


def test_raise_from_outside_refuses_who_is_signed_in_and_who_says_not_who_they_are(programme, by_oli):
    who = {"name": "Len Park", "email": "len@example.org"}
    with pytest.raises(NotAllowed, match="You are signed in"):
        raise_from_outside(programme, WORDS, **who, by=by_oli)
    nobody = Asker(programme_id=programme.pk)
    for missing in who:
        with pytest.raises(NotAllowed, match="Say who you are"):
            raise_from_outside(programme, WORDS, **(who | {missing: " "}), by=nobody)
    assert Need.objects.count() == 0


def test_who_is_signed_in_is_not_asked_who_they_are(as_oli, oli):
    page = body(as_oli.get(HERE))
    assert ('name="email"' in page, 'name="problem"' in page) == (False, True)
    as_oli.post(HERE, typed())
    assert Need.objects.get().raised_by == oli


def test_words_are_kept_through_signing_in_when_the_session_ended_meanwhile(visitor):
    form = {name: text for name, text in typed().items() if name not in {"name", "email", "source"}}
    answer = visitor.post(HERE, form)
    assert answer.status_code == 403
    assert 'name="kept"' in body(answer)
    assert Need.objects.count() == 0


def test_check_says_that_nobody_has_proven_the_address(visitor, as_mia, need):
    visitor.post(HERE, typed())
    made = Need.objects.exclude(pk=need.pk).get()
    says = "Raised without signing in, with the address of Len Park"
    assert says in body(as_mia.get(f"/needs/{made.reference}/check/"))
    inside = body(as_mia.get(f"/needs/{need.reference}/check/"))
    assert ("Oli Owner raised this need" in inside, says in inside) == (True, False)


def test_a_published_need_says_that_nobody_has_proven_the_address(visitor, as_mia, need, by_mia):
    """Whoever has that address did not say so by it."""
    visitor.post(HERE, typed())
    made = Need.objects.exclude(pk=need.pk).get()
    services.publish_need(made, by=by_mia)
    services.publish_need(need, by=by_mia)
    says = "It was sent without signing in, so nobody has checked that it was them."
    read = [says in body(as_mia.get(f"/needs/{one.reference}/")) for one in (made, need)]
    assert read == [True, False]
