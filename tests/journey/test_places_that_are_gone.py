"""A partner or a service that is no more: what stands there keeps its place, and can be changed and found."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from groundswell.foundation.kit import clock
from groundswell.innovations.models import Innovation
from groundswell.needs.models import Need
from groundswell.needs.services.needs import NeedWords
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import organisations
from groundswell.partnership.services.organisations import Said
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, opened
from tests.factories.needs import make_manager, published
from tests.factories.partnership import enter, give_role, make_organisation, make_person, make_service
from tests.factories.strategy import make_ally

PLACE = "Outpatients, Basildon"


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    for kind in ("triager", "programme_admin"):
        give_role(person, programme, kind)
    return person


@pytest.fixture
def mia(programme):
    return make_manager(programme)


@pytest.fixture
def ward(programme):
    return make_service(make_organisation(programme))


@pytest.fixture(params=["the partner", "the service"])
def gone(request, programme, amina, ward):
    """A function that says that one of them is no more."""
    by, today = asker_for(amina, programme), clock.today()

    def end():
        if request.param == "the partner":
            organisations.end_organisation(ward.organisation_id, on=today, by=by)
        else:
            organisations.change_service(ward.organisation_id, ward.pk, Said(ward.name, ward.place, today), by=by)

    return end


def test_a_need_saves_with_its_place(client, programme, mia, ward, gone):
    words = NeedWords("Clinic lists", "Printed twice.", organisation_id=ward.organisation_id, service_id=ward.pk)
    need = published(programme, manager=mia, words=words)
    gone()
    enter(client, mia)
    address = f"/needs/{need.reference}/change/"
    assert PLACE in client.get(address).content.decode()
    typed = {"problem": "Printed thrice.", "title": need.title, "affected": "Staff", "source": "staff", "place": PLACE}
    assert client.post(address, typed | {"revision": need.revision}).status_code == 302
    kept = Need.objects.get(pk=need.pk)
    assert (kept.problem, kept.organisation_id, kept.service) == ("Printed thrice.", ward.organisation_id, ward)
    again = typed | {"revision": kept.revision}
    assert client.post(address, again | {"place": "Nowhere"}).status_code == 422


def test_an_innovation_saves_with_its_place(client, programme, amina, ward, gone):
    record = make_innovation(programme, team=[amina], organisation_id=ward.organisation_id, service_id=ward.pk)
    opened(record, amina)
    gone()
    enter(client, amina)
    revision = Innovation.objects.get(pk=record.pk).revision
    typed = {"maturity": "3", "origin": "home_grown", "place": PLACE, "revision": revision}
    assert client.post(f"/innovations/{record.reference}/change/kind/", typed).status_code == 302
    kept = Innovation.objects.get(pk=record.pk)
    assert (kept.maturity, kept.organisation_id, kept.service) == (3, ward.organisation_id, ward)


def test_an_idea_from_there_is_found_and_read(client, programme, amina, ward, gone):
    idea = send_idea(programme, place=PLACE)
    gone()
    idea.refresh_from_db()
    assert (idea.organisation_id, idea.service, idea.place) == (ward.organisation_id, ward, PLACE)
    enter(client, amina)
    for place in ("", f"&place={ward.organisation_id}"):
        assert "1 result for" in client.get(f"/search/?q=clinic+list{place}").content.decode()


def test_a_change_programme_keeps_the_partner_whose_it_is(client, programme, amina, mia, ward):
    ally = make_ally(programme, mia, organisation_id=ward.organisation_id)
    organisations.end_organisation(ward.organisation_id, on=clock.today(), by=asker_for(amina, programme))
    enter(client, mia)
    shown = client.get(reverse("needs:strategy-change", args=["programmes", ally.pk])).content.decode()
    assert f'value="{ward.organisation_id}" selected' in shown


@pytest.mark.parametrize("ended", [date(2026, 4, 1)])
def test_who_is_there_again_is_offered_again(programme, amina, ward, ended):
    by = asker_for(amina, programme)
    organisations.end_organisation(ward.organisation_id, on=ended + timedelta(1), by=by)
    organisations.keep_organisation(ward.organisation_id, by=by)
    assert send_idea(programme, place=PLACE).service == ward
