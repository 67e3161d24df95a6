"""Pages and verbs of the strategy that refuse who may read and not write, before a word of what was typed counts."""

from datetime import timedelta

import pytest

from groundswell.foundation.access import Asker
from groundswell.foundation.kit import clock
from groundswell.needs.models import (
    Alignment,
    CaseForChange,
    ChangeProgramme,
    Commitment,
    Objective,
    Priority,
    SignOff,
    Vision,
)
from groundswell.needs.selectors import strategy_money as money
from groundswell.needs.services import signoffs, strategy
from groundswell.partnership.selectors import asker_for
from tests.factories.partnership import make_person
from tests.factories.refusals import refused
from tests.factories.rows import all_rows
from tests.factories.strategy import (
    FIVE,
    make_ally,
    make_case,
    make_objective,
    make_priority,
    make_vision,
    pounds,
    promised,
)

KEPT = (Alignment, CaseForChange, ChangeProgramme, Commitment, Objective, Priority, SignOff, Vision)
CHANGE = "Only its owner and the people who write the strategy can change this"
WRITE = "Only the people who write the strategy can do this"
ADD = "Only the people who write the strategy can add to it"


def told_no(client, address, why, *, methods=("get", "post"), **typed):
    before = all_rows(KEPT)
    for method in methods:
        answer = getattr(client, method)(address, typed)
        assert (answer.status_code, why in answer.content.decode()) == (403, True), method
    assert all_rows(KEPT) == before


@pytest.fixture
def by_joe(programme):
    return asker_for(make_person("Joe Bell"), programme)


def test_publish_of_a_case_refuses_its_owner_who_does_not_write_the_strategy(programme, mary, owen, by_owen, as_owen):
    case = make_case(programme, mary, publish=False)
    CaseForChange.objects.filter(pk=case.pk).update(owner=owen)
    told_no(as_owen, f"/strategy/cases/{case.line}/publish/", WRITE, methods=("post",))
    with refused(WRITE, *KEPT):
        strategy.publish_case(CaseForChange.objects.get(), by=by_owen)


def test_publish_of_a_case_tells_others_who_may_and_not_what_it_lacks(programme, mary, by_joe):
    case = make_case(programme, mary, publish=False, why="")
    with refused(WRITE, *KEPT):
        strategy.publish_case(case, by=by_joe)


def test_a_case_is_begun_and_begun_anew_by_who_may_alone(programme, mary, by_joe):
    case = make_case(programme, mary)
    with refused(ADD, *KEPT):
        strategy.begin_case(strategy.CaseWords("One list", **FIVE), by=by_joe)
    for verb in (strategy.next_case,):
        with refused(CHANGE, *KEPT):
            verb(case, by=by_joe)


def test_begin_of_the_next_case_refuses_also_where_its_draft_is_there(programme, mary, by_mary, by_joe):
    case = make_case(programme, mary)
    strategy.next_case(case, by=by_mary)
    with refused(CHANGE, *KEPT):
        strategy.next_case(case, by=by_joe)


def test_money_is_promised_and_settled_by_who_may_alone(programme, owen, by_owen, by_mary, by_joe):
    priority = make_priority(programme, owen, by=by_mary)
    row = promised(priority, "300", by_owen)
    for asker in (by_joe, Asker(programme_id=programme.pk)):
        with refused(CHANGE, *KEPT):
            strategy.promise(priority, pounds("20"), by=asker)
        with refused(CHANGE, *KEPT):
            strategy.settle(row, "spent", pounds("280"), by=asker)


@pytest.mark.parametrize("page", ["promise", "settle"])
def test_pages_of_money_refuse_who_only_reads(programme, mary, by_mary, as_owen, page):
    priority = make_priority(programme, mary)
    row = promised(priority, "300", by_mary)
    assert money.commitment(by_mary, priority, row.pk) == row
    end = "promise/" if page == "promise" else f"money/{row.pk}/"
    told_no(as_owen, f"/strategy/priorities/{priority.pk}/{end}", CHANGE)


@pytest.mark.parametrize("do", [{}, {"do": "part"}])
def test_align_refuses_who_does_not_answer_for_the_priority(programme, mary, by_mary, as_owen, do):
    priority, ally = make_priority(programme, mary), make_ally(programme, mary)
    strategy.align(priority, ally, "Both want fewer lists.", by=by_mary)
    told_no(as_owen, f"/strategy/priorities/{priority.pk}/with/programmes/{ally.pk}/", CHANGE, **do)


def test_align_and_part_refuse_who_may_not_change_the_priority(programme, mary, by_mary, by_owen):
    priority, ally = make_priority(programme, mary), make_ally(programme, mary)
    strategy.align(priority, ally, "Both want fewer lists.", by=by_mary)
    with refused(CHANGE, *KEPT):
        strategy.align(priority, ally, "", by=by_owen, revision=1)
    with refused(CHANGE, *KEPT):
        strategy.part_ways(priority, ally, by=by_owen)


def test_spoke_tells_others_who_may_whatever_day_they_typed(programme, mary, by_mary, by_owen, as_owen):
    ally = make_ally(programme, mary)
    strategy.spoke(ally, clock.today(), by=by_mary)
    for day in (clock.today() + timedelta(days=9), clock.today() - timedelta(days=9)):
        with refused(CHANGE, *KEPT):
            strategy.spoke(ally, day, by=by_owen)
    told_no(as_owen, f"/strategy/programmes/programmes/{ally.pk}/", CHANGE, methods=("post",))


@pytest.mark.parametrize("kind", ["objectives", "priorities"])
def test_change_of_a_part_refuses_who_only_reads(programme, mary, as_owen, kind):
    part = make_objective(programme, mary) if kind == "objectives" else make_priority(programme, mary)
    told_no(as_owen, f"/strategy/all/{kind}/{part.pk}/", CHANGE)


def test_move_of_a_part_tells_others_who_may_and_not_what_it_lacks(programme, mary, by_joe):
    bare = make_objective(programme, mary, text="", publish=False)
    with refused(WRITE, *KEPT):
        strategy.move(bare, "publish", by=by_joe)


def test_a_part_is_added_by_who_writes_the_strategy_alone(programme, owen, by_owen, by_joe):
    for asker in (by_owen, by_joe):
        with refused(ADD, *KEPT):
            strategy.add(Objective, strategy.ObjectiveWords("Fewer lists", "One list", owen.pk), by=asker)


def test_a_vision_is_written_published_and_looked_at_by_who_may_alone(programme, mary, by_mary, by_joe, as_owen):
    make_vision(programme, mary)
    with refused(ADD, *KEPT):
        strategy.write_vision(text="", changed="", owner_id=mary.pk, by=by_joe)
    told_no(as_owen, "/strategy/vision/write/", ADD)
    draft = strategy.write_vision(text="Better still.", changed="More.", owner_id=mary.pk, by=by_mary)
    with refused(WRITE, *KEPT):
        strategy.publish_vision(draft, by=by_joe)
    with refused(CHANGE, *KEPT):
        strategy.still_right(Vision.objects.get(number=1), by=by_joe)


def test_still_right_refuses_others_on_the_day_it_was_said(programme, mary, by_joe):
    """Then there is nothing to write, and they hear that it is not theirs all the same."""
    vision = make_vision(programme, mary)
    with refused(CHANGE, *KEPT):
        strategy.still_right(vision, by=by_joe)


def test_sign_off_refuses_others_whatever_they_read(programme, mary, by_mary):
    priority = make_priority(programme, mary)
    for revision in (priority.revision, 0):
        with refused("Community partners, governors and patient partners sign this off", *KEPT):
            signoffs.sign_off(priority, "Yes.", by=by_mary, revision=revision)
