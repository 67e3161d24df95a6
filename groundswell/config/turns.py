"""One page at a time in a process, while its other threads wait for slow clients.

Two threads of Python that change places every few milliseconds answer a quarter fewer pages than one after the other,
and each page takes longer. So what a client sends is read first, by as many as there are threads; then each page has
its turn.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

IN_MEMORY = 1_000_000  # bytes of a body; more lies in a file without a name until the page is answered
AT_ONCE = 65_536


class InTurns:
    """Wraps a WSGI application. `largest`: bytes of a body; a larger one is for the application to turn away unread."""

    def __init__(self, application: Callable[..., Iterable[bytes]], *, largest: int) -> None:
        self.application, self.largest, self.turn = application, largest, Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        told = environ.get("CONTENT_LENGTH") or "0"
        if told.isdigit() and 0 < int(told) <= self.largest:
            environ["wsgi.input"] = _read(environ["wsgi.input"], int(told))
        with self.turn:
            return self.application(environ, start_response)


def _read(body: BinaryIO, left: int) -> Any:
    """All that the client sends, or as much as it sent before it went away."""
    kept = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  it is gone with the request
    while left and (part := body.read(min(left, AT_ONCE))):
        kept.write(part)
        left -= len(part)
    kept.seek(0)
    return kept
