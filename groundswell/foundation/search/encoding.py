"""The encoder's process: answers who asks, and makes the vectors of new rows in between. One thing at a time."""

from __future__ import annotations

import json
import logging
import os
import signal
import socketserver
import threading
import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection

from groundswell.engine.similarity import encoder_id
from groundswell.engine.similarity.encoder import NEURAL
from groundswell.foundation.search import asking, vectors

if TYPE_CHECKING:
    from pathlib import Path

LOOK_EVERY = 2.0  # seconds between two looks for rows that wait
READ_SECONDS = 0.5
LONGEST_PLACE = 100  # bytes; the system allows 108
LARGEST = 200_000  # bytes of a question
log = logging.getLogger("groundswell.encoder")


class Server(socketserver.UnixStreamServer):
    """Listens to this account of this computer alone."""

    request_queue_size = 32

    def __init__(self, place: Path, known: vectors.Vectors) -> None:
        self.known = known
        before = os.umask(0o177)
        try:
            super().__init__(str(place), Answer)
        finally:
            os.umask(before)


class Answer(socketserver.StreamRequestHandler):
    timeout = READ_SECONDS

    def handle(self) -> None:
        """Answer one line; what makes no sense gets none, and the asker does without."""
        try:
            asked = json.loads(self.rfile.readline(LARGEST))
            said = answer(asked, self.server.known)  # type: ignore[attr-defined]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("A question was not understood (%s).", type(error).__name__)
            return
        self.wfile.write(json.dumps(said).encode() + b"\n")


def answer(asked: dict[str, Any], known: vectors.Vectors) -> Any:
    """`nearest`: ids by the first look. `closer`: ids and scores by the second. `ready`: how many rows are known."""
    if asked["verb"] == "nearest":
        some = [UUID(one) for one in asked["some"]]
        programme_id = UUID(asked["programme"])
        found = known.nearest(asked["text"], programme_id, asked["whole"], some, asked["skip"], asked["most"])
        return [str(one) for one in found]
    if asked["verb"] == "closer":
        found_closer = vectors.closer(known, asked["text"], [UUID(one) for one in asked["ids"]])
        return [(str(one), score) for one, score in found_closer]
    return len(known.ids)


def run(place: Path, *, parent: int | None) -> int:
    """Serve until told to stop, or until `parent`, who started us, is gone. Gives the exit code.

    The parent says its own number: it may have been killed before we could ask who it is.
    """
    if encoder_id() != NEURAL:
        log.info("The encoder's packages are not here. Similar ideas are found by words alone.")
        return 0
    if len(os.fsencode(place)) > LONGEST_PLACE:
        log.warning("The data folder's name is too long for the encoder to answer in it.")
        return 0
    if not _place_is_free(place):
        log.info("Another encoder answers already.")
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    known = vectors.Vectors()
    with Server(place, known) as server:
        try:
            _work(server, stop, parent)
        finally:
            place.unlink(missing_ok=True)
    return 0


def _place_is_free(place: Path) -> bool:
    """A socket that nobody answers was left by a process that was killed."""
    if not place.exists():
        return True
    try:
        asking.Encoder(seconds=1).ask("ready")
    except asking.Away:
        place.unlink(missing_ok=True)
        return True
    return False


def _work(server: Server, stop: threading.Event, parent: int | None) -> None:
    """Who asks goes first: rows wait between two questions."""
    loaded, look_at = False, 0.0
    while not stop.is_set() and parent in {None, os.getppid()}:
        waits = time.monotonic() >= look_at
        server.timeout = 0 if waits else 0.2
        server.handle_request()
        if not waits:
            continue
        try:
            if not loaded:
                vectors.wait_anew()
                server.known.load()
                loaded = True
                log.info("The encoder is ready, with %s vectors.", len(server.known.ids))
            busy = vectors.encode_some(server.known)
        except DatabaseError as error:
            log.error("The database did not answer (%s); trying again.", type(error).__name__)  # noqa: TRY400
            connection.close()
            busy = 0
        close_old_connections()
        look_at = 0.0 if busy else time.monotonic() + LOOK_EVERY
