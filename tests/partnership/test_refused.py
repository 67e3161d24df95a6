"""Who reads no question to the programme."""

from uuid import uuid4

import pytest

from groundswell.foundation.access import YES, Asker
from groundswell.partnership.models import Enquiry, Sponsorship
from groundswell.partnership.policies import enquiries, sponsored
from groundswell.partnership.states import SponsorshipState
from tests.factories.enquiries import ask
from tests.factories.partnership import asker_of, make_person, make_programme

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


def test_refuse_a_question_to_who_does_not_answer(enquiry, programme):
    joe = make_person("Joe Bell")
    assert not enquiries.can_read_enquiry(asker_of(joe, programme), enquiry)
    assert not enquiries.can_read_enquiry(Asker(programme_id=programme.pk), enquiry)
    assert enquiries.can_read_enquiry(asker_of(joe, programme, "triager"), enquiry)
