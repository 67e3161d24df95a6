"""Search beside the bare statement, in turn: one JSON line for each kind of question and each asker.

    python scripts/bench_search.py [IDEAS]       100,000 unless told; in a database of its own that is gone afterwards

Short ideas of 30,000 words that follow Zipf's law (s = 1.07): title 6 words, text 25 to 60. Asked are three words
together, two words, and single words of about 10,000 hits (or as many as there are). The bare statement finds the
newest 20 and counts by place, kind and state, for nobody in particular; ours asks the rooms' policies too, and makes
everything that the page says. Also: what tells the same, by words. The goal: the 95th of 100 is at most twice the bare
one. `GROUNDSWELL_DATABASE_URL` names an empty PostgreSQL database, which is left filled.
"""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
VOCABULARY, POWER, SEED = 30_000, 1.07, 2018
HITS, QUESTIONS, PASSES, BATCH = 10_000, 20, 2, 1_000
GOAL, ALIKE_GOAL = 2.0, 100.0


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="groundswell-search-") as folder:
        url = os.environ.get("GROUNDSWELL_DATABASE_URL", "")
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.config.settings_test"
        os.environ |= {"GROUNDSWELL_DATA": folder, "GROUNDSWELL_DATABASE_URL": url}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        for line in measured(size, random.Random(SEED)):
            print(json.dumps(line), flush=True)


def measured(size: int, chance: random.Random):
    from django.db import connection

    from groundswell.foundation.search import services

    begun = perf_counter()
    site = Site(size, chance)
    written = perf_counter()
    services.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    yield line(
        f"{size:,} ideas, index made anew", perf_counter() - written, "s", None, writing=round(written - begun, 1)
    )
    for name, questions in site.questions().items():
        for who, asker in site.askers.items():
            yield compared(f"search, {name}, {who}, {size:,} ideas", site, asker, questions)
    yield alike(site, size)


def line(name: str, value: float, unit: str, goal: float | None, **more: object) -> dict:
    met = None if goal is None else value <= goal
    return {"name": name, "value": round(value, 3), "unit": unit, "goal": goal, "met": met} | more


class Site:
    """A programme of so many ideas in 42 places, one in ten of which became an innovation that all may read."""

    def __init__(self, size: int, chance: random.Random) -> None:
        from groundswell.partnership.models import Organisation, Person, Programme, Role
        from groundswell.partnership.selectors import asker_for
        from tests.factories.ideas import nobody

        self.chance, self.size = chance, size
        self.weights = list(accumulate(1 / (rank + 1) ** POWER for rank in range(VOCABULARY)))
        self.spread: Counter[str] = Counter()
        self.people = [
            Person.objects.create(name=name, email=f"{name}@example.org") for name in ("tri", "staff", "rest")
        ]
        self.programme = Programme.objects.create(name="Bench", host="bench.localhost", default_duty=self.people[0])
        since = datetime.now(UTC).date() - timedelta(days=2000)
        self.places = Organisation.objects.bulk_create(
            Organisation(programme=self.programme, name=f"Hospital {n}", kind="trust", since=since) for n in range(42)
        )
        for kind in ("triager", "innovations.steward"):
            Role.objects.create(programme=self.programme, person=self.people[0], kind=kind, since=since)
        for start in range(0, size, BATCH):
            self._write(range(start, min(start + BATCH, size)))
        self.askers = {
            "the team": asker_for(self.people[0], self.programme),
            "staff": asker_for(self.people[1], self.programme),
            "signed out": nobody(self.programme),
        }

    def _words(self, count: int) -> list[str]:
        drawn = self.chance.choices(range(VOCABULARY), cum_weights=self.weights, k=count)
        return [f"w{number}x" for number in drawn]

    def _write(self, numbers: range) -> None:
        from groundswell.ideas.models import Idea
        from groundswell.innovations.models import Innovation

        ideas, innovations, now = [], [], datetime.now(UTC)
        for number in numbers:
            title, text = self._words(6), self._words(self.chance.randint(25, 60))
            self.spread.update(set(title + text))
            common = {
                "programme": self.programme, "reference": f"N-{number}", "title": " ".join(title), "salt": b"",
                "organisation": self.places[number % 42], "pk": UUID(int=self.chance.getrandbits(128), version=4),
            }  # fmt: skip
            day = now - timedelta(days=number % 1500)
            if number % 10 == 0:
                innovations.append(
                    Innovation(
                        **common, keeper=self.people[0], summary=" ".join(text), openness=2, maturity=1 + number % 6,
                        began_on=day.date(), state_since=day.date(),
                    )
                )  # fmt: skip
                continue
            ideas.append(
                Idea(
                    **common, draft_id=UUID(int=self.chance.getrandbits(128), version=4), text=" ".join(text),
                    sender=self.people[1 if number % 5000 == 1 else 2], holder=self.people[0], question_set="idea-1",
                    sent_at=day, reply_by=day.date(), decide_by=day.date(), due_on=day.date(),
                )
            )  # fmt: skip
        Idea.objects.bulk_create(ideas, batch_size=500)  # PostgreSQL takes 65,535 values in one statement
        Innovation.objects.bulk_create(innovations, batch_size=500)

    def questions(self) -> dict[str, list[str]]:
        """Drawn as texts are; single words those whose number of hits is nearest to HITS."""
        near = sorted(self.spread, key=lambda word: abs(self.spread[word] - HITS))[:QUESTIONS]
        drawn = [self._words(3) for _number in range(QUESTIONS)]
        some = sum(self.spread[word] for word in near) // len(near)
        return {
            "three words": [" ".join(words) for words in drawn],
            "two words": [" ".join(words[:2]) for words in drawn],
            f"one word of {some:,} hits": near,
        }


def compared(name: str, site: Site, asker: object, questions: list[str]) -> dict:
    """Both in turn; the first pass warms up."""
    from django.http import QueryDict

    from groundswell.journey.presenters import finding

    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for turn in range(PASSES + 1):
        for question in questions:
            asked = finding.asked(QueryDict(mutable=True) | {"q": question})
            ways = {
                "ours": partial(finding.results, asker, site.programme, asked, None),
                "bare": partial(bare, question),
            }
            for way in ways if turn % 2 else reversed(ways):
                begun = perf_counter()
                ways[way]()
                times[way] += [1000 * (perf_counter() - begun)] if turn else []
    ours, plain = at(times["ours"], 95), at(times["bare"], 95)
    middle = {way: round(at(spent, 50), 2) for way, spent in times.items()}
    return line(name, ours / plain, "times the bare p95", GOAL, p95_ms=[round(ours, 2), round(plain, 2)], p50_ms=middle)


def bare(question: str) -> list[list[tuple]]:
    """The newest 20, and counts by place, kind and state, of all that holds the words."""
    from django.db import connection

    if connection.vendor == "sqlite":
        match, given = "id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)", question
    else:
        match, given = "vector @@ plainto_tsquery('english', %s)", question
    found = []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, title FROM search_searchrow WHERE {match} ORDER BY id DESC LIMIT 20", [given])
        found.append(cursor.fetchall())
        for facet in ("place_id", "kind", "state"):
            cursor.execute(f"SELECT {facet}, count(*) FROM search_searchrow WHERE {match} GROUP BY {facet}", [given])
            found.append(cursor.fetchall())
    return found


def alike(site: Site, size: int) -> dict:
    from groundswell.foundation import search

    times = []
    for number in range(2 * QUESTIONS):
        text = " ".join(site._words(40))  # noqa: SLF001
        begun = perf_counter()
        search.alike(site.askers["the team" if number % 2 else "staff"], text)
        times.append(1000 * (perf_counter() - begun))
    return line(
        f"what tells the same, by words, {size:,} ideas", at(times, 95), "ms, p95", ALIKE_GOAL, p50_ms=at(times, 50)
    )


def at(times: list[float], share: int) -> float:
    """The time that so many in 100 did not pass."""
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)]


if __name__ == "__main__":
    main()
