"""Being away: who may say so, who covers, and the pages for it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.kit import clock
from groundswell.partnership import selectors, services
from groundswell.partnership.models import Absence
from tests.factories.partnership import asker_of, enter, give_role, make_organisation, make_person, make_programme

FIRST, LAST = date(2026, 12, 7), date(2026, 12, 11)


@pytest.fixture
def team(programme):
    people = [make_person(name) for name in ("Amina Khan", "Ben Osei", "Cal Reid")]
    for person in people:
        give_role(person, programme)
    return people


def away(programme, person, cover, *, by=None, since=FIRST, until=LAST):
    by = by or asker_of(person, programme)
    return services.set_absence(programme, person_id=person.pk, cover_id=cover.pk, since=since, until=until, by=by)


def cover(programme, person, day):
    return selectors.cover_for(programme, person.pk, day).name


def test_a_person_covers_from_the_first_day_to_the_last(programme, team):
    amina, ben, _cal = team
    absence = away(programme, amina, ben)
    days = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
    assert [cover(programme, amina, day) for day in days] == ["Amina Khan", "Ben Osei", "Ben Osei", "Amina Khan"]
    assert [entry.verb for entry in history_of(absence.pk)] == ["set_absence"]


def test_a_cover_who_is_away_later_has_a_cover_too(programme, team):
    amina, ben, cal = team
    away(programme, amina, ben)
    away(programme, ben, cal, since=LAST)
    assert [cover(programme, amina, day) for day in (FIRST, LAST)] == ["Ben Osei", "Cal Reid"]


def test_all_away_leads_to_who_answers_for_the_programme(programme, team):
    amina, ben, _cal = team
    away(programme, amina, ben)
    Absence.objects.create(programme=programme, person=ben, cover=amina, since=FIRST, until=LAST)
    assert cover(programme, amina, FIRST) == "Dee Duty"


def test_an_absence_of_another_programme_counts_for_nothing(programme, team):
    amina, ben, _cal = team
    away(make_programme(), amina, ben)
    assert cover(programme, amina, FIRST) == "Amina Khan"


def test_who_is_on_duty_and_away_is_covered(programme, team):
    away(programme, programme.default_duty, team[0])
    assert selectors.on_duty(programme, None, FIRST) == team[0]
    assert selectors.on_duty(programme, None, LAST + timedelta(days=1)) == programme.default_duty


def test_nobody_covers_for_themselves(programme, team):
    with pytest.raises(NotAllowed, match="cover for themselves"):
        away(programme, team[0], team[0])


@pytest.mark.parametrize(("since", "until"), [(LAST, LAST), (date(2026, 12, 1), FIRST), (FIRST, LAST)])
def test_who_is_away_on_some_of_the_days_does_not_cover(programme, team, since, until):
    amina, ben, cal = team
    away(programme, ben, cal, since=since, until=until)
    with pytest.raises(NotAllowed, match="away on some of these days"):
        away(programme, amina, ben)


def test_who_cannot_sign_in_does_not_cover(programme, team):
    with pytest.raises(NotAllowed, match="sign in"):
        away(programme, team[0], make_person("Len Paper", email=None))


def test_the_last_day_is_not_before_the_first(programme, team):
    with pytest.raises(ValidationError):
        away(programme, team[0], team[1], since=LAST, until=FIRST)


def test_nobody_says_that_a_colleague_is_away(programme, team):
    amina, ben, _cal = team
    with pytest.raises(NotAllowed, match="somebody of your own organisation"):
        away(programme, amina, ben, by=asker_of(ben, programme))


def test_an_administrator_says_so_for_their_own_organisation(programme, team):
    amina, ben, _cal = team
    hospital, omar = make_organisation(programme), make_person("Omar Ali")
    by = asker_of(omar, programme, "organisation_admin", organisation=hospital)
    with pytest.raises(NotAllowed):
        away(programme, amina, ben, by=by)
    give_role(amina, programme, "triager", hospital)
    assert away(programme, amina, ben, by=by).person == amina


def test_nobody_is_away_whose_role_waits_for_the_second_step(client, programme, team):
    """Being away moves what they have into other hands: the mailed code alone is not enough for that."""
    amina, ben, _cal = team
    waits = asker_of(amina, programme, "triager")
    with pytest.raises(NotAllowed, match="second step"):
        away(programme, amina, ben, by=replace(waits, roles=frozenset(), dropped=waits.roles))
    client.force_login(amina)
    typed = {"person_id": amina.pk, "cover_id": ben.pk} | day("since", FIRST) | day("until", LAST)
    assert client.post("/away/add/", typed).status_code == 403
    assert not Absence.objects.exists()


def test_an_absence_of_next_door_is_not_set_from_here(programme, team):
    with pytest.raises(NotAllowed, match="your own programme"):
        away(make_programme(), team[0], team[1], by=asker_of(team[0], programme))


@pytest.mark.parametrize(
    ("on", "found"),
    [(date(2026, 12, 8), date(2026, 12, 8)), (date(2026, 12, 1), FIRST), (date(2027, 1, 1), LAST)],
)
def test_an_absence_ends_sooner_never_later(programme, team, on, found):
    amina, ben, _cal = team
    absence = away(programme, amina, ben)
    assert services.end_absence(absence.pk, by=asker_of(amina, programme), on=on).until == found
    with pytest.raises(NotAllowed):
        services.end_absence(absence.pk, by=asker_of(ben, programme), on=on)


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_away_is_said_and_ended_on_pages(client, programme, team):
    amina, ben, _cal = team
    enter(client, amina)
    today = clock.today()
    typed = {"person_id": amina.pk, "cover_id": ben.pk} | day("since", today) | day("until", today + timedelta(days=4))
    assert client.post("/away/add/", typed)["Location"] == "/away/"
    page = client.get("/away/").content.decode()
    assert "Ben Osei" in page
    absence = Absence.objects.get()
    client.post(f"/away/{absence.pk}/end/", day("until", today))
    absence.refresh_from_db()
    assert absence.until == today


@pytest.mark.parametrize("days", [-1, 5])
def test_a_last_day_outside_the_absence_is_said_to_be_so(client, programme, team, days):
    today = clock.today()
    absence = away(programme, team[0], team[1], since=today, until=today + timedelta(days=4))
    enter(client, team[0])
    assert "enter yesterday" not in client.get(f"/away/{absence.pk}/end/").content.decode()
    answer = client.post(f"/away/{absence.pk}/end/", day("until", today + timedelta(days=days)))
    assert answer.status_code == 422
    assert "Enter a day from" in answer.content.decode()
    absence.refresh_from_db()
    assert absence.revision == 1


def test_an_absence_that_has_not_begun_is_called_off_on_its_page(client, programme, team):
    amina, ben, _cal = team
    absence = away(programme, amina, ben, since=clock.today() + timedelta(days=3), until=clock.today() + timedelta(9))
    enter(client, amina)
    assert "Call it off" in client.get(f"/away/{absence.pk}/end/").content.decode()
    client.post(f"/away/{absence.pk}/end/", {"call_off": "yes"})
    assert not Absence.objects.exists()
    assert [entry.verb for entry in history_of(absence.pk)] == ["set_absence", "call_off_absence"]


@pytest.mark.parametrize("who", [0, 1])
def test_an_absence_is_not_called_off_once_begun_or_by_another(programme, team, who):
    absence = away(programme, team[0], team[1])
    with pytest.raises(NotAllowed):
        services.call_off_absence(absence.pk, by=asker_of(team[who], programme), today=FIRST - timedelta(days=who))
    assert Absence.objects.get().revision == 1


def test_a_colleague_is_offered_to_administrators_only(client, programme, team):
    amina, ben, cal = team
    enter(client, amina)
    page = client.get("/away/add/").content.decode()
    assert page.count(str(ben.pk)) == 1
    typed = {"person_id": ben.pk, "cover_id": cal.pk} | day("since", FIRST) | day("until", LAST)
    assert client.post("/away/add/", typed).status_code == 422


def test_why_not_stands_on_the_page(client, programme, team):
    amina, ben, cal = team
    away(programme, ben, cal)
    enter(client, amina)
    typed = {"person_id": amina.pk, "cover_id": ben.pk} | day("since", FIRST) | day("until", LAST)
    answer = client.post("/away/add/", typed)
    assert answer.status_code == 422
    assert "This person is away on some of these days too" in answer.content.decode()


def test_who_covers_reads_it_and_ends_nothing(client, programme, team):
    amina, ben, cal = team
    today = clock.today()
    absence = away(programme, amina, ben, since=today, until=today)
    enter(client, ben)
    assert "Amina Khan" in client.get("/away/").content.decode()
    assert client.get(f"/away/{absence.pk}/end/").status_code == 404
    enter(client, cal)
    assert "Amina Khan" not in client.get("/away/").content.decode()
    assert client.get(f"/away/{uuid4()}/end/").status_code == 404


def test_who_sees_only_their_own_is_not_told_that_nobody_is_away(client, programme, team):
    amina, ben, cal = team
    away(programme, amina, ben, since=clock.today(), until=clock.today())
    enter(client, cal)
    page = client.get("/away/").content.decode()
    assert "Nobody is away" not in page
    assert "You are here, and you cover for nobody." in page


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_list_costs_the_same_however_many_are_away(client, programme, team, rows, django_assert_num_queries):
    today = clock.today()
    for _ in range(rows):
        away(programme, team[0], team[1], since=today, until=today)
    enter(client, team[0])
    client.get("/away/")
    with django_assert_num_queries(7):
        client.get("/away/")


def erase(programme, person, successor=None):
    admin = asker_of(make_person("Ada Admin"), programme, "programme_admin")
    services.erase_person(
        by=admin, reason="asked", person_id=person.pk, successor_id=successor.pk if successor else None
    )


def test_erasing_who_is_away_forgets_the_absence(programme, team):
    amina, ben, _cal = team
    away(programme, amina, ben)
    erase(programme, amina)
    assert not Absence.objects.exists()


def test_erasing_a_cover_passes_it_to_who_takes_their_place(programme, team):
    amina, ben, cal = team
    away(programme, amina, ben)
    away(programme, cal, ben)
    erase(programme, ben, cal)
    assert [(one.person, one.cover) for one in Absence.objects.all()] == [(amina, cal)]
