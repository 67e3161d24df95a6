"""Innovations with a team, made through the services as in life."""

from groundswell.innovations import services
from groundswell.innovations.models import Innovation
from groundswell.innovations.policies import STEWARD
from groundswell.innovations.states import Group, Level
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.partnership import give_role, make_person

SUMMARY = "One list for each clinic, printed once and kept at the desk."


def make_steward(programme, name="Sue Steward", organisation=None):
    person = make_person(name)
    give_role(person, programme, STEWARD, organisation)
    return person


def make_innovation(programme, *, team=(), keeper=None, title="One clinic list", **begun):
    """Begun for a keeper, with these people on its team; private, with a summary."""
    begun.setdefault("summary", SUMMARY)
    keeper = keeper or make_steward(programme)
    beginning = services.Beginning(programme, title=title, keeper_id=keeper.pk, **begun)
    made = services.begin_from(beginning, by=asker_for(keeper, programme))
    for person in team:
        stands(made, person, "team")
    return fresh(made)


def stands(innovation, person, kind):
    return services.stand(innovation, person.pk, kind, by=task_asker(innovation.programme), source="tests.stand")


def fresh(innovation):
    return Innovation.objects.select_related("programme", "keeper").get(pk=innovation.pk)


def opened(innovation, person, level=Level.PUBLIC, *groups):
    """Shown by someone of its team, as far as said; what it is comes first."""
    by = asker_for(person, innovation.programme)
    for group in (Group.ABOUT, *groups):
        services.show(innovation, group, level, by=by, warned=True)
    return fresh(innovation)
