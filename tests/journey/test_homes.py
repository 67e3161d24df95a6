"""Homes by role: one page for each person, a section for each of their roles, and none that is empty without words."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation import homes
from groundswell.foundation.access import SIGNED_IN
from groundswell.foundation.access.roles import kinds
from groundswell.foundation.kit import clock
from groundswell.partnership.models import DutyTurn, Role
from groundswell.partnership.selectors import asker_for
from tests.factories.enquiries import ask
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation
from tests.factories.partnership import START, asker_of, enter, give_role, make_organisation, make_person

MONDAY = date(2026, 11, 23)
EVERYONE = ["own-ideas", "innovations"]


@pytest.fixture
def visit(programme):
    def open_home(person):
        client = Client(HTTP_HOST=programme.host)
        enter(client, person)
        return " ".join(client.get("/today/").content.decode().split())

    return open_home


def keys(page):
    return re.findall(r'aria-labelledby="home-([a-z-]+)"', page)


def section(page, key):
    found = page[page.index(f'aria-labelledby="home-{key}"') :]
    return found[: found.index("</section>")]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("", []),
        ("triager", ["team-ideas", "questions", "duty"]),
        ("ideas.lead", ["promises", "questions", "duty"]),
        ("ideas.director", ["promises"]),
        ("programme_admin", ["questions", "running"]),
        ("innovations.steward", []),
        ("sponsor", ["sponsoring", "board"]),
        ("needs.manager", ["needs-running"]),
        ("needs.service_owner", ["own-needs"]),
        ("needs.community_partner", ["votes", "sign-off"]),
        ("needs.governor", ["votes", "sign-off"]),
        ("needs.patient_partner", ["votes", "sign-off"]),
        ("needs.insight", ["without-numbers"]),
    ],
)
def test_each_role_has_its_sections_and_none_is_empty_without_words(visit, programme, kind, more):
    person = make_person("Amina Khan")
    if kind:
        give_role(person, programme, kind)
    page = visit(person)
    assert keys(page) == [*more, *EVERYONE]
    for key in keys(page):
        words = re.sub(r"<[^>]+>", "", section(page, key)).strip()
        assert len(words.split()) > 4, key


def test_every_kind_of_role_has_a_home(programme):
    for kind in kinds():
        person = make_person(kind.key)
        give_role(person, programme, kind.key)
        assert {shown.section.key for shown in homes.home_of(asker_for(person, programme))} >= set(EVERYONE)


def test_who_holds_two_roles_has_both_sections_on_one_page(visit, programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    give_role(person, programme, "programme_admin")
    assert keys(visit(person)) == ["team-ideas", "questions", "duty", "running", *EVERYONE]


def test_a_role_that_waits_for_the_second_step_shows_no_section(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    client = Client(HTTP_HOST=programme.host)
    client.force_login(person)
    assert keys(client.get("/today/").content.decode()) == EVERYONE


def test_own_ideas_say_who_has_them_and_by_when(visit, programme):
    grace = make_person("Grace Obi")
    with clock.at(MONDAY):
        assert "You have not sent an idea yet. When you do, its news stands here." in visit(grace)
        idea = send_idea(programme, by=asker_of(grace, programme))
        mine = section(visit(grace), "own-ideas")
    assert f'href="/ideas/{idea.reference}/"' in mine
    assert "Dee Duty" in mine
    assert "Monday 30 November" in mine


def test_team_sees_how_many_wait_and_where(visit, programme):
    amina = make_person("Amina Khan")
    give_role(amina, programme)
    with clock.at(MONDAY):
        assert "No idea waits. New ones stand here as soon as they come." in visit(amina)
        for _ in range(2):
            send_idea(programme)
        ask(programme)
    with clock.at(MONDAY + timedelta(10)):
        page = visit(amina)
    team = section(page, "team-ideas")
    assert '<a href="/triage/?show=all">2 ideas are open</a>' in team
    assert '<a href="/triage/?show=late">2 are late</a>' in team
    assert "The oldest came on 23 November 2026." in team
    outside = section(page, "questions")
    assert '<a href="/questions/?show=waiting">1 question waits</a>' in outside
    assert '<a href="/questions/?show=late">1 is late</a>' in outside


def test_innovations_near_someone_are_those_of_theirs_and_those_they_follow(visit, programme):
    sue, joe = make_person("Sue Steward"), make_person("Joe Bell")
    made = make_innovation(programme, keeper=sue, team=[joe])
    make_innovation(programme, keeper=sue, title="Another")
    near = section(visit(joe), "innovations")
    assert f'href="/innovations/{made.reference}/"' in near
    assert "Sue Steward looks after it." in near
    assert "Another" not in near


def turn(programme, person, since, until, **more):
    return DutyTurn.objects.create(programme=programme, person=person, since=since, until=until, **more)


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        ([], "Nobody is on the rota today"),
        ([(1, 6)], "Nobody is on the rota today"),
        ([(0, 6)], "The rota is filled until 29 November 2026"),
        ([(-5, 2), (3, 6), (8, 20)], "The rota is filled until 29 November 2026"),
        ([(0, 3), (2, None)], "The rota has no gap"),
    ],
)
def test_administrator_sees_how_far_the_rota_reaches(visit, programme, turns, says):
    helen, amina = make_person("Helen Ross"), make_person("Amina Khan")
    give_role(helen, programme, "programme_admin")
    for first, last in turns:
        turn(programme, amina, MONDAY + timedelta(first), last if last is None else MONDAY + timedelta(last))
    with clock.at(MONDAY):
        assert says in section(visit(helen), "running")


def test_administrator_sees_roles_that_end_soon_of_their_own_place_only(visit, programme):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    olu, kim, lee = make_person("Olu Ade"), make_person("Kim Poole"), make_person("Lee Marsh")
    give_role(olu, programme, "organisation_admin", here)
    for person, place in ((kim, here), (lee, there)):
        Role.objects.create(
            programme=programme, person=person, kind="triager", organisation=place, since=START,
            until=MONDAY + timedelta(9),
        )  # fmt: skip
    with clock.at(MONDAY):
        running = section(visit(olu), "running")
    assert "Kim Poole" in running
    assert "Innovation team until 2 December 2026." in running
    assert "Lee Marsh" not in running
    assert "rota" not in running


def test_own_turns_stand_with_their_days(visit, programme):
    amina = make_person("Amina Khan")
    give_role(amina, programme)
    turn(programme, amina, MONDAY, MONDAY + timedelta(6))
    with clock.at(MONDAY):
        assert "23 November 2026 to 29 November 2026." in section(visit(amina), "duty")


def test_a_section_that_a_room_registers_is_on_the_page(visit, programme, monkeypatch):
    lines = [homes.Line("A panel on Friday <b>", "/x/", "Len Park, 27 November.")]
    new = homes.Section("panels", "Your papers", SIGNED_IN, 5, lambda _asker: lines, "None yet.")
    monkeypatch.setitem(homes._sections, "panels", new)
    page = visit(make_person("Len Park"))
    assert keys(page)[0] == "panels"
    assert '<a href="/x/">A panel on Friday &lt;b&gt;</a>' in section(page, "panels")


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_home_costs_the_same_however_much_there_is(programme, rows):
    amina = make_person("Amina Khan")
    give_role(amina, programme)
    for _ in range(rows):
        ask(programme, email=f"{rows}{_}@example.org")
        send_idea(programme, by=asker_of(amina, programme))
    client = Client(HTTP_HOST=programme.host)
    enter(client, amina)
    client.get("/menu/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/today/").status_code == 200
    assert len(asked) == 13
