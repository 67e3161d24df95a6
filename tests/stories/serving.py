"""The real server with compressed files, for what a test server cannot show. Run as a program, it makes the site."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

HOST = "127.0.0.1"


@contextmanager
def real_server(folder):
    """Serve a site of its own, kept in `folder`; gives its address."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("GROUNDSWELL_")}
    surroundings |= {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_SECRET_KEY": "only-for-tests-" * 4,
        "GROUNDSWELL_AUDIT_KEY": "only-for-tests-of-the-audit",
        "GROUNDSWELL_SECURE": "no",
        "GROUNDSWELL_DATA": str(folder),
    }
    make(folder, surroundings)
    port = _free_port()
    command = [sys.executable, "-m", "groundswell", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://{HOST}:{port}/healthz")
        yield f"http://{HOST}:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def make(folder, surroundings):
    """Make the site in a process of its own, from tables that are made already where there are some."""
    if made := os.environ.get("GROUNDSWELL_TEST_TEMPLATE"):
        shutil.copy(made, folder)
    subprocess.run([sys.executable, "-m", "tests.stories.serving"], env=surroundings, check=True)


def _free_port():
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return trial.getsockname()[1]


def _wait_for(address, seconds=30):
    until = time.monotonic() + seconds
    while True:
        try:
            return urlopen(address, timeout=2).read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def make_site():
    """Tables, compressed files and one programme."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.factories.partnership import make_programme

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    make_programme()


if __name__ == "__main__":
    make_site()
