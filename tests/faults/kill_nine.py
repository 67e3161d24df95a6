"""kill -9 of the whole site while people send ideas: what was acknowledged is there, once, and in someone's hands.

    python tests/faults/kill_nine.py [--kills 5] [--clients 4] [--between 0 2] [--seed 1] [--control]

The database is a SQLite file, or a database of its own on the PostgreSQL that GROUNDSWELL_DATABASE_URL
names. Web server and worker run as `groundswell serve` and `groundswell worker` and are killed together.
Exit code 0: nothing was lost or doubled. With --control the server answers before it commits, and 0 means
that the loss was found.
"""
# ruff: noqa: T201  a script that prints; Django can be imported only once its surroundings are set

import argparse
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
HOST = "kill-nine.localhost"
READY_WITHIN = 60
URL = "GROUNDSWELL_DATABASE_URL"
TEMPLATE = "GROUNDSWELL_TEST_TEMPLATE"


def main():
    asked = arguments()
    if asked.seed is not None:
        random.seed(asked.seed)
    with tempfile.TemporaryDirectory(prefix="groundswell-kill-") as folder, database() as url:
        surroundings(Path(folder), url)
        programme = prepare()
        visitors = storm(asked)
        finish_work()
        found = troubles(visitors, programme)
    acknowledged = sum(len(one.acknowledged) for one in visitors)
    print(
        f"{'PostgreSQL' if url else 'SQLite'}{', control' if asked.control else ''}: {asked.kills} kills,"
        f" {asked.clients} clients, {sum(len(one.offered) for one in visitors)} ideas typed, {acknowledged}"
        f" acknowledged, {sum(one.trouble for one in visitors)} times the server was away."
    )
    for name, count in found.items():
        print(f"  {name}: {count}")
    if asked.control:
        return 0 if found["lost"] else 1
    return 1 if any(found.values()) or not acknowledged else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--between", type=float, nargs=2, default=(0.0, 2.0), metavar="SECONDS")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--control", action="store_true", help="a server that answers before it commits")
    return parser.parse_args()


@contextmanager
def database():
    """The address of a new PostgreSQL database that is dropped at the end; nothing for SQLite."""
    server = os.environ.get(URL, "")
    if not server.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"kill_nine_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as control:
        made = os.environ.get(TEMPLATE)
        control.execute(f"CREATE DATABASE {name} TEMPLATE {made or 'template1'}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            control.execute(f"DROP DATABASE {name} WITH (FORCE)")


def surroundings(folder, url):
    """What this process and all it starts know: nothing that was set outside, but tables that are made already."""
    if not url and TEMPLATE in os.environ:
        shutil.copy(os.environ[TEMPLATE], folder)
    for name in [name for name in os.environ if name.startswith("GROUNDSWELL_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_DATA": str(folder),
        "GROUNDSWELL_SECRET_KEY": secrets.token_hex(32),
        "GROUNDSWELL_AUDIT_KEY": secrets.token_hex(32),
        "GROUNDSWELL_SECURE": "no",
        "GROUNDSWELL_HOSTS": HOST,
        "GROUNDSWELL_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PYTHONPATH": str(ROOT),
    }
    if url:
        os.environ[URL] = url


def prepare():
    """Everything that `groundswell migrate` makes, and one programme; gives the programme."""
    if not (ROOT / "groundswell/foundation/design/static/design/app.css").exists():
        raise SystemExit("The style files are not built. Run: make assets")
    subprocess.run([sys.executable, "-m", "groundswell", "migrate"], check=True, stdout=subprocess.DEVNULL, timeout=180)
    import django

    django.setup()
    from django.db import connection

    from tests.factories.partnership import make_programme

    programme = make_programme()
    type(programme).objects.update(host=HOST)
    connection.close()
    return programme


def storm(asked):
    """Clients send while the whole site is killed again and again; gives the visitors."""
    from tests.faults.visitor import Visitor

    stop, port = threading.Event(), free_port()
    site = Site(port, control=asked.control)
    visitors = [Visitor(port, HOST, stop) for _ in range(asked.clients)]
    try:
        site.start()
        for one in visitors:
            one.start()
        for _ in range(asked.kills):
            until_busy(visitors)
            time.sleep(random.uniform(*asked.between))
            site.kill()
            site.start()
        stop.set()
        for one in visitors:
            one.join(60)
    finally:
        site.kill()
    return visitors


def until_busy(visitors):
    """Until something was acknowledged since the site came up: a kill of an idle site shows nothing."""
    before = sum(len(one.acknowledged) for one in visitors)
    until = time.monotonic() + READY_WITHIN
    while sum(len(one.acknowledged) for one in visitors) <= before + len(visitors):
        if time.monotonic() > until or not all(one.is_alive() for one in visitors):
            return
        time.sleep(0.02)


class Site:
    """The web server and the worker, each with its children in a process group of its own."""

    def __init__(self, port, *, control):
        self.port, self.running = port, []
        self.log = Path(os.environ["GROUNDSWELL_DATA"]) / "log"
        self.commands = [self._web(control=control), [sys.executable, "-m", "groundswell", "worker"]]

    def _web(self, *, control):
        if not control:
            return [sys.executable, "-m", "groundswell", "serve", "--port", str(self.port), "--workers", "2"]
        from django.conf import settings

        from groundswell.cli.serving import gunicorn_words

        engine = settings.DATABASES["default"]["ENGINE"]
        words = gunicorn_words(engine, host="127.0.0.1", port=self.port, workers=2)
        return [sys.executable, "-m", "gunicorn", "tests.faults.answers_early:application", *words[1:]]

    def start(self):
        with self.log.open("ab") as log:
            self.running = [
                subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT, start_new_session=True)
                for command in self.commands
            ]
        until = time.monotonic() + READY_WITHIN
        while not self._answers():
            if time.monotonic() > until or self.running[0].poll() is not None:
                raise SystemExit(f"The server did not start.\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)

    def kill(self):
        """Both groups at once, with no chance to say goodbye."""
        for one in self.running:
            os.killpg(one.pid, signal.SIGKILL)
        for one in self.running:
            one.wait(20)
        self.running = []

    def _answers(self):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/healthz", headers={"Host": HOST})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False


def finish_work():
    """What a worker left half done comes back by itself; here time is not waited for."""
    from groundswell.foundation.audit import sealing
    from groundswell.foundation.jobs import worker
    from groundswell.foundation.jobs.models import Job

    Job.objects.update(run_after="2000-01-01T00:00:00Z")
    worker.run_all()
    sealing.close_all()


def troubles(visitors, programme):
    """What is wrong, counted: each line must be 0."""
    from collections import Counter

    from groundswell.foundation.audit import checking
    from groundswell.foundation.notices.models import OutboxRow
    from groundswell.ideas.models import Idea

    sent = Counter(Idea.objects.values_list("text", flat=True))
    told = Counter(OutboxRow.objects.filter(key="ideas.arrived").values_list("record_id", "person_id"))
    ideas = dict(Idea.objects.values_list("pk", "holder_id"))
    acknowledged = [text for one in visitors for text in one.acknowledged]
    offered = {text for one in visitors for text in one.offered}
    wrong = [one.wrong for one in visitors if one.wrong]
    audit = checking.troubles()
    for words in (*wrong, *audit):
        print(f"  {words}")
    return {
        "lost": sum(text not in sent for text in acknowledged),
        "doubled": sum(count - 1 for count in sent.values()),
        "never typed": sum(text not in offered for text in sent),
        "without its owner's one notice": sum(told[pk, holder] != 1 for pk, holder in ideas.items()),
        "notices too many": sum(told.values()) - len(ideas),
        "not held by the duty person": sum(holder != programme.default_duty_id for holder in ideas.values()),
        "mails not sent": OutboxRow.objects.filter(sent_at=None, tries=0).count(),
        "wrong in the audit": len(audit),
        "wrong answers": len(wrong),
    }


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
