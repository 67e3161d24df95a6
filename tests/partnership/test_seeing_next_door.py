"""Absences, numbers, questions and sponsorships are those of one programme, also for who looks after the whole of another."""

from datetime import date
from uuid import uuid4

import pytest

from groundswell.foundation.kit import clock
from groundswell.partnership import selectors, services
from groundswell.partnership.models import Headcount, Sponsorship
from groundswell.partnership.selectors import enquiries, headcounts, sponsorships
from groundswell.partnership.services.headcounts import Counted, keep
from tests.factories.enquiries import ask
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme

DAY = date(2026, 11, 23)


@pytest.fixture
def next_door(db):
    return make_programme()


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return person


@pytest.fixture
def away(programme, amina):
    with clock.at(DAY):
        cover = make_person("Ben Osei")
        give_role(cover, programme)
        return services.set_absence(
            programme, person_id=amina.pk, cover_id=cover.pk, since=DAY, until=DAY, by=asker_of(amina, programme)
        )  # fmt: skip


@pytest.mark.parametrize("kind", ["programme_admin", "organisation_admin"])
def test_absences_are_hidden_from_administrators_of_another_programme(away, programme, next_door, kind):
    helen = make_person("Helen Ross")
    with clock.at(DAY):
        assert list(selectors.absences_for(asker_of(helen, programme, kind))) == [away]
        there = asker_of(helen, next_door, kind, organisation=make_organisation(next_door))
        assert list(selectors.absences_for(there)) == []
        assert selectors.absence_for(there, away.pk) is None


def test_absences_are_hidden_from_who_is_away_and_who_covers_in_another_programme(away, programme, next_door):
    with clock.at(DAY):
        for person in (away.person, away.cover):
            assert list(selectors.absences_for(asker_of(person, programme))) == [away]
            assert list(selectors.absences_for(asker_of(person, next_door))) == []


def test_headcounts_are_hidden_from_administrators_of_another_programme(programme, next_door):
    helen, place = make_person("Helen Ross"), make_organisation(programme)
    by = asker_of(helen, programme, "programme_admin")
    with clock.at(DAY):
        keep(programme, [Counted(place.pk, "nursing", 120, DAY, "A report")], by=by)
    assert list(headcounts.headcounts_for(by)) == [Headcount.objects.get()]
    assert list(headcounts.headcounts_for(asker_of(helen, next_door, "programme_admin"))) == []
    local = asker_of(helen, next_door, "organisation_admin", organisation=place)
    assert list(headcounts.headcounts_for(local)) == []


def test_questions_are_hidden_from_who_answers_for_another_programme(programme, next_door, amina):
    made = ask(programme)
    assert list(enquiries.enquiries_for(asker_of(amina, programme, "triager"))) == [made]
    for there in (asker_of(amina, next_door, "triager"), asker_of(amina, next_door, "programme_admin")):
        assert list(enquiries.enquiries_for(there)) == []
        assert enquiries.enquiry_for(there, made.pk) is None
        assert list(enquiries.held_by(asker_of(made.holder, next_door))) == []


def test_sponsorships_are_hidden_from_who_asked_and_was_asked_in_another_programme(programme, next_door, amina):
    ruth = make_person("Ruth Ade")
    made = Sponsorship.objects.create(
        programme=programme, kind="tests.challenge", record_id=uuid4(), person=ruth, asked_by=amina,
        asked_on=DAY, answer_by=DAY, salt=b"0" * 16, revision=1,
    )  # fmt: skip
    for person in (amina, ruth):
        assert list(sponsorships.sponsorships_for(asker_of(person, programme))) == [made]
        there = asker_of(person, next_door, "programme_admin")
        assert list(sponsorships.sponsorships_for(there)) == []
        assert sponsorships.sponsorship_for(there, made.pk) is None
