"""A real site gets its partners and services: added, changed and ended on pages, and offered as places at once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.foundation.audit import checking
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors as ideas
from groundswell.partnership import selectors
from groundswell.partnership.models import DutyTurn, Organisation, Role, Service
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import organisations, partners
from groundswell.partnership.services.organisations import Said
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import (
    asker_of,
    give_role,
    make_organisation,
    make_person,
    make_programme,
    make_service,
)
from tests.factories.refusals import refused

DAY = date(2026, 4, 1)
KEPT = (Organisation, Service)


@pytest.fixture
def helen(programme):
    person = make_person("Helen Ross")
    give_role(person, programme, "programme_admin")
    return person


@pytest.fixture
def by(helen, programme):
    return asker_of(helen, programme, "programme_admin")


@pytest.fixture
def admin(browser, helen):
    return browser(helen)


@pytest.fixture
def place(programme):
    return make_organisation(programme)


def day(name, said=DAY):
    return {f"{name}_day": said.day, f"{name}_month": said.month, f"{name}_year": said.year}


def body(answer):
    return " ".join(answer.content.decode().split())


def entry(record):
    return AuditEntry.objects.filter(record_id=record.pk).order_by("-revision").first()


def add(by, name="Essex Hospital", **said):
    return organisations.add_organisation(**{"name": name, "kind": "trust", "since": DAY, "by": by} | said)


def test_a_site_of_its_own_gets_a_partner_and_a_service_and_both_are_places(admin, browser, programme):
    """The story of a first day, through the pages alone."""
    amina = make_person("Amina Khan", email="amina@example.org")
    page = body(admin.get("/partners/"))
    assert "No partner is written down yet." in page
    assert "/partners/add/" in page
    answer = admin.post("/partners/add/", {"name": " Essex  Hospital ", "kind": "trust"} | day("since"), follow=True)
    essex = Organisation.objects.get()
    assert "Essex Hospital is a partner now. Add its services next" in body(answer)
    assert f"/partners/{essex.pk}/services/add/" in body(answer)
    services = f"/partners/{essex.pk}/services/add/"
    answer = admin.post(services, {"name": "Stroke ward", "place": "Southend"}, follow=True)
    assert "Stroke ward, Southend is written down. You can add another" in body(answer)

    writing = browser().post(reverse("ideas:idea"), {"text": TEXT})
    assert "Essex Hospital" in body(writing)
    assert "Stroke ward, Southend" in body(writing)
    for form in ("/settings/people/give/", "/settings/duty/add/"):
        assert f'value="{essex.pk}"' in body(admin.get(form)), form
    given = {"email": amina.email, "name": "Amina Khan", "kind": "triager", "organisation_id": essex.pk}
    assert admin.post("/settings/people/give/", given)["Location"] == "/settings/people/"
    turn = {"person_id": amina.pk, "organisation_id": essex.pk} | day("since", clock.today())
    assert admin.post("/settings/duty/add/", turn)["Location"] == "/settings/duty/"

    idea = send_idea(programme, place="Stroke ward, Southend")
    assert (idea.organisation_id, idea.service) == (essex.pk, Service.objects.get())
    assert (idea.holder, Role.objects.get(kind="triager").organisation) == (amina, essex)
    assert checking.troubles() == []


def test_both_are_audited_with_digests_of_their_names(by, programme):
    made = add(by)
    ward = organisations.add_service(made.pk, name="Ward 1", place="Basildon", by=by)
    programme.refresh_from_db()
    kept, salt = entry(made), bytes(programme.salt)
    assert (kept.verb, kept.facts, kept.revision) == ("add", {"kind": "trust", "since": "2026-04-01"}, 1)
    assert kept.digests == {"name": digest("Essex Hospital", salt)}
    assert (entry(ward).verb, entry(ward).organisation_id) == ("add", made.pk)
    assert entry(ward).digests == {"name": digest("Ward 1", salt), "place": digest("Basildon", salt)}


def test_sending_twice_adds_one_and_the_way_back_adds_another(by):
    key = uuid4()
    assert {add(by, key=key).pk for _ in range(2)} == {Organisation.objects.get().pk}
    assert add(by, "Southend Hospital", key=key).key is None
    there = Organisation.objects.get(name="Essex Hospital").pk
    given = {"place": "", "by": by, "key": uuid4()}
    assert len({organisations.add_service(there, name="Ward 1", **given).pk for _ in range(2)}) == 1
    organisations.add_service(there, name="Ward 2", **given)
    assert [one.revision for one in Service.objects.all()] == [1, 1]


@pytest.mark.parametrize("name", ["Basildon Hospital", " basildon  HOSPITAL "])
def test_a_name_that_is_taken_is_said_and_what_was_typed_stays(admin, place, name):
    answer = admin.post("/partners/add/", {"name": name, "kind": "council"} | day("since"))
    page = body(answer)
    assert (answer.status_code, Organisation.objects.count()) == (422, 1)
    assert "There is a partner of this name already" in page
    assert f'value="{name}"' in answer.content.decode()
    assert 'value="2026"' in page
    make_service(place)
    answer = admin.post(f"/partners/{place.pk}/services/add/", {"name": "OUTPATIENTS", "place": "basildon"})
    assert (answer.status_code, Service.objects.count()) == (422, 1)
    assert "There is a service of this name and place here already" in body(answer)
    assert 'value="OUTPATIENTS"' in body(answer)


def test_what_is_missing_is_said(admin, place):
    page = body(admin.post("/partners/add/", {}))
    for words in ("Enter its name", "Say what it is", "Enter the first day"):
        assert words in page
    assert "Enter its name" in body(admin.post(f"/partners/{place.pk}/services/add/", {"place": "Basildon"}))
    assert "Enter the first day" in body(admin.post(f"/partners/{place.pk}/end/", {}))
    assert Organisation.objects.get().until is None


def test_ended_it_is_a_place_no_more_and_what_is_open_there_stays(admin, programme, place):
    bethan = make_person("Bethan Rowlands")
    give_role(bethan, programme, "triager", place)
    DutyTurn.objects.create(programme=programme, person=bethan, organisation=place, since=DAY)
    make_service(place)
    idea = send_idea(programme, place="Basildon Hospital")
    assert "It is no partner any more" in body(admin.get(f"/partners/{place.pk}/"))
    today = clock.today()
    answer = admin.post(f"/partners/{place.pk}/end/", day("on", today))
    place.refresh_from_db()
    assert (answer["Location"], place.until, place.revision) == (f"/partners/{place.pk}/", today - timedelta(1), 1)
    assert (entry(place).verb, entry(place).facts) == ("end", {"until": str(place.until), "before": None})
    idea.refresh_from_db()
    assert (idea.organisation_id, idea.holder) == (place.pk, bethan)
    assert ideas.idea_for(asker_for(bethan, programme), idea.reference) is not None
    assert selectors.place_names(programme) == []
    assert selectors.place_named(programme, "Outpatients, Basildon").organisation_id is None
    page = body(admin.get(f"/partners/{place.pk}/"))
    assert "Change its last day" in page
    assert "/services/add/" not in page
    assert "Basildon Hospital" not in body(admin.get("/partners/"))


def test_an_end_that_was_a_mistake_is_taken_away(admin, by, place):
    organisations.end_organisation(place.pk, on=DAY, by=by)
    organisations.end_organisation(place.pk, on=DAY, by=by)  # sent twice
    page = body(admin.get(f"/partners/{place.pk}/end/"))
    assert "Leave it empty if it is a partner still" in page
    assert 'value="4"' in page
    admin.post(f"/partners/{place.pk}/end/", {})
    place.refresh_from_db()
    assert (place.until, place.revision, entry(place).verb) == (None, 2, "go on")
    organisations.keep_organisation(place.pk, by=by)
    assert AuditEntry.objects.filter(record_id=place.pk).count() == 2


def test_a_service_gets_another_name_ends_and_comes_back(admin, programme, place):
    ward, other = make_service(place), make_service(place, "Stroke ward", "Southend")
    address = f"/partners/{place.pk}/services/{ward.pk}/"
    assert 'value="Outpatients"' in body(admin.get(address))
    admin.post(address, {"name": "Clinic 4", "place": "Basildon"} | day("gone_on"))
    ward.refresh_from_db()
    assert (str(ward), ward.until, ward.revision) == ("Clinic 4, Basildon", DAY - timedelta(1), 1)
    assert entry(ward).facts == {"until": "2026-03-31", "before": None}
    assert "Clinic 4, Basildon, until 31 March 2026" in body(admin.get(f"/partners/{place.pk}/"))
    assert selectors.place_names(programme) == ["Basildon Hospital", "Stroke ward, Southend"]
    answer = admin.post(address, {"name": "Stroke ward", "place": "Southend"})
    assert "There is a service of this name and place here already" in body(answer)
    for _ in range(2):
        admin.post(address, {"name": "Clinic 4", "place": "Basildon"})
    ward.refresh_from_db()
    assert (ward.until, ward.revision) == (None, 2)
    assert other.revision == 0
    assert admin.get(f"/partners/{make_organisation(programme, 'Other').pk}/services/{ward.pk}/").status_code == 404


def test_refuses_what_cannot_be(by, programme, place):
    tomorrow = clock.today() + timedelta(1)
    with refused("That day has not come yet", *KEPT):
        add(by, since=tomorrow)
    for on, why in ((tomorrow, "That day has not come yet"), (place.since, "It has been a partner since")):
        with refused(why, *KEPT):
            organisations.end_organisation(place.pk, on=on, by=by)
    ward = make_service(place)
    with refused("That day has not come yet", *KEPT):
        organisations.change_service(place.pk, ward.pk, Said("Outpatients", "Basildon", tomorrow), by=by)
    other = make_organisation(programme, "Other")
    with refused("This service is not written down here", *KEPT):
        organisations.change_service(other.pk, ward.pk, Said("Ward 1"), by=by)
    organisations.end_organisation(place.pk, on=DAY, by=by)
    with refused("It was a partner until 31 March 2026 only", *KEPT):
        organisations.add_service(place.pk, name="Ward 1", place="", by=by)
    with refused("It was a partner until 31 March 2026 only", *KEPT):
        organisations.end_organisation(place.pk, on=DAY + timedelta(2), by=by)


def test_who_hosts_stays_and_hands_that_on_with_its_name(by, programme):
    host = make_organisation(programme, hosts=True)
    with refused("Basildon Hospital hosts the programme, so it stays a partner", *KEPT):
        organisations.end_organisation(host.pk, on=DAY, by=by)
    new = partners.rename(host.pk, name="Essex Hospital", on=DAY, source="A law", by=by).after
    host.refresh_from_db()
    new.refresh_from_db()
    assert (host.hosts, new.hosts) == (False, True)
    with refused("Essex Hospital hosts the programme", *KEPT):
        organisations.end_organisation(new.pk, on=DAY + timedelta(9), by=by)
    trust = make_organisation(programme, "Trust")
    partners.merge(new.pk, into=trust.pk, on=DAY + timedelta(9), source="A law", by=by)
    assert Organisation.objects.get(hosts=True) == trust


def test_what_became_another_is_left_alone(by, place):
    ward = make_service(place)
    new = partners.rename(place.pk, name="Essex Hospital", on=DAY, source="A law", by=by).after
    for verb in (
        lambda: organisations.end_organisation(place.pk, on=DAY, by=by),
        lambda: organisations.keep_organisation(place.pk, by=by),
        lambda: organisations.add_service(place.pk, name="Ward 1", place="", by=by),
    ):
        with refused("It became Essex Hospital already", *KEPT):
            verb()
    changed = organisations.change_service(new.pk, ward.pk, Said("Outpatients", "Southend"), by=by)
    assert changed.place == "Southend"


def test_refuses_who_runs_less_or_another_programme(by, helen, programme, place):
    away = make_programme()
    ward = make_service(place)
    olu = asker_of(make_person("Olu Ade"), programme, "organisation_admin", organisation=place)
    for asker, why in ((olu, "Only a programme administrator"), (selectors.task_asker(programme), "Only a programme")):
        with refused(why, *KEPT):
            add(asker)
        with refused(why, *KEPT):
            organisations.end_organisation(place.pk, on=DAY, by=asker)
        with refused(why, *KEPT):
            organisations.keep_organisation(place.pk, by=asker)
        with refused(why, *KEPT):
            organisations.add_service(place.pk, name="Ward 1", place="", by=asker)
        with refused(why, *KEPT):
            organisations.change_service(place.pk, ward.pk, Said("Ward 1"), by=asker)
    there = asker_of(helen, away, "programme_admin")
    for verb in (
        lambda: organisations.end_organisation(place.pk, on=DAY, by=there),
        lambda: organisations.add_service(place.pk, name="Ward 1", place="", by=there),
        lambda: organisations.change_service(place.pk, ward.pk, Said("Ward 1"), by=there),
    ):
        with refused("This organisation is not a partner here", *KEPT):
            verb()
    assert add(there, "Basildon Hospital").programme == away  # a name is taken in one programme only


def test_a_form_of_another_programme_makes_nothing_known_here(by, helen):
    key = uuid4()
    made = add(asker_of(helen, make_programme(), "programme_admin"), key=key)
    here = add(by, key=key)
    assert (here.pk == made.pk, here.key) == (False, None)


def test_places_are_offered_partners_first_and_each_once(programme, place):
    make_service(place, "Zebra ward", "")
    make_service(place, "Basildon Hospital", "")
    make_organisation(programme, "Gone", until=DAY)
    make_organisation(make_programme(), "Elsewhere")
    assert selectors.place_names(programme) == ["Basildon Hospital", "Zebra ward"]


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_pages_cost_the_same_however_many_there_are(admin, programme, place, rows):
    ward = make_service(place)
    for number in range(rows):
        make_service(place, f"Ward {number}")
        make_organisation(programme, f"Partner {number}")
    admin.get("/menu/")
    costs = {
        "/partners/": 7,
        f"/partners/{place.pk}/": 9,
        "/partners/add/": 5,
        f"/partners/{place.pk}/end/": 6,
        f"/partners/{place.pk}/services/add/": 6,
        f"/partners/{place.pk}/services/{ward.pk}/": 7,
    }
    found = {}
    for address in costs:
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(address).status_code == 200
        found[address] = len(asked)
    assert found == costs


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_places_cost_one_statement(programme, place, rows):
    for number in range(rows):
        make_service(place, f"Ward {number}")
    with CaptureQueriesContext(connection) as asked:
        assert len(selectors.place_names(programme)) == rows + 1
    assert len(asked) == 1


def test_no_more_than_a_page_of_places_is_offered(programme, place):
    Service.objects.bulk_create(Service(organisation=place, name=f"Ward {number}") for number in range(60))
    assert len(selectors.place_names(programme)) == selectors.MOST_OFFERED


def test_who_runs_the_programme_finds_the_way_and_others_see_no_button(admin, browser, programme, place):
    assert 'href="/partners/"' in body(admin.get("/today/"))
    assert 'href="/partners/"' in body(admin.get("/settings/people/"))
    make_service(place)
    for address in ("/partners/", f"/partners/{place.pk}/"):
        page = body(browser(make_person("Joe Bell")).get(address))
        assert "/add/" not in page
        assert "/services/" not in page


@pytest.mark.parametrize("said", [{"name": " "}, {"kind": "circus"}, {"name": "A" * 161}])
def test_past_the_page_a_partner_needs_a_name_and_a_kind(by, said):
    with pytest.raises(ValidationError):
        add(by, **said)
    assert not Organisation.objects.exists()
