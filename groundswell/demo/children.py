"""The web server and the worker as children: started together, ended together."""

from __future__ import annotations

import signal
import subprocess  # to start our own processes  # nosec B404
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType, TracebackType

READY_SECONDS = 60
ENDING_SECONDS = 15
LOOK_EVERY = 0.3  # seconds


def web_server(port: int) -> list[str]:
    """The command of the web server, for this computer only."""
    return [sys.executable, "-m", "groundswell", "serve", "--port", str(port)]


def worker() -> list[str]:
    """The command of the worker, which sends mail and runs the daily jobs."""
    return [sys.executable, "-m", "groundswell", "worker"]


class Children:
    """Processes that live as long as this block. Each writes to a log of its own name."""

    def __init__(self, logs: Path, commands: dict[str, list[str]]) -> None:
        self._logs, self._commands = logs, commands
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._asked_to_end = False
        self._open = ExitStack()

    def __enter__(self) -> Self:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, self._end_soon)
        for name, command in self._commands.items():
            log = self._open.enter_context((self._logs / f"{name}.log").open("ab"))
            # A session of its own: Ctrl-C reaches this process alone, which then ends them in order.
            self._running[name] = subprocess.Popen(  # noqa: S603  our own commands  # nosec B603
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None):
        for child in self._running.values():
            child.terminate()
        until = time.monotonic() + ENDING_SECONDS
        for child in self._running.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self._open.close()

    def wait_until_ready(self, address: str) -> None:
        """Wait until the site answers. Raises `SystemExit` when a child ends or nothing answers in a minute."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and not self._asked_to_end:
            self._all_alive()
            try:
                with urllib.request.urlopen(address, timeout=2):  # noqa: S310  our own address  # nosec B310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(LOOK_EVERY)
        if not self._asked_to_end:
            raise SystemExit(f"The site did not start within a minute. See {self._logs / 'web.log'}")

    def watch(self) -> int:
        """Stay until asked to end. Raises `SystemExit` when a child ends by itself."""
        while not self._asked_to_end:
            self._all_alive()
            time.sleep(LOOK_EVERY)
        return 0

    def _all_alive(self) -> None:
        for name, child in self._running.items():
            if child.poll() is not None and not self._asked_to_end:
                raise SystemExit(
                    f"The {name} process has stopped, so the demonstration ends. See {self._logs / name}.log"
                )

    def _end_soon(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked_to_end = True
