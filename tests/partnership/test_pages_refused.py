"""Pages of the partnership that refuse who may read and not do: with 403 and why, whatever was typed."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator

from groundswell.partnership.models import Organisation, Programme, Service, Sponsorship, Succession
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import devices, sponsorships
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_service
from tests.factories.refusals import refused
from tests.factories.rows import all_rows

KEPT = (Organisation, Service, Programme, Succession, Sponsorship, Authenticator)
KIND = "tests.challenge"


def told_no(client, address, why, *, methods=("get", "post"), **typed):
    before = all_rows(KEPT)
    for method in methods:
        answer = getattr(client, method)(address, typed)
        assert (answer.status_code, why in answer.content.decode()) == (403, True), method
    assert all_rows(KEPT) == before


@pytest.fixture
def place(programme):
    return make_organisation(programme)


@pytest.fixture
def as_local(browser, programme, place):
    """Looks after one organisation, and may not say what becomes of it."""
    person = make_person("Lou Local")
    give_role(person, programme, "organisation_admin", place)
    return browser(person)


def test_a_step_of_a_partner_refuses_who_looks_after_it_alone(as_local, place):
    told_no(as_local, f"/partners/{place.pk}/step/", "Only a programme administrator can change the partners")


def test_who_looks_after_one_partner_adds_none_ends_none_and_sets_nothing(as_local, place):
    why = "This page is for programme administrators"
    ward = make_service(place)
    ways = ("add/", f"{place.pk}/end/", f"{place.pk}/services/add/", f"{place.pk}/services/{ward.pk}/")
    for address in (*(f"/partners/{way}" for way in ways), "/settings/programme/"):
        told_no(as_local, address, why, name="Essex")


def test_a_second_step_is_not_reset_by_who_could_not_have_given_every_role(as_local, programme, place):
    kim = make_person("Kim Poole")
    give_role(kim, programme, "triager", place)
    give_role(kim, programme, "programme_admin")
    devices.add(kim.pk, devices.APP, {"secret": devices.new_app_key()})
    told_no(as_local, f"/settings/people/{kim.pk}/second-step/", "Only an administrator of this person")


@pytest.fixture
def asked(programme):
    """Amina asked Ruth to sponsor something, and Ruth has not answered."""
    ruth = make_person("Ruth Ade")
    give_role(ruth, programme, "sponsor")
    return Sponsorship.objects.create(
        programme=programme, kind=KIND, record_id=uuid4(), person=ruth, asked_by=make_person("Amina Khan"),
        asked_on="2026-11-23", answer_by="2026-11-30", salt=b"0" * 16, revision=1,
    )  # fmt: skip


@pytest.mark.parametrize("typed", [{}, {"to": "nobody"}])
def test_hand_over_refuses_before_it_was_accepted(browser, asked, typed):
    address = f"/sponsoring/{asked.pk}/hand-over/"
    why = "Only a sponsorship that was accepted can be handed over"
    told_no(browser(asked.person), address, why, methods=("post",), **typed)


def test_hand_over_refuses_who_asked(browser, programme, asked):
    sponsorships.accept(asked, by=asker_for(asked.person, programme))
    address = f"/sponsoring/{asked.pk}/hand-over/"
    told_no(browser(asked.asked_by), address, "Only its sponsor can hand it over", methods=("post",))


def test_accept_tells_others_who_may_also_where_another_sponsors_it(programme, asked):
    """Handing over has a rule of its own, which is not what they ask about."""
    kim = make_person("Kim Poole")
    give_role(kim, programme, "sponsor")
    sponsorships.accept(asked, by=asker_for(asked.person, programme))
    second = sponsorships.hand_over(asked, to=kim.pk, by=asker_for(asked.person, programme))
    for person in (asked.asked_by, asked.person):
        with refused("^Only the person who was asked can answer this$", Sponsorship):
            sponsorships.accept(second, by=asker_of(person, programme, "sponsor"))
