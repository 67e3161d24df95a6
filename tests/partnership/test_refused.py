"""What the policies of the partnership refuse that no page leads to."""

from uuid import uuid4

import pytest

from groundswell.foundation.access import YES, Asker
from groundswell.foundation.kit import clock
from groundswell.partnership import policies
from groundswell.partnership.models import Absence, Enquiry, Headcount, Sponsorship
from groundswell.partnership.policies import enquiries, sponsored
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.states import SponsorshipState, StaffGroup
from tests.factories.enquiries import ask
from tests.factories.partnership import asker_of, make_organisation, make_person, make_programme

KIND = "tests.thing"


@pytest.fixture
def elsewhere(db):
    return make_programme()


@pytest.fixture
def enquiry(programme):
    return Enquiry.objects.get(pk=ask(programme).pk)


@pytest.fixture
def kind(monkeypatch):
    """A kind of record for which anyone may ask."""
    anyone = sponsored.Sponsored(KIND, "thing", lambda _asker, _ids: {}, lambda _asker, _id: YES)
    monkeypatch.setitem(sponsored._kinds, KIND, anyone)
    return KIND


@pytest.fixture
def sponsorship(programme):
    asked_by, person = make_person("Amina Khan"), make_person("Ruth Ade")
    return Sponsorship(
        programme=programme, kind=KIND, record_id=uuid4(), person=person, asked_by=asked_by,
        state=SponsorshipState.ACCEPTED,
    )  # fmt: skip


def test_refuse_devices_signed_out(programme):
    assert not policies.can_change_devices(Asker(programme_id=programme.pk), has_devices=False)


def test_refuse_a_question_to_who_does_not_answer(enquiry, programme):
    joe = make_person("Joe Bell")
    assert not enquiries.can_read_enquiry(asker_of(joe, programme), enquiry)
    assert not enquiries.can_read_enquiry(Asker(programme_id=programme.pk), enquiry)
    assert enquiries.can_read_enquiry(asker_of(joe, programme, "triager"), enquiry)


def test_refuse_an_answer_from_another_programme(enquiry, programme, elsewhere):
    assert enquiries.can_answer_enquiry(asker_of(enquiry.holder, programme), enquiry)
    assert not enquiries.can_answer_enquiry(asker_of(enquiry.holder, elsewhere), enquiry)


def test_refuse_to_take_out_who_asked_to_all_but_administrators(enquiry, programme, elsewhere):
    joe = make_person("Joe Bell")
    assert not enquiries.can_erase_enquiry(asker_of(joe, programme, "triager"), enquiry)
    assert not enquiries.can_erase_enquiry(asker_of(joe, elsewhere, "programme_admin"), enquiry)
    assert enquiries.can_erase_enquiry(asker_of(joe, programme, "programme_admin"), enquiry)


def test_refuse_to_ask_for_a_sponsor_signed_out(programme, kind):
    assert not sponsored.can_ask_sponsor(Asker(programme_id=programme.pk), kind, uuid4())
    assert sponsored.can_ask_sponsor(asker_of(make_person(), programme), kind, uuid4())


def test_refuse_to_take_back_what_another_programme_asked(sponsorship, programme, elsewhere, kind):
    assert sponsored.can_take_back_asking(asker_of(sponsorship.asked_by, programme), sponsorship)
    assert not sponsored.can_take_back_asking(asker_of(sponsorship.asked_by, elsewhere), sponsorship)


def test_refuse_to_take_the_place_of_a_sponsor_unasked(sponsorship, programme):
    assert not sponsored.can_relieve(asker_of(make_person("Kim Poole"), programme), sponsorship)


def test_refuse_to_end_a_sponsorship_by_hand(sponsorship, programme):
    assert not sponsored.can_end_sponsorship(asker_of(sponsorship.person, programme), sponsorship)
    assert sponsored.can_end_sponsorship(task_asker(programme), sponsorship)


def test_show_absences_and_headcounts_in_their_own_programme_alone(programme, elsewhere):
    joe, today = make_person("Joe Bell"), clock.today()
    Absence.objects.create(programme=programme, person=joe, cover=make_person("Kim"), since=today, until=today)
    Headcount.objects.create(
        programme=programme, organisation=make_organisation(programme), group=StaffGroup.NURSING, count=40,
        counted_on=today, source="Payroll", entered_by=joe, entered_at=clock.now(),
    )  # fmt: skip
    for where, shown in ((programme, True), (elsewhere, False)):
        admin = asker_of(make_person("Ada Admin"), where, "programme_admin")
        assert Absence.objects.filter(policies.absences_visible_to(admin)).exists() is shown
        assert Headcount.objects.filter(policies.headcounts_visible_to(admin)).exists() is shown


def test_show_questions_and_sponsorships_in_their_own_programme_alone(enquiry, sponsorship, programme, elsewhere):
    sponsorship.answer_by = sponsorship.asked_on = sponsorship.answered_on = clock.today()
    sponsorship.salt = b"salt"
    sponsorship.save()
    for where, shown in ((programme, True), (elsewhere, False)):
        reader = asker_of(sponsorship.person, where, "triager")
        assert Enquiry.objects.filter(enquiries.enquiries_visible_to(reader)).exists() is shown
        assert Sponsorship.objects.filter(sponsored.sponsorships_visible_to(reader)).exists() is shown
