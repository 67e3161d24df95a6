"""One acts on a page that was opened before another changed the strategy: what is so now decides, not what was."""

from dataclasses import replace
from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.needs.services import strategy
from tests.factories.needs import fresh
from tests.factories.strategy import FIVE, make_case, make_priority, pounds, promised
from tests.needs.strategy.test_money import CALL


@pytest.fixture
def priority(programme, owen, by_mary):
    return make_priority(programme, owen, budget="1000", by=by_mary)


def words_of(priority, **changes):
    said = strategy.PriorityWords(
        priority.title, priority.text, priority.owner_id, budget=priority.budget, currency="GBP"
    )
    return replace(said, **changes)


def test_move_publishes_no_part_whose_words_were_taken_out_meanwhile(programme, owen, by_mary):
    page = make_priority(programme, owen, by=by_mary, publish=False)
    strategy.change(fresh(page), words_of(page, text=""), by=by_mary)
    with pytest.raises(NotAllowed, match="Say in a few words"):
        strategy.move(page, "publish", by=by_mary)


def test_publish_case_publishes_no_case_that_lost_a_part_meanwhile(programme, mary, by_mary):
    page = make_case(programme, mary, publish=False)
    strategy.change_case(fresh(page), strategy.CaseWords("One list", **FIVE | {"why": ""}), by=by_mary)
    with pytest.raises(NotAllowed, match="Write all five parts first"):
        strategy.publish_case(page, by=by_mary)


def test_commit_promises_nothing_of_a_priority_that_ended_meanwhile(priority, by_mary, by_owen):
    strategy.move(fresh(priority), "end", by=by_mary)
    with pytest.raises(NotAllowed, match="a priority that is in force"):
        promised(priority, "300", by_owen)


def test_spend_asks_why_when_the_budget_became_smaller_meanwhile(priority, by_mary, by_owen):
    strategy.change(fresh(priority), words_of(priority, budget=100), by=by_mary)
    with pytest.raises(NotAllowed, match="more than the budget has left"):
        strategy.spend(priority, pounds("300"), by=by_owen, source=CALL, key=uuid4())
