"""Statements that are put together once: the same rows as ever, and nothing of anybody in what is kept."""

from collections import OrderedDict
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import Asker, Held, Text, days_ahead, prepared, preparing
from groundswell.foundation.kit import clock
from groundswell.partnership.models import Person, Role
from tests.factories.partnership import give_role, make_person, make_programme
from tests.factories.statements import forms_of

DAY = date(2026, 3, 4)


def roles_of(asker, kind):
    """A query as rooms ask them: the asker's own roles of a kind that are held today."""
    mine = Role.objects.filter(programme_id=asker.programme_id, person_id=asker.person_id, kind=kind)
    return mine.filter(since__lte=clock.today(asker.timezone)).order_by("since", "pk")


@pytest.fixture
def place(db):
    """Two people with a role each."""
    programme = make_programme()
    amina, bas = make_person("Amina Khan"), make_person("Bas Vos")
    for person in (amina, bas):
        give_role(person, programme)
    return programme, amina, bas


def asker(programme, person, *held):
    return Asker(programme.pk, person and person.pk, roles=frozenset(held))


def test_the_same_text_serves_everyone_and_gives_each_their_own(place):
    programme, *people = place
    ask = prepared(roles_of)
    for person in people:
        assert [role.person_id for role in ask(asker(programme, person), "triager")] == [person.pk]
    assert len(forms_of(ask)) == 1


def test_what_is_kept_holds_no_id_and_no_day(place):
    programme, amina, _bas = place
    ask = prepared(roles_of)
    ask(asker(programme, amina), "triager")
    [form] = forms_of(ask).values()
    own = {str(amina.pk), amina.pk.hex, str(programme.pk), programme.pk.hex, str(clock.today())}
    assert not own & {str(param) for param in form.params}
    assert amina.pk.hex not in repr(list(forms_of(ask)))


def test_it_is_the_statement_that_would_be_put_together_for_them(place):
    programme, amina, bas = place
    ask = prepared(roles_of)
    for person in (amina, bas):
        with CaptureQueriesContext(connection) as captured:
            found = ask(asker(programme, person), "triager")
            assert list(roles_of(asker(programme, person), "triager")) == found
        ours, theirs = (query["sql"] for query in captured)
        assert ours == theirs


def test_other_roles_are_another_statement(place):
    programme, amina, _bas = place

    def of_their_places(who):
        places = [held.organisation_id for held in who.roles]
        return Role.objects.filter(Q() if None in places else Q(organisation_id__in=places), person_id=who.person_id)

    ask = prepared(of_their_places)
    assert len(ask(asker(programme, amina, Held("triager")))) == 1
    assert ask(asker(programme, amina, Held("triager", uuid4()))) == []
    assert len(ask(asker(programme, amina, Held("triager")))) == 1
    assert len(forms_of(ask)) == 2


def test_the_day_is_asked_anew(place):
    programme, amina, _bas = place
    ask, who = prepared(roles_of), asker(programme, amina)
    began = Role.objects.get(person=amina).since
    assert len(ask(who, "triager")) == 1
    with clock.at(began - timedelta(days=1)):
        assert ask(who, "triager") == []
    assert len(ask(who, "triager")) == 1


@pytest.mark.parametrize("value", [lambda person: Q(pk=person.pk), lambda _person: Q(mail_trouble_at__gt=DAY)])
def test_a_text_with_an_id_or_a_day_that_nobody_gave_is_not_kept(place, value):
    _programme, amina, _bas = place
    ask = prepared(lambda name: Person.objects.filter(Q(name=name) | value(amina)).order_by("name"))
    assert amina in ask(Text("Amina Khan"))
    assert list(forms_of(ask).values()) == [None]


def test_a_text_that_is_changed_on_the_way_is_not_kept(place):
    _programme, amina, bas = place
    ask = prepared(lambda name: Person.objects.filter(name=name.title()))
    assert ask(Text("amina khan")) == [amina]
    assert ask(Text("bas vos")) == [bas]


@pytest.mark.parametrize("change", [str.lower, str.strip])
def test_a_text_is_not_kept_that_is_changed_for_some_alone(place, change):
    bas = place[2]
    Person.objects.filter(pk=bas.pk).update(name="bas vos")
    ask = prepared(lambda name: Person.objects.filter(name=change(name)))
    assert ask(Text("bas vos")) == [bas]
    assert ask(Text(" bas vos" if change is str.strip else "Bas Vos")) == [bas]
    assert list(forms_of(ask).values()) == [None]


def test_a_text_for_which_the_database_is_asked_first_is_not_kept(place):
    programme, amina, _bas = place

    def beside(who):
        held = Role.objects.filter(person_id=who.person_id).values_list("person_id", flat=True)
        return Person.objects.filter(pk__in=list(held))

    Role.objects.all().delete()
    ask = prepared(beside)
    assert ask(asker(programme, amina)) == []
    give_role(amina, programme)
    assert ask(asker(programme, amina)) == [amina]
    assert list(forms_of(ask).values()) == [None]


def test_a_day_that_lies_ahead_moves_with_today(place):
    programme, amina, _bas = place
    role = Role.objects.get(person=amina)
    ask = prepared(lambda who: Role.objects.filter(person_id=who.person_id, until__lte=days_ahead(who, 30)))
    who, last = asker(programme, amina), clock.today() + timedelta(days=30)
    Role.objects.filter(pk=role.pk).update(until=last)
    assert ask(who) == [role]
    with clock.at(clock.today() - timedelta(days=1)):
        assert ask(who) == []
    assert None not in forms_of(ask).values()


def test_many_texts_share_a_statement(place):
    _programme, amina, bas = place
    ask = prepared(lambda name, ids: Person.objects.filter(name=name, pk__in=ids))
    both = (amina.pk, bas.pk)
    assert ask(Text("Amina Khan"), both) == [amina]
    assert ask(Text("Bas Vos"), both) == [bas]
    assert ask(Text("Bas Vos"), (amina.pk,)) == []
    assert len(forms_of(ask)) == 2


def test_what_nothing_fits_is_known_without_asking(place, django_assert_num_queries):
    ask = prepared(lambda ids: Person.objects.filter(pk__in=ids))
    with django_assert_num_queries(0):
        assert ask(()) == []
        assert ask.said(()) is None


def test_what_was_not_asked_for_longest_is_forgotten(place, monkeypatch):
    monkeypatch.setattr(preparing, "MOST_KEPT", 3)
    monkeypatch.setattr(preparing, "_kept", OrderedDict())
    ask, often = prepared(lambda number: Person.objects.order_by("name")[:number]), prepared(Person.objects.all)
    for number in range(1, 100):
        ask(number)
        often()
    assert [*preparing._kept] == [(ask, (98,)), (ask, (99,)), (often, ())]
