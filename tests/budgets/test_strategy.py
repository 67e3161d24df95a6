"""What the pages of the strategy cost: as many statements for 1, 3 and 25 rows of everything."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.kit import clock
from groundswell.needs.models import (
    Alignment,
    BroaderStrategy,
    BuildsOn,
    CaseForChange,
    CaseSource,
    ChangeProgramme,
    Commitment,
    Objective,
    Priority,
    TimelineEntry,
    Vision,
)
from groundswell.needs.services.strategy.money import BY_HAND
from tests.factories.partnership import enter, make_person, make_programme
from tests.factories.strategy import FIVE, make_manager

PAGES = {
    "timeline/": 7,
    "strategy/": 12,
    "strategy/board/": 10,
    "strategy/gaps/": 10,
    "strategy/gaps/table.csv": 19,
    "strategy/gaps/priorities-without-need/": 7,
    "strategy/vision/write/": 7,
    "strategy/vision/100/": 7,
    "strategy/priorities/{priority}/": 15,
    "strategy/priorities/{priority}/promise/": 7,
    "strategy/priorities/{priority}/with/programmes/{ally}/": 8,
    "strategy/programmes/": 9,
    "strategy/programmes/programmes/{ally}/": 9,
    "strategy/all/objectives/": 7,
    "strategy/all/objectives/{objective}/": 9,
    "strategy/all/priorities/{priority}/": 8,
    "strategy/all/programmes/add/": 7,
    "strategy/cases/": 7,
    "strategy/cases/{line}/": 8,
    "strategy/cases/{line}/100/print/": 7,
}
PUBLIC = {"timeline/": 3, "strategy/": 8, "strategy/priorities/{priority}/": 5, "strategy/cases/{line}/": 4}


def strategy(rows):
    """So much of everything in one programme, all of it published by people who differ."""
    programme = make_programme()
    mary, day = make_manager(programme), clock.today()
    people = [make_person(f"Person {number}") for number in range(rows)]
    stated = {"programme": programme, "salt": b"0" * 16, "state": "published", "state_since": day, "revision": 1}

    def many(model, **fields):
        made = [
            model(**stated, state_by=one, **{name: value(number, one) for name, value in fields.items()})
            for number, one in enumerate(people)
        ]
        return model.objects.bulk_create(made)

    title, owner = (lambda number, _one: f"Row {number}"), (lambda _number, one: one)
    plans = many(BroaderStrategy, title=title)
    objectives = many(Objective, title=title, owner=owner, on_board=lambda *_: True)
    BuildsOn.objects.bulk_create(BuildsOn(objective=objectives[0], strategy=plan) for plan in plans)
    serves = {
        "objective": lambda number, _one: objectives[number],
        "budget": lambda *_: 900,
        "currency": lambda *_: "GBP",
    }
    priorities = many(Priority, title=title, owner=owner, **serves)
    allies = many(ChangeProgramme, title=title, contact=owner)
    many(TimelineEntry, title=title, happens_on=lambda *_: day)
    line = uuid4()
    case = CaseForChange(**stated, state_by=mary, line=line, number=100, title="One list", owner=mary, **FIVE)
    case.save()
    CaseSource.objects.bulk_create(CaseSource(case=case, title="Count") for _one in people)
    for number, one in enumerate(people):
        older = stated | {"state": "over", "state_by": one}
        CaseForChange.objects.create(**older, line=line, number=number, title="One list", owner=one)
        Vision.objects.create(**older, number=number, text="Older", owner=one)
    Vision.objects.create(**stated, state_by=mary, number=100, text="Now", owner=mary)
    worded = {"programme": programme, "salt": b"0" * 16, "revision": 1, "priority": priorities[0]}
    posted = {"kind": "promised", "amount": 1, "currency": "GBP", "happened_on": day, "recorded_at": clock.now()}
    for one, ally in zip(people, allies, strict=True):
        Commitment.objects.create(**worded, **posted, title="Screen", source=BY_HAND, key=uuid4(), by=one)
        Alignment.objects.create(**worded, programme_of_change=ally, text="Fits", said_by=one, said_on=day)
    ids = {"priority": priorities[0].pk, "objective": objectives[0].pk, "ally": allies[0].pk, "line": line}
    return programme, mary, ids


def cost(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(address)
        response.getvalue()  # a file is written as it is read
    assert response.status_code == 200, address
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_pages_cost_writers_the_same_however_much_there_is(db, rows):
    programme, mary, ids = strategy(rows)
    client = Client(HTTP_HOST=programme.host)
    enter(client, mary)
    assert {page: cost(client, f"/{page.format(**ids)}") for page in PAGES} == PAGES


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_pages_cost_everyone_the_same_however_much_there_is(db, rows):
    programme, _mary, ids = strategy(rows)
    client = Client(HTTP_HOST=programme.host)
    assert {page: cost(client, f"/{page.format(**ids)}") for page in PUBLIC} == PUBLIC
