"""Money of challenges beside the budget of their priority: said to who may see money, from what is open today."""

import re
from decimal import Decimal

import pytest

from groundswell.needs.models import Challenge, Priority
from groundswell.needs.selectors import strategy_report as reports
from groundswell.partnership.models import Person
from tests.factories.needs import make_challenge, opened_challenge
from tests.factories.strategy import make_priority

SAYS = "The challenges of this priority ask for £60,000, £10,000 more than its budget of £50,000."


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def asks(challenge, priority, amount, currency="GBP"):
    Challenge.objects.filter(pk=challenge.pk).update(
        priority=priority, budget=amount and Decimal(amount), currency=amount and currency
    )
    return f"/challenges/{challenge.reference}/"


@pytest.fixture
def priority(programme, mary):
    """With a budget of £50,000."""
    return make_priority(programme, mary, title="One clinic list")


@pytest.fixture
def pair(programme, mary, priority):
    """Two open challenges that ask for £60,000 together."""
    one, other = opened_challenge(programme, mary), opened_challenge(programme, mary, title="Who else?")
    return asks(one, priority, "20000.00"), asks(other, priority, "40000")


def test_a_challenge_says_that_more_is_asked_for_than_there_is(pair, as_owen):
    for page in pair:
        assert f"Its priority is “One clinic list”. {SAYS}" in body(as_owen.get(page))


def test_it_is_not_said_to_who_may_not_see_money(pair, nobody):
    for page in pair:
        assert "more than its budget" not in body(nobody.get(page))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: Priority.objects.update(budget=60000),
        lambda one: Priority.objects.update(budget=None, currency=""),
        lambda one: Priority.objects.update(state="draft", owner=one.owner),
        lambda one: Challenge.objects.exclude(pk=one.pk).update(currency="EUR"),
        lambda one: Challenge.objects.exclude(pk=one.pk).update(state="closed"),
        lambda one: Challenge.objects.filter(pk=one.pk).update(budget=None, currency=""),
    ],
    ids=["enough", "no budget", "priority not public", "other money", "closed", "asks for none"],
)
def test_it_is_not_said_where_it_is_not_so(pair, as_owen, change):
    one = Challenge.objects.get(reference=pair[0].split("/")[2])
    change(one)
    assert "more than its budget" not in body(as_owen.get(pair[0]))


def test_who_prepares_one_reads_it_before_it_opens(programme, mary, priority, as_mary):
    asks(opened_challenge(programme, mary), priority, "20000")
    draft = make_challenge(programme, mary, title="Who else?")
    page = asks(draft, priority, "40000")
    assert SAYS in body(as_mary.get(page))
    assert "more than its budget" not in body(as_mary.get(asks(draft, priority, "30000")))


def test_the_report_counts_and_names_such_priorities(programme, mary, pair, as_mary, by_mary):
    make_priority(programme, mary, title="Enough")
    gap = next(one for one in reports.report(by_mary) if one.name == "priorities-asked-too-much")
    assert (gap.count, gap.of) == (1, 2)
    page = body(as_mary.get("/strategy/gaps/"))
    assert "Priorities whose open challenges ask for more than their budget" in page
    listed = body(as_mary.get("/strategy/gaps/priorities-asked-too-much/"))
    assert f"One clinic list</a>. Mary Manager answers for it. {SAYS}" in listed
    assert "Enough" not in listed


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_challenge_costs_the_same_however_many_ask(
    programme, mary, priority, as_owen, count, django_assert_num_queries
):  # fmt: skip
    page = asks(opened_challenge(programme, mary), priority, "60000")
    need = Challenge.objects.get().need
    shape = Challenge.objects.values("programme_id", "opens_on", "closes_on", "state", "state_since", "brief").get()
    money = {"priority": priority, "budget": 10, "currency": "GBP", "owner": Person.objects.get(name="Owen Owner")}
    Challenge.objects.bulk_create(
        Challenge(**shape, **money, need=need, reference=f"C-{number}", title="More", salt=b"0" * 16)
        for number in range(count)
    )
    as_owen.get(page)
    with django_assert_num_queries(9):
        assert "more than its budget" in body(as_owen.get(page))
