"""Questions to the programme: asked once, with a person and a date; answered, given on, put aside; late says so."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.partnership.models import Enquiry
from groundswell.partnership.selectors.enquiries import token_of
from groundswell.partnership.services import enquiries, erase_person
from tests.factories.enquiries import TEXT, ask
from tests.factories.partnership import asker_of, enter, give_role, make_organisation, make_person, make_programme

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return person


@pytest.fixture
def by(amina, programme):
    return asker_of(amina, programme, "triager")


@pytest.fixture
def visit(programme):
    def open_browser(person=None):
        client = Client(HTTP_HOST=programme.host)
        if person:
            enter(client, person)
        return client

    return open_browser


def body(answer):
    return " ".join(answer.content.decode().split())


def typed(**said):
    return {"text": TEXT, "name": "Len Park", "email": "Len@Example.org", "key": str(uuid4())} | said


def key_of(page):
    return re.search(r'name="key"[^>]*value="([^"]+)"', page).group(1)


def test_asking_names_who_answers_and_by_when(visit, programme):
    with clock.at(MONDAY):
        page = body(visit().get("/contact/"))
        assert "<strong>Dee Duty</strong> reads it and writes back by <strong>Monday 30 November</strong>." in page
        answer = visit().post("/contact/", typed(key=key_of(page)))
        made = Enquiry.objects.get()
        assert answer["Location"] == f"/contact/{made.pk}/{token_of(made)}/"
        page = body(visit().get(answer["Location"]))
    assert "Dee Duty has it, and writes back by Monday 30 November." in page
    assert TEXT in page
    assert (made.email, made.holder, made.reply_by) == ("len@example.org", programme.default_duty, date(2026, 11, 30))


def test_asking_mails_who_asked_and_who_is_on_duty_without_the_question(programme):
    with clock.at(MONDAY):
        made = ask(programme)
        deliver_due()
    to_len = next(letter for letter in mail.outbox if letter.to == ["len@example.org"])
    to_dee = next(letter for letter in mail.outbox if letter.to == [programme.default_duty.email])
    assert to_len.subject == "We have your question"
    assert "Dee Duty writes back by Monday 30 November." in to_len.body
    assert f"/contact/{made.pk}/{token_of(made)}/" in to_len.body
    assert f"/questions/{made.pk}/" in to_dee.body
    assert [letter for letter in mail.outbox if "walking group" in letter.body] == []


def test_the_same_form_sent_twice_asks_once(visit):
    form = typed()
    first, second = (visit().post("/contact/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (Enquiry.objects.count(), OutboxRow.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": ""}, "Enter your question, even a few words"),
        ({"name": ""}, "Enter your name"),
        ({"email": "len"}, "Enter an email address, like name@example.nhs.uk"),
        ({"text": "Bed 943 476 5919 waits"}, "This looks like patient information: 943 476 5919. Take it out"),
    ],
)
def test_asking_says_what_to_mend_and_keeps_the_words(visit, wrong, says):
    answer = visit().post("/contact/", typed() | wrong)
    assert answer.status_code == 422
    assert says in body(answer)
    assert (wrong.get("text") or TEXT if "text" not in wrong else wrong["text"]) in body(answer)
    assert Enquiry.objects.count() == 0


def test_a_key_that_is_no_key_is_taken_as_a_new_question(visit):
    assert visit().post("/contact/", typed(key="nonsense")).status_code == 302


def test_too_many_of_one_address_wait_and_keep_their_words(visit, programme, settings):
    settings.ENQUIRIES_OF_ONE_ADDRESS_PER_HOUR = 2
    for _ in range(2):
        ask(programme)
    answer = visit().post("/contact/", typed(text="One more thing"))
    assert answer.status_code == 429
    assert "Wait 60 minutes, then send it again." in body(answer)
    assert "One more thing" in body(answer)
    assert visit().post("/contact/", typed(email="kim@example.org")).status_code == 302
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert visit().post("/contact/", typed()).status_code == 302


def test_too_many_from_one_place_wait(visit, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"contact": "2/m/ip"}
    answers = [visit().post("/contact/", typed(email=f"a{n}@example.org")).status_code for n in range(3)]
    assert answers == [302, 302, 429]


def test_a_wrong_link_or_one_of_another_programme_is_not_there(visit, programme):
    made = ask(programme)
    assert visit().get(f"/contact/{made.pk}/wrong/").status_code == 404
    elsewhere = Client(HTTP_HOST=make_programme().host)
    assert elsewhere.get(f"/contact/{made.pk}/{token_of(made)}/").status_code == 404


def test_answer_is_read_by_the_link_with_its_person_and_day(visit, programme, by):
    with clock.at(MONDAY):
        made = enquiries.take(ask(programme), by=by)
        enquiries.answer(made, "Kim runs it.", by=by)
        deliver_due()
        page = body(visit().get(f"/contact/{made.pk}/{token_of(made)}/"))
    assert "Amina Khan wrote back on Monday 23 November." in page
    assert "Kim runs it." in page
    assert "Amina has answered your question" in [letter.subject for letter in mail.outbox]
    row = AuditEntry.objects.filter(record_id=made.pk).order_by("-revision").first()
    assert (row.verb, row.from_state, row.to_state, made.revision) == ("answer", "waiting", "answered", 3)
    assert "Kim" not in str((row.facts, row.digests))


def test_put_aside_says_why_and_can_be_taken_up_again(visit, programme, by):
    with clock.at(MONDAY):
        made = enquiries.set_aside(enquiries.take(ask(programme), by=by), "twice", by=by)
        page = body(visit().get(f"/contact/{made.pk}/{token_of(made)}/"))
        assert "No answer was needed: It was asked twice." in page
        enquiries.take_up_again(made, by=by)
    assert (made.state, made.reply_by, made.ended_by) == ("waiting", date(2026, 11, 30), None)


def refused(move, *args, **said):
    before = Enquiry.objects.values().get()
    with pytest.raises(NotAllowed) as why:
        move(*args, **said)
    assert Enquiry.objects.values().get() == before
    return str(why.value)


@pytest.mark.parametrize("state", ["answered", "aside"])
def test_what_is_done_is_not_moved_again(programme, by, state):
    made = enquiries.take(ask(programme), by=by)
    enquiries.answer(made, "Kim.", by=by) if state == "answered" else enquiries.set_aside(made, "advert", by=by)
    says = "This cannot be done now"
    assert says in refused(enquiries.take, made, by=by)
    assert says in refused(enquiries.answer, made, "Again.", by=by)
    assert says in refused(enquiries.set_aside, made, "twice", by=by)
    if state == "answered":
        assert says in refused(enquiries.take_up_again, made, by=by)


def test_what_waits_is_not_taken_up(programme, by):
    assert "This cannot be done now" in refused(enquiries.take_up_again, ask(programme), by=by)


def test_only_who_has_it_answers_and_only_the_team_takes(programme, by):
    made = ask(programme)
    assert refused(enquiries.answer, made, "Kim.", by=by) == "Someone else has this question. Take it first"
    assert refused(enquiries.set_aside, made, "twice", by=by) == "Someone else has this question. Take it first"
    staff = asker_of(make_person("Joe Bell"), programme)
    assert refused(enquiries.take, made, by=staff) == "Only the people who answer questions can do this"
    away = asker_of(make_person("Al"), make_programme(), "triager")
    assert refused(enquiries.take, made, by=away) == "This question belongs to another programme"
    place = make_organisation(programme)
    of_place = asker_of(make_person("Bo"), programme, "triager", organisation=place)
    assert refused(enquiries.take, made, by=of_place) == "Only the people who answer questions can do this"


def test_empty_words_and_odd_reasons_and_people_are_refused(programme, by, amina):
    made = enquiries.take(ask(programme), by=by)
    assert refused(enquiries.answer, made, "  ", by=by) == "Enter your answer"
    assert refused(enquiries.set_aside, made, "dull", by=by) == "Say why no answer is needed"
    assert refused(enquiries.hand_over, made, to=amina.pk, by=by) == "This person has the question already"
    stranger = make_person("Joe Bell")
    assert refused(enquiries.hand_over, made, to=stranger.pk, by=by) == "This person does not answer questions here"


def test_given_on_it_is_with_the_other_and_both_lists_say_so(visit, programme, by, amina):
    made = ask(programme)
    ben = make_person("Ben Osei")
    give_role(ben, programme)
    answer = visit(amina).post(f"/questions/{made.pk}/give/", {"to": ben.pk, "revision": made.revision})
    assert answer["Location"] == f"/questions/{made.pk}/"
    assert "Someone asked us something" in body(visit(ben).get("/today/"))
    assert "A question for you to answer" in body(visit(ben).get("/notices/"))
    assert "Someone asked us something" not in body(visit(amina).get("/today/"))


def test_late_says_so_on_today_in_the_list_and_to_who_asked(visit, programme, by, amina):
    with clock.at(MONDAY):
        made = enquiries.take(ask(programme), by=by)
    with clock.at(MONDAY + timedelta(8)):
        today, listed = body(visit(amina).get("/today/")), body(visit(amina).get("/questions/?show=late"))
        page = body(visit().get(f"/contact/{made.pk}/{token_of(made)}/"))
    assert "It was due on Monday 30 November" in today
    assert 'Late <span class="app-filters__count">1</span>' in listed
    assert "app-work--late" in listed
    assert "We are late, and we are sorry. Amina Khan has it, and was to write back by Monday 30 November." in page


def test_two_people_answer_and_the_second_sees_both_texts(visit, programme, by, amina):
    made = enquiries.take(ask(programme), by=by)
    old = made.revision
    enquiries.answer(made, "Kim runs it.", by=by)
    answer = visit(amina).post(f"/questions/{made.pk}/", {"text": "Ask Sue.", "revision": old})
    assert answer.status_code == 409
    assert "Kim runs it." in body(answer)
    assert "Ask Sue." in body(answer)
    assert Enquiry.objects.get().reply == "Kim runs it."


def test_pages_of_a_question_say_what_to_mend(visit, programme, by, amina):
    made = enquiries.take(ask(programme), by=by)
    here = f"/questions/{made.pk}/"
    for address, says in (("", "Enter your answer"), ("give/", "Select a person"), ("set-aside/", "Say why no answer")):
        answer = visit(amina).post(here + address, {"revision": made.revision})
        assert (answer.status_code, says in body(answer)) == (422, True)
    stale = visit(amina).post(f"{here}take/", {"revision": made.revision - 1})
    assert stale.status_code == 409
    assert "Someone else changed this while you had it open." in body(stale)


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_list_costs_the_same_however_long(visit, programme, amina, rows):
    for number in range(rows):
        ask(programme, email=f"a{number}@example.org")
    visitor = visit(amina)
    visitor.get("/menu/")
    with CaptureQueriesContext(connection) as asked:
        page = body(visitor.get("/questions/"))
    assert page.count('class="app-work__title"') == rows
    assert len(asked) == 8  # session, person, programme, roles; unread; the counts of the filters; count, rows


def test_erasing_who_asked_takes_out_their_words(programme):
    admin = make_person("Helen Ross")
    give_role(admin, programme, "programme_admin")
    made = ask(programme)
    erase_person(by=asker_of(admin, programme, "programme_admin"), reason="asked", email="len@example.org")
    made.refresh_from_db()
    assert (made.name, made.email, made.text) == ("", "", "This text was removed at its sender's wish")
    assert AuditEntry.objects.filter(record_id=made.pk).count() == made.revision


def test_erasing_who_has_it_hands_it_on_and_leaves_the_answered_without_a_name(programme, by, amina):
    admin = make_person("Helen Ross")
    give_role(admin, programme, "programme_admin")
    done = enquiries.answer(enquiries.take(ask(programme), by=by), "Kim.", by=by)
    open_one = enquiries.take(ask(programme, email="kim@example.org"), by=by)
    erase_person(by=asker_of(admin, programme, "programme_admin"), reason="ended", person_id=amina.pk)
    done.refresh_from_db()
    open_one.refresh_from_db()
    assert open_one.holder == programme.default_duty
    assert str(done.ended_by) == str(done.holder) == "Someone who has left"
