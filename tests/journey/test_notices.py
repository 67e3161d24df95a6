"""Everyone's notices: the list, what they choose, and the link in a mail."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import preferences, stopping
from groundswell.foundation.notices.models import OutboxRow, Preference, SenderPreference
from groundswell.foundation.notices.registry import _notices, kind_of, kinds
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import services
from groundswell.partnership.models import Person
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import asker_of, enter, give_role, make_person, make_programme


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan", email="amina@example.org")
    give_role(person, programme)
    return person


@pytest.fixture
def grace():
    return make_person("Grace Obi", email="grace@example.org")


@pytest.fixture
def visit(programme):
    def open_browser(person=None, **more):
        client = Client(HTTP_HOST=programme.host, **more)
        if person:
            enter(client, person)
        return client

    return open_browser


def body(answer):
    return answer.content.decode()


def given(programme, amina, **answers):
    """An idea that its first holder gave to Amina."""
    idea = send_idea(programme, **answers)
    services.give(idea, to=amina.pk, by=asker_of(programme.default_duty, programme, "triager"))
    services.send_now(idea, by=asker_of(programme.default_duty, programme, "triager"))
    return idea


def mails_to(address):
    deliver_due()
    return [letter for letter in mail.outbox if letter.to == [address]]


def test_list_tells_what_happened_and_why(visit, amina, programme):
    idea = given(programme, amina)
    page = body(visit(amina).get("/notices/"))
    code = idea.reference.replace("-", " ")
    assert f'<a href="/triage/{idea.reference}/">An idea was given to you: {code}</a>' in page
    assert "Why did I get this? Someone gave this idea to you." in page
    assert "Ideas I hold" in page
    assert ">Notices (1 new)</a>" in page


def test_list_of_nothing_says_so(visit, amina):
    page = body(visit(amina).get("/notices/"))
    assert "Nothing yet." in page
    assert "I have read these" not in page


def test_reading_the_list_marks_nothing_and_the_button_does(visit, amina, programme):
    given(programme, amina)
    visitor = visit(amina)
    until = re.search(r'name="until" value="([^"]+)"', body(visitor.get("/notices/"))).group(1)
    assert "I have read these" in body(visitor.get("/notices/"))
    assert visitor.post("/notices/", {"until": until})["Location"] == "/notices/"
    page = body(visitor.get("/notices/"))
    assert "I have read these" not in page
    assert ">Notices</a>" in page


@pytest.mark.parametrize("until", ["", "nonsense", "2026-11-27", "9999-12-31T00:00:00"])
def test_an_odd_instant_marks_what_is_there_now(visit, amina, programme, until):
    given(programme, amina)
    assert visit(amina).post("/notices/", {"until": until}).status_code == 302
    assert not OutboxRow.objects.filter(person_id=amina.pk, read_at=None).exists()


def test_list_leads_senders_to_their_own_page(visit, grace, programme):
    idea = send_idea(programme, by=asker_of(grace, programme))
    page = body(visit(grace).get("/notices/"))
    assert f'<a href="/ideas/{idea.reference}/">We have your idea:' in page
    assert "/t/" not in page[page.index("<main") : page.index("</main>")]


def test_list_tells_nothing_that_is_no_longer_theirs(visit, programme):
    ben = make_person("Ben Osei")
    give_role(ben, programme)
    idea = given(programme, ben)
    services.take(idea, by=asker_of(programme.default_duty, programme, "triager"))
    ben_leaves = "DELETE FROM partnership_role WHERE person_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(ben_leaves, [ben.pk.hex if connection.vendor == "sqlite" else ben.pk])
    page = body(visit(ben).get("/notices/"))
    assert "This is out of date, or no longer yours to read" in page
    assert idea.reference not in page
    assert idea.reference.replace("-", " ") not in page


def test_list_shows_a_sender_no_move_that_can_still_be_taken_back(visit, amina, grace, programme):
    idea, by = send_idea(programme, by=asker_of(grace, programme)), asker_of(amina, programme, "triager")
    services.reply(idea, "I am asking outpatients.", by=by)
    services.send_now(idea, by=by)
    joe = make_person("Joe Bell")
    services.decide(idea, services.Decision("quick_fix", "Joe can do it.", joe.pk, clock.today()), by=by)
    page = body(visit(grace).get("/notices/"))
    assert "Amina has read your idea" in page
    assert "Joe" not in page


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_list_costs_the_same_however_long(visit, programme, rows):
    for _ in range(rows):
        send_idea(programme)
    visitor = visit(programme.default_duty)
    visitor.get("/menu/")
    with CaptureQueriesContext(connection) as asked:
        page = body(visitor.get("/notices/"))
    assert page.count("A new idea is with you") == rows
    assert len(asked) == 8  # session, person, programme, roles; unread; count, rows, ideas


def test_choose_and_see_what_was_chosen(visit, amina):
    visitor = visit(amina)
    page = body(visitor.get("/notices/settings/"))
    assert "What we decide about your idea always comes by mail, at once." in page
    typed = {kind.key: "now" for kind in kinds()} | {"ideas_i_hold": "never"}
    assert visitor.post("/notices/settings/", typed)["Location"] == "/notices/settings/"
    assert preferences.chosen_by(amina.pk)["ideas_i_hold"] == "never"
    page = body(visitor.get("/notices/settings/"))
    assert re.search(r'name="ideas_i_hold" type="radio" value="never" checked', page)


@pytest.mark.parametrize("wrong", [{}, {"my_ideas": "weekly"}])
def test_choosing_nothing_says_what_to_mend(visit, amina, wrong):
    answer = visit(amina).post("/notices/settings/", wrong)
    assert answer.status_code == 422
    assert "Select how you want to hear" in body(answer)
    assert Preference.objects.count() == 0


def test_thanks_come_once_a_day_unless_chosen_otherwise(programme, amina):
    assert preferences.chosen_by(amina.pk) == {
        "my_ideas": "now",
        "ideas_i_hold": "now",
        "reminders": "now",
        "mentions": "now",
        "news": "daily",
        "needs": "now",
        "my_innovations": "now",
        "followed": "daily",
        "questions": "now",
        "sponsoring": "now",
    }


def test_every_notice_says_why_and_belongs_to_a_kind():
    told = {key: (bool(str(notice.why)), kind_of(key) is not None) for key, notice in _notices.items()}
    assert {key: found for key, found in told.items() if found != (True, True)} == {}


def stop_link(letter):
    return letter.message()["List-Unsubscribe"].strip("<>").split("/notices/")[1]


def test_the_link_in_a_mail_stops_it_signed_out(visit, programme, amina):
    idea = given(programme, amina)
    [letter] = mails_to("amina@example.org")
    address = f"/notices/{stop_link(letter)}"
    page = body(visit().get(address))
    assert "Stop these mails?" in page
    assert "Ideas I hold" in page
    assert Preference.objects.count() == 0
    assert "amina" not in page.lower()
    assert idea.reference not in page
    assert visit().post(address)["Location"] == address
    assert "We have stopped these mails" in body(visit().get(address))
    given(programme, amina)
    assert mails_to("amina@example.org") == [letter]


def test_a_mail_program_stops_it_with_one_click_and_no_cookie(visit, programme, amina):
    given(programme, amina)
    [letter] = mails_to("amina@example.org")
    answer = visit(enforce_csrf_checks=True).post(
        f"/notices/{stop_link(letter)}", "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert preferences.chosen_by(amina.pk)["ideas_i_hold"] == "never"


@pytest.mark.parametrize("how", ["daily", "now"])
def test_the_link_in_a_mail_offers_other_ways(visit, programme, amina, how):
    given(programme, amina)
    [letter] = mails_to("amina@example.org")
    visit().post(f"/notices/{stop_link(letter)}", {"how": how})
    assert preferences.chosen_by(amina.pk)["ideas_i_hold"] == how


def test_the_link_refuses_what_cannot_be_chosen(visit, programme, amina):
    given(programme, amina)
    [letter] = mails_to("amina@example.org")
    assert visit().post(f"/notices/{stop_link(letter)}", {"how": "monthly"}).status_code == 403
    assert Preference.objects.count() == 0


def test_a_made_up_link_is_not_there(visit, programme):
    for address in ("/notices/stop/nonsense/", f"/notices/stop/1{'0' * 32}{'A' * 43}/"):
        assert visit().get(address).status_code == 404
        assert visit().post(address).status_code == 404


def test_a_changed_link_stops_nothing(visit, programme, amina):
    """Another sign, another mail, the mail of the day in place of one kind, or another programme."""
    given(programme, amina), given(programme, amina)
    whole, other = (stop_link(letter).removeprefix("stop/").rstrip("/") for letter in mails_to("amina@example.org"))
    key, token = whole[1:33], whole[33:]
    changed = [f"1{key}{'A' * 43}", f"1{other[1:33]}{token}", f"d{key}{token}", whole[:-1], f"1{key}"]
    doors = [(visit(), made) for made in changed]
    doors.append((Client(HTTP_HOST=make_programme().host), whole))
    for browser, made in doors:
        assert browser.get(f"/notices/stop/{made}/").status_code == 404, made
        assert browser.post(f"/notices/stop/{made}/").status_code == 404, made
    assert Preference.objects.count() == 0
    assert visit().get(f"/notices/stop/{whole}/").status_code == 200


def test_a_sender_without_an_account_chooses_for_one_idea_by_the_link(visit, programme):
    first, second = (send_idea(programme, email="len@example.org") for _ in range(2))
    letters = {letter.body: letter for letter in mails_to("len@example.org")}
    about_first = next(letter for text, letter in letters.items() if first.reference in text)
    visit().post(f"/notices/{stop_link(about_first)}")
    assert list(SenderPreference.objects.values_list("record_id", "kind", "how")) == [(first.pk, "my_ideas", "never")]
    for idea in (first, second):
        duty = asker_of(programme.default_duty, programme, "triager")
        services.tell(services.take(idea, by=duty), "News for you.", by=duty)
    assert len(mails_to("len@example.org")) == 3


def test_a_confidential_sender_chooses_by_the_link_and_no_row_says_who(visit, programme, grace):
    idea = send_idea(programme, by=asker_of(grace, programme), mode="confidential")
    [letter] = mails_to("grace@example.org")
    visit(grace).post(f"/notices/{stop_link(letter)}")
    assert Preference.objects.count() == 0
    assert list(SenderPreference.objects.values_list("record_id", flat=True)) == [idea.pk]
    assert OutboxRow.objects.filter(person_id=grace.pk).count() == 0
    assert "Nothing yet." in body(visit(grace).get("/notices/"))


def test_a_person_whose_mail_comes_back_is_told_and_says_that_it_works(visit, amina):
    Person.objects.filter(pk=amina.pk).update(mail_trouble_at=clock.now())
    visitor = visit(amina)
    for address in ("/notices/", "/notices/settings/"):
        assert "Our mail to you comes back" in body(visitor.get(address))
    assert visitor.post("/notices/settings/", {"works": "yes"}).status_code == 302
    amina.refresh_from_db()
    assert amina.mail_trouble_at is None
    assert "Our mail to you comes back" not in body(visitor.get("/notices/"))


def test_no_list_or_settings_page_holds_the_words_of_an_idea(visit, amina, programme):
    given(programme, amina, title="Canary title")
    page = body(visit(amina).get("/notices/"))
    assert "Canary title" not in page
    assert TEXT not in page


def test_the_mail_of_the_day_stops_as_a_whole(visit, programme, amina):
    Preference.objects.create(person_id=amina.pk, kind="ideas_i_hold", how="daily")
    given(programme, amina)
    row = OutboxRow.objects.get(person_id=amina.pk, key="ideas.given")
    address = f"/notices/stop/{stopping.signed(row, stopping.DAY)}/"
    assert "You get one mail a day" in body(visit().get(address))
    visit().post(address)
    assert preferences.chosen_by(amina.pk)["ideas_i_hold"] == "never"


def test_choose_one_mail_a_week_in_the_settings_and_by_the_link_of_a_mail(visit, programme, amina):
    visitor = visit(amina)
    page = body(visitor.get("/notices/settings/"))
    kinds = page.count('value="daily"')
    assert page.count('value="weekly"') == kinds > 3
    assert "Once a week, in one mail on Monday at 7 in the morning" in page
    typed = dict.fromkeys(preferences.chosen_by(amina.pk), "weekly")
    assert visitor.post("/notices/settings/", typed).status_code == 302
    assert set(preferences.chosen_by(amina.pk).values()) == {"weekly"}
    given(programme, amina)
    row = OutboxRow.objects.get(person_id=amina.pk, key="ideas.given")
    address = f"/notices/stop/{stopping.signed(row, stopping.WEEK)}/"
    page = body(visit().get(address))
    assert "You get one mail a week, on Monday at 7 in the morning." in page
    assert "One mail a week</button>" not in page
    assert "One mail a day</button>" in page
    visit().post(address, {"how": "daily"})
    assert preferences.chosen_by(amina.pk)["ideas_i_hold"] == "daily"
    assert "One mail a week</button>" in body(visit().get(address))
