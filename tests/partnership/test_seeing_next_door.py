"""Absences, numbers and roles are those of one programme, also for who looks after the whole of another."""

from datetime import date

import pytest

from groundswell.foundation.kit import clock
from groundswell.partnership import selectors, services
from groundswell.partnership.models import Headcount
from groundswell.partnership.selectors import headcounts
from groundswell.partnership.services.headcounts import Counted, keep
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
