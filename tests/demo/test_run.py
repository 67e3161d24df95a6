"""The command as people run it: a process of its own, with a folder and a port of its own."""

import errno
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from groundswell.demo import folder

ROOT = Path(__file__).resolve().parents[2]
SLOWEST = 240  # seconds, on a busy machine


@pytest.fixture
def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def demo_running(port, data, *more):
    """Start the demonstration and wait for its welcome; gives the process and what it said."""
    words = [sys.executable, "-m", "groundswell", "demo", "--port", str(port), "--data", str(data), *more]
    surroundings = os.environ | {"GROUNDSWELL_DATABASE_URL": "sqlite:////nowhere/at/all", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        words, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        said = []
        until = time.monotonic() + SLOWEST
        while "Stop with Ctrl-C" not in "".join(said) and time.monotonic() < until:
            line = process.stdout.readline()
            if not line:
                break
            said.append(line)
        yield process, "".join(said)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=SLOWEST)


def begun(place):
    """The folder as it is once its tables are made, where this run has made them already: they take longest."""
    data = folder.open_folder(place, fresh=False)
    folder.secret_key(data)
    if made := os.environ.get("GROUNDSWELL_TEST_TEMPLATE"):
        shutil.copy(made, data)
    return data


def people_and_ideas(data):
    """Every row that people's doings live in, as it stands in the file."""
    with sqlite3.connect(f"file:{data}/groundswell.sqlite3?mode=ro", uri=True) as base:
        tables = ("ideas_idea", "ideas_message", "ideas_draft", "partnership_person", "audit_auditentry")
        return {table: sorted(map(repr, base.execute(f"SELECT * FROM {table}"))) for table in tables}


def test_run_serves_ends_its_children_and_keeps_the_data(tmp_path, free_port):
    data = begun(tmp_path / "demo")
    with demo_running(free_port, data, "--as-of", "2026-11-24") as (process, said):
        assert f"http://mse.localhost:{free_port}/cast/" in said
        assert "Tuesday 24 November 2026" in said
        with urllib.request.urlopen(f"http://localhost:{free_port}/cast/", timeout=30) as page:
            assert b"Amina Khan" in page.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(SLOWEST) == 0
    with socket.socket() as knock:
        assert knock.connect_ex(("127.0.0.1", free_port)) == errno.ECONNREFUSED  # nobody listens there any more
    first = people_and_ideas(data)
    assert len(first["ideas_idea"]) == 246
    with demo_running(free_port, data, "--as-of", "2026-11-24") as (process, said):
        assert "Stop with Ctrl-C" in said
    assert process.returncode == 0
    assert people_and_ideas(data) == first
    assert {path.name for path in tmp_path.iterdir()} == {"demo"}


def test_run_says_so_when_the_port_is_taken(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        words = [sys.executable, "-m", "groundswell", "demo", "--port", str(port), "--data", str(tmp_path / "demo")]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=SLOWEST, check=False)
    assert done.returncode == 1
    assert f"Something else is using port {port} on this computer." in done.stderr
    assert not (tmp_path / "demo").exists()
