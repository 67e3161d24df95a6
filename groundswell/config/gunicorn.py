"""What the web server is told beside its command line: to hear signs of life. Read by `--config python:...`."""

from __future__ import annotations

from typing import Any


def post_worker_init(worker: Any) -> None:
    """Each process of the server, once it is there. The deadline of a page begins anew with each sign."""
    from groundswell.foundation.kit import alive  # noqa: PLC0415  the first process of the server loads nothing of ours

    alive.hear(worker.notify)
