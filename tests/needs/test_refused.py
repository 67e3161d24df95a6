"""What a role at one organisation does not open; themes of another programme; people are not taken out by hand."""

import pytest

from groundswell.foundation.access import Asker
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.models import Round
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.needs import (
    make_holder,
    make_manager,
    opened_round,
    published,
)
from tests.factories.partnership import make_organisation, make_person, make_programme


@pytest.fixture
def elsewhere(db):
    """Who runs the needs of another programme."""
    other = make_programme()
    return asker_for(make_manager(other, "Olu Other"), other)


@pytest.fixture
def nobody(programme):
    return Asker(programme_id=programme.pk)


@pytest.fixture
def voter(programme):
    return make_holder(programme, RoleKey.COMMUNITY, "Cara Community")


def two(programme):
    return [published(programme, raiser=make_person(f"Raiser {number}")) for number in range(2)]


NEEDS = ("can_change", "can_check", "can_manage", "can_weigh", "can_work", "can_put")


def test_refuse_a_manager_of_one_organisation(programme, need):
    organisation = make_organisation(programme)
    by = asker_for(make_holder(programme, RoleKey.MANAGER, "Mo Manager", organisation), programme)
    assert not policies.MANAGERS.admits(by)
    for rule in NEEDS:
        assert not getattr(policies, rule)(by, need)
    assert not Round.objects.filter(policies.rounds_visible_to(by)).exists()


def test_refuse_the_vote_of_who_speaks_for_one_organisation(programme, mia):
    organisation = make_organisation(programme)
    by = asker_for(make_holder(programme, RoleKey.PATIENT, "Pat Place", organisation), programme)
    assert not policies.can_vote(by, opened_round(programme, mia, two(programme)), clock.today())
    assert not policies.can_sign_off(by)


def test_refuse_to_keep_themes_without_the_role(programme, by_oli, by_mia, nobody, elsewhere):
    assert not policies.can_keep_themes(by_oli, programme.pk)
    assert not policies.can_keep_themes(nobody, programme.pk)
    assert not policies.can_keep_themes(elsewhere, programme.pk)
    assert policies.can_keep_themes(by_mia, programme.pk)


def test_refuse_to_take_people_out_by_hand(by_mia, programme):
    assert not policies.can_erase(by_mia)
    assert policies.can_erase(task_asker(programme))
