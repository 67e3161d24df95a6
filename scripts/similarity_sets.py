"""The two frozen evaluation sets of similar ideas, and how a way of finding them is counted.

Each grouped idea is a query against the other 2,383 texts of its set; the 4 other tellings of its group are
right. Recall at 5 is the share of those 4 among the first 5. Ranges: 10,000 draws of whole groups.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from groundswell.engine.similarity.reading import in_one

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "engine"
DRAWS, SEED, FIRST = 10_000, 20261126, 5


def lines(path):
    return [json.loads(line) for line in (FOLDER / path).read_text(encoding="utf-8").splitlines()]


class Ideas:
    """One set: its texts, those of the other half left out where only one half may be seen."""

    def __init__(self, name, folder):
        self.name = name
        parts = (f"{folder}/groups.jsonl", f"{folder}/near_misses.jsonl", "similarity_set/distractors.jsonl")
        self.rows = [row for part in parts for row in lines(part)]
        self.texts = [in_one(row["title"], row["text"]) for row in self.rows]
        self.groups = np.array([row.get("group", "") for row in self.rows])
        split = json.loads((FOLDER / folder / "split.json").read_text(encoding="utf-8"))
        self.halves = {half: set(split[half]) for half in ("tune", "held")}
        self.held = np.array([(row.get("group") or row.get("near_group")) in self.halves["held"] for row in self.rows])
        self.queries = np.flatnonzero(self.groups != "")

    def asked(self, half):
        """Places of the queries of one half."""
        return [place for place in self.queries if self.groups[place] in self.halves[half]]

    def first_five(self, scores, place):
        order = np.argsort(-scores[place], kind="stable")
        return order[order != place][:FIRST]

    def right(self, scores, place):
        return self.groups[self.first_five(scores, place)] == self.groups[place]

    def recall(self, scores, half):
        return np.array([self.right(scores, place).sum() / 4 for place in self.asked(half)])

    def shown(self, scores, places, least):
        """How many of the first five are shown, how many of those are right, and for how many ideas."""
        each = [self.right(scores, at)[scores[at, self.first_five(scores, at)] >= least] for at in places]
        return sum(map(len, each)), int(sum(map(np.sum, each))), sum(len(one) > 0 for one in each)

    def span(self, gains, half):
        """The mean, and where 95 of 100 means of whole groups drawn with replacement lie."""
        owners = self.groups[self.asked(half)]
        means = np.array([gains[owners == name].mean() for name in sorted(set(owners))])
        drawn = means[np.random.default_rng(SEED).integers(0, len(means), (DRAWS, len(means)))].mean(axis=1)
        low, high = np.percentile(drawn, (2.5, 97.5))
        return f"{gains.mean():+.3f} ({low:+.3f} to {high:+.3f})"


def share_span(parts):
    """Where 95 of 100 shares right / shown lie when each set's groups (rows: shown, right) are drawn anew."""
    chance, drawn = np.random.default_rng(SEED), 0
    for rows in parts:
        drawn = drawn + rows[chance.integers(0, len(rows), (DRAWS, len(rows)))].sum(axis=1)
    return np.percentile(drawn[:, 1] / np.maximum(drawn[:, 0], 1), (2.5, 97.5))


def both():
    return [Ideas("first", "similarity_set"), Ideas("second", "similarity_set_2")]
