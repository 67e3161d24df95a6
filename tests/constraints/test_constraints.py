"""Every constraint of the database is there: a write past all services is refused by it, and by no other."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.constraints.writes import WRITES


def declared():
    """Every constraint that our models declare, by name, with its model and the columns that it keeps apart."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("groundswell."):
            continue
        for constraint in model._meta.constraints:
            found[constraint.name] = model, getattr(constraint, "fields", ())
        for field in model._meta.local_fields:
            if field.unique and not field.primary_key:
                found[f"{model._meta.label}.{field.name}"] = model, (field.name,)
    return found


def names_of(name):
    """What the database may call it when it refuses: SQLite names the columns of what must differ, not the rule."""
    model, fields = declared()[name]
    columns = [model._meta.get_field(field).column for field in fields]
    if not fields or (connection.vendor != "sqlite" and "." not in name):
        return f"constraint failed: {name}" if connection.vendor == "sqlite" else f'constraint "{name}"'
    if connection.vendor == "sqlite":
        return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return f"Key ({', '.join(columns)})="


@pytest.mark.parametrize("name", WRITES)
def test_refuse_a_write_past_the_services(db, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        WRITES[name]()
    assert names_of(name) in str(refused.value)


def test_try_every_constraint_that_a_model_declares():
    assert sorted(WRITES) == sorted(declared())


def test_declare_no_constraint_of_a_kind_that_is_not_tried():
    kinds = {type(one) for model in apps.get_models() for one in model._meta.constraints}
    ours = {one for model in apps.get_models() for one in model._meta.unique_together if "groundswell" in str(model)}
    assert kinds <= {models.CheckConstraint, models.UniqueConstraint}
    assert ours == set()
