"""Gaps of the strategy: each count is the length of its list, and drafts, what is over and others' rows do not count."""

import csv
import io

import pytest

from groundswell.foundation.kit import clock
from groundswell.needs.models import BroaderStrategy, Challenge, Need, Objective
from groundswell.needs.selectors import strategy_report as reports
from groundswell.needs.services import strategy
from tests.factories.partnership import make_person, make_programme
from tests.factories.strategy import make_manager, make_objective, make_priority, published


def make_need(programme, person, reference, *, priority=None, state="published"):
    said = {"published_by": person, "published_on": clock.today()} if state != "raised" else {}
    return Need.objects.create(
        programme=programme,
        reference=reference,
        title=f"Need {reference}",
        problem="Too slow",
        raised_by=person,
        raised_on=clock.today(),
        state=state,
        state_since=clock.today(),
        salt=b"0" * 16,
        priority=priority,
        **said,
    )


def make_challenge(need, person, reference, *, priority=None):
    day = clock.today()
    return Challenge.objects.create(
        programme=need.programme,
        reference=reference,
        need=need,
        priority=priority,
        title=f"Challenge {reference}",
        brief="How?",
        owner=person,
        opens_on=day,
        closes_on=day,
        state="open",
        state_since=day,
        salt=b"0" * 16,
    )


@pytest.fixture
def scene(programme, mary, by_mary):
    """One of everything that hangs together, and one of everything that does not."""
    plan = published(strategy.add(BroaderStrategy, strategy.BroaderWords("Plan"), by=by_mary), by_mary)
    published(strategy.add(BroaderStrategy, strategy.BroaderWords("Lone plan"), by=by_mary), by_mary)
    whole = make_objective(programme, mary, title="Whole", builds_on=(plan.pk,))
    lone = make_objective(programme, mary, title="Lone")
    good = make_priority(programme, mary, title="Good", objective_id=whole.pk, protected_hours=4)
    make_priority(programme, mary, title="Loose", budget="")
    make_priority(programme, mary, title="Draft", objective_id=lone.pk, publish=False)
    fits = make_need(programme, mary, "FITS-1", priority=good)
    make_need(programme, mary, "LONE-1")
    make_need(programme, mary, "RAISED-1", state="raised")
    asked = make_challenge(fits, mary, "CALL-1", priority=good)
    type(asked).objects.filter(pk=asked.pk).update(budget=50001, currency="GBP")
    make_challenge(fits, mary, "CALL-2")
    next_door = make_programme()
    make_objective(next_door, make_manager(next_door, "Nora Next"), title="Next door")
    return lone


def test_each_count_is_the_length_of_its_list(scene, by_mary):
    counts = {gap.name: (gap.count, gap.of) for gap in reports.report(by_mary)}
    lists = {name: [row.title for row in reports.gap(by_mary, name)] for name in reports.GAPS}
    assert lists == {
        "objectives-without-priority": ["Lone"],
        "objectives-without-strategy": ["Lone"],
        "strategies-without-objective": ["Lone plan"],
        "priorities-without-objective": ["Loose"],
        "priorities-without-need": ["Loose"],
        "priorities-without-money": ["Loose"],
        "priorities-asked-too-much": ["Good"],
        "priorities-without-time": ["Loose"],
        "needs-without-priority": ["Need LONE-1"],
        "challenges-without-priority": ["Challenge CALL-2"],
    }
    assert set(counts) == set(lists)
    assert set(counts.values()) == {(1, 2)}


def test_what_is_over_leaves_a_gap(scene, by_mary):
    whole = Objective.objects.get(title="Whole")
    strategy.move(whole, "end", by=by_mary)
    assert [row.title for row in reports.gap(by_mary, "priorities-without-objective")] == ["Good", "Loose"]
    assert [row.title for row in reports.gap(by_mary, "strategies-without-objective")] == ["Lone plan", "Plan"]
    assert next((gap.count, gap.of) for gap in reports.report(by_mary)) == (1, 1)


def test_pages_of_the_report(scene, as_mary, as_owen):
    assert as_owen.get("/strategy/gaps/").status_code == 403
    page = as_mary.get("/strategy/gaps/").content.decode()
    assert page.count("1 of 2") == 10
    for name in reports.GAPS:
        listed = as_mary.get(f"/strategy/gaps/{name}/").content.decode()
        assert "None. All is fine here." not in listed
    assert as_mary.get("/strategy/gaps/nothing/").status_code == 404


def test_an_empty_report_says_so(as_mary, programme, by_mary):
    assert as_mary.get("/strategy/gaps/").content.decode().count("There are none yet") == 10


def test_the_table_tells_each_gap_and_what_has_it(scene, as_mary, as_owen):
    assert as_owen.get("/strategy/gaps/table.csv").status_code == 403
    answer = as_mary.get("/strategy/gaps/table.csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert {(row["How many"], row["Of how many"]) for row in rows} == {("1", "2")}
    assert [(row["Title"], row["Who answers for it"], row["Reference"]) for row in rows[-2:]] == [
        ("Need LONE-1", "", "LONE-1"),
        ("Challenge CALL-2", "Mary Manager", "CALL-2"),
    ]
    assert 'href="/strategy/gaps/table.csv" download' in as_mary.get("/strategy/gaps/").content.decode()


def test_an_empty_table_tells_each_gap_once(as_mary):
    lines = as_mary.get("/strategy/gaps/table.csv").getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 11
    assert lines[1] == "Objectives that no priority serves,0,0,,,"


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_list_of_a_gap_costs_the_same_however_long(
    programme, mary, as_mary, count, django_assert_num_queries
):  # fmt: skip
    need = make_need(programme, mary, "ONE")
    for number in range(count):
        make_challenge(need, make_person(f"Owner {number}"), f"CALL-{number}")
    with django_assert_num_queries(7):
        assert (
            as_mary.get("/strategy/gaps/challenges-without-priority/").content.decode().count("answers for it") == count
        )
