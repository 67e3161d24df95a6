"""Does the time of an answer tell what exists? Pairs of requests, in turn: one JSON line for each pair.

    python scripts/bench_timing.py [PAIRS]       in a database of its own that is gone afterwards

The same request is made for what is there and hidden, and for what is not there. Two samples that nobody can tell
apart have a Mann-Whitney p over 0.01, and medians less than 2 milliseconds apart, or less than a tenth where the answer
is slow by purpose (docs/attacks.md: V3, V27).
Processor time is compared, as it is steady on a machine with other work; the database runs in the same process.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
WARM = 5
ABSENT = "RED-HERRING-11"
FOUR = "acorn bagel cable dandelion"


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="groundswell-timing-") as folder:
        os.environ |= {
            "GROUNDSWELL_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "groundswell.config.settings_test",
            "GROUNDSWELL_DATABASE_URL": "",
        }
        for name, ask, times in questions(pairs):
            print(json.dumps({"name": name} | compared(ask, times)), flush=True)


def questions(pairs: int) -> list[tuple[str, Callable[[bool], object], int]]:
    """What is asked, with whether it is there; the words are slow by purpose, so fewer of those."""
    import django  # noqa: PLC0415  after the settings are named

    django.setup()
    from django.core.cache import cache  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    from tests.access.world import World  # noqa: PLC0415
    from tests.factories.ideas import send_idea  # noqa: PLC0415

    world = World()
    idea = send_idea(world.programme, place="Basildon Hospital")
    staff, nobody = world.browser("staff", {}), world.browser("anonymous", {})
    known = world.people["triager"].email
    unknown = f"z{known[1:]}"

    def reference(there: bool) -> str:
        return idea.reference if there else ABSENT

    def post(address: str, **data: str) -> object:
        cache.clear()  # or the limits would answer
        return nobody.post(address, data)

    return [
        ("a hidden idea and none", lambda there: staff.get(f"/triage/{reference(there)}/"), pairs),
        ("a colleague's idea and none", lambda there: staff.get(f"/ideas/{reference(there)}/"), pairs),
        ("a wrong link of an idea and of none", lambda there: nobody.get(f"/t/{reference(there)}/{'A' * 43}/"), pairs),
        ("a link asked for an idea and for none", lambda there: post("/t/", reference=reference(there)), pairs),
        (
            "a code asked for a known address and an unknown one",
            lambda there: post("/sign-in/", email=known if there else unknown),
            pairs,
        ),
        (
            "wrong words for an idea and for none",
            lambda there: post("/t/words/", reference=reference(there), words=FOUR),
            max(20, pairs // 4),
        ),
    ]


def compared(ask: Callable[[bool], object], pairs: int) -> dict[str, object]:
    """Processor seconds of both kinds in turn, the first of the two drawn; and whether they can be told apart."""
    from scipy.stats import mannwhitneyu  # noqa: PLC0415  only here

    drawn, times = Random(28), {True: [], False: []}
    for turn in range(pairs + WARM):
        for there in drawn.sample([True, False], 2):
            begin = process_time()
            ask(there)
            times[there] += [process_time() - begin] if turn >= WARM else []
    p = float(mannwhitneyu(times[True], times[False]).pvalue)
    there, not_there = (1000 * median(times[kind]) for kind in (True, False))
    apart = abs(there - not_there)
    alike = p > 0.01 and apart < max(2, not_there / 10)
    return {"pairs": pairs, "p": round(p, 4), "apart_ms": round(apart, 3), "alike": alike}


if __name__ == "__main__":
    main()
