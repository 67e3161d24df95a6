"""What of the strategy is hidden: from other programmes, and from who is signed out."""

from dataclasses import replace

import pytest

from groundswell.foundation.access import Asker
from groundswell.needs.selectors import cases, strategy, strategy_money
from tests.factories.strategy import make_ally, make_case, make_objective, make_priority, promised


@pytest.fixture
def signed_out(programme):
    return Asker(programme_id=programme.pk)


@pytest.mark.parametrize("publish", [False, True])
def test_parts_are_hidden_from_another_programme_even_for_who_owns_them(
    programme, owen, by_owen, mary, by_mary, next_door, publish
):
    objective = make_objective(programme, mary, publish=publish)
    priority = make_priority(programme, owen, by=by_mary, publish=publish)
    elsewhere = [replace(one, programme_id=next_door.pk) for one in (by_mary, by_owen)]
    assert list(strategy.parts(by_mary, "objectives")) == [objective]
    assert list(strategy.parts(by_owen, "priorities")) == [priority]
    for asker in elsewhere:
        for kind in ("objectives", "priorities"):
            assert list(strategy.parts(asker, kind)) == []
        assert strategy.part(asker, "priorities", priority.pk) is None


def test_cases_are_hidden_from_another_programme_even_for_who_wrote_them(programme, mary, by_mary, next_door):
    case = make_case(programme, mary, publish=False)
    assert list(cases.cases(by_mary)) == [case]
    assert list(cases.cases(replace(by_mary, programme_id=next_door.pk))) == []


def test_allies_are_hidden_from_who_is_signed_out(programme, mary, by_owen, signed_out):
    ally, function = make_ally(programme, mary), make_ally(programme, mary, title="Finance", function=True)
    assert list(strategy.parts(by_owen, "programmes")) == [ally]
    assert list(strategy.parts(by_owen, "functions")) == [function]
    for kind in ("programmes", "functions"):
        assert list(strategy.parts(signed_out, kind)) == []
    assert strategy.part(signed_out, "programmes", ally.pk) is None


def test_money_is_hidden_from_who_is_signed_out_and_from_another_programme(
    programme, owen, by_owen, by_mary, signed_out, next_door
):
    priority = make_priority(programme, owen, by=by_mary)
    row = promised(priority, "300", by_owen)
    assert list(strategy_money.commitments(by_owen, priority)) == [row]
    for asker in (signed_out, replace(by_mary, programme_id=next_door.pk)):
        assert list(strategy_money.commitments(asker, priority)) == []
        assert strategy_money.commitment(asker, priority, row.pk) is None
