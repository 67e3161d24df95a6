"""Times of assignment, matching, diffusion, effects and economics: size, seconds, peak memory, peer.

Run: python scripts/bench_engine_b.py      one JSON object a line

Each case runs in a process of its own, so that peak memory is its own. `seconds` and `processor_seconds`
are those of `answer` alone, each the best of three; `first_seconds` is the first use, with its packages. A
peer is a public package that installs and answers the same question.
"""

from __future__ import annotations

import contextlib
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.contract import method

if TYPE_CHECKING:
    from collections.abc import Callable

LAY_SHARE, CONFLICTS = 0.25, 0.05


def panels(applications: int, reviewers: int, *, pruned: tuple[int, int] | None = None, **more) -> dict:
    """Three professionals and one lay member each; scores at random; 5 % conflicts."""
    chance = np.random.default_rng(1)
    lay = np.arange(reviewers) < reviewers * LAY_SHARE
    pairs = []
    for application in range(applications):
        score = chance.integers(0, 1001, reviewers)
        able = np.flatnonzero(chance.random(reviewers) > CONFLICTS)
        if pruned:
            kinds = zip((able[~lay[able]], able[lay[able]]), pruned, strict=True)
            able = np.concatenate([kind[np.argsort(-score[kind])][:size] for kind, size in kinds])
        pairs += [[application, int(who), int(score[who])] for who in able]
    share = 1.4 * applications / reviewers
    return {
        "applications": applications,
        "reviewers": reviewers,
        "professional_per_application": 3,
        "lay_per_application": 1,
        "application_org": chance.integers(0, 12, applications).tolist(),
        "reviewer_org": chance.integers(0, 12, reviewers).tolist(),
        "reviewer_class": ["lay" if flag else "professional" for flag in lay],
        "load_min": [1] * reviewers,
        "load_max": [int(share * (1 / LAY_SHARE if flag else 3 / (1 - LAY_SHARE))) + 2 for flag in lay],
        "eligible_pairs": pairs,
        **more,
    }


def ruled_panels(applications: int, reviewers: int) -> dict:
    apart = [{"kind": "not_together", "reviewers": [who, who + 1]} for who in range(12, 20)]
    return panels(applications, reviewers, rules=[*apart, {"kind": "min_total", "value": 2000}])


def cohort(fellows: int, mentors: int, choices: int) -> dict:
    chance = random.Random(1)
    names = [f"m{place}" for place in range(mentors)]
    wanted = {f"f{place}": chance.sample(names, choices) for place in range(fellows)}
    welcome: dict[str, list[str]] = {name: [] for name in names}
    for fellow, listed in wanted.items():
        for name in listed:
            welcome[name].append(fellow)
    for listed in welcome.values():
        chance.shuffle(listed)
    places = dict.fromkeys(names, fellows // mentors)
    return {"fellow_preferences": wanted, "mentor_preferences": welcome, "mentor_capacity": places}


def spread(periods: int) -> dict:
    t = np.arange(1.0, periods + 1)
    series = 500 / (1 + np.exp((periods / 2 - t) / 4)) + np.random.default_rng(1).normal(0, 4, periods)
    return {"series": series.tolist(), "curve": "logistic", "periods_ahead": 12}


def interrupted(points: int) -> dict:
    outcome = 50 + np.random.default_rng(1).normal(0, 2, points)
    after = [int(place >= points // 2) for place in range(points)]
    return {"outcome": outcome.tolist(), "time": list(range(points)), "intervention": after}


def differences(sites: int, months: int) -> dict:
    size = sites * months
    return {
        "outcome": np.random.default_rng(1).normal(0, 2, size).tolist(),
        "treated": [int(place // months < sites // 2) for place in range(size)],
        "after": [int(place % months >= months // 2) for place in range(size)],
        "cluster": [place // months for place in range(size)],
    }


def programme() -> dict:
    numbers = {
        "setup": 120_000,
        "running": 18_000,
        "sites": 6,
        "years": 5,
        "patients_per_site": 400,
        "uptake": 0.6,
        "avoided_per_patient": 0.12,
        "unit_cost_avoided": 420,
        "qaly_per_patient": 0.015,
        "rate": 0.035,
        "rate_health": 0.015,
    }
    ranges = {name: [number, number] for name, number in numbers.items()}
    return {"kind": "programme", **numbers, "ranges": ranges}


def chances(draws: int) -> dict:
    names = ("mean_incremental_cost", "sd_incremental_cost", "mean_incremental_qaly", "sd_incremental_qaly")
    numbers = dict(zip(names, (850, 300, 0.05, 0.02), strict=True))
    limits = [15_000, 20_000, 30_000, 70_000]
    return {"kind": "probabilistic", **numbers, "thresholds": limits, "draws": draws, "seed": 1}


def peer_matching(payload: dict) -> Callable[[], object]:
    from matching.games import HospitalResident  # noqa: PLC0415 -- only this case needs it

    def solve() -> object:
        tables = (payload[f"{side}_preferences"] for side in ("fellow", "mentor"))
        return HospitalResident.create_from_dictionaries(*tables, payload["mentor_capacity"]).solve("resident")

    return solve


def peer_matrix(payload: dict) -> Callable[[], object]:
    """The same panels as an integer programme, without our network (HiGHS through SciPy)."""
    from groundswell.engine.assignment import read, rules  # noqa: PLC0415 -- only this case needs it
    from groundswell.engine.assignment.seats import open_seats  # noqa: PLC0415

    problem = read(payload)
    usable = np.ones(len(payload["eligible_pairs"]), dtype=bool)
    return lambda: rules.search(problem, open_seats(problem), usable)


def peer_clusters(payload: dict) -> Callable[[], object]:
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 -- only this case needs it

    treated, after = np.array(payload["treated"]), np.array(payload["after"])
    x = np.column_stack([np.ones(len(after)), treated, after, treated * after])
    groups = {"groups": np.array(payload["cluster"])}
    return lambda: OLS(payload["outcome"], x).fit(cov_type="cluster", cov_kwds=groups).bse


def peer_glsar(payload: dict) -> Callable[[], object]:
    from statsmodels.regression.linear_model import GLSAR  # noqa: PLC0415 -- only this case needs it

    time_, after = np.array(payload["time"]), np.array(payload["intervention"])
    x = np.column_stack([np.ones(len(time_)), after, time_])
    return lambda: GLSAR(payload["outcome"], x, rho=1).iterative_fit(20).bse


# name: method, how the input is made, the goal in seconds, the peer and its name.
CASES = {
    "assignment 1,000 x 100": ("assignment", lambda: panels(1000, 100), 2, peer_matrix, "HiGHS integer programme"),
    "assignment 5,000 x 500, 45 + 15 candidates": (
        "assignment",
        lambda: panels(5000, 500, pruned=(45, 15)),
        15,
        None,
        None,
    ),
    "assignment 1,000 x 100, seat floor": (
        "assignment",
        lambda: panels(1000, 100, fairness="seat_floor"),
        None,
        None,
        None,
    ),
    "assignment 300 x 40, extra rules": ("assignment", lambda: ruled_panels(300, 40), None, None, None),
    "matching 200 x 60, 10 choices": ("matching", lambda: cohort(200, 60, 10), 0.1, peer_matching, "matching"),
    "matching 2,000 x 400, 10 choices": ("matching", lambda: cohort(2000, 400, 10), 0.1, peer_matching, "matching"),
    "matching 2,000 x 400, 30 choices": ("matching", lambda: cohort(2000, 400, 30), 0.1, None, None),
    "diffusion 60 periods": ("diffusion", lambda: spread(60), None, None, None),
    "its 120 points": ("its", lambda: interrupted(120), None, peer_glsar, "statsmodels GLSAR"),
    "did 50 sites x 60 months": ("did", lambda: differences(50, 60), None, peer_clusters, "statsmodels OLS"),
    "economics programme, 11 ranges": ("economics", programme, None, None, None),
    "economics 10,000 draws": ("economics", lambda: chances(10_000), None, None, None),
}


def seconds(run) -> tuple[float, float]:
    """On the clock, and of the processor."""
    started, processor = time.perf_counter(), time.process_time()
    run()
    return round(time.perf_counter() - started, 4), round(time.process_time() - processor, 4)


def bench_one(name: str) -> dict:
    """One case in this process: the first answer, then the best of three, then the peer."""
    called, make, goal, peer, peer_name = CASES[name]
    payload = make()
    module = method(called)
    first, _ = seconds(lambda: module.answer(payload))
    clock, processor = zip(*(seconds(lambda: module.answer(payload)) for _ in range(3)), strict=True)
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {
        "name": name,
        "size": name.split(" ", 1)[1],
        "seconds": min(clock),
        "processor_seconds": min(processor),
        "first_seconds": first,
        "goal_seconds": goal,
        "peak_memory_mb": peak,
        "peer": _peer(peer, peer_name, payload),
    }


def _peer(prepare, name: str | None, payload: dict) -> dict | None:
    """Its packages are loaded and its tables made before the time is taken."""
    if prepare is None:
        return None
    try:
        run = prepare(payload)
        with contextlib.redirect_stderr(None):
            clock, processor = seconds(run)
    except (ImportError, RecursionError) as error:
        return {"name": name, "seconds": None, "failed": type(error).__name__}
    return {"name": name, "seconds": clock, "processor_seconds": processor}


def bench() -> list[dict]:
    """Every case, each in a process of its own, as `bench_one` gives it."""
    rows = []
    for name in CASES:
        command = [sys.executable, str(Path(__file__).resolve()), name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout))
    return rows


if __name__ == "__main__":
    for row in [bench_one(sys.argv[1])] if len(sys.argv) > 1 else bench():
        print(json.dumps(row))
