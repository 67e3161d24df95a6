"""Asking the encoder, a process of its own: one line of JSON there and one back, within a tenth of a second."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

from django.conf import settings

SECONDS = 0.1  # for all that one page asks; then words must do
LARGEST = 1_000_000  # bytes of an answer


class Away(Exception):  # noqa: N818  reads as the sentence it is
    """The encoder is not there, or too slow."""


class Encoder:
    """What one page asks of the encoder, with one deadline for all of it."""

    def __init__(self, seconds: float | None = None) -> None:
        self.until = time.monotonic() + (seconds or SECONDS)

    def is_there(self) -> bool:
        """Whether anyone may answer; nobody is asked."""
        return settings.ENCODER is not None and settings.ENCODER.exists()

    def ask(self, verb: str, **given: Any) -> Any:
        """The answer. Raises `Away` when there is none in time."""
        if not self.is_there():
            raise Away
        try:
            with socket.socket(socket.AF_UNIX) as line:
                self._wait_at_most(line)
                line.connect(str(settings.ENCODER))
                line.sendall(json.dumps({"verb": verb} | given).encode() + b"\n")
                return json.loads(self._read(line))
        except (OSError, ValueError) as error:
            raise Away from error

    def _read(self, line: socket.socket) -> bytes:
        read = bytearray()
        while not read.endswith(b"\n"):
            self._wait_at_most(line)
            part = line.recv(65_536)
            if not part or len(read) > LARGEST:
                raise Away
            read += part
        return bytes(read)

    def _wait_at_most(self, line: socket.socket) -> None:
        left = self.until - time.monotonic()
        if left <= 0:
            raise Away
        line.settimeout(left)
