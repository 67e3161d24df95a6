"""One organisation becomes another on a day: nothing is deleted, and what belonged to the first goes on."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import Held, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors as ideas
from groundswell.partnership import selectors
from groundswell.partnership.models import DutyTurn, Organisation, Role, Service, Succession
from groundswell.partnership.services import erase_person, partners
from tests.factories.ideas import send_idea
from tests.factories.partnership import (
    START,
    asker_of,
    enter,
    give_role,
    make_organisation,
    make_person,
    make_programme,
    make_service,
)

DAY = date(2026, 4, 1)
LAW = "Boundary change order 2026"
OLD, NEW = "NHS Mid and South Essex", "NHS Greater Essex"


@pytest.fixture
def helen(programme):
    person = make_person("Helen Ross")
    give_role(person, programme, "programme_admin")
    return person


@pytest.fixture
def by(helen, programme):
    return asker_of(helen, programme, "programme_admin")


@pytest.fixture
def old(programme):
    return make_organisation(programme, OLD)


def rename(old, by, **said):
    return partners.rename(old.pk, **({"name": NEW, "on": DAY, "source": LAW, "by": by} | said))


def body(client, address):
    return " ".join(client.get(address).content.decode().split())


@pytest.fixture
def visit(programme):
    def open_browser(person=None):
        client = Client(HTTP_HOST=programme.host)
        if person:
            enter(client, person)
        return client

    return open_browser


def test_renamed_both_pages_say_until_and_since_when(visit, helen, old):
    day = {"on_day": "1", "on_month": "4", "on_year": "2026"}
    typed = {"kind": "renamed", "name": NEW, "source": LAW} | day
    answer = visit(helen).post(f"/partners/{old.pk}/step/", typed)
    new = Organisation.objects.get(name=NEW)
    assert answer["Location"] == f"/partners/{new.pk}/"
    page = body(visit(), f"/partners/{new.pk}/")
    assert f"Was called {OLD} until 31 March 2026." in page
    assert f"Source: {LAW}" in page
    assert "Noted by Helen Ross on" in page
    page = body(visit(), f"/partners/{old.pk}/")
    assert f"Is called {NEW} since 1 April 2026." in page
    assert "Partner from 1 January 2018 to 31 March 2026." in page
    listed = body(visit(), "/partners/")
    assert NEW in listed
    assert OLD not in listed
    assert OLD in body(visit(), "/partners/?show=before")


def test_merged_it_goes_on_as_part_of_the_other(visit, helen, old, programme):
    trust = make_organisation(programme, "Essex Trust")
    day = {"on_day": "1", "on_month": "4", "on_year": "2026"}
    visit(helen).post(f"/partners/{old.pk}/step/", {"kind": "merged", "into": trust.pk, "source": LAW} | day)
    old.refresh_from_db()
    assert (old.heir, old.until) == (trust, DAY - timedelta(1))
    page = body(visit(), f"/partners/{trust.pk}/")
    assert f"{OLD} was a partner of its own until 31 March 2026, and is part of this one now." in page


def test_services_move_and_say_where_they_were(visit, by, old, programme):
    moved = make_service(old)
    trust = make_organisation(programme, "Essex Trust")
    make_service(trust, "Pharmacy", "Southend")
    stays = make_service(old, "Pharmacy", "Southend")
    step = partners.merge(old.pk, into=trust.pk, on=DAY, source=LAW, by=by)
    moved.refresh_from_db()
    stays.refresh_from_db()
    assert (moved.organisation, moved.came_with, stays.organisation) == (trust, step, old)
    assert Service.objects.count() == 3
    assert f"Outpatients, Basildon (with {OLD} until 31 March 2026)" in body(visit(), f"/partners/{trust.pk}/")


def test_roles_end_the_day_before_and_go_on_there_given_by_who_gave_them(by, helen, old, programme):
    amina, sol = make_person("Amina Khan"), make_person("Sol Bay")
    role = Role.objects.create(
        programme=programme, person=amina, kind="triager", organisation=old, since=START, granted_by=helen
    )
    own = Role.objects.create(programme=programme, person=helen, kind="triager", organisation=old, since=START)
    later = Role.objects.create(
        programme=programme, person=sol, kind="triager", organisation=old, since=DAY + timedelta(9)
    )
    over = Role.objects.create(
        programme=programme, person=sol, kind="triager", organisation=old, since=START, until=DAY - timedelta(9)
    )
    new = rename(old, by).after
    for row in (role, own, later, over):
        row.refresh_from_db()
    assert (role.until, role.organisation) == (DAY - timedelta(1), old)
    on = Role.objects.get(person=amina, organisation=new)
    assert (on.since, on.until, on.granted_by, on.kind) == (DAY, None, helen, "triager")
    assert (later.organisation, over.organisation) == (new, old)
    assert over.until == DAY - timedelta(9)
    entry = AuditEntry.objects.get(record_id=on.pk)
    assert (entry.verb, entry.revision) == ("go on", 1)


def test_turns_of_duty_go_on_there(by, old, programme):
    bethan = make_person("Bethan Rowlands")
    DutyTurn.objects.create(programme=programme, person=bethan, organisation=old, since=START)
    new = rename(old, by).after
    assert selectors.on_duty(programme, new.pk, DAY) == bethan
    assert selectors.on_duty(programme, old.pk, DAY) == bethan
    assert DutyTurn.objects.count() == 2


def test_ideas_of_the_old_name_stay_with_its_people(by, old, programme):
    bethan = make_person("Bethan Rowlands")
    give_role(bethan, programme, "triager", old)
    idea = send_idea(programme, place=OLD)
    assert idea.organisation_id == old.pk
    new = rename(old, by).after
    asker = selectors.asker_for(bethan, programme)
    assert asker.roles == {Held("triager", new.pk), Held("triager", old.pk)}
    assert ideas.idea_for(asker, idea.reference) is not None
    assert bethan in selectors.holders_of(programme, "triager", organisation_id=old.pk)
    assert selectors.in_charge(programme, "triager", old.pk, clock.today()) == [bethan]
    stranger = make_person("Al")
    give_role(stranger, programme, "triager", make_organisation(programme, "Southend"))
    assert ideas.idea_for(selectors.asker_for(stranger, programme), idea.reference) is None


def test_two_steps_later_the_first_name_still_leads_to_the_last(by, old, programme):
    bethan = make_person("Bethan Rowlands")
    give_role(bethan, programme, "triager", old)
    second = rename(old, by).after
    third = rename(second, by, name="NHS Essex", on=DAY + timedelta(30)).after
    old.refresh_from_db()
    assert old.heir == third
    held = {one.organisation_id for one in selectors.asker_for(bethan, programme).roles}
    assert held == {old.pk, second.pk, third.pk}


def test_who_holds_no_role_of_a_grown_partner_costs_no_query_more(programme, old):
    bethan = make_person("Bethan Rowlands")
    give_role(bethan, programme, "triager", old)
    with CaptureQueriesContext(connection) as asked:
        selectors.asker_for(bethan, programme)
    assert len(asked) == 1


def test_sending_twice_notes_one_step(by, old, programme):
    assert rename(old, by).pk == rename(old, by).pk
    other, trust = make_organisation(programme, "Other"), make_organisation(programme, "Essex Trust")
    steps = {partners.merge(other.pk, into=trust.pk, on=DAY, source=LAW, by=by).pk for _ in range(2)}
    assert len(steps) == 1
    assert Succession.objects.count() == 2
    for step in Succession.objects.all():
        assert AuditEntry.objects.filter(record_id=step.pk).count() == step.revision


def refused(move, *args, **said):
    tables = (Organisation, Role, Succession, Service)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    with pytest.raises(NotAllowed) as why:
        move(*args, **said)
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before
    return str(why.value)


def test_what_cannot_be_is_refused_with_the_reason(by, old, programme):
    other = make_organisation(programme, "Other")
    tomorrow = clock.today() + timedelta(1)
    assert refused(rename, old, by, on=tomorrow) == "That day has not come yet. Note it once it has"
    assert refused(rename, old, by, on=START) == "It has been a partner since 1 January 2018 only"
    assert refused(rename, old, by, name="Other") == "There is a partner of this name already"
    given = {"on": DAY, "source": LAW, "by": by}
    assert refused(partners.merge, old.pk, into=old.pk, **given) == "Select another partner"
    away = make_organisation(make_programme(), "Away")
    assert refused(partners.merge, old.pk, into=away.pk, **given) == "Select another partner"
    assert refused(rename, away, by) == "This organisation is not a partner here"
    rename(old, by)
    assert refused(rename, old, by, name="Third") == f"It became {NEW} already"
    assert refused(partners.merge, other.pk, into=old.pk, **given) == f"{OLD} is no partner on that day"
    Organisation.objects.filter(pk=other.pk).update(until=date(2020, 1, 1))
    assert refused(rename, other, by, name="Third") == "It was a partner until 1 January 2020 only"


def test_only_who_runs_the_programme_notes_a_step(old, programme):
    olu = make_person("Olu Ade")
    by = asker_of(olu, programme, "organisation_admin", organisation=old)
    assert refused(rename, old, by) == "Only a programme administrator can change the partners"


def test_step_page_says_what_to_mend_and_keeps_the_words(visit, helen, old):
    answer = visit(helen).post(f"/partners/{old.pk}/step/", {"kind": "renamed", "source": "A letter"})
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "Enter its new name" in page
    assert "Enter the first day" in page
    assert 'value="A letter"' in page
    answer = visit(helen).post(f"/partners/{old.pk}/step/", {"kind": "merged"})
    assert "Select another partner" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_pages_cost_the_same_however_many_there_are(visit, by, old, programme, rows):
    for number in range(rows):
        make_service(old, f"Ward {number}")
        make_organisation(programme, f"Partner {number}")
    new = rename(old, by).after
    client = visit()
    for address, cost in (("/partners/", 3), (f"/partners/{new.pk}/", 5)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) == cost, address


def test_erasing_who_noted_it_leaves_the_step_without_a_name(by, helen, old, programme):
    step = rename(old, by)
    other = make_person("Olu Ade")
    give_role(other, programme, "programme_admin")
    erase_person(by=asker_of(other, programme, "programme_admin"), reason="asked", person_id=helen.pk)
    step.refresh_from_db()
    assert str(step.noted_by) == "Someone who has left"


@pytest.mark.parametrize("words", [OLD, f"  {OLD.upper()} ", NEW])
def test_a_place_is_understood_by_the_name_that_it_had(by, old, programme, words):
    rename(old, by)
    again = Organisation.objects.get(name=NEW)
    assert selectors.place_named(programme, words).organisation_id == again.pk
    partners.rename(again.pk, name="NHS East", on=DAY + timedelta(30), source=LAW, by=by)
    assert selectors.place_named(programme, words).organisation_id == Organisation.objects.get(name="NHS East").pk


def test_a_place_that_has_left_is_no_place_of_today(old, programme):
    Organisation.objects.filter(pk=old.pk).update(until=DAY)
    assert selectors.place_named(programme, OLD).organisation_id is None
