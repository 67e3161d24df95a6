"""How often the 95 % range of an interrupted time series holds the true effect, on a stated grid.

Run: python scripts/measure_its_coverage.py [RUNS] > table.md     (500 runs: about 3 minutes)

Rates: 50 + 0.1 t - 4 after the middle, noise of standard deviation 2 with the stated lag-1
correlation. With a comparator both series share a common shock (standard deviation 3, lag-1
correlation 0.6) and each has its own noise. Counts: about 100 a point, log-linear, the true ratio
0.8, and the same kind of noise (standard deviation 0.1) on the logarithm.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
from itertools import product
from math import log

import numpy as np

from groundswell.engine.effects import its

POINTS, CORRELATIONS = (12, 24, 60), (0.0, 0.3, 0.6)
RATE_METHODS = ("ols_newey_west", "glsar", "ar1_reml")
COUNT_METHODS = ("poisson", "quasipoisson")
EFFECT, RATIO = -4.0, 0.8


def noise(chance: np.random.Generator, n: int, correlation: float, sd: float) -> np.ndarray:
    """First-order autoregressive, with the same spread at every point."""
    made = chance.normal(0, sd, n)
    for place in range(1, n):
        made[place] = correlation * made[place - 1] + (1 - correlation**2) ** 0.5 * made[place]
    return made


def rates(chance, n, correlation, *, comparator):
    time = np.arange(1, n + 1)
    after = (time > n // 2).astype(int)
    shock = noise(chance, n, 0.6, 3.0) if comparator else np.zeros(n)
    outcome = 50 + 0.1 * time + EFFECT * after + shock + noise(chance, n, correlation, 2.0)
    other = 40 + 0.1 * time + shock + noise(chance, n, correlation, 2.0)
    payload = {"outcome": outcome.tolist(), "time": time.tolist(), "intervention": after.tolist()}
    return payload | ({"comparator": other.tolist()} if comparator else {})


def counts(chance, n, correlation):
    time = np.arange(1, n + 1)
    after = (time > n // 2).astype(int)
    mean = np.exp(log(100) + 0.005 * time + log(RATIO) * after + noise(chance, n, correlation, 0.1))
    return {
        "outcome": chance.poisson(mean).tolist(),
        "time": time.tolist(),
        "intervention": after.tolist(),
        "offset": [1] * n,
    }


def share_held(payloads, method, truth):
    held = 0
    for payload in payloads:
        found = its.answer(payload | {"method": method})
        held += found["low"] <= truth <= found["high"]
    return f"{100 * held / len(payloads):.0f}"


def main(runs: int) -> None:
    grid = list(product(POINTS, CORRELATIONS))
    print(f"{runs} runs a row; percent of ranges that hold the truth (95 is right).\n")
    print("| points | lag-1 correlation | comparator | " + " | ".join(RATE_METHODS) + " |")
    print("|---" * (3 + len(RATE_METHODS)) + "|")
    for comparator, (n, correlation) in product((False, True), grid):
        chance = np.random.default_rng([n, int(10 * correlation), comparator])
        drawn = [rates(chance, n, correlation, comparator=comparator) for _ in range(runs)]
        cells = [share_held(drawn, method, EFFECT) for method in RATE_METHODS]
        print(
            f"| {n} | {correlation} | {'yes' if comparator else 'no'} | " + " | ".join(cells) + " |",
            flush=True,
        )
    print("\n| points (counts) | lag-1 correlation | " + " | ".join(COUNT_METHODS) + " |")
    print("|---" * (2 + len(COUNT_METHODS)) + "|")
    for n, correlation in grid:
        chance = np.random.default_rng([n, int(10 * correlation), 2])
        drawn = [counts(chance, n, correlation) for _ in range(runs)]
        cells = [share_held(drawn, method, log(RATIO)) for method in COUNT_METHODS]
        print(f"| {n} | {correlation} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
