"""Turn each protection off, one at a time, and look whether a test turns red: `make mutants`.

    python scripts/mutants.py                 all of them; exit code 1 when a test was missing
    python scripts/mutants.py --list          what would be turned off
    python scripts/mutants.py --only lock     those whose name holds one of these words
    python scripts/mutants.py --tests FILE    with these tests alone, while one writes them
    python scripts/mutants.py --jobs 4        that many at once (2 unless said)

The work is done in copies of the code in a temporary folder; nothing here is changed but docs/mutants.json, which
keeps the test that noticed each (mutants_known.py) and is asked first. For what is new the tests of the rooms run
once, with half the cases of each, to see which of them pass through which policy; then each policy that was
turned off is tried with just those, in a fork of a process that has loaded them (mutants_within.py) or, where that
cannot be, in a process of its own. Other defences are taken away by a list (mutants_defences.py). Locks and triggers
are tried on a PostgreSQL that is thrown away after.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from importlib.util import cache_from_source
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import mutants_defences  # noqa: E402  after the path
import mutants_found as found_in  # noqa: E402
import mutants_known  # noqa: E402
import mutants_within  # noqa: E402
import postgres  # noqa: E402
import run_tests  # noqa: E402

ROOMS = ("rules", "access", "ideas", "innovations", "needs", "partnership", "journey")
NEEDED = ("groundswell", "tests", "scripts", "docs", "pyproject.toml")
OF_REFUSALS = ("refuse", "only", "nobody", "other", "not", "closed")
NOTICED: dict[str, list[str]] = defaultdict(list)  # by file: tests that turned red before, the last one first
PASSED: Counter[str] = Counter()  # how many lines of policies each test passes through: few, and it is about these
KILLED, SURVIVED, BROKEN = "killed", "SURVIVED", "BROKEN"
NOT_NOW = "again"  # not noticed by the test that noticed it before
NO_TABLES = frozenset({"verdict", "page", "sight", "move"})  # what is turned off is no part of the tables
RED = re.compile(r"^(?:FAILED|ERROR) (\S+?::.*?)(?: - .*)?$", re.MULTILINE)
MADE = frozenset({"lock", "defence"})  # neither; and tried on tables that are made once
WITHIN = NO_TABLES | {"constraint"}  # tried in a process that has loaded everything, and so are locks on SQLite
LONG, LONGEST = 300, 600  # seconds for the tests of one mutant: in a process that has loaded everything, in its own
LATE = 124


def main() -> int:
    typed = arguments()
    everything = [*found_in.everything(addresses(), trigger_names()), *mutants_defences.defences()]
    known = mutants_known.Known(everything)
    mutants = [one for one in everything if any(words in one.name for words in typed.only)]
    if typed.tests:
        mutants = [replace(one, tests=tuple(typed.tests), word="") for one in mutants]
    if typed.list:
        print("\n".join(one.name for one in mutants))
        return 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="groundswell-mutants-") as folder:
        copies = [Copy(Path(folder) / str(number)) for number in range(typed.jobs)]
        results = run_all(mutants, copies, known, jobs=typed.jobs)
        [copy.loaded.close() for copy in copies if copy.loaded]
    known.forget_what_is_gone()
    return report(results, time.monotonic() - started)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--only", nargs="+", default=[""])
    parser.add_argument("--tests", nargs="+")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings_test")
    import django  # noqa: PLC0415  only after the settings are named

    django.setup()


def addresses() -> list[tuple[str, str, str, list[str]]]:
    """Module, view, address and methods of every page, as the access matrix names them."""
    set_up()
    from tests.access import test_matrix  # noqa: PLC0415  needs Django

    return [
        (view.__module__, view.__name__, name, [one for one in view.methods if one != "HEAD"])
        for name, view in test_matrix.addresses()
    ]


def trigger_names() -> dict[str, list[str]]:
    from groundswell.foundation.audit import triggers  # noqa: PLC0415  needs Django

    return {
        found_in.SQLITE: list(triggers._sqlite()),  # noqa: SLF001  the one list of them
        found_in.POSTGRESQL: [f"{table}_stands" for table in triggers.TABLES],
    }


class Copy:
    """A copy of the code in which one thing at a time is turned off."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.compiled = str(folder.parent / "compiled")  # what Python compiles, ours and the packages', once for all
        self.loaded: mutants_within.Within | None = None
        folder.mkdir()
        for name in NEEDED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, folder / name)

    def within(self) -> mutants_within.Within:
        """The process that tries most of them, for this copy."""
        if self.loaded is None:
            where = [f"tests/{room}" for room in (*ROOMS, "constraints")]
            self.loaded = mutants_within.Within(self.folder, self.compiled, where)
        return self.loaded

    def write(self, path: str, text: str) -> None:
        """Write a file, and forget what Python compiled of it: two changes in one second look alike to Python."""
        file = self.folder / path
        file.write_text(text)
        Path(self.compiled + cache_from_source(str(file)).replace("__pycache__/", "")).unlink(missing_ok=True)

    def pytest(
        self, *words: str, url: str = "", made: str = "", shared: str = "", longest: float = LONGEST
    ) -> subprocess.CompletedProcess[str]:
        left_out = {postgres.VARIABLE, "PYTHONDONTWRITEBYTECODE"}
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment |= {"PYTHONPYCACHEPREFIX": self.compiled} | ({postgres.VARIABLE: url} if url else {})
        environment |= {run_tests.TEMPLATE: made} if made else {}
        environment |= {"GROUNDSWELL_SHARED_CASES": shared} if shared else {}
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=line", "-p", "no:faker", *words]
        try:
            return subprocess.run(
                command, check=False, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=longest
            )
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(command, LATE, f"no end after {late.timeout:.0f} s", "")


def run_all(
    mutants: list[found_in.Mutant], copies: list[Copy], known: mutants_known.Known, *, jobs: int
) -> list[tuple]:
    """Every mutant with what became of it: killed, survived or broken, in how long, and by which test."""
    asked = [one for one in mutants if is_quick(one) and not one.tests and known.test_of(one)]
    again = [one for one in spread(asked, copies, partial(try_known, known=known), known) if one[1] == KILLED]
    noticed = {one[0].name for one in again}
    mutants = [one for one in mutants if one.name not in noticed]
    passing = passing_through(copies[0], jobs) if any(not one.tests for one in mutants) else {}
    PASSED.update(test for lines in passing.values() for tests in lines.values() for test in tests)
    quick = [one for one in mutants if is_quick(one)]
    results = again + spread(quick, copies, partial(try_one, passing=passing, url="", known={}), known)
    mutants = [one for one in mutants if not is_quick(one)]
    with ExitStack() as there:
        made, url, tables = {}, "", there.enter_context(tempfile.TemporaryDirectory())
        if any(one.kind in MADE for one in mutants):
            run_tests.migrate(tables)
            made[found_in.SQLITE] = f"{tables}/groundswell.sqlite3"
        if any(one.database == found_in.POSTGRESQL for one in mutants):
            folder, url = postgres.start()
            there.callback(postgres.stop, folder)
            run_tests.migrate(tables, **{postgres.VARIABLE: postgres.new_database(url, "made")})
            made[found_in.POSTGRESQL] = "made"
        control(copies[0], mutants, url, made)
        try_it = partial(try_one, passing=passing, url=url, known=made)
        return results + spread(mutants, copies, try_it, known)


def is_quick(mutant: found_in.Mutant) -> bool:
    """Whether a process that has loaded everything can try it; where it cannot after all, one of its own does."""
    return mutant.kind in WITHIN or (mutant.kind == "lock" and mutant.database == found_in.SQLITE)


def try_known(mutant: found_in.Mutant, copy: Copy, *, known: mutants_known.Known) -> tuple[str, str]:
    """Only the test that noticed it the last time."""
    said = copy.within().tried(mutant, (known.test_of(mutant),), LONG)
    return (KILLED, said[1]) if said and said[0] == 1 else (NOT_NOW, "another test may notice")


def passing_through(copy: Copy, jobs: int) -> dict[str, dict[str, list[str]]]:
    """File and line to the tests that pass through it, from one run of them all; kept while no file changes."""
    kept = ROOT / ".built" / "mutants.json"
    stamp = hashlib.sha256()
    for folder in ("groundswell", "tests/factories", *(f"tests/{room}" for room in ROOMS)):
        for path in sorted((ROOT / folder).rglob("*.py")):
            stamp.update(path.read_bytes())
    if kept.exists() and (said := json.loads(kept.read_text()))["stamp"] == stamp.hexdigest():
        return said["lines"]
    print("Running the tests of the rooms once, all protections on", flush=True)
    lines = _measure(copy, jobs)
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps({"stamp": stamp.hexdigest(), "lines": lines}))
    return lines


def _measure(copy: Copy, jobs: int) -> dict[str, dict[str, list[str]]]:
    from coverage import CoverageData  # noqa: PLC0415  only when it was not measured before

    parts = ["[run]", "include ="]
    paths = {path.relative_to(ROOT) for path in (ROOT / "groundswell").rglob("*.py") if _is_measured(path)}
    (copy.folder / "measured.ini").write_text("\n".join([*parts, *(f"    {path}" for path in sorted(paths))]))
    where = [f"tests/{room}" for room in ROOMS]
    how = ("--cov", "--cov-config=measured.ini", "--cov-context=test", "--cov-report=", "-n", str(jobs))
    done = copy.pytest(*where, *how, "-p", "no:warnings", "--nomigrations", shared="tests/", longest=3600)
    if done.returncode not in {0, 1}:
        sys.exit(f"The tests could not be run:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    red = set(RED.findall(done.stdout))
    print("".join(f"Red with all protections on, so left out: {test}\n" for test in sorted(red)), end="", flush=True)
    data = CoverageData(str(copy.folder / ".coverage"))
    data.read()
    return {
        str(Path(file).relative_to(copy.folder)): {
            str(line): sorted({context.split("|")[0] for context in contexts if context} - red)
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }


def _is_measured(path: Path) -> bool:
    return found_in.is_policies(path) or path.name == "audience.py" or ".or_raise()" in path.read_text()


def control(copy: Copy, mutants: list[found_in.Mutant], url: str, known: dict[str, str]) -> None:
    """The tests that are named must be green before anything is turned off; what is tried within looks by itself."""
    for database in (found_in.SQLITE, found_in.POSTGRESQL):
        slow = [one for one in mutants if not is_quick(one) and one.database == database]
        named = sorted({test for one in slow for test in one.tests})
        where = {"url": url, "made": known.get(database, "")} if database == found_in.POSTGRESQL else {}
        done = copy.pytest(*named, "-n", "2", longest=6 * LONGEST, **where) if named else None
        if done and done.returncode:
            sys.exit(f"Not green on {database} with all protections on:\n{done.stdout[-3000:]}")


def spread(mutants: list[found_in.Mutant], copies: list[Copy], work, known: mutants_known.Known) -> list[tuple]:
    """One thread for each copy; each takes the next mutant. What notices it is kept."""
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    results: list[tuple] = []
    for mutant in mutants:
        waiting.put(mutant)

    def go(copy: Copy) -> None:
        while True:
            try:
                mutant = waiting.get_nowait()
            except queue.Empty:
                return
            started = time.monotonic()
            outcome, by = work(mutant, copy)
            results.append((mutant, outcome, time.monotonic() - started, by))
            if outcome == KILLED:
                known.keep(mutant, by)
            print(f"{len(results):4}/{len(mutants)} {outcome:8} {results[-1][2]:5.1f} s  {mutant.name}", flush=True)

    threads = [threading.Thread(target=go, args=(copy,)) for copy in copies]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return results


def try_one(mutant: found_in.Mutant, copy: Copy, *, passing: dict, url: str, known: dict[str, str]) -> tuple[str, str]:
    """What became of it, and the test that noticed. `known`: tables that are made already, by database.

    Those that pass through the line come first. They were looked for with half the cases of each test, so when none of
    them notices, every case of every test that comes near the file is asked.
    """
    lines = passing.get(mutant.path, {})
    near = nearest(lines, mutant.line)
    around = {test.partition("[")[0] for tests in lines.values() for test in tests}
    outcome = SURVIVED, "no test passes through this line"
    for tests in (mutant.tests,) if mutant.tests else (near, tuple(around)):
        if tests and outcome[0] == SURVIVED:
            outcome = tried_by(mutant, copy, likeliest(tests, mutant.path), url=url, known=known)
    return outcome


def tried_by(
    mutant: found_in.Mutant, copy: Copy, tests: tuple[str, ...], *, url: str, known: dict[str, str]
) -> tuple[str, str]:
    """What these tests make of it: within a process that has loaded everything, or in one of its own."""
    quickly = copy.within().tried(mutant, tests, LONG) if is_quick(mutant) else None
    if quickly and quickly[0] == 1:
        NOTICED[mutant.path].insert(0, quickly[1])
        return KILLED, quickly[1]
    if quickly and quickly[0] == LATE:
        return BROKEN, f"none of its {len(tests)} tests was red within {LONG} s"
    # whatever else was said is said again by a process of its own
    before = (ROOT / mutant.path).read_text()
    copy.write(mutant.path, mutant.text)
    own = f"{url.rsplit('/', 1)[0]}/copy{copy.folder.name}" if mutant.database == found_in.POSTGRESQL else ""
    quick = ("--nomigrations",) if mutant.kind in NO_TABLES else ()  # tables made at once, the audit's triggers too
    outcome = SURVIVED, ""
    for likely in (("-k", mutant.word), ()) if mutant.word else ((),):
        made = known.get(mutant.database, "") if mutant.kind in MADE else ""
        outcome = judged(copy.pytest(*tests, *likely, *quick, "-x", "-n0", url=own, made=made))
        if outcome[0] == KILLED:
            break
    copy.write(mutant.path, before)
    return outcome


def likeliest(tests: tuple[str, ...], path: str) -> tuple[str, ...]:
    """First those that noticed something of this file before, then its own room's; refusals first, then the narrow."""
    room, noticed = f"tests/{path.split('/')[1]}/", NOTICED[path]

    def place(test: str) -> tuple:
        known = noticed.index(test) if test in noticed else len(noticed)
        own = test.startswith(room) or f"[{room.split('/')[1]}:" in test  # of its folder, or one of its addresses
        return known, not own, not any(word in test for word in OF_REFUSALS), PASSED[test], test

    return tuple(sorted(tests, key=place))


def nearest(lines: dict[str, list[str]], line: int) -> tuple[str, ...]:
    """Tests that pass through this line, or through the beginning of its statement a few lines above."""
    found = (lines.get(str(line - above)) for above in range(4))
    return tuple(next(filter(None, found), ()))


def judged(done: subprocess.CompletedProcess[str]) -> tuple[str, str]:
    """Red is killed, green is survived; a build in which no test could run shows nothing."""
    red = RED.search(done.stdout)
    if done.returncode == 0:
        return SURVIVED, ""
    if done.returncode == 1 and red:
        return KILLED, red[1]
    return BROKEN, (done.stdout + done.stderr)[-600:]


def report(results: list[tuple], seconds: float) -> int:
    """A line for each kind, then whatever was not killed. 0 when all were."""
    counts = Counter((mutant.kind, outcome) for mutant, outcome, _, _ in results)
    print(f"\n{'kind':12}{'turned off':>12}{'noticed':>10}{'missed':>8}{'broken':>8}")
    for kind in dict.fromkeys(mutant.kind for mutant, *_ in results):
        row = [counts[kind, outcome] for outcome in (KILLED, SURVIVED, BROKEN)]
        print(f"{kind:12}{sum(row):12}{row[0]:10}{row[1]:8}{row[2]:8}")
    left = [(mutant, outcome, by) for mutant, outcome, _, by in results if outcome != KILLED]
    for mutant, outcome, by in left:
        print(f"{outcome}: {mutant.name}\n    {by}")
    print(f"{len(results) - len(left)} of {len(results)} noticed, in {seconds / 60:.1f} minutes.")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
