"""demo, serve, migrate, rebuild-search, count-promises, worker, encoder."""

from __future__ import annotations

import logging
import os
import subprocess  # to start our own process  # nosec B404
import sys
from typing import TYPE_CHECKING

from groundswell.cli.ready import set_up

if TYPE_CHECKING:
    from argparse import Namespace

DEMO_FOLDER = "demo-data"
# One page may wait this long before its process is replaced: a database that stands still must not
# hold the site longer than its own recovery takes (measured: 20.8 s instead of 40.9 s).
SECONDS_A_PAGE = 6
FEWEST_PROCESSES = 2


def demo(asked: Namespace) -> int:
    from groundswell.demo import run  # noqa: PLC0415  it sets the environment before Django loads

    return run(port=asked.port, data=asked.data or DEMO_FOLDER, as_of=asked.as_of, fresh=asked.fresh)


def serve(asked: Namespace) -> int:
    """Become the web server: the process id stays, so whoever started us can stop it."""
    set_up()
    from django.conf import settings  # noqa: PLC0415  --data comes first

    engine = settings.DATABASES["default"]["ENGINE"]
    words = gunicorn_words(engine, host=asked.host, port=asked.port, workers=asked.workers)
    if settings.ENCODER is not None:
        words_of_encoder = [sys.executable, "-m", "groundswell", "encoder", "--with-parent", str(os.getpid())]
        subprocess.Popen(words_of_encoder)  # noqa: S603  our own words  # nosec B603
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *words])  # noqa: S606  our own words  # nosec B606


def gunicorn_words(engine: str, *, host: str, port: int, workers: int | None) -> list[str]:
    """SQLite: threads that keep their connection and take turns. PostgreSQL: one page a process, with a deadline.

    As many processes as processors, at least two: more of them answer no more pages, and all later. No connection is
    kept, so that each page goes to a process that is free.
    """
    many = str(workers or max(FEWEST_PROCESSES, os.cpu_count() or 1))
    if engine.endswith("sqlite3"):
        kind = ["--worker-class", "gthread", "--threads", "4", "--workers", many, "--keep-alive", "0"]
    else:
        kind = ["--worker-class", "sync", "--timeout", str(SECONDS_A_PAGE), "--workers", many]
    kind += ["--config", "python:groundswell.config.gunicorn"]
    return ["groundswell.config.wsgi:application", "--bind", f"{host}:{port}", "--no-control-socket", *kind]


def migrate(_asked: Namespace) -> int:
    set_up()
    from django.conf import settings  # noqa: PLC0415  --data comes first
    from django.core.management import call_command  # noqa: PLC0415

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False)
    from groundswell.foundation.search import services as search  # noqa: PLC0415  models are loaded by now

    if search.lacks_a_kind():  # a site that was there before that kind could be found
        search.rebuild()
    return 0


def rebuild_search(_asked: Namespace) -> int:
    """Make the index of search anew from the records, while the site runs."""
    set_up()
    from groundswell.foundation.search import services as search  # noqa: PLC0415  models are loaded by now

    counted = search.rebuild()
    sys.stdout.write("".join(f"{kind}: {count:,}\n" for kind, count in counted.items()))
    return 0


def count_promises(_asked: Namespace) -> int:
    """Count the scoreboard anew from the records; where the event log alone gives other figures, say so and fail."""
    set_up()
    from groundswell.ideas import services  # noqa: PLC0415  models are loaded by now
    from groundswell.ideas.selectors import figures  # noqa: PLC0415
    from groundswell.partnership import selectors as partnership  # noqa: PLC0415

    services.count_promises()
    wrong = [(one.host, *pair) for one in partnership.programmes() for pair in figures.disagreement(one)]
    sys.stdout.write("".join(f"{host}: kept {kept}, from the log {told}\n" for host, kept, told in wrong))
    return 1 if wrong else 0


def encoder(asked: Namespace) -> int:
    """Answer what tells the same idea; where its packages are absent, leave at once with all well.

    By one thread: two of them spend more time on waiting for each other than one on all of it, and take it from pages.
    """
    for library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(library, "1")
    set_up()
    from django.conf import settings  # noqa: PLC0415  --data comes first

    if settings.ENCODER is None:
        return 0
    from groundswell.foundation.search import encoding  # noqa: PLC0415  numpy and the network, only when asked for

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    return encoding.run(settings.ENCODER, parent=asked.with_parent)


def worker(_asked: Namespace) -> int:
    set_up()
    from groundswell.foundation.jobs import worker as jobs  # noqa: PLC0415  models are loaded by now

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    jobs.run()
    return 0
