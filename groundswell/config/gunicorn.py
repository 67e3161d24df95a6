"""What the web server is told beside its command line. Read by `--config python:...`."""

from __future__ import annotations

import gc
import os
from typing import Any

# A page that waits for the encoder or for the database gets nothing from going first: where the processors are busy,
# whoever is asked goes before who asks.
GIVES_WAY = 5


def post_worker_init(worker: Any) -> None:
    """Each process of the server, once it is there. The deadline of a page begins anew with each sign of life."""
    from groundswell.foundation.kit import alive  # noqa: PLC0415  the first process of the server loads nothing of ours

    alive.hear(worker.notify)
    os.nice(GIVES_WAY)
    gc.freeze()  # what is loaded by now stays: looking through it again and again takes a tenth of a page
