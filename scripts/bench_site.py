"""The real server: memory of its processes after every page, and bytes over the wire of a first and a next visit."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 60
PARTS = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+)"[^>]*>')
NOT_FETCHED = re.compile(r'rel="(?:canonical|alternate|help)"')


class Server:
    """`groundswell serve` on a port of its own, asked like a browser does."""

    def __init__(self, host: str, port: int, process: subprocess.Popen) -> None:
        self.host, self.port, self.process = host, port, process

    def get(self, address: str, cookies: str = "") -> tuple[int, bytes, int, dict[str, str]]:
        """Status, body, bytes over the wire (its headers too), headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        said = {"Host": self.host, "Accept-Encoding": "br, gzip"} | ({"Cookie": cookies} if cookies else {})
        connection.request("GET", address, headers=said)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        wire = len(body) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 17
        return answer.status, body, wire, headers

    def visit(self, address: str, cookies: str = "") -> dict[str, int]:
        """Bytes of a first visit and of the next one to the same page, and how many other sites are asked."""
        status, body, wire, headers = self.get(address, cookies)
        assert status == 200, (address, status)
        html = (gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body).decode()
        tags = [found for found in PARTS.finditer(html) if not NOT_FETCHED.search(found[0])]
        ours = {found[1] for found in tags if found[1].startswith("/")}
        first, following = wire, wire
        for part in sorted(ours):
            status, _, size, kept = self.get(part)
            assert status == 200, (part, status)
            first += size
            following += 0 if "immutable" in kept.get("cache-control", "") else size
        others = [found[1] for found in tags if found[1].startswith(("http:", "https:", "//"))]
        return {"first": first, "next": following, "page": wire, "others": len(others), "parts": 1 + len(ours)}

    def memory(self, *, encoder: bool = False) -> list[int]:
        """Resident bytes of each process that answers pages, or of the encoder; the master left out."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        wanted = (Path("/proc") / child for child in children)
        stats = (one / "status" for one in wanted if (b"encoder" in (one / "cmdline").read_bytes()) == encoder)
        return [int(re.search(r"VmRSS:\s+(\d+)", stat.read_text())[1]) * 1024 for stat in stats]


def encoder_memory(server: Server, place: Path, rows: int) -> int:
    """Resident bytes of the encoder once it knows so many rows; 0 where there is none."""
    deadline = time.monotonic() + READY_WITHIN
    while server.memory(encoder=True) and time.monotonic() < deadline:
        if _known_rows(place) >= rows:
            return server.memory(encoder=True)[0]
        time.sleep(0.5)
    return 0


def _known_rows(place: Path) -> int:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(READY_WITHIN)
        try:
            line.connect(str(place))
        except OSError:
            return 0
        line.sendall(b'{"verb": "ready"}\n')
        return int(line.recv(100) or b"0")


@contextmanager
def serving(host: str, environment: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "groundswell", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        server = Server(host, port, process)
        until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def until_ready(server: Server, address: str = "/healthz") -> None:
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            if server.get(address)[0] == 200:
                return
        except OSError:
            pass
        if time.monotonic() > deadline:
            sys.exit("The server did not answer in time.")
        time.sleep(0.2)
