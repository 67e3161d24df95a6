"""Our pages beside those of pretalx, an open-source site for proposals and their choice.

    python scripts/bench_peer.py [ROWS]       20,000 unless told

pretalx is installed from PyPI into a folder of its own that is gone afterwards, with nothing of ours. Both sites run
under gunicorn with one process, on SQLite, with as many proposals as ideas, texts of the same length. They are asked in
turn, ten answers each, and the processor time of the process that answers is read. One JSON line a page: ours / theirs.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import bench_site  # noqa: E402  after the path

PEER, ROUNDS, ANSWERS, GOAL = "pretalx==2025.2.2", 6, 10, 0.1
TICK = os.sysconf("SC_CLK_TCK")
PAGES = {
    "list": ("team queue, all", "list"),
    "detail": ("one idea, team", "detail"),
    "submit": ("write an idea", "submit"),
}


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory(prefix="groundswell-peer-") as folder:
        peer, ours = Peer(Path(folder), size), Ours(Path(folder) / "ours", size)
        try:
            for page, (own, its) in PAGES.items():
                print(json.dumps(compared(page, size, ours, own, peer, its)), flush=True)
        finally:
            peer.close()
            ours.close()


def compared(page: str, size: int, ours: Ours, own: str, peer: Peer, its: str) -> dict:
    """Medians of the rounds; the first one warms up."""
    spent: dict[str, list[float]] = {"ours": [], "peer": []}
    waited: dict[str, list[float]] = {"ours": [], "peer": []}
    for turn in range(ROUNDS + 1):
        for name, site, address in (("ours", ours, own), ("peer", peer, its)):
            processor, seconds = site.asked(address)
            if turn:
                spent[name].append(processor)
                waited[name].append(seconds)
    cpu = {name: round(1000 * median(times), 2) for name, times in spent.items()}
    wall = {name: round(1000 * median(times), 2) for name, times in waited.items()}
    ratio = cpu["ours"] / cpu["peer"]
    return {
        "name": f"{page} of {size:,}, ours / {PEER}", "value": round(ratio, 4), "unit": "times the CPU", "goal": GOAL,
        "met": ratio <= GOAL, "cpu_ms": cpu, "wall_ms": wall, "rows": {"ours": ours.rows(own), "peer": peer.rows(its)},
    }  # fmt: skip


class Asked:
    """A site under gunicorn: its server, the cookies of who asks, and its addresses."""

    server: bench_site.Server
    record: bytes  # what the address of one record looks like
    pages: dict[str, tuple[str, str]]

    def asked(self, page: str) -> tuple[float, float]:
        """Seconds of processor and of the clock for one answer, of ten."""
        cookies, address = self.pages[page]
        before, begun = self._processor(), time.perf_counter()
        for _ in range(ANSWERS):
            status = self.server.get(address, cookies)[0]
            assert status == 200, (address, status)
        waited = time.perf_counter() - begun
        return (self._processor() - before) / ANSWERS, waited / ANSWERS

    def rows(self, page: str) -> int:
        """Records that the page lists: addresses of one proposal or idea in it, each counted once."""
        cookies, address = self.pages[page]
        return len(set(re.findall(self.record, self.server.get(address, cookies)[1])))

    def _processor(self) -> float:
        main = self.server.process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        fields = (Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children)
        return sum(int(one[11]) + int(one[12]) for one in fields) / TICK

    def close(self) -> None:
        self.server.process.terminate()
        self.server.process.wait(20)


class Peer(Asked):
    """pretalx in a folder of its own."""

    record = rb"/orga/event/bench/submissions/([A-Z0-9]{6})/"

    def __init__(self, folder: Path, size: int) -> None:
        python = folder / "peer" / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", folder / "peer"], check=True)
        installing = [python, "-m", "pip", "install", "-q", PEER, "gunicorn"]
        subprocess.run(installing, check=True, stderr=subprocess.DEVNULL)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GROUNDSWELL", "DJANGO"))}
        places = {f"PRETALX_FILESYSTEM_{name.upper()}": str(folder / name) for name in ("logs", "media", "static")}
        (folder / "data").mkdir()
        environment = kept | places | {
            "PRETALX_DATA_DIR": str(folder / "data"), "PRETALX_DB_NAME": str(folder / "peer.sqlite3"),
            "PRETALX_SITE_URL": "http://localhost",
        }  # fmt: skip
        filling = [python, ROOT / "scripts" / "bench_peer_data.py", str(size)]
        said = subprocess.run(filling, check=True, env=environment, cwd=folder, capture_output=True, text=True).stdout
        known = json.loads(said.splitlines()[-1])
        port = free_port()
        words = ["-m", "gunicorn", "pretalx.wsgi", "-b", f"127.0.0.1:{port}", "--workers", "1"]
        process = subprocess.Popen([python, *words], env=environment, cwd=folder, stderr=subprocess.DEVNULL)
        self.server = bench_site.Server("localhost", port, process)
        bench_site.until_ready(self.server, "/bench/cfp")
        submit = self.server.get(known["submit"])[3]["location"].split("localhost")[-1]
        self.pages = {"submit": ("", submit)} | {page: (known["cookie"], known[page]) for page in ("list", "detail")}


class Ours(Asked):
    """Our site, filled as the bench fills it."""

    record = rb"/triage/([A-Z]+-[A-Z]+-[0-9]+)/"

    def __init__(self, folder: Path, size: int) -> None:
        import bench  # noqa: PLC0415  it imports us when it runs us

        site = bench.Site(size, folder, "")
        site.close()
        port = free_port()
        environment = site.environment | {"GROUNDSWELL_ENCODER": "no"}
        command = [sys.executable, "-m", "groundswell", "serve", "--port", str(port), "--workers", "1"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        self.server = bench_site.Server(bench.HOST, port, process)
        bench_site.until_ready(self.server)
        self.pages = {name: (site.cookies[visitor], address) for name, (visitor, address) in site.pages.items()}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


if __name__ == "__main__":
    main()
