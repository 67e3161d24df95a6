"""Run every test: all on SQLite, then what touches the database again on PostgreSQL, browser stories on both.

The database cannot tell whether the browser runs scripts: each story runs with them on SQLite and without them on
PostgreSQL. A test with several cases runs on both, with every second case on each; with a dozen cases or more, every
fourth on each.
`GROUNDSWELL_EVERY_CASE=yes make test` runs every case of everything on both.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
SHARED = [
    "access/",
    "attacks/test_hostile_",
    "budgets/",
    "demo/test_other_days.py",
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
    "demo/test_other_days.py",
    "constraints",
    "faults/test_kill_nine.py",
    "budgets",
]

# What a page weighs on the wire does not depend on the database.
ONCE = ["--deselect", "tests/stories/test_weight.py"]


def pytest(*arguments: str, before: tuple[str, ...] = ()) -> None:
    """One run of pytest; stops everything when a test fails."""
    command = [
        *before,
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        str((os.cpu_count() or 1) + 1),  # some wait for a browser or a server while others count
        *arguments,
        *sys.argv[1:],
    ]
    done = subprocess.run(command, check=False, cwd=ROOT)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    with TemporaryDirectory() as looked:
        os.environ["GROUNDSWELL_LOOKED"] = looked
        if not os.environ.get("GROUNDSWELL_EVERY_CASE"):
            os.environ["GROUNDSWELL_SHARED_CASES"] = " ".join(f"tests/{name}" for name in SHARED)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is compiled for one run is there for the next
        print("On SQLite", flush=True)
        pytest()
        print("On PostgreSQL", flush=True)
        folders = [f"tests/{name}" for name in ON_BOTH if (ROOT / "tests" / name).exists()]
        pytest(*folders, *ONCE, before=(sys.executable, "scripts/postgres.py", "run", "--"))


if __name__ == "__main__":
    main()
