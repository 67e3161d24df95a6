"""Run every test: all on SQLite, then what touches the database again on PostgreSQL, browser stories on both.

The database cannot tell whether the browser runs scripts: each story runs with them on SQLite and without them on
PostgreSQL. A test with several cases runs on both, with every second case on each; with a dozen cases or more, every
fourth on each.
`GROUNDSWELL_EVERY_CASE=yes make test` runs every case of everything on both.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import postgres

ROOT = Path(__file__).resolve().parent.parent
URL = postgres.VARIABLE
TEMPLATE = "GROUNDSWELL_TEST_TEMPLATE"  # tables that are made already: a file, or the name of a database
SHARED = [
    "access/",
    "attacks/test_hostile_",
    "budgets/",
    "ideas/",
    "innovations/",
    "needs/",
    "journey/",
    "partnership/",
    "rules/",
    "stories/",
]
ON_BOTH = [
    "architecture/test_migrations.py",
    "attacks/test_at_once.py",
    "attacks/test_hostile_values.py",
    "foundation",
    "partnership",
    "ideas",
    "innovations",
    "needs",
    "journey",
    "rules",
    "access",
    "stories",
    "demo/test_build",
    "constraints",
    "faults/test_kill_nine.py",
    "budgets",
]

# What a page weighs on the wire does not depend on the database, and these two have files of their own in any case.
ONCE = ["--deselect", "tests/stories/test_weight.py", "--deselect", "tests/rules/test_canaries_served.py"]


def pytest(*arguments: str, **known: str) -> None:
    """One run of pytest; stops everything when a test fails."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        str((os.cpu_count() or 1) + 1),  # some wait for a browser or a server while others count
        *arguments,
        *sys.argv[1:],
    ]
    done = subprocess.run(command, check=False, cwd=ROOT, env=os.environ | known)
    if done.returncode:
        sys.exit(done.returncode)


@contextmanager
def cluster() -> Iterator[tuple[str, str]]:
    """A PostgreSQL for this run alone: its address, and that of a database in it from which others are made."""
    folder, url = postgres.start()
    try:
        yield url, postgres.new_database(url, "made")
    finally:
        postgres.stop(folder)


def migrate(folder: str, **more: str) -> None:
    """All tables, made once: every process of the tests copies them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
    known = {"GROUNDSWELL_DATA": folder, "GROUNDSWELL_SECURE": "no"}
    known |= dict.fromkeys(("GROUNDSWELL_SECRET_KEY", "GROUNDSWELL_AUDIT_KEY"), secrets.token_hex(32))
    command = [sys.executable, "-m", "groundswell", "migrate"]
    subprocess.run(command, check=True, cwd=ROOT, env=kept | known | more, stdout=subprocess.DEVNULL)


def main() -> None:
    with TemporaryDirectory() as looked, TemporaryDirectory() as folder, TemporaryDirectory() as other:
        os.environ["GROUNDSWELL_LOOKED"] = looked
        if not os.environ.get("GROUNDSWELL_EVERY_CASE"):
            os.environ["GROUNDSWELL_SHARED_CASES"] = " ".join(f"tests/{name}" for name in SHARED)
        # whoever runs past midnight still draws the same in every process, see tests/factories/drawn.py
        os.environ.setdefault("GROUNDSWELL_SEED", str(datetime.now(UTC).date().toordinal()))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is compiled for one run is there for the next
        with cluster() as (url, made), ThreadPoolExecutor() as beside:
            other_tables = beside.submit(migrate, other, **{URL: made})
            migrate(folder)
            other_tables.result()
            print(f"On SQLite, drawn with GROUNDSWELL_SEED={os.environ['GROUNDSWELL_SEED']}", flush=True)
            pytest(**{TEMPLATE: f"{folder}/groundswell.sqlite3"})
            print("On PostgreSQL", flush=True)
            chosen = (f"tests/{name}" for name in ON_BOTH if (ROOT / "tests" / name).exists())
            pytest(*chosen, *ONCE, **{URL: url, TEMPLATE: "made"})


if __name__ == "__main__":
    main()
