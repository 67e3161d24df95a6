"""The server ends a process that says nothing within its deadline, and leaves one that gives signs of life."""

import http.client
import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

from groundswell.config.gunicorn import GIVES_WAY
from groundswell.foundation.documents import services
from groundswell.foundation.kit import alive
from tests.factories import files
from tests.factories.files import upload

DEADLINE = "2"


@pytest.fixture
def server():
    """The real web server with the configuration that we give it, and a deadline of two seconds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--bind", f"127.0.0.1:{port}", "--worker-class", "sync", "--timeout", DEADLINE, "--workers", "1"]
    words += ["--no-control-socket", "--config", "python:groundswell.config.gunicorn"]
    command = [sys.executable, "-m", "gunicorn", "tests.config.slow_app:application", *words]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR.parent, stderr=subprocess.PIPE)
    _wait_for(port)
    yield port
    process.terminate()
    process.communicate(timeout=30)


def _wait_for(port):
    for _try in range(100):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def asked(port, path):
    page = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    page.request("GET", path)
    try:
        return page.getresponse().read()
    except (http.client.HTTPException, OSError):
        return b""


def test_a_page_that_gives_signs_of_life_may_take_longer_than_the_deadline(server):
    assert asked(server, "/silent") != b"done"
    assert asked(server, "/beating") == b"done"


@pytest.fixture
def beats():
    heard = []
    alive.hear(lambda: heard.append(len(heard)))
    yield heard
    alive.hear(lambda: None)


def test_each_file_that_is_made_ready_is_a_sign_of_life(beats):
    uploads = [upload(files.png(), f"{number}.png") for number in range(5)]
    ready = services.make_ready(uploads)
    assert (len(ready), len(beats)) == (5, 5)
    assert services.make_ready(ready) == ready
    assert len(beats) == 5


def test_a_process_of_the_site_goes_after_whom_it_asks(server):
    assert asked(server, "/niceness") == str(os.nice(0) + GIVES_WAY).encode()
