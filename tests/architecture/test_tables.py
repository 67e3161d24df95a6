"""Contracts do not see the database: foreign keys point to earlier rooms only, and no row reaches back."""

import inspect
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, ForeignObject, Q

from groundswell.foundation.access import Asker, Held
from groundswell.foundation.access.roles import kinds

ORDER = ["foundation", "partnership", "needs", "innovations", "ideas", "journey"]
ROOMS = ORDER[1:]


def room_of(model):
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "groundswell" else None


def our_models():
    return [model for model in apps.get_models() if room_of(model)]


def foreign_keys():
    for model in our_models():
        for key in model._meta.get_fields(include_hidden=True):
            if isinstance(key, ForeignObject) and not key.auto_created:
                yield model, key


def test_every_room_has_its_place_in_the_order():
    assert {room_of(model) for model in our_models()} <= set(ORDER)


def test_foreign_keys_point_to_the_same_or_an_earlier_room():
    backwards = [
        f"{model.__name__}.{key.name} -> {key.related_model.__name__}"
        for model, key in foreign_keys()
        if room_of(key.related_model) and ORDER.index(room_of(key.related_model)) > ORDER.index(room_of(model))
    ]
    assert backwards == []


def test_foreign_keys_across_rooms_leave_no_way_back():
    named = [
        f"{model.__name__}.{key.name}"
        for model, key in foreign_keys()
        if room_of(key.related_model) != room_of(model) and key.remote_field.related_name != "+"
    ]
    assert named == []


def test_foundation_has_no_foreign_keys_to_rooms():
    assert [
        f"{model.__name__}.{key.name}"
        for model, key in foreign_keys()
        if room_of(model) == "foundation" and room_of(key.related_model) != "foundation"
    ] == []


def scopes():
    """Every function of a policies file that says what an asker may see, as a condition of a query.

    One that is also given a condition passes it on, and that one is looked at by its own name.
    """
    for room in ROOMS:
        try:
            policies = import_module(f"groundswell.{room}.policies")
        except ModuleNotFoundError:
            continue
        for name, function in inspect.getmembers(policies, inspect.isfunction):
            # with `from __future__ import annotations` a signature's types are text
            types = function.__annotations__
            ours = function.__module__.startswith(policies.__name__)
            if ours and types.get("return") == "Q" and types.get("seen") != "Q":
                yield room, name, function


def lookups(condition):
    for child in condition.children:
        if isinstance(child, Q):
            yield from lookups(child)
        else:
            yield "pk" if isinstance(child, Exists) else child[0]


def askers():
    """Everyone there can be: signed out, by link, and each kind of role, everywhere and in one place."""
    programme = uuid4()
    yield Asker(programme_id=programme)
    yield Asker(programme_id=programme, record_ids=frozenset({uuid4()}))
    for kind in kinds():
        for place in (None, uuid4()):
            yield Asker(programme_id=programme, person_id=uuid4(), roles=frozenset({Held(kind.key, place)}))


def joins_many(model, lookup):
    """Whether this lookup of this model passes a relation that can give more than one row."""
    for name in lookup.split("__"):
        if name == "pk":
            continue
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False  # a comparison such as `in`, at the end
        if found.one_to_many or found.many_to_many:
            return True
        if not found.is_relation:
            return False
        model = found.related_model
    return False


@pytest.mark.parametrize(("room", "name", "function"), scopes(), ids=lambda each: getattr(each, "__name__", each))
def test_what_an_asker_may_see_never_joins_many(room, name, function):
    used = {lookup for asker in askers() for lookup in lookups(function(asker))}
    assert used, "no lookup was seen: the test looks at nothing"
    models = [model for model in our_models() if room_of(model) == room]
    assert [(model.__name__, lookup) for model in models for lookup in used if joins_many(model, lookup)] == []


def test_visible_to_was_looked_at_in_every_room_that_has_one():
    assert {(room, name) for room, name, _ in scopes()} >= {("partnership", "visible_to"), ("ideas", "visible_to")}
