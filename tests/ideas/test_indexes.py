"""What the table of ideas is found by: nothing that costs each idea, and holds mostly nobody."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.ideas.models import SELDOM, Idea
from groundswell.journey.selectors import MOST_COUNTED as COUNT_UP_TO
from groundswell.journey.selectors import answered
from tests.factories.ideas import send_idea

BEGIN_ANOTHER = {"programme", "holder", "sender", "answers_to"}  # an index of more columns begins with each


@pytest.mark.parametrize("name", [*SELDOM, *sorted(BEGIN_ANOTHER)])
def test_a_column_that_few_ideas_fill_has_no_index_of_all_ideas(db, name):
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, Idea._meta.db_table)
    alone = {key for key, one in known.items() if one["index"] and one["columns"] == [f"{name}_id"]}
    assert alone == ({f"idea_by_{name}"} if name in SELDOM else set())


def test_what_the_home_page_counts_is_read_from_its_index_alone(db, programme):
    send_idea(programme)
    with CaptureQueriesContext(connection) as captured:
        answered(programme)
    (said,) = [one["sql"] for one in captured if str(COUNT_UP_TO) in one["sql"]]
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, Idea._meta.db_table)
    named = set(re.findall(rf'"{Idea._meta.db_table}"\."(\w+)"', said))
    assert named <= set(known["idea_newest"]["columns"])
