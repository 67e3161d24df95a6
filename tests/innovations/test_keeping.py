"""Who looks after a record, and where it began."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.notices.models import OutboxRow
from groundswell.innovations import services
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import fresh, make_innovation, make_steward, stands
from tests.factories.partnership import enter, make_organisation, make_person, make_service


@pytest.fixture
def stan(programme):
    return make_steward(programme, "Stan Steward")


def test_hand_over_names_another_steward_and_tells_them(innovation, stan, by_sue):
    services.hand_over(innovation, to=stan.pk, by=by_sue)
    assert fresh(innovation).keeper == stan
    assert OutboxRow.objects.get(key="innovations.handed").person_id == stan.pk


def test_hand_over_is_for_who_looks_after_it(innovation, stan, by_grace):
    with pytest.raises(NotAllowed, match="Only the people who look after it can hand it over"):
        services.hand_over(innovation, to=stan.pk, by=by_grace)
    assert fresh(innovation).keeper != stan


def test_hand_over_refuses_who_does_not_look_after_innovations(innovation, by_sue):
    with pytest.raises(NotAllowed, match="Name someone who looks after innovations of this place"):
        services.hand_over(innovation, to=make_person().pk, by=by_sue)


def test_hand_over_refuses_a_steward_of_another_place(programme, sue, by_sue):
    basildon, southend = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    here = make_innovation(programme, keeper=sue, organisation_id=basildon.pk)
    there = make_steward(programme, "Bea", southend)
    with pytest.raises(NotAllowed, match="of this place"):
        services.hand_over(here, to=there.pk, by=by_sue)


def test_hand_over_refuses_who_evaluates_it(innovation, stan, by_sue):
    stands(innovation, stan, "evaluator")
    with pytest.raises(NotAllowed, match="This person evaluates the innovation"):
        services.hand_over(innovation, to=stan.pk, by=by_sue)


def test_the_kind_page_keeps_the_place_that_it_recognises(programme, innovation, as_grace):
    ward = make_service(make_organisation(programme))
    typed = {"maturity": "3", "origin": "home_grown", "revision": innovation.revision, "streams": ["industry"]}
    address = f"/innovations/{innovation.reference}/change/kind/"
    answer = as_grace.post(address, typed | {"place": "Nowhere we know"})
    assert answer.status_code == 422
    assert "We do not know this place." in answer.content.decode()
    assert as_grace.post(address, typed | {"place": "Outpatients, Basildon"}).status_code == 302
    now = fresh(innovation)
    assert (now.service, now.organisation, now.maturity) == (ward, ward.organisation, 3)


def test_begin_makes_a_private_record_kept_by_who_began_it(client, programme, sue):
    enter(client, sue)
    typed = {"title": "A cup that counts sips", "summary": "It lights up.", "problem": "", "origin": "external"}
    answer = client.post("/innovations/new/", typed)
    page = client.get(answer["Location"]).content.decode()
    assert "The record has begun. Only you and its team see it" in page
    assert "Came from outside" in page
    reference = answer["Location"].split("/")[2]
    assert len(reference.rsplit("-", 1)[1]) == 3


def test_begin_is_for_who_looks_after_innovations(programme, by_grace, sue):
    beginning = services.Beginning(programme, title="Mine", keeper_id=sue.pk)
    with pytest.raises(NotAllowed, match="Only the people who look after innovations can begin a record"):
        services.begin(beginning, by=by_grace)


def test_begin_refuses_a_record_without_a_name(programme, sue):
    beginning = services.Beginning(programme, title="  ", keeper_id=sue.pk)
    with pytest.raises(NotAllowed, match="Give it a short name"):
        services.begin(beginning, by=asker_for(sue, programme))
