"""kill -9 of a real worker on a real SQLite file: its job is done by the next one."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """Empty tables in a file, made once."""
    folder = tmp_path_factory.mktemp("migrated")
    if made := os.environ.get("GROUNDSWELL_TEST_TEMPLATE"):
        return Path(made)
    with pytest.MonkeyPatch.context() as patch:
        _surround(patch, folder)
        subprocess.run([sys.executable, "-m", "groundswell", "migrate"], check=True, timeout=120)
    return folder / "groundswell.sqlite3"


@pytest.fixture
def place(tmp_path, monkeypatch, migrated):
    """A migrated database of its own, and the surroundings of a process that uses it."""
    _surround(monkeypatch, tmp_path)
    shutil.copy(migrated, tmp_path)
    return tmp_path


def _surround(monkeypatch, folder):
    for name in [name for name in os.environ if name.startswith("GROUNDSWELL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GROUNDSWELL_DATA", str(folder))
    monkeypatch.setenv("GROUNDSWELL_SECRET_KEY", "only-for-tests")
    monkeypatch.setenv("GROUNDSWELL_AUDIT_KEY", "only-for-tests-of-the-audit")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def working(place):
    """Starts workers, and ends those that still run."""
    started = []

    def start():
        started.append(subprocess.Popen([sys.executable, HERE / "working.py", "work", place]))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.wait(10)


def enqueue(name):
    subprocess.run([sys.executable, HERE / "working.py", "enqueue", name], check=True, timeout=60)


def wait_for(what, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return
        time.sleep(0.05)
    pytest.fail(f"it did not happen within {seconds} s")


def jobs(place, column):
    query = f"SELECT {column} FROM jobs_job WHERE name LIKE 'test.%'"
    with sqlite3.connect(place / "groundswell.sqlite3") as database:
        return [row[0] for row in database.execute(query)]


def test_do_the_job_of_a_killed_worker_again(place, working):
    enqueue("test.hang")
    first = working()
    wait_for((place / "start0").exists, 30)
    os.kill(first.pid, signal.SIGKILL)
    first.wait(10)
    assert jobs(place, "tries") == [1]
    second = working()
    wait_for((place / "end").exists, 30)
    wait_for(lambda: jobs(place, "tries") == [], 10)
    assert sorted(path.name for path in place.glob("start*")) == ["start0", "start1"]
    second.terminate()
    assert second.wait(20) == 0


def test_count_a_try_of_a_job_that_kills_its_worker(place, working):
    enqueue("test.deadly")
    assert working().wait(30) == -signal.SIGKILL
    assert jobs(place, "tries") == [1]
