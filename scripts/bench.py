"""Measure what was promised and print one JSON document: `make bench`.

    python scripts/bench.py                       everything, on SQLite
    python scripts/bench.py --database URL        on that PostgreSQL too ("new": one that is thrown away after)
    python scripts/bench.py --quick               small: fewer repeats, 200 and 2,000 ideas, two engine methods
    python scripts/bench.py --only pages sending  some parts: see PARTS
    python scripts/bench.py --sizes 1000 20000    without the largest, which takes longest to write
    python scripts/bench.py --to docs/bench/latest.json

Processor time is compared within one run, the two sides in turn: on a machine with other work the ratio holds
where the milliseconds do not. Each result says whether its goal was met; a missed goal does not stop the run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import bench_load  # noqa: E402  after the path
import bench_site  # noqa: E402
import postgres  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "bench.localhost"
PARTS = ("pages", "sending", "site", "load", "search", "peer", "engine", "timing")
FLAT, SENDING, MEMORY = 1.25, 4.0, 120.0
P95, ENCODER = 150.0, 400.0
PUBLIC_FIRST, NEXT, TEAM_FIRST = 60_000, 15_000, 85_000
TEAM = "triager"


def main() -> int:
    typed = arguments()
    sizes, repeats = ((200, 2000), 4) if typed.quick else ((1000, 20_000, 50_000), 10)
    sizes = tuple(typed.sizes) or sizes
    results = []
    for part in parts(sizes, repeats, typed):
        results += part
        document = json.dumps(described(results, sizes, repeats), indent=1)
        if typed.to:  # what is measured is kept, whatever becomes of the rest
            typed.to.parent.mkdir(parents=True, exist_ok=True)
            typed.to.write_text(document + "\n")
    print(document)
    return 0


def parts(sizes: tuple[int, ...], repeats: int, typed: argparse.Namespace) -> Iterator[list[dict]]:
    """What each part found, as soon as it is known."""
    if {"pages", "sending", "site", "load"} & set(typed.only):
        yield from measured("SQLite", "", sizes, repeats, typed)
        if typed.database:
            with cluster(typed.database) as url:
                yield from measured("PostgreSQL", url, sizes, repeats, typed)
    if "search" in typed.only:
        yield searched(typed.database, "2000" if typed.quick else "1000000")
    if "peer" in typed.only:
        yield run("bench_peer.py", *(["2000"] if typed.quick else []))
    if "engine" in typed.only:
        yield engine(quick=typed.quick)
    if "timing" in typed.only:
        yield timing(quick=typed.quick)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--database", metavar="URL", default=os.environ.get(postgres.VARIABLE, ""))
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--sizes", nargs="+", type=int, default=[], metavar="IDEAS", help="other sizes than the usual")
    parser.add_argument("--match", default="", metavar="WORDS", help="only pages whose name holds these words")
    parser.add_argument("--to", type=Path, metavar="FILE")
    return parser.parse_args()


def described(results: list[dict], sizes: tuple[int, ...], repeats: int) -> dict:
    packages = ("django", "jinja2", "gunicorn", "psycopg")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": {
            "processors": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
            "load": round(os.getloadavg()[0], 1),
        },
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
        "ideas": list(sizes),
        "repeats": repeats,
        "missed": [one["name"] for one in results if one["met"] is False],
        "results": results,
    }


def result(name: str, value: float, unit: str, goal: float | None = None, **more: object) -> dict:
    """One measure; a goal is the most it may be."""
    met = None if goal is None else value <= goal
    return {"name": name, "value": round(value, 3), "unit": unit, "goal": goal, "met": met} | more


@contextmanager
def cluster(url: str):
    """The address that was given, or that of a PostgreSQL for this run alone."""
    if url != "new":
        yield url
        return
    folder, own = postgres.start(durable=True)
    try:
        yield own
    finally:
        postgres.stop(folder)


class Site:
    """One database of a size, and the process that asks its pages."""

    def __init__(self, size: int, folder: Path, url: str) -> None:
        self.size, self.environment = size, surroundings(folder, url)
        quiet = {"stdout": subprocess.DEVNULL, "cwd": ROOT, "env": self.environment}
        subprocess.run([sys.executable, "-m", "groundswell", "migrate"], check=True, **quiet)
        self.process = subprocess.Popen(
            [sys.executable, "scripts/bench_child.py"], cwd=ROOT, env=self.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        note(f"{size:,} ideas written in {self.ask('fill', size=size)['seconds']} s")
        known = self.ask("pages")
        self.pages, self.cookies = known["pages"], known["cookies"]

    def ask(self, verb: str, **rest: object) -> dict:
        self.process.stdin.write(json.dumps({"verb": verb} | rest) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        return json.loads(line) if line else sys.exit("The process that asks the pages ended; see above.")

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(20)


def surroundings(folder: Path, url: str) -> dict[str, str]:
    """What the site knows: nothing that was set outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_DATA": str(folder),
        "GROUNDSWELL_SECRET_KEY": secrets.token_hex(32),
        "GROUNDSWELL_AUDIT_KEY": secrets.token_hex(32),
        "GROUNDSWELL_SECURE": "no",
        "GROUNDSWELL_HOSTS": HOST,
        "GROUNDSWELL_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        **({postgres.VARIABLE: url} if url else {}),
    }


@contextmanager
def databases(url: str, sizes: tuple[int, ...]):
    """A folder, and on PostgreSQL a database, for each size; all gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        names = [f"bench_{size}_{secrets.token_hex(3)}" for size in sizes]
        try:
            for name in names if url else ():
                administer(url, f"CREATE DATABASE {name}")
            addresses = [f"{url.rpartition('/')[0]}/{name}" if url else "" for name in names]
            yield [
                Site(size, Path(folder) / str(size), address) for size, address in zip(sizes, addresses, strict=True)
            ]
        finally:
            for name in names if url else ():
                administer(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def administer(url: str, statement: str) -> None:
    import psycopg  # noqa: PLC0415  only where PostgreSQL is asked for

    with psycopg.connect(url, autocommit=True) as control:
        control.execute(statement)


def measured(
    database: str, url: str, sizes: tuple[int, ...], repeats: int, typed: argparse.Namespace
) -> Iterator[list[dict]]:
    note(database)
    with databases(url, sizes) as sites:
        for site in sites:
            site.pages = {name: page for name, page in site.pages.items() if typed.match in name}
        if "pages" in typed.only:
            yield flat(database, sites, repeats)
            yield counted(database, sites[-1])
        if "sending" in typed.only:
            yield sending(database, sites[1], repeats)
        if "site" in typed.only:
            yield served(database, sites[1])
        if "load" in typed.only:
            yield under_load(database, sites[-1], seconds=5 if typed.quick else bench_load.SECONDS)
        for site in sites:
            site.close()


def flat(database: str, sites: list[Site], repeats: int) -> list[dict]:
    """Processor time of each page at every size, asked in turn; each size is compared with the smallest."""
    found = []
    for page in sites[0].pages:
        times = {site: [] for site in sites}
        for turn in range(repeats + 2):
            for site in sites:
                spent = site.ask("get", page=page)["cpu"]
                times[site] += [spent] if turn > 1 else []  # the first two warm up
        few = median(times[sites[0]])
        for site in sites[1:]:
            many = median(times[site])
            name = f"{database}: {page}, {site.size:,} ideas / {sites[0].size:,}"
            ms = [round(1000 * few, 2), round(1000 * many, 2)]
            found.append(result(name, many / few, "times the CPU", FLAT, ms=ms))
    return found


def counted(database: str, site: Site) -> list[dict]:
    found = []
    for page in site.pages:
        said = site.ask("count", page=page)
        found.append(result(f"{database}: {page}, SQL", said["sql"], "statements"))
        found.append(result(f"{database}: {page}, SQL said twice", said["repeated"], "statements", 0))
    return found


def sending(database: str, site: Site, repeats: int) -> list[dict]:
    said = site.ask("sending", repeats=repeats)
    milliseconds = [round(1000 * said[name], 2) for name in ("row", "send")]
    ratio = said["send"] / said["row"]
    one = result(f"{database}: sending, commits", max(said["commits"]), "commits", 1)
    one["met"] = said["commits"] == [1]
    return [result(f"{database}: sending / one row", ratio, "times the CPU", SENDING, ms=milliseconds), one]


def served(database: str, site: Site) -> list[dict]:
    """The real server: bytes of each page, then its memory once all were seen a few times."""
    found = []
    with bench_site.serving(HOST, site.environment) as server:
        for page, (visitor, address) in site.pages.items():
            seen = server.visit(address, site.cookies[visitor])
            team = visitor == TEAM
            more = {"requests": seen["parts"]}
            goal = TEAM_FIRST if team else PUBLIC_FIRST
            found.append(result(f"{database}: {page}, first visit", seen["first"], "bytes", goal, **more))
            found.append(result(f"{database}: {page}, next visit", seen["next"], "bytes", None if team else NEXT))
            found.append(result(f"{database}: {page}, other sites asked", seen["others"], "requests", 0))
        for _ in range(3):
            for visitor, address in site.pages.values():
                server.get(address, site.cookies[visitor])
        memory = max(server.memory()) / 1e6
    return [*found, result(f"{database}: a web worker after every page", memory, "MB", MEMORY)]


def under_load(database: str, site: Site, seconds: float) -> list[dict]:
    """Four clients at once for a minute, with the encoder and, for the similar check alone, without."""
    pages, found = site.ask("load"), []
    for encoder in ("with the encoder", "without"):
        environment = site.environment | {"GROUNDSWELL_ENCODER": "yes" if encoder != "without" else "no"}
        with bench_site.serving(HOST, environment) as server:
            place = Path(environment["GROUNDSWELL_DATA"]) / "encoder.socket"
            memory = bench_site.encoder_memory(server, place, site.size)
            times, a_second = bench_load.loaded(server, pages, seconds=seconds)
        mix = f"{bench_load.CLIENTS} clients, {seconds:.0f} s, {site.size:,} ideas, {encoder}"
        for page, spent in times.items():
            goal = 100.0 if page == "already here" and encoder == "without" else P95
            more = {"p50": round(bench_load.at(spent, 50), 1), "longest": round(max(spent), 1), "answers": len(spent)}
            found.append(result(f"{database}: {page}, {mix}", bench_load.at(spent, 95), "ms, p95", goal, **more))
        found.append(result(f"{database}: all pages, {mix}", a_second, "answers a second"))
        if memory:
            found.append(result(f"{database}: the encoder, {site.size:,} ideas", memory / 1e6, "MB", ENCODER))
    return found


def engine(*, quick: bool) -> list[dict]:
    """The engine's methods, by its own two scripts."""
    names = [["engine_import"], ["spc"]] if quick else [[]]
    seconds = [run("bench_engine.py", *words) for words in names]
    more = ["its 120 points"] if quick else []
    seconds.append(run("bench_engine_b.py", *more))
    return [
        result(
            f"engine: {one['name']}", one["seconds"], "s", one.get("goal_seconds"),
            size=one["size"], processor_seconds=one["processor_seconds"], peak_memory_mb=one["peak_memory_mb"],
            peer=one["peer"],
        )
        for group in seconds
        for one in group
    ]  # fmt: skip


def searched(url: str, size: str) -> list[dict]:
    """Search on SQLite, then on a database of that PostgreSQL that is gone afterwards."""
    found = named("SQLite", run("bench_search.py", size, **{postgres.VARIABLE: ""}))
    if url:
        with cluster(url) as there:
            name = f"bench_search_{secrets.token_hex(3)}"
            try:
                known = {postgres.VARIABLE: postgres.new_database(there, name)}
                found += named("PostgreSQL", run("bench_search.py", size, **known))
            finally:
                administer(there, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    return found


def named(database: str, results: list[dict]) -> list[dict]:
    return [one | {"name": f"{database}: {one['name']}"} for one in results]


def timing(*, quick: bool) -> list[dict]:
    """Whether the time of an answer tells what exists."""
    found = []
    for one in run("bench_timing.py", *(["40"] if quick else [])):
        more = {"p": one["p"], "pairs": one["pairs"]}
        said = result(f"timing: {one['name']}", one["apart_ms"], "ms between the medians", 2.0, **more)
        found.append(said | {"met": one["alike"]})
    return found


def run(script: str, *words: str, **known: str) -> list[dict]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | known
    command = [sys.executable, f"scripts/{script}", *words]
    done = subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def note(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
