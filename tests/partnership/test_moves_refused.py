"""Moves of questions and sponsorships that are refused to the right person: nothing is written then."""

from uuid import uuid4

import pytest

from groundswell.foundation.access import YES, Asker
from groundswell.foundation.workflow.services import advance
from groundswell.partnership import policies
from groundswell.partnership.lifecycle import ENQUIRY, SPONSORSHIP
from groundswell.partnership.models import Enquiry, Sponsorship
from groundswell.partnership.policies import sponsored
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.services import enquiries, sponsorships
from groundswell.partnership.states import AsideReason
from tests.factories.enquiries import ask
from tests.factories.partnership import asker_of, give_role, make_person, make_programme
from tests.factories.refusals import refused

KIND = "tests.anybodys"


@pytest.fixture
def next_door(db):
    return make_programme()


@pytest.fixture
def enquiry(programme):
    return ask(programme)


def test_answer_refuses_who_has_it_from_another_programme(enquiry, next_door):
    by = asker_of(enquiry.holder, next_door)
    for verb, given in ((enquiries.answer, "On Fridays."), (enquiries.set_aside, AsideReason.values[0])):
        with refused("belongs to another programme", Enquiry):
            verb(enquiry, given, by=by)
    with refused("belongs to another programme", Enquiry):
        enquiries.take(enquiry, by=by)


def test_answer_refuses_who_asked_and_who_does_not_answer(enquiry, programme):
    opened = Asker(programme_id=programme.pk, record_ids=frozenset({enquiry.pk}))
    for by in (opened, asker_of(make_person("Joe Bell"), programme), Asker(programme_id=programme.pk)):
        with refused("Only the people who answer questions", Enquiry):
            enquiries.answer(enquiry, "On Fridays.", by=by)


@pytest.mark.parametrize("verb", ["hand on", "erase"])
def test_erase_of_a_question_refuses_who_is_no_administrator_here(enquiry, programme, next_door, verb):
    joe = make_person("Joe Bell")
    for by in (
        asker_of(joe, programme, "triager"),
        asker_of(enquiry.holder, programme),
        asker_of(joe, next_door, "programme_admin"),
        task_asker(next_door),
    ):
        with refused("Only a programme administrator", Enquiry):
            advance(enquiry, verb, by=by, lifecycle=ENQUIRY)


@pytest.fixture
def anybodys(monkeypatch):
    """A kind of record for which its room lets anyone ask, signed out too."""
    anyone = sponsored.Sponsored(KIND, "thing", lambda _asker, _ids: {}, lambda _asker, _id: YES)
    monkeypatch.setitem(sponsored._kinds, KIND, anyone)


@pytest.fixture
def amina():
    return make_person("Amina Khan")


def make_sponsor(programme, name):
    person = make_person(name)
    give_role(person, programme, "sponsor")
    return person


@pytest.fixture
def ruth(programme):
    return make_sponsor(programme, "Ruth Ade")


@pytest.fixture
def asked(programme, anybodys, amina, ruth):
    return sponsorships.ask_sponsor(programme, KIND, uuid4(), to=ruth.pk, by=asker_of(amina, programme))


def test_ask_sponsor_refuses_who_is_signed_out_whatever_the_room_says(programme, anybodys, ruth):
    with refused("Sign in first", Sponsorship):
        sponsorships.ask_sponsor(programme, KIND, uuid4(), to=ruth.pk, by=Asker(programme_id=programme.pk))


def test_take_back_refuses_who_asked_from_another_programme(asked, amina, next_door):
    for by in (asker_of(amina, next_door), asker_of(make_person(), next_door)):
        with refused("belongs to another programme", Sponsorship):
            sponsorships.take_back(asked, by=by)


def test_hand_over_refuses_who_was_not_asked_to_take_this_place(programme, asked, amina, ruth):
    """Whatever leads to the move: `accept` itself asks first whether it is theirs to answer."""
    kim = make_sponsor(programme, "Kim Poole")
    sponsorships.accept(asked, by=asker_of(ruth, programme))
    sponsorships.ask_sponsor(programme, KIND, uuid4(), to=kim.pk, by=asker_of(amina, programme))  # of another record
    for person in (kim, amina, ruth):
        with refused("Only the person who was asked to take this on", Sponsorship):
            advance(asked, "hand over", by=asker_of(person, programme, "sponsor"), lifecycle=SPONSORSHIP)


@pytest.mark.parametrize("verb", ["end", "erase"])
def test_end_of_a_sponsorship_refuses_all_but_the_site(programme, asked, amina, ruth, verb):
    for by in (asker_of(ruth, programme, "sponsor"), asker_of(amina, programme, "programme_admin")):
        with refused("ends with the work that it is for", Sponsorship):
            advance(asked, verb, by=by, lifecycle=SPONSORSHIP)


def test_devices_are_changed_by_nobody_who_is_signed_out(programme):
    """Services ask for the person before; the rule holds without them."""
    signed_out = Asker(programme_id=programme.pk, stepped=True)
    for has_devices in (False, True):
        assert policies.can_change_devices(signed_out, has_devices=has_devices).reason == "Sign in first"
        assert not policies.can_add_device(signed_out, has_devices=has_devices, fresh=True)
