from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import NotAllowed, roles
from groundswell.foundation.access.roles import RoleKind, declare
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.kit import clock
from groundswell.partnership import selectors, services
from groundswell.partnership.models import DutyTurn, Person, Role
from tests.factories.partnership import START, asker_of, give_role, make_organisation, make_person, make_programme

GIVE, PEOPLE, DUTY = "/settings/people/give/", "/settings/people/", "/settings/duty/"


@pytest.fixture
def hospital(programme):
    return make_organisation(programme)


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme, "programme_admin")
    return person


@pytest.fixture
def omar(programme, hospital):
    """Organisation administrator of the hospital."""
    person = make_person("Omar Ali")
    give_role(person, programme, "organisation_admin", hospital)
    return person


@pytest.fixture
def separate_kind():
    declare(RoleKind("test_evaluator", "Evaluator", "Measures, and decides no money", separation=True))
    yield "test_evaluator"
    del roles._kinds["test_evaluator"]


def typed(kind="triager", organisation="whole", email="joe@example.org", **more):
    return {
        "email": email,
        "name": "Joe Bell",
        "job_title": "Nurse",
        "kind": kind,
        "organisation_id": organisation,
    } | more


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def given(person):
    return list(Role.objects.filter(person=person).values_list("kind", "organisation_id"))


def test_give_role_makes_the_person_and_is_audited(browser, amina):
    answer = browser(amina).post(GIVE, typed(email=" Joe@Example.org"))
    assert answer["Location"] == PEOPLE
    joe = Person.objects.get(email="joe@example.org")
    assert (joe.name, joe.job_title, given(joe)) == ("Joe Bell", "Nurse", [("triager", None)])
    role = Role.objects.get(person=joe)
    assert role.granted_by == amina
    assert [entry.verb for entry in history_of(role.pk)] == ["grant"]


def test_give_role_leaves_a_known_person_as_they_are(browser, amina):
    joe = make_person("Josephine Bell", email="joe@example.org", job_title="Matron")
    browser(amina).post(GIVE, typed() | {"is_active": "", "synthetic": "1", "id": str(uuid4())})
    joe.refresh_from_db()
    assert (joe.name, joe.job_title, joe.synthetic) == ("Josephine Bell", "Matron", False)


def test_give_role_to_oneself_is_refused_with_the_reason(browser, amina):
    answer = browser(amina).post(GIVE, typed(email=amina.email))
    assert answer.status_code == 422
    assert "Nobody can give a role to themselves" in answer.content.decode()
    assert given(amina) == [("programme_admin", None)]


def test_give_role_inside_the_own_organisation(browser, omar, hospital):
    assert browser(omar).post(GIVE, typed(organisation=hospital.pk)).status_code == 302
    assert given(Person.objects.get(email="joe@example.org")) == [("triager", hospital.pk)]


@pytest.mark.parametrize("kind", ["programme_admin", "organisation_admin", "test_evaluator"])
def test_organisation_administrator_is_not_offered_other_kinds(browser, omar, hospital, separate_kind, kind):
    people = Person.objects.count()
    assert browser(omar).post(GIVE, typed(kind, hospital.pk)).status_code == 422
    assert Person.objects.count() == people


@pytest.mark.parametrize("kind", ["programme_admin", "organisation_admin", "test_evaluator"])
def test_service_refuses_other_kinds_with_the_reason(omar, programme, hospital, separate_kind, kind):
    by = asker_of(omar, programme, "organisation_admin", organisation=hospital)
    with pytest.raises(NotAllowed, match="Only a programme administrator can give this role"):
        services.grant_role(programme, person_id=make_person().pk, kind=kind, organisation_id=hospital.pk, by=by)


def test_separating_role_is_given_by_programme_administrators(browser, amina, separate_kind):
    assert browser(amina).post(GIVE, typed(separate_kind)).status_code == 302


def test_organisation_administrator_stays_in_the_own_organisation(browser, omar, programme, hospital):
    other = make_organisation(programme, "Southend Hospital")
    for place in (other.pk, "whole"):
        assert browser(omar).post(GIVE, typed(organisation=place)).status_code == 422
    by = asker_of(omar, programme, "organisation_admin", organisation=hospital)
    for place in (other.pk, None):
        with pytest.raises(NotAllowed, match="inside your own organisation only"):
            services.grant_role(programme, person_id=make_person().pk, kind="triager", organisation_id=place, by=by)


def test_place_of_another_programme_is_refused(amina, programme):
    elsewhere = make_organisation(make_programme(), "Leeds Hospital")
    by = asker_of(amina, programme, "programme_admin")
    with pytest.raises(NotAllowed, match="not a partner here"):
        services.grant_role(programme, person_id=make_person().pk, kind="triager", organisation_id=elsewhere.pk, by=by)
    with pytest.raises(NotAllowed, match="not a partner here"):
        services.set_duty(programme, person_id=make_person().pk, since=START, organisation_id=elsewhere.pk, by=by)


def test_administrator_of_another_programme_changes_nothing_here(amina, programme):
    other = make_programme()
    by = asker_of(amina, other, "programme_admin")
    role = give_role(make_person(), programme)
    with pytest.raises(NotAllowed, match="your own programme only"):
        services.grant_role(programme, person_id=make_person().pk, kind="triager", by=by)
    with pytest.raises(NotAllowed, match="your own programme only"):
        services.set_duty(programme, person_id=make_person().pk, since=START, by=by)
    with pytest.raises(Role.DoesNotExist):
        services.end_role(role.pk, by=by, on=START)


def test_administrators_belong_to_their_place(browser, amina, hospital):
    answer = browser(amina).post(GIVE, typed("programme_admin", hospital.pk))
    assert "is held for the whole programme" in answer.content.decode()
    answer = browser(amina).post(GIVE, typed("organisation_admin"))
    assert "Say which organisation" in answer.content.decode()


def test_give_role_with_dates_out_of_order_is_refused(browser, amina):
    people = Person.objects.count()
    dates = day("since", date(2027, 3, 2)) | day("until", date(2027, 3, 1))
    answer = browser(amina).post(GIVE, typed() | dates)
    assert answer.status_code == 422
    assert "The last day cannot be before the first" in answer.content.decode()
    assert Person.objects.count() == people


def test_end_role_on_a_day_is_audited(browser, amina, programme):
    role = give_role(make_person("Joe Bell"), programme)
    visitor = browser(amina)
    address = f"{PEOPLE}{role.pk}/end/"
    assert "Joe Bell" in visitor.get(address).content.decode()
    assert visitor.post(address, day("until", date(2027, 1, 31)))["Location"] == PEOPLE
    role.refresh_from_db()
    assert role.until == date(2027, 1, 31)
    assert [entry.verb for entry in history_of(role.pk)] == ["end"]


def test_ended_role_opens_nothing_the_day_after(browser, amina, programme):
    role = give_role(make_person("Joe Bell"), programme, "programme_admin")
    joe = browser(role.person)
    assert joe.get(PEOPLE).status_code == 200
    yesterday = clock.today() - timedelta(days=1)
    browser(amina).post(f"{PEOPLE}{role.pk}/end/", day("until", yesterday))
    assert joe.get(PEOPLE).status_code == 403


def test_last_programme_administrator_stays(browser, amina, programme):
    role = Role.objects.get(person=amina)
    answer = browser(amina).post(f"{PEOPLE}{role.pk}/end/", day("until", date(2027, 1, 31)))
    assert answer.status_code == 422
    assert "Give this role to somebody else first" in answer.content.decode()
    give_role(make_person(), programme, "programme_admin")
    assert browser(amina).post(f"{PEOPLE}{role.pk}/end/", day("until", date(2027, 1, 31))).status_code == 302


def test_role_of_another_organisation_is_not_found(browser, omar, programme):
    other = make_organisation(programme, "Southend Hospital")
    role = give_role(make_person("Joe Bell"), programme, "triager", other)
    assert browser(omar).get(f"{PEOPLE}{role.pk}/end/").status_code == 404
    assert "Joe Bell" not in browser(omar).get(PEOPLE).content.decode()


def test_own_role_can_be_put_down(omar, programme, hospital):
    role = Role.objects.get(person=omar)
    services.end_role(role.pk, by=asker_of(omar, programme, "organisation_admin", organisation=hospital), on=START)
    role.refresh_from_db()
    assert role.until == START


def test_people_are_found_by_name(browser, amina, programme):
    give_role(make_person("Joe Bell"), programme)
    body = browser(amina).get(PEOPLE, {"name": "bel"}).content.decode()
    assert "Joe Bell" in body
    assert "as Programme administrator" not in body
    assert "Nobody to show" in browser(amina).get(PEOPLE, {"name": "zzz"}).content.decode()


def test_duty_turn_is_added_and_ended(browser, amina, programme, hospital):
    joe = make_person("Joe Bell")
    give_role(joe, programme)
    since = date(2026, 1, 5)
    answer = browser(amina).post(
        f"{DUTY}add/", {"person_id": joe.pk, "organisation_id": hospital.pk} | day("since", since)
    )
    assert answer["Location"] == DUTY
    turn = DutyTurn.objects.get()
    assert selectors.on_duty(programme, hospital.pk, clock.today()) == joe
    assert "Joe Bell" in browser(amina).get(DUTY).content.decode()
    assert browser(amina).post(f"{DUTY}{turn.pk}/end/", day("until", since)).status_code == 302
    assert selectors.on_duty(programme, hospital.pk, clock.today()) == programme.default_duty
    assert [entry.verb for entry in history_of(turn.pk)] == ["set_duty", "end_duty"]


def test_duty_is_offered_to_the_team_only(browser, amina, programme):
    stranger = make_person("Sam Stranger")
    answer = browser(amina).post(
        f"{DUTY}add/", {"person_id": stranger.pk, "organisation_id": "whole"} | day("since", START)
    )
    assert answer.status_code == 422
    assert DutyTurn.objects.count() == 0


def test_organisation_administrator_sets_the_own_rota_only(omar, programme, hospital):
    by = asker_of(omar, programme, "organisation_admin", organisation=hospital)
    services.set_duty(programme, person_id=omar.pk, since=START, organisation_id=hospital.pk, by=by)
    everywhere = DutyTurn.objects.create(programme=programme, person=omar, since=START)
    with pytest.raises(NotAllowed, match="your own organisation only"):
        services.set_duty(programme, person_id=omar.pk, since=START, by=by)
    with pytest.raises(NotAllowed, match="your own organisation only"):
        services.end_duty(everywhere.pk, by=by, on=START)


def test_team_page_names_people_and_who_is_on_duty(browser, programme, hospital):
    joe = make_person("Joe Bell", job_title="Nurse")
    give_role(joe, programme)
    DutyTurn.objects.create(programme=programme, person=joe, organisation=hospital, since=START)
    body = browser().get("/team/").content.decode()
    for words in ("Joe Bell, Nurse", "Basildon Hospital", "Everywhere else", programme.default_duty.name):
        assert words in body
    assert joe.email not in body
    assert make_person("Sam Stranger").name not in browser().get("/team/").content.decode()


@pytest.mark.parametrize("rows", [1, 3, 25])
@pytest.mark.parametrize(("path", "queries"), [(PEOPLE, 7), (DUTY, 7), ("/team/", 10)])
def test_lists_cost_the_same_queries(browser, amina, programme, rows, path, queries):
    for number in range(rows):
        person = make_person(f"Person {number:02}")
        give_role(person, programme)
        DutyTurn.objects.create(programme=programme, person=person, since=START)
    visitor = browser(amina)
    visitor.get(path)
    with CaptureQueriesContext(connection) as counted:
        body = visitor.get(path).content.decode()
    assert body.count("Person ") >= rows - 1
    assert len(counted) == queries


def test_lists_page_at_twenty_five(browser, amina, programme):
    for number in range(30):
        give_role(make_person(f"Person {number:02}"), programme)
    first, second = (browser(amina).get(PEOPLE, {"page": page}).content.decode() for page in (1, 2))
    assert first.count('role="row"') == 26
    assert "Person 23" in first
    assert "Person 24" not in first
    assert second.count("Person ") >= 6


def test_administrator_of_the_team_finds_people_in_the_menu(browser, amina, programme):
    give_role(amina, programme)
    body = browser(amina).get("/today/").content.decode()
    assert f'href="{PEOPLE}"' in body
    assert f'href="{DUTY}"' in browser(amina).get(PEOPLE).content.decode()


def test_nobody_prolongs_a_role_by_ending_it_later(programme, hospital, omar):
    role = Role.objects.get(person=omar)
    Role.objects.filter(pk=role.pk).update(until=clock.today())
    by = asker_of(omar, programme, "organisation_admin", organisation=hospital)
    with pytest.raises(NotAllowed, match="This role ends sooner already"):
        services.end_role(role.pk, by=by, on=clock.today() + timedelta(days=1))
    role.refresh_from_db()
    assert (role.until, role.revision) == (clock.today(), 0)
