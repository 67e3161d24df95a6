"""Roles that count need a second step at sign-in, on every path (issue 1B, 7; reliability.md V25, V27).

Every browser here signs in by the mailed code as people do; nothing marks its session from outside.
"""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from groundswell.foundation.access.roles import kind_of, kinds
from groundswell.ideas import policies, services
from groundswell.partnership.models import Role
from groundswell.partnership.services import grant_role
from tests.access.test_matrix import KEPT, samples
from tests.access.world import World
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person
from tests.factories.rows import tried
from tests.partnership.signing_in import sign_in
from tests.rules.cast import in_days, link_holder, mail_of
from tests.rules.promised import letter_of
from tests.rules.second import (
    SET_UP,
    STEP,
    code_of,
    enrol,
    first_step,
    led_to,
    passed,
    passes,
    require,
    roles_of,
)

PRIVILEGED = ("programme_admin", "organisation_admin", policies.LEAD, policies.DIRECTOR, policies.TRIAGER)
PAGES = {
    "/triage/": policies.TRIAGER,
    "/triage/ideas.csv": policies.TRIAGER,
    "/triage/?show=late": policies.TRIAGER,
    "/settings/people/": "programme_admin",
    "/settings/people/give/": "organisation_admin",
    "/settings/duty/": "organisation_admin",
    "/settings/duty/add/": "programme_admin",
}
FORMS = {
    "ideas:take": "triager",
    "ideas:give": "triager",
    "ideas:answer": "triager",  # which she holds: holding it is no way round
    "ideas:bulk": "triager",
    "partnership:give-role": "programme_admin",
    "partnership:end-role": "organisation_admin",
    "partnership:add-turn": "organisation_admin",
}


@pytest.fixture(autouse=True)
def _second_step_is_required(settings, db):
    cache.clear()
    require(settings)


def person_with(cast, kind):
    """Somebody who holds a role of this kind and no other."""
    person = make_person("Paula Privileged")
    place = make_organisation(cast.programme) if kind == "organisation_admin" else None
    give_role(person, cast.programme, kind, place)
    return person


def test_these_kinds_and_no_others_are_privileged():
    """Here those that partnership and ideas know; a later room adds its own."""
    assert {kind.key for kind in kinds() if kind.privileged} == {
        *PRIVILEGED,
        "innovations.steward",
        "sponsor",
        "needs.manager",
    }
    assert all(kind_of(key).privileged for key in PRIVILEGED)


# Before the step


@pytest.mark.parametrize("kind", PRIVILEGED)
def test_the_asker_holds_no_privileged_role_before_the_step_and_holds_it_after(cast, kind):
    person = person_with(cast, kind)
    secret, browser = enrol(person), first_step(cast.programme, person)
    assert roles_of(browser) == set()
    passes(browser, code_of(secret), STEP)
    assert roles_of(browser) == {kind}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_needs_the_role_leads_to_the_step(cast, path):
    person = person_with(cast, PAGES[path])
    enrol(person)
    answer = first_step(cast.programme, person).get(path)
    assert (answer.status_code, led_to(answer)) == (302, STEP)


@pytest.mark.parametrize("path", PAGES)
def test_who_has_no_device_yet_is_led_to_set_one_up(cast, path):
    answer = first_step(cast.programme, person_with(cast, PAGES[path])).get(path, follow=True)
    assert answer.redirect_chain
    assert answer.request["PATH_INFO"].startswith(SET_UP)


@pytest.mark.parametrize("path", PAGES)
def test_after_the_step_they_come_back_to_where_they_were(cast, path):
    person = person_with(cast, PAGES[path])
    secret, browser = enrol(person), first_step(cast.programme, person)
    answer = passes(browser, code_of(secret), path)
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("method", ["head", "get"])
@pytest.mark.parametrize(
    "header", [{}, {"HTTP_ACCEPT": "application/json"}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}]
)
def test_asking_in_another_manner_opens_nothing(cast, method, header):
    person = person_with(cast, policies.TRIAGER)
    enrol(person)
    answer = getattr(first_step(cast.programme, person), method)("/triage/ideas.csv", **header)
    assert answer.status_code == 302


@pytest.mark.parametrize("address", FORMS)
def test_no_form_is_taken_before_the_step(db, address):
    world = World()
    person = world.people[FORMS[address]]
    enrol(person)
    sample = samples()[address](world, FORMS[address])
    browser = first_step(world.programme, person)
    with tried(KEPT) as trial:
        browser.post(reverse(address, args=sample.args), sample.data)
    assert not trial.changed


@pytest.mark.parametrize("address", FORMS)
def test_the_same_form_is_taken_after_the_step(db, address):
    """So that silence above means something."""
    world = World()
    person = world.people[FORMS[address]]
    sample = samples()[address](world, FORMS[address])
    browser = passed(world.programme, person)
    with tried(KEPT) as trial:
        browser.post(reverse(address, args=sample.args), sample.data)
    assert trial.changed


def held_by_amina(cast):
    idea = send_idea(cast.programme, text="A zebra crossing for the corridor.")
    return services.take(idea, by=asker_of(cast.amina, cast.programme, policies.TRIAGER))


def test_an_idea_that_a_triager_holds_shows_nothing_before_the_step(cast):
    idea = held_by_amina(cast)
    enrol(cast.amina)
    answer = first_step(cast.programme, cast.amina).get(f"/triage/{idea.reference}/")
    assert answer.status_code in {302, 403, 404}
    assert "zebra" not in answer.content.decode().lower()


def test_an_idea_that_others_hold_shows_nothing_before_the_step(cast):
    idea = send_idea(cast.programme, text="A zebra crossing for the corridor.")
    enrol(cast.amina)
    answer = first_step(cast.programme, cast.amina).get(f"/triage/{idea.reference}/")
    assert answer.status_code in {302, 403, 404}
    assert "zebra" not in answer.content.decode().lower()


def test_what_needs_no_role_stays_open_before_the_step(cast):
    browser = first_step(cast.programme, cast.amina)
    assert [browser.get(path).status_code for path in ("/", "/ideas/", "/ideas/new/idea/", "/today/")] == [200] * 4


def test_who_holds_no_role_is_led_nowhere(cast):
    browser = first_step(cast.programme, cast.staff)
    assert browser.get("/today/").status_code == 200
    assert browser.get("/triage/").status_code == 403


# Roles that come and go


def test_a_role_given_while_signed_in_waits_for_the_step(cast):
    browser = first_step(cast.programme, cast.staff)
    ada = person_with(cast, "programme_admin")
    by = asker_of(ada, cast.programme, "programme_admin")
    grant_role(cast.programme, person_id=cast.staff.pk, kind=policies.TRIAGER, by=by)
    assert roles_of(browser) == set()
    assert browser.get("/triage/", follow=True).request["PATH_INFO"].startswith(SET_UP)


def test_a_second_role_given_after_the_step_counts_at_once(cast):
    browser = passed(cast.programme, cast.amina)
    give_role(cast.amina, cast.programme, policies.LEAD)
    assert roles_of(browser) == {policies.TRIAGER, policies.LEAD}


def test_a_role_that_ends_is_gone_though_the_step_was_passed(cast):
    browser = passed(cast.programme, cast.amina)
    Role.objects.filter(person=cast.amina).delete()
    assert roles_of(browser) == set()


# The step belongs to one session of one person


def test_the_step_of_one_browser_opens_no_other(cast):
    passed(cast.programme, cast.amina)
    assert roles_of(first_step(cast.programme, cast.amina)) == set()


def test_the_step_ends_with_signing_out(cast):
    browser = passed(cast.programme, cast.amina)
    browser.post("/sign-out/")
    sign_in(browser, cast.amina)
    assert roles_of(browser) == set()


def test_the_step_of_one_person_is_not_the_next_persons_at_the_same_computer(cast):
    browser = passed(cast.programme, cast.amina)
    browser.post("/sign-out/")
    enrol(cast.tom)
    sign_in(browser, cast.tom)
    assert roles_of(browser) == set()


def test_anothers_code_does_not_pass(cast):
    secret = enrol(cast.tom)
    enrol(cast.amina)
    browser = first_step(cast.programme, cast.amina)
    assert passes(browser, code_of(secret)).status_code == 422
    assert roles_of(browser) == set()


def test_who_is_signed_out_is_not_at_the_second_step(cast):
    enrol(cast.amina)
    for path in (STEP, SET_UP):
        answer = Client(HTTP_HOST=cast.programme.host).get(path)
        assert (answer.status_code, led_to(answer)) == (302, "/sign-in/")


def test_going_on_to_another_site_is_not_possible(cast):
    secret, browser = enrol(cast.amina), first_step(cast.programme, cast.amina)
    for goal in ("//evil.example/", "https://evil.example/", "/\\evil.example/"):
        page = browser.get(STEP, {"next": goal})
        assert "evil.example" not in page.headers.get("Location", "")
    answer = passes(browser, code_of(secret), f"{STEP}?next=//evil.example/")
    assert answer.status_code == 302
    assert "evil.example" not in answer.headers["Location"]


def test_the_mail_to_the_team_is_written_though_nobody_passed_a_step(cast):
    """What runs in the background has no session, and a mail must not wait for one."""
    idea = send_idea(cast.programme)
    decision = services.Decision("quick_fix", "Joe can do it.", cast.joe.pk, in_days(9))
    services.decide(idea, decision, by=asker_of(cast.amina, cast.programme, policies.TRIAGER))
    services.thank(idea, "Thank you.", by=link_holder(idea))
    row = mail_of(idea, key="ideas.thanked", person_id=cast.amina.pk).get()
    assert idea.reference.replace("-", " ") in letter_of(row)


def test_in_a_demonstration_the_cast_page_passes_it(cast, settings):
    settings.DEMO = True
    person = make_person("Invented Irene", synthetic=True)
    give_role(person, cast.programme)
    browser = Client(HTTP_HOST=cast.programme.host)
    browser.post("/cast/", {"person": str(person.pk)})
    assert browser.get("/triage/").status_code == 200
