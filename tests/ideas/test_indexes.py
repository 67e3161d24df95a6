"""What the table of ideas is found by: nothing that costs each idea, and holds mostly nobody."""

import pytest
from django.db import connection

from groundswell.ideas.models import SELDOM, Idea

BEGIN_ANOTHER = {"programme", "holder", "sender", "answers_to"}  # an index of more columns begins with each


@pytest.mark.parametrize("name", [*SELDOM, *sorted(BEGIN_ANOTHER)])
def test_a_column_that_few_ideas_fill_has_no_index_of_all_ideas(db, name):
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, Idea._meta.db_table)
    alone = {key for key, one in known.items() if one["index"] and one["columns"] == [f"{name}_id"]}
    assert alone == ({f"idea_by_{name}"} if name in SELDOM else set())
