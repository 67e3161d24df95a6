"""Every prepared statement can be kept: nothing stands in it that belongs to one asker or one day."""

import inspect
import sys
from uuid import uuid4

import pytest

from groundswell.config import urls  # noqa: F401  loads every room
from groundswell.foundation import work
from groundswell.foundation.access import Asker, Held, Text
from groundswell.foundation.access.preparing import Prepared
from groundswell.foundation.kit import clock
from groundswell.foundation.search.registry import kinds
from groundswell.ideas import selectors as ideas

IDS = ("idea_id", "sender_id", "programme_id", "person_id", "organisation_id", "record_id")
TRIAGER = Asker(uuid4(), uuid4(), roles=frozenset({Held("triager"), Held("ideas.lead", uuid4())}))


def statements():
    """Those that stand in modules of rooms, by name."""
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith("groundswell.")]
    found = {id(one): one for module in modules for one in vars(module).values() if isinstance(one, Prepared)}
    return sorted(found.values(), key=name)


def name(one):
    return f"{one.build.__module__}.{one.build.__qualname__}".removeprefix("groundswell.")


def given(parameter):
    """An argument for each name that a prepared statement may have."""
    known = {name: uuid4() for name in IDS} | {
        "asker": TRIAGER, "today": clock.today(), "day": clock.today(), "challenge_id": None,
        "ids": (uuid4(), uuid4()), "known": (uuid4(), uuid4()), "kinds": ("triager",), "host": Text("here.localhost"),
        "which": "late", "start": 0, "stop": 25, "kind": kinds()[0], "words": Text("'a'"), "title": Text("'a':A"),
        "place_ids": (uuid4(),), "state": "", "asked": tuple(kinds()), "reference": Text("BLUE-HERON-42"),
        "references": (Text("BLUE-HERON-42"), Text("TULIP-MARIGOLD-40")), "for_sender": True,
        "listed": ideas.to_answer_by, "draft_id": uuid4(), "programme_id": uuid4(), "since": clock.now(),
        "address": Text("grace@example.org"), "mode": "named",
        "names": tuple(one.name for one in work._sources.values() if one.waits),
    }  # fmt: skip
    return known[parameter]


@pytest.mark.parametrize("one", statements(), ids=name)
def test_it_can_be_kept(db, one, django_assert_num_queries):
    names = list(inspect.signature(one.build).parameters)
    args = ["ideas.idea" if each == "kind" and "asker" not in names else given(each) for each in names]
    with django_assert_num_queries(0):
        form, _given = one._form(tuple(args), {})
    assert form is not None


def test_there_are_some():
    assert len(statements()) > 30
