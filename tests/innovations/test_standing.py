"""Who stands how to an innovation: given by whom, kept apart from what, and asked by any query."""

from datetime import timedelta
from itertools import permutations

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.innovations import policies, selectors, services
from groundswell.innovations.models import Innovation, Standing
from groundswell.innovations.states import StandingKind
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import fresh, make_innovation, stands
from tests.factories.partnership import make_person

CLASH = {
    ("evaluator", "team"),
    ("evaluator", "mentor"),
    ("evaluator", "decider"),
    ("evaluator", "buyer"),
    ("evaluator", "supplier"),
    ("decider", "team"),
    ("decider", "supplier"),
    ("buyer", "team"),
    ("buyer", "supplier"),
}
PAIRS = list(permutations(StandingKind.values, 2))


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda kind: kind)
def test_stand_refuses_what_would_judge_its_own_work(innovation, first, second):
    person = make_person("Dev Shah")
    stands(innovation, person, first)
    if (first, second) in CLASH or (second, first) in CLASH:
        with pytest.raises(NotAllowed, match="One person cannot be both of these for one innovation"):
            stands(innovation, person, second)
        kept = [first]
    else:
        stands(innovation, person, second)
        kept = sorted([first, second])
    assert sorted(Standing.objects.filter(person=person).values_list("kind", flat=True)) == kept


@pytest.mark.parametrize(("ago", "refused"), [(729, True), (731, False)])
def test_stand_keeps_duties_apart_for_two_years_after(innovation, ago, refused):
    person = make_person("Dev Shah")
    standing = stands(innovation, person, "mentor")
    ended = clock.today() - timedelta(days=ago)
    Standing.objects.filter(pk=standing.pk).update(since=ended, until=ended)
    if refused:
        with pytest.raises(NotAllowed):
            stands(innovation, person, "evaluator")
    else:
        assert stands(innovation, person, "evaluator").kind == "evaluator"


def test_stand_refuses_an_evaluator_who_looks_after_it(innovation, sue):
    with pytest.raises(NotAllowed, match="someone else must evaluate it"):
        stands(innovation, sue, "evaluator")


def test_stand_twice_is_once(innovation, grace):
    before = innovation.revision
    again = stands(innovation, grace, "team")
    assert Standing.objects.get(innovation=innovation).pk == again.pk
    assert fresh(innovation).revision == before


def test_stand_of_one_innovation_says_nothing_of_another(programme, innovation, grace):
    other = make_innovation(programme, title="Another one")
    assert stands(other, grace, "evaluator").innovation_id == other.pk


def test_stand_writes_who_how_since_when_and_whence(innovation):
    person = make_person("Dev Shah")
    stands(innovation, person, "mentor")
    row = AuditEntry.objects.filter(record_id=innovation.pk).latest("revision")
    assert (row.verb, row.facts) == (
        "stand",
        {"person": str(person.pk), "kind": "mentor", "since": str(clock.today()), "source": "tests.stand"},
    )


def named(kind="team", email="joe@example.org"):
    return {"email": email, "name": "Joe Bell", "part": "Prints it", "kind": kind}


def test_join_names_someone_new_and_tells_them(innovation, by_grace):
    standing = services.join(innovation, by=by_grace, **named())
    assert (standing.person.name, standing.part, standing.kind) == ("Joe Bell", "Prints it", "team")
    assert OutboxRow.objects.get(key="innovations.joined").person_id == standing.person_id


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("mentor", "Only its team and the people who look after it"),
        ("evaluator", "written down where it is decided"),
        ("decider", "written down where it is decided"),
        ("buyer", "written down where it is decided"),
        ("supplier", "written down where it is decided"),
    ],
)
def test_join_refuses_what_the_team_may_not_give(innovation, by_grace, kind, says):
    with pytest.raises(NotAllowed, match=says):
        services.join(innovation, by=by_grace, **named(kind))
    assert Standing.objects.filter(innovation=innovation).count() == 1


def test_join_refuses_who_does_not_stand_inside(innovation, programme):
    with pytest.raises(NotAllowed, match="Only its team"):
        services.join(innovation, by=asker_for(make_person(), programme), **named())


def test_join_lets_who_looks_after_it_name_a_mentor(innovation, by_sue):
    assert services.join(innovation, by=by_sue, **named("mentor")).kind == "mentor"


@pytest.mark.parametrize("kind", ["team", "mentor"])
def test_join_refuses_who_looks_after_it_and_names_themselves(innovation, sue, by_sue, kind):
    with pytest.raises(NotAllowed, match="Nobody names themselves"):
        services.join(innovation, by=by_sue, **named(kind, email=sue.email))
    assert not policies.can_show(by_sue, innovation)


def test_join_refuses_who_is_on_the_team_already(innovation, grace, by_grace):
    with pytest.raises(NotAllowed, match="You are on the team already"):
        services.join(innovation, by=by_grace, **named(email=grace.email))


def test_end_keeps_the_standing_and_its_last_day(innovation, grace, by_grace):
    standing = Standing.objects.get(innovation=innovation, person=grace)
    services.end_standing(standing, by=by_grace)
    assert Standing.objects.get(pk=standing.pk).until == clock.today()


def test_end_refuses_who_could_not_have_named_them(innovation, programme, grace):
    standing = Standing.objects.get(innovation=innovation, person=grace)
    with pytest.raises(NotAllowed, match="Only its team"):
        services.end_standing(standing, by=asker_for(make_person(), programme))


def test_end_refuses_to_lay_down_what_a_later_room_wrote(innovation, programme):
    dev = make_person("Dev Shah")
    standing = stands(innovation, dev, "evaluator")
    with pytest.raises(NotAllowed, match="where it is decided"):
        services.end_standing(standing, by=asker_for(dev, programme))


def test_let_name_is_for_the_person_alone(innovation, grace, by_grace, by_sue):
    standing = Standing.objects.get(innovation=innovation, person=grace)
    with pytest.raises(NotAllowed, match="Only this person"):
        services.let_name(standing, True, by=by_sue)
    services.let_name(standing, True, by=by_grace)
    assert Standing.objects.get(pk=standing.pk).may_be_named


def found(asker, *kinds):
    return list(Innovation.objects.filter(policies.stands(asker, kinds)).values_list("reference", flat=True))


def test_stands_answers_for_the_kinds_asked_and_today_only(innovation, grace, by_grace, programme):
    assert found(by_grace, "team") == [innovation.reference]
    assert found(by_grace, "mentor", "decider") == []
    assert found(Asker(programme_id=programme.pk), "team") == []
    yesterday = clock.today() - timedelta(days=1)
    Standing.objects.filter(person=grace).update(since=yesterday, until=yesterday)
    assert found(by_grace, "team") == []


def test_standings_are_read_in_the_order_in_which_people_came(innovation, grace):
    dev = make_person("Anna Shah")
    stands(innovation, dev, "mentor")
    Standing.objects.filter(person=grace).update(since=clock.today() - timedelta(days=9))
    there = selectors.standings_of(innovation, clock.today())
    assert [one.person.name for one in there] == ["Grace Obi", "Anna Shah"]
