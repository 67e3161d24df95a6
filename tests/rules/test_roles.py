"""Roles, the duty rota and hosts (settled.md "People, asking, seeing"; domain C5 "Grant roles"; issue 1A, 2)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groundswell.foundation.access import Held, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.partnership.models import DutyTurn, Role
from groundswell.partnership.selectors import asker_for, on_duty, programme_at
from groundswell.partnership.services import end_role, grant_role, set_duty
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_organisation, make_person, make_programme
from tests.rules.cast import MONDAY, Story, make_cast, rows_of

TODAY = MONDAY.date()
DAY = timedelta(days=1)


@pytest.fixture
def town(cast):
    """A programme with its administrator and two hospitals, each with an administrator of its own."""
    cast.people["ada"] = make_person("Ada Admin")
    give_role(cast.ada, cast.programme, "programme_admin")
    cast.places = {}
    for key, name in (("bas", "Basildon Hospital"), ("sou", "Southend Hospital")):
        cast.places[key] = make_organisation(cast.programme, name)
        cast.people[f"boss_{key}"] = make_person(f"Boss {key}")
        give_role(cast.people[f"boss_{key}"], cast.programme, "organisation_admin", cast.places[key])
    return cast


@pytest.fixture(autouse=True)
def _on_a_monday():
    with clock.at(MONDAY):
        yield


def books():
    return [list(model.objects.order_by("pk").values()) for model in (Role, DutyTurn, AuditEntry)]


def grant(town, who, kind="triager", to="joe", place=None, **span):
    return grant_role(
        town.programme,
        person_id=town.people[to].pk,
        kind=kind,
        by=town.as_(who),
        organisation_id=place and town.places[place].pk,
        **span,
    )


def test_the_programmes_administrator_grants_and_it_is_booked(town):
    role = grant(town, "ada")
    assert (role.person, role.kind, role.granted_by, role.since) == (town.joe, "triager", town.ada, TODAY)
    assert len(rows_of(role)) == role.revision == 1
    assert town.as_("joe").roles == {Held("triager", None)}


@pytest.mark.parametrize("kind", ["programme_admin", "organisation_admin", "triager"])
@pytest.mark.parametrize(("who", "place"), [("ada", None), ("ada", "bas"), ("boss_bas", "bas")])
def test_nobody_grants_a_role_to_themselves(town, who, place, kind):
    before = books()
    with pytest.raises(NotAllowed):
        grant(town, who, kind, to=who, place=place)
    assert books() == before


def test_an_organisations_administrator_grants_within_it(town):
    role = grant(town, "boss_bas", place="bas")
    assert role.organisation == town.places["bas"]


@pytest.mark.parametrize(
    ("who", "kind", "place"),
    [
        ("boss_bas", "triager", None),  # "org admin within own org"
        ("boss_bas", "triager", "sou"),
        ("boss_bas", "programme_admin", "bas"),  # "separation roles need programme admin"
        ("boss_bas", "programme_admin", None),
        ("boss_bas", "organisation_admin", "sou"),
        ("amina", "triager", None),
        ("amina", "programme_admin", None),
        ("grace", "triager", "bas"),
        ("staff", "triager", None),
    ],
)
def test_a_grant_beyond_ones_scope_is_refused(town, who, kind, place):
    before = books()
    with pytest.raises(NotAllowed):
        grant(town, who, kind, place=place)
    assert books() == before


def test_an_administrator_of_another_programme_grants_nothing_here(town):
    other = make_cast()
    give_role(other.amina, other.programme, "programme_admin")
    before = books()
    with pytest.raises(NotAllowed):
        grant_role(town.programme, person_id=town.joe.pk, kind="triager", by=other.as_("amina"))
    assert books() == before


def test_an_organisation_of_another_programme_is_no_scope_here(town):
    elsewhere = make_organisation(make_programme(), "Elsewhere")
    before = books()
    with pytest.raises(NotAllowed):
        grant_role(
            town.programme,
            person_id=town.joe.pk,
            kind="triager",
            by=town.as_("ada"),
            organisation_id=elsewhere.pk,
        )
    assert books() == before


def test_a_kind_that_no_room_declared_is_refused(town):
    before = books()
    with pytest.raises(NotAllowed):
        grant(town, "ada", "emperor")
    assert books() == before


def test_an_administrator_whose_role_is_over_grants_nothing(town):
    Role.objects.filter(person=town.ada).update(until=TODAY - DAY)
    with pytest.raises(NotAllowed):
        grant(town, "ada")


def test_a_role_holds_from_its_first_to_its_last_day(town):
    grant(town, "ada", since=TODAY + DAY, until=TODAY + 2 * DAY)
    held = []
    for days in range(4):
        with clock.at(MONDAY + timedelta(days=days)):
            held.append(len(town.as_("joe").roles))
    assert held == [0, 1, 1, 0]


def test_an_ended_role_holds_through_its_last_day(town):
    role = end_role(grant(town, "ada").pk, by=town.as_("ada"), on=TODAY)
    assert (role.until, role.revision, len(rows_of(role))) == (TODAY, 2, 2)
    assert len(town.as_("joe").roles) == 1
    with clock.at(MONDAY + DAY):
        assert town.as_("joe").roles == frozenset()


@pytest.mark.parametrize("who", ["staff", "amina", "boss_sou"])
def test_a_role_is_not_ended_by_others(town, who):
    role = grant(town, "ada", place="bas")
    before = books()
    with pytest.raises(NotAllowed):
        end_role(role.pk, by=town.as_(who), on=TODAY)
    assert books() == before


def test_roles_are_held_programme_by_programme(town):
    """Person is global, roles are not."""
    other = make_programme()
    assert asker_for(town.amina, other).roles == frozenset()
    assert asker_for(town.amina, town.programme).roles == {Held("triager", None)}


def duty(town, person, *, place=None, since=TODAY, until=None, by="ada"):
    return set_duty(
        town.programme,
        person_id=town.people[person].pk,
        since=since,
        until=until,
        by=town.as_(by),
        organisation_id=place and town.places[place].pk,
    )


def turn(town, place=None, day=TODAY):
    return on_duty(town.programme, place and town.places[place].pk, day).name


def test_duty_falls_to_the_default_when_no_turn_is_set(town):
    assert (turn(town), turn(town, "bas")) == ("Dee Duty", "Dee Duty")


def test_the_programmes_turn_goes_before_the_default(town):
    duty(town, "tom")
    assert (turn(town), turn(town, "bas")) == ("Tom Reed", "Tom Reed")


def test_the_organisations_own_turn_goes_before_the_programmes(town):
    duty(town, "amina", place="bas")
    duty(town, "tom")
    assert (turn(town, "bas"), turn(town, "sou"), turn(town)) == ("Amina Khan", "Tom Reed", "Tom Reed")


def test_a_turn_lasts_from_its_first_through_its_last_day(town):
    duty(town, "tom", since=TODAY + DAY, until=TODAY + 2 * DAY)
    names = [turn(town, day=TODAY + n * DAY) for n in range(4)]
    assert names == ["Dee Duty", "Tom Reed", "Tom Reed", "Dee Duty"]


def test_an_organisations_turn_that_is_over_gives_way(town):
    duty(town, "amina", place="bas", since=TODAY - 3 * DAY, until=TODAY - DAY)
    duty(town, "tom")
    assert turn(town, "bas") == "Tom Reed"


@pytest.mark.parametrize("who", ["staff", "grace", "boss_sou"])
def test_duty_is_not_set_by_others(town, who):
    before = books()
    with pytest.raises(NotAllowed):
        duty(town, "tom", place="bas", by=who)
    assert books() == before


def test_an_idea_goes_to_who_is_on_duty_at_its_place_that_day(town):
    duty(town, "amina", place="bas", until=TODAY)
    assert send_idea(town.programme, place="Basildon Hospital").holder == town.amina
    assert send_idea(town.programme, place="Southend Hospital").holder == town.dee
    assert send_idea(town.programme).holder == town.dee
    with clock.at(MONDAY + DAY):
        assert send_idea(town.programme, place="Basildon Hospital").holder == town.dee


def test_the_duty_day_is_the_local_day(town):
    """23:30 UTC on 30 June is 1 July in Basildon."""
    duty(town, "amina", since=date(2026, 7, 1), until=date(2026, 7, 1))
    assert Story(town, start=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).idea.holder == town.amina


def test_a_host_names_its_programme_and_no_other(town):
    other = make_programme()
    assert programme_at(town.programme.host) == town.programme
    assert programme_at(other.host) == other
    assert programme_at("unknown.example.org") is None


def test_with_one_programme_any_host_serves_it(cast):
    assert programme_at("unknown.example.org") == cast.programme


WHOLE = ("needs.manager", "needs.community_partner", "needs.governor", "needs.patient_partner", "programme_admin")


@pytest.mark.parametrize("kind", WHOLE)
def test_what_counts_for_everyone_is_given_for_the_whole_programme_by_its_administrator_alone(town, kind):
    before = books()
    with pytest.raises(NotAllowed, match="Only a programme administrator"):
        grant(town, "boss_bas", kind, place="bas")
    with pytest.raises(NotAllowed, match="held for the whole programme"):
        grant(town, "ada", kind, place="bas")
    assert books() == before
    assert grant(town, "ada", kind).organisation_id is None
