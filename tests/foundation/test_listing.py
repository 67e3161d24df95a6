"""Parts of what a selector lists, and how many there are."""

import pytest

from groundswell.foundation.access import Listing, Text
from groundswell.partnership.models import Person
from tests.factories.partnership import make_person


def named(name):
    return Person.objects.filter(name=name).order_by("email")


def nobody():
    return Person.objects.none()


@pytest.mark.parametrize("rows", [0, 1, 3, 25])
def test_parts_and_number_cost_a_query_each(db, rows, django_assert_num_queries):
    for number in range(rows):
        make_person("Amina Khan", email=f"{number:02}@example.org")
    make_person("Bas Vos")
    listing = Listing(named, Text("Amina Khan"))
    with django_assert_num_queries(3):
        assert len(listing) == rows
        assert listing.up_to(2) == min(rows, 2)
        part = listing[1:3]
    assert part == list(named("Amina Khan")[1:3])
    assert len(Listing(named, Text("Bas Vos"))) == 1


def test_nothing_is_counted_as_nothing(db):
    assert len(Listing(nobody)) == 0
    assert len(Listing(named, Text("Amina Khan"))) == 0
    make_person("Amina Khan")
    assert len(Listing(nobody)) == 0
    assert Listing(nobody)[0:3] == []
