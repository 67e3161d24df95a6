"""What is set for the whole programme on one page: its name, how to reach it, who answers, and its clocks."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import Held
from groundswell.foundation.audit import checking
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.ideas import services as ideas
from groundswell.partnership import selectors
from groundswell.partnership.models import Programme
from groundswell.partnership.selectors import asker_for, task_asker
from groundswell.partnership.services.programme import CLOCKS, Settings, change_settings, set_fewest_shown
from tests.factories.answers import by as by_team
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme
from tests.factories.refusals import refused

HERE = "/settings/programme/"
WORDS = {"name": "Essex", "strapline": "Tell us.", "phone": "01632 960417", "email": "us@example.org"}
DAYS = {"reply_days": 7, "decision_days": 30, "ask_again_days": 10, "late_days": 2, "lead_days": 25}


@pytest.fixture
def helen(programme):
    person = make_person("Helen Ross")
    give_role(person, programme, "programme_admin")
    return person


@pytest.fixture
def by(helen, programme):
    return asker_of(helen, programme, "programme_admin")


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return person


@pytest.fixture
def admin(browser, helen):
    return browser(helen)


def as_it_is(programme):
    names = [*WORDS, *CLOCKS, "default_duty_id"]
    return Settings(**{name: getattr(programme, name) for name in names})


def typed(amina, programme, **said):
    return WORDS | DAYS | {"default_duty_id": amina.pk, "revision": programme.revision} | said


def body(answer):
    return " ".join(answer.content.decode().split())


def test_what_is_set_holds_for_what_comes_and_what_came_before_keeps_its_day(admin, programme, amina):
    with clock.at(clock.now()):
        before = send_idea(programme)
        days = (before.reply_by, before.decide_by)
        assert admin.post(HERE, typed(amina, programme))["Location"] == HERE
        now = Programme.objects.get(pk=programme.pk)
        after = send_idea(now)
    before.refresh_from_db()
    assert (before.reply_by, before.decide_by) == days
    assert after.reply_by > days[0]
    assert after.decide_by > days[1]
    assert (after.holder, before.holder) == (amina, programme.default_duty)
    assert {name: getattr(now, name) for name in (*WORDS, *DAYS)} == WORDS | DAYS
    page = body(admin.get("/help/"))
    for words in (
        "within 7 working days",
        "01632 960417",
        "us@example.org",
        "Tell us.",
        "Run by the partners of Essex",
    ):
        assert words in page
    assert "Ideas that came before keep the day that they were told." in body(admin.get(HERE))


def test_it_is_audited_with_numbers_before_and_now_and_digests_of_words(admin, programme, amina):
    for _ in range(2):  # sent twice
        admin.post(HERE, typed(amina, programme, ask_again_days=20, strapline=""))
    now = Programme.objects.get(pk=programme.pk)
    assert now.revision == programme.revision + 1
    row = AuditEntry.objects.get(record_id=programme.pk, verb="change_settings")
    assert row.facts == {
        "reply_days": {"before": 5, "now": 7},
        "decision_days": {"before": 20, "now": 30},
        "late_days": {"before": 3, "now": 2},
        "lead_days": {"before": 15, "now": 25},
        "default_duty_id": {"before": str(programme.default_duty_id), "now": str(amina.pk)},
        "words": ["email", "name", "phone"],
    }
    assert row.digests["phone"] == digest("01632 960417", bytes(now.salt))
    assert set(row.digests) == {"email", "name", "phone"}
    assert checking.troubles() == []


def test_words_that_are_taken_away_are_named(by, programme):
    given = {"phone": "01632 960417"}
    change_settings(programme, replace(as_it_is(programme), **given), by=by)
    change_settings(programme, replace(as_it_is(programme), phone=""), by=by)
    row = AuditEntry.objects.filter(record_id=programme.pk).order_by("-revision").first()
    assert (row.facts, row.digests, programme.phone) == ({"words": ["phone"]}, {}, "")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reply_days": "0"}, "Enter a number from 1 to 20"),
        ({"reply_days": "21"}, "Enter a number from 1 to 20"),
        ({"decision_days": "131"}, "Enter a number from 1 to 130"),
        ({"ask_again_days": "soon"}, "Enter a whole number"),
        ({"late_days": "-1"}, "Enter a number from 1 to 20"),
        ({"lead_days": ""}, "Enter a whole number"),
        ({"lead_days": "\u0665"}, "Enter a number from 1 to 130"),
        ({"decision_days": "6"}, "We cannot decide before we reply. Enter the same number or more"),
        ({"lead_days": "31"}, "Enter no more days than we have to decide"),
        ({"name": ""}, "Enter its name"),
        ({"email": "nowhere"}, "Enter an email address"),
        ({"default_duty_id": "x"}, "Select a person"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(admin, programme, amina, wrong, says):
    answer = admin.post(HERE, typed(amina, programme) | wrong)
    page = body(answer)
    assert (answer.status_code, says in page) == (422, True)
    assert 'value="us@example.org"' in page or "email" in wrong
    assert as_it_is(Programme.objects.get(pk=programme.pk)) == as_it_is(programme)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reply_days": 0}, "from 1 to 20"),
        ({"lead_days": 131, "decision_days": 130}, "from 1 to 130"),
        ({"reply_days": 9, "decision_days": 8}, "A reply comes before a decision"),
        ({"lead_days": 21}, "before the decision is due"),
    ],
)
def test_refuses_what_cannot_be_past_the_page(by, programme, said, why):
    with refused(why, Programme):
        change_settings(programme, replace(as_it_is(programme), **said), by=by)


@pytest.mark.parametrize("said", [{"name": " "}, {"email": "nowhere"}])
def test_past_the_page_it_needs_a_name_and_an_address_that_can_be(by, programme, said):
    with pytest.raises(ValidationError):
        change_settings(programme, replace(as_it_is(programme), **said), by=by)
    assert as_it_is(Programme.objects.get(pk=programme.pk)) == as_it_is(programme)


def test_who_answers_is_of_the_team_and_who_did_before_may_go_on(admin, by, programme, amina):
    joe, gone = make_person("Joe Bell"), make_person("Gone", email=None)
    give_role(gone, programme)
    for person in (joe, gone, make_programme().default_duty):
        with refused("Select somebody of the team who can sign in", Programme):
            change_settings(programme, replace(as_it_is(programme), default_duty_id=person.pk), by=by)
    page = body(admin.get(HERE))
    assert f'value="{programme.default_duty_id}" selected' in page  # holds no role of the team
    assert f'value="{amina.pk}"' in page
    assert f'value="{joe.pk}"' not in page
    admin.post(HERE, typed(programme.default_duty, programme))
    now = Programme.objects.get(pk=programme.pk)
    assert (now.reply_days, now.default_duty) == (7, programme.default_duty)
    assert selectors.on_duty(now, None, clock.today()) == programme.default_duty


def test_refuses_who_runs_less_or_another_programme(programme, helen, amina):
    olu = asker_of(make_person("Olu Ade"), programme, "organisation_admin", organisation=make_organisation(programme))
    there = asker_of(helen, make_programme(), "programme_admin")
    said = replace(as_it_is(programme), reply_days=7)
    for asker in (olu, there, task_asker(programme), asker_for(amina, programme)):
        with refused("Only a programme administrator can change this", Programme):
            change_settings(programme, said, by=asker)
    able = replace(task_asker(programme), roles=frozenset({Held("programme_admin")}))
    assert change_settings(programme, said, by=able).reply_days == 7


def test_somebody_was_faster_and_nothing_is_lost(admin, by, programme, amina):
    opened = typed(amina, programme)
    set_fewest_shown(Programme.objects.get(pk=programme.pk), 7, by=by)
    answer = admin.post(HERE, opened)
    assert answer.status_code == 422
    assert "Someone else changed this while you had it open" in body(answer)
    assert 'value="us@example.org"' in body(answer)
    assert Programme.objects.get(pk=programme.pk).reply_days == 5
    admin.post(HERE, opened | {"revision": programme.revision + 1})
    assert Programme.objects.get(pk=programme.pk).reply_days == 7


def test_asking_again_takes_the_days_that_are_set_when_we_decide(by, programme, amina):
    idea = send_idea(programme)
    change_settings(programme, replace(as_it_is(programme), ask_again_days=1), by=by)
    idea.refresh_from_db()
    ideas.decide(idea, ideas.Decision("not_now", "Not this year.", reason="cost"), by=by_team(amina, programme))
    assert (idea.ask_again_by - clock.today()).days in {1, 2, 3, 4, 5}


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_page_costs_the_same_however_many_are_on_the_team(admin, programme, rows):
    for number in range(rows):
        give_role(make_person(f"Person {number}"), programme)
    admin.get("/menu/")
    with CaptureQueriesContext(connection) as asked:
        page = body(admin.get(HERE))
    assert page.count("Person ") == rows
    assert len(asked) == 6  # session, person, programme, roles; unread; the team


def test_who_runs_the_programme_finds_the_way(admin):
    for address in ("/today/", "/site-map/"):
        assert f'href="{HERE}"' in body(admin.get(address)), address
