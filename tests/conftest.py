"""What every test may ask for: a programme, people who hold roles, and who they are when they ask."""

import gc
import os
import sqlite3
from collections import Counter

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from xdist.scheduler import LoadScopeScheduling

from tests.factories import emptying, four_words, middleware, statements
from tests.factories.partnership import make_programme

MANY = 12  # cases of one test
SHARED = tuple(os.environ.get("GROUNDSWELL_SHARED_CASES", "").split())  # beginnings of paths; none: every case runs

# What shares something dear to make, or counts what it saw, runs in one process: beginnings of paths.
TOGETHER = ("tests/demo/test_build/", "tests/demo/test_other_days.py", "tests/ideas/test_promises_always.py")

# What takes longest begins first, so that no process waits for the last one at the end: beginnings of paths.
FIRST = (
    *TOGETHER,
    "tests/demo/",
    "tests/faults/",
    "tests/needs/test_sponsors_move.py",
    "tests/ideas/test_rows_of_before.py",
    "tests/architecture/test_migrations.py",
    "tests/attacks/test_leaks.py",
    "tests/rules/test_scoreboard.py",
    "tests/stories/",
)

# Where it is asked who may see what, each statement is asked as it is kept and as it would be put together.
COMPARED = ("tests/access/", "tests/attacks/", "tests/rules/")

TEMPLATE = os.environ.get("GROUNDSWELL_TEST_TEMPLATE", "")

four_words.make_cheap()
middleware.share()
emptying.empty_quickly()


class Together(LoadScopeScheduling):
    """Tests one by one to whichever process is free; those of TOGETHER to one. The mark of xdist does not reach it."""

    def _split_scope(self, nodeid):
        return next((path for path in TOGETHER if nodeid.startswith(path)), nodeid)

    def mark_test_complete(self, node, item_index, duration=0):
        """What is done is forgotten: xdist counts through all of it after each test."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]


def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


@receiver(connection_created)
def copy_tables(connection, **_):
    """On SQLite the migrations run once for all processes (`scripts/run_tests.py`); each copies what they made."""
    if not TEMPLATE or connection.vendor != "sqlite" or not connection.is_in_memory_db():
        return
    if not connection.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        made = sqlite3.connect(f"file:{TEMPLATE}?mode=ro", uri=True)
        made.backup(connection.connection)
        made.close()


def pytest_collection_modifyitems(config, items):
    """Choose what can run here, so that no test is ever skipped: see the markers in `pyproject.toml`."""
    left_out = set()
    if connection.vendor != "postgresql":
        left_out.add("postgresql")
    if not os.environ.get("GROUNDSWELL_GOLDEN"):
        left_out.add("golden")
    chosen = [item for item in items if not left_out & {mark.name for mark in item.iter_markers()}]
    if SHARED:
        chosen = _share(chosen)
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = sorted(chosen, key=_place)


def pytest_collection_finish():
    """What is loaded by now stays to the end: looking through it again and again took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _place(item):
    return next((place for place, path in enumerate(FIRST) if item.nodeid.startswith(path)), len(FIRST))


def _share(items):
    """The cases of one test are shared by the two databases, every second one here; of MANY, every fourth.

    So half of MANY run only where every case is asked for: `make test` has to be over in good time. Each test runs on both. What runs on one database only runs whole. Stories run with scripts on SQLite and without
    them on PostgreSQL.
    """
    first, turn, many = connection.vendor == "sqlite", Counter(), Counter(map(_test_of, items))
    kept = []
    for item in items:
        test = _test_of(item)
        share = 4 if many[test] >= MANY else 2
        # the step to the side keeps a parameter with an even number of values from losing half of them
        place = (turn[test] + turn[test] // share) % share
        here = many[test] == 1 or place == (0 if first else share // 2)
        turn[test] += 1
        if "/stories/" in test:
            here = getattr(item, "callspec", None) is None or item.callspec.params.get("scripts", first) == first
        if here or not test.startswith(SHARED):
            kept.append(item)
    return kept


def _test_of(item):
    return item.nodeid.split("[")[0]


@pytest.fixture(autouse=True)
def no_files_of_the_test_before():
    """Tables are put back after a test; stored files are taken away before the next one."""
    store = storages["documents"]
    for name in store.listdir("")[1]:
        store.delete(name)


@pytest.fixture
def programme(db):
    return make_programme()


@pytest.fixture(autouse=True)
def compared_statements(request):
    if request.node.nodeid.startswith(COMPARED):
        statements.compare(request.getfixturevalue("monkeypatch"))
