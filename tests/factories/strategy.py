"""Parts of the strategy, written by Mary, who is a programme manager, through the services as in life."""

from decimal import Decimal
from uuid import uuid4

from groundswell.needs.models import ChangeProgramme, EnablingFunction, Objective, Priority
from groundswell.needs.services import strategy
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.partnership import give_role, make_person

FIVE = {
    "today": "We print each list twice.",
    "why": "Paper takes an hour a day.",
    "future": "One list, on one screen.",
    "evidence": "We counted for two weeks.",
    "cost_of_not_changing": "An hour a day, in nine clinics.",
}


def make_manager(programme, name="Mary Manager", organisation=None):
    person = make_person(name)
    give_role(person, programme, RoleKey.MANAGER, organisation)
    return person


def published(row, by):
    return strategy.move(row, "publish", by=by)


def make_objective(programme, owner, *, title="Fewer lists", publish=True, **words):
    """By its owner, who writes the strategy."""
    by = asker_for(owner, programme)
    said = strategy.ObjectiveWords(title, words.pop("text", "One list for each clinic."), owner.pk, **words)
    row = strategy.add(Objective, said, by=by)
    return published(row, by) if publish else row


def make_priority(programme, owner, *, title="One clinic list", budget="50000", publish=True, by=None, **words):
    by = by or asker_for(owner, programme)
    money = {"budget": Decimal(budget), "currency": "GBP"} if budget else {}
    said = strategy.PriorityWords(title, words.pop("text", "Printed once."), owner.pk, **money, **words)
    row = strategy.add(Priority, said, by=by)
    return published(row, by) if publish else row


def make_ally(programme, manager, *, title="Outpatients", function=False, publish=True, **words):
    by = asker_for(manager, programme)
    model = EnablingFunction if function else ChangeProgramme
    row = strategy.add(model, strategy.AllyWords(title, **words), by=by)
    return published(row, by) if publish else row


def make_vision(programme, manager, text="People here make care better.", *, publish=True):
    by = asker_for(manager, programme)
    row = strategy.write_vision(text=text, changed="", owner_id=manager.pk, by=by)
    return strategy.publish_vision(row, by=by) if publish else row


def make_case(programme, manager, *, title="One list", publish=True, **parts):
    by = asker_for(manager, programme)
    row = strategy.begin_case(strategy.CaseWords(title, **FIVE | parts), by=by)
    return strategy.publish_case(row, by=by) if publish else row


def pounds(amount, title="A new screen", **more):
    return strategy.Money(Decimal(amount), "GBP", title, **more)


def promised(priority, amount, by, **more):
    more.setdefault("key", uuid4())
    return strategy.promise(priority, pounds(amount), by=by, **more)
