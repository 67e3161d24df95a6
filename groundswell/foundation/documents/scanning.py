"""Looking for what could hurt: every file waits until the scanner has seen it, and nobody opens it before.

A scanner that is away, slow or talks nonsense leaves the file waiting. Each trouble doubles the wait, from a minute to
an hour. The file of someone without a name is tried in every round instead, and its tries are hardly counted: a time
kept with it, or how many rounds it has waited, would tell the hour at which it came.
"""

from __future__ import annotations

import logging
import socket
import struct
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from groundswell.foundation.documents.models import Document, DocumentState
from groundswell.foundation.documents.registry import kind_of
from groundswell.foundation.documents.storage import store

if TYPE_CHECKING:
    from uuid import UUID

NONE = "none"
PIECE = 64 * 1024
PATIENCE = 10.0  # seconds for each word of the scanner
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
MOST_COUNTED = 10_000  # tries: more do not fit into the row
LOST_AFTER = 3  # tries at bytes that are not there
AT_ONCE = 200
BUDGET = 60.0  # seconds for one round

log = logging.getLogger("groundswell.documents")


class ScannerAway(Exception):  # noqa: N818  a sentence, as all our errors are
    """The scanner did not answer, or not in words that we know."""


def scan(content: bytes) -> bool:
    """Whether the scanner found nothing in it. Raises `ScannerAway`."""
    if settings.SCANNER == NONE:
        return True
    try:
        kind, host, port = settings.SCANNER.split(":")
        if kind != "clamd":
            raise ScannerAway
        return _ask_clamd(content, host, int(port))
    except (OSError, ValueError) as error:
        raise ScannerAway from error


def _ask_clamd(content: bytes, host: str, port: int) -> bool:
    """The INSTREAM command of clamd: pieces with their length before them, and a piece of nothing at the end."""
    with socket.create_connection((host, port), timeout=PATIENCE) as wire:
        wire.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            wire.sendall(struct.pack("!L", len(piece)) + piece)
        wire.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < PIECE and (more := wire.recv(4096)):
            said += more
    answer = said.rstrip(b"\0\n").strip()
    if answer.endswith(b" FOUND"):
        return False
    if answer.endswith((b" OK", b":OK")):
        return True
    raise ScannerAway


def scan_document(document_id: UUID) -> str:
    """Have one waiting file looked at; the state it is in now ("": there is none). Twice does it once."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None or document.state != DocumentState.WAITING:
        return document.state if document else ""
    try:
        with store().open(str(document.pk)) as kept:
            content = kept.read()
        if len(content) != document.size:  # a part of it, while the rest is still being written
            return _not_there(document)
        clean = scan(content)
    except FileNotFoundError:
        return _not_there(document)
    except ScannerAway:
        log.warning("The scanner did not answer. Files wait until it does.")
        return _wait(document)
    return _decide(document, clean=clean)


def scan_waiting() -> int:
    """Look at the files whose turn it is, those with the fewest troubles first; how many are settled now.

    A scanner that hangs costs a round and no more: what was not reached comes first in the next.
    """
    waiting = Document.objects.filter(state=DocumentState.WAITING).order_by("tries", "pk")
    due = waiting.filter(Q(try_after=None) | Q(try_after__lte=datetime.now(UTC)))
    ids = list(due.values_list("pk", flat=True)[:AT_ONCE])
    started, settled = time.monotonic(), 0
    for document_id in ids:
        if time.monotonic() - started > BUDGET:
            break
        settled += scan_document(document_id) != DocumentState.WAITING
    return settled


def _decide(document: Document, *, clean: bool) -> str:
    """Open it to those who may see it, or tell whoever has its record and delete the bytes."""
    state = DocumentState.CLEAN if clean else DocumentState.REFUSED
    with transaction.atomic():
        waiting = Document.objects.filter(pk=document.pk, state=DocumentState.WAITING)
        if waiting.update(state=state, tries=0, try_after=None) and not clean:
            kind_of(document.kind).refused(document.record_id)
    if not clean:
        store().delete(str(document.pk))
    return state


def _wait(document: Document) -> str:
    wait, secret = min(FIRST_WAIT * 2 ** min(document.tries, 10), LONGEST_WAIT), document.knows_only_its_day
    tries = min(document.tries + 1, LOST_AFTER if secret else MOST_COUNTED)
    try_after = None if secret else datetime.now(UTC) + wait
    Document.objects.filter(pk=document.pk).update(tries=tries, try_after=try_after)
    return DocumentState.WAITING


def _not_there(document: Document) -> str:
    """Its bytes may still be on the way; when they never come, nobody is told for ever that we are checking."""
    if document.tries + 1 < LOST_AFTER:
        return _wait(document)
    log.error("The bytes of a file are not there. Its record says that it cannot be opened.")
    return _decide(document, clean=False)
