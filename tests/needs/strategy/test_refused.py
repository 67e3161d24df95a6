"""What of the strategy is shown to nobody of another programme, and to nobody signed out."""

import pytest

from groundswell.foundation.access import Asker
from groundswell.needs import policies
from groundswell.needs.models import ChangeProgramme, Commitment, Objective
from tests.factories.partnership import asker_of, make_programme
from tests.factories.strategy import make_ally, make_objective, make_priority, promised


@pytest.fixture
def elsewhere(db):
    return make_programme()


@pytest.fixture
def nobody(programme):
    return Asker(programme_id=programme.pk)


def test_show_a_draft_to_its_owner_in_its_own_programme_alone(mary, programme, elsewhere):
    make_objective(programme, mary, publish=False)
    assert Objective.objects.filter(policies.owned_visible_to(asker_of(mary, programme))).exists()
    assert not Objective.objects.filter(policies.owned_visible_to(asker_of(mary, elsewhere))).exists()


def test_show_programmes_of_change_to_nobody_signed_out(mary, programme, nobody):
    make_ally(programme, mary)
    assert ChangeProgramme.objects.filter(policies.allies_visible_to(asker_of(mary, programme))).exists()
    assert not ChangeProgramme.objects.filter(policies.allies_visible_to(nobody)).exists()


def test_show_money_to_nobody_signed_out_or_of_another_programme(mary, by_mary, programme, elsewhere, nobody):
    priority = make_priority(programme, mary)
    promised(priority, "100", by_mary)
    assert Commitment.objects.filter(policies.money_visible_to(by_mary)).exists()
    for asker in (nobody, asker_of(mary, elsewhere)):
        assert not Commitment.objects.filter(policies.money_visible_to(asker)).exists()
