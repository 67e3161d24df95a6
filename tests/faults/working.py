"""A real worker process with two tasks of its own, for the test that kills it.

python working.py enqueue NAME      queues a task
python working.py work FOLDER       works until told to stop; each start of a task leaves a file there
"""

import os
import signal
import sys
import time
from pathlib import Path

import django

django.setup()

from groundswell.foundation.jobs import services, task, worker  # noqa: E402  Django comes first

FOLDER = Path(sys.argv[2])


@task("test.hang", limit=1)
def hang():
    """The first time it stands still until it is killed; the second time it ends."""
    started = len(list(FOLDER.glob("start*")))
    (FOLDER / f"start{started}").touch()
    if not started:
        signal.setitimer(signal.ITIMER_REAL, 0)
        time.sleep(60)
    (FOLDER / "end").touch()


@task("test.deadly", limit=0.1)
def deadly():
    """Takes its worker down each time."""
    (FOLDER / f"start{time.monotonic_ns()}").touch()
    os.kill(os.getpid(), signal.SIGKILL)


if sys.argv[1] == "enqueue":
    services.enqueue(sys.argv[2])
else:
    worker.run()
