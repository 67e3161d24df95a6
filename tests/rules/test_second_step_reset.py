"""Whose device may be taken away by whom, and what nobody learns from outside (issue 1B, 7; V25, V27)."""

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.ideas import policies
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.services import erase_person, reset_second_step
from tests.factories.ideas import nobody
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme
from tests.partnership.signing_in import ask, type_code
from tests.rules.second import SET_UP, STEP, enrol, first_step, has_device, led_to, letters_to, passed, require
from tests.rules.test_confidential_pages import CSRF, TOKEN, UNHEARD

TRIAGER = policies.TRIAGER


@pytest.fixture(autouse=True)
def _second_step_is_required(settings, db):
    cache.clear()
    require(settings)


@pytest.fixture
def amina(cast):
    return cast.amina


@pytest.fixture
def ada(cast):
    cast.people["ada"] = make_person("Ada Admin")
    give_role(cast.ada, cast.programme, "programme_admin")
    return cast.ada


def admin(cast, person):
    return asker_of(person, cast.programme, "programme_admin")


def test_another_administrator_takes_the_device_away(cast, amina, ada):
    enrol(amina)
    reset_second_step(amina.pk, by=admin(cast, ada))
    assert not has_device(amina)


def test_a_reset_is_booked_on_who_did_it(cast, amina, ada):
    enrol(amina)
    reset_second_step(amina.pk, by=admin(cast, ada))
    row = AuditEntry.objects.order_by("-pk").first()
    assert (row.actor_kind, row.actor_id) == ("person", ada.pk)
    assert str(amina.pk) in f"{row.record_id} {row.facts}"


def test_a_reset_mails_the_person(cast, amina, ada):
    enrol(amina)
    reset_second_step(amina.pk, by=admin(cast, ada))
    assert len(letters_to(amina)) == 1


def test_a_reset_ends_all_sessions_of_the_person_and_no_others(cast, amina, ada):
    browsers = [passed(cast.programme, amina), first_step(cast.programme, amina)]
    other = first_step(cast.programme, cast.tom)
    reset_second_step(amina.pk, by=admin(cast, ada))
    assert [led_to(browser.get("/today/")) for browser in browsers] == ["/sign-in/"] * 2
    assert other.get("/today/").status_code == 200


def test_after_a_reset_the_person_sets_up_anew(cast, amina, ada):
    enrol(amina)
    reset_second_step(amina.pk, by=admin(cast, ada))
    answer = first_step(cast.programme, amina).get("/triage/", follow=True)
    assert answer.request["PATH_INFO"].startswith(SET_UP)


@pytest.mark.parametrize("who", ["ada", "amina", "tom", "staff", "lea", "signed out", "elsewhere", "before the step"])
def test_a_reset_by_anybody_else_is_refused(cast, ada, who):
    """Ada's own device: not by herself, not by the team, not from outside, not by an administrator half signed in."""
    enrol(ada)
    other = make_programme()
    by = {
        "ada": lambda: admin(cast, ada),
        "amina": lambda: asker_of(cast.amina, cast.programme, TRIAGER),
        "tom": lambda: asker_of(cast.tom, cast.programme),
        "staff": lambda: asker_of(cast.staff, cast.programme),
        "lea": lambda: asker_of(cast.bea, cast.programme, policies.LEAD),
        "signed out": lambda: nobody(cast.programme),
        "elsewhere": lambda: asker_of(cast.bea, other, "programme_admin"),
        "before the step": lambda: asker_of(cast.bea, cast.programme),
    }[who]()
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        reset_second_step(ada.pk, by=by)
    assert (has_device(ada), AuditEntry.objects.count()) == (True, before)


def test_an_administrator_of_one_place_resets_nobody_of_another(cast, amina):
    place = make_organisation(cast.programme)
    enrol(amina)  # she triages for the whole programme
    by = asker_of(cast.bea, cast.programme, "organisation_admin", organisation=place)
    with pytest.raises(NotAllowed):
        reset_second_step(amina.pk, by=by)
    assert has_device(amina)


def test_erasing_a_person_takes_the_device_along(cast):
    person = make_person("Paula Privileged")
    enrol(person)
    erase_person(by=task_asker(cast.programme), reason="asked", person_id=person.pk)
    assert not has_device(person.pk)


# Nobody learns from outside who has what


def alike(response):
    text = TOKEN.sub("TOKEN", CSRF.sub("CSRF", response.content.decode()))
    headers = {name: value for name, value in response.headers.items() if name not in UNHEARD}
    return response.status_code, text, headers


@pytest.fixture
def addresses(cast, amina):
    """Of somebody with a device and a role, with a role alone, with neither, and of nobody."""
    enrol(amina)
    return [amina.email, cast.tom.email, cast.staff.email, "nobody.at.all@example.org"]


def test_asking_for_a_code_tells_nothing_of_a_device(cast, addresses):
    answers = [alike(ask(Client(HTTP_HOST=cast.programme.host), email)) for email in addresses]
    assert [answer for answer in answers if answer != answers[0]] == []


def test_a_wrong_mailed_code_tells_nothing_of_a_device(cast, addresses):
    answers = []
    for email in addresses:
        browser = Client(HTTP_HOST=cast.programme.host)
        ask(browser, email)
        answers.append(alike(type_code(browser, "BBBB-BBBB")))
    assert [answer for answer in answers if answer != answers[0]] == []


def test_the_second_step_asks_for_no_address_and_names_nobody(cast, amina):
    enrol(amina)
    page = first_step(cast.programme, amina).get(STEP).content.decode()
    assert amina.email not in page
