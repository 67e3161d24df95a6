"""Times the engine's methods: `python scripts/bench_engine.py [NAME]`, one JSON object a line.

Each measure runs in a process of its own, so that its peak memory is its own. Import is not counted.
`seconds` and `processor_seconds` are each the best of a few runs: the second leaves out the time in which
other programs had the processor. `peer` is a public package that does a part of the same work here, with
its seconds, or null.
"""

# ruff: noqa: PLC0415 -- each measure imports only what it uses, so that its peak memory is its own

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def seconds(work, *, repeats=3):
    """Of a few runs the best time on the clock and the best of the processor: others only ever add to it."""
    clock = processor = float("inf")
    for _ in range(repeats):
        start, start_processor = time.perf_counter(), time.process_time()
        work()
        clock = min(clock, time.perf_counter() - start)
        processor = min(processor, time.process_time() - start_processor)
    return {"seconds": round(clock, 4), "processor_seconds": round(processor, 4)}


def measured(size, work, *, goal, repeats=3, peer=None):
    took = seconds(work, repeats=repeats)
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "size": size,
        **took,
        "goal_seconds": goal,
        "peak_memory_mb": round(kibibytes / 1024, 1),
        "peer": peer() if peer else None,
    }


IMPORT = """
import resource, sys, time
start, start_processor = time.perf_counter(), time.process_time()
import groundswell.engine, groundswell.engine.contract
print(
    time.perf_counter() - start, time.process_time() - start_processor,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    [name for name in ("numpy", "scipy", "ortools", "statsmodels", "pandas", "django") if name in sys.modules],
)
"""


def engine_import():
    """In a fresh process each time; `heavy` are the heavy packages that came along."""
    runs = [
        subprocess.run([sys.executable, "-c", IMPORT], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(5)
    ]
    numbers = [[float(number) for number in run.split(" ", 3)[:3]] for run in runs]
    return {
        "size": "groundswell.engine",
        "seconds": round(min(row[0] for row in numbers), 4),
        "processor_seconds": round(min(row[1] for row in numbers), 4),
        "goal_seconds": 0.1,
        "peak_memory_mb": round(max(row[2] for row in numbers), 1),
        "heavy": json.loads(runs[0].split(" ", 3)[3].replace("'", '"')),
        "peer": None,
    }


def spc():
    import random

    from groundswell.engine.spc import Options, Point, spc_chart

    draw = random.Random(1)
    days = [date(2021, 1, 1) + timedelta(days=30 * at) for at in range(60)]
    series = [[Point("no facet", day, draw.gauss(10, 2)) for day in days] for _ in range(1000)]
    return measured("1,000 series x 60 points", lambda: [spc_chart(each, Options()) for each in series], goal=1)


def panel(applications, reviewers, each=4, places=16):
    import numpy as np

    from groundswell.engine.calibration import Panel, Review

    draw = np.random.default_rng(1)
    quality, shift = draw.normal(0, 0.7, applications), draw.normal(0, 0.7, reviewers)
    return Panel(
        reviews=tuple(
            Review(
                who,
                int(by),
                float(np.clip(round(3.5 + quality[who] + shift[by] + draw.normal(0, 0.7)), 1, 6)),
            )
            for who in range(applications)
            for by in draw.choice(reviewers, each, replace=False)
        ),
        places=places,
        seed=1,
    )


def calibration_small():
    from groundswell.engine.calibration import calibrate

    scores = panel(80, 20)
    return measured("80 x 20", lambda: calibrate(scores), goal=3, peer=lambda: mixed_model(scores))


def calibration_large():
    from groundswell.engine.calibration import calibrate

    scores = panel(300, 40, places=30)
    return measured("300 x 40", lambda: calibrate(scores), goal=25, peer=lambda: mixed_model(scores))


def mixed_model(scores):
    """Statsmodels' crossed random effects: the effects only, without ranks."""
    import warnings

    import pandas as pd
    from statsmodels.regression.mixed_linear_model import MixedLM

    table = pd.DataFrame([vars(review) for review in scores.reviews])
    table["all"] = 1
    parts = {name: f"0 + C({name})" for name in ("application", "reviewer")}
    model = MixedLM.from_formula("score ~ 1", groups="all", vc_formula=parts, data=table)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        took = seconds(model.fit, repeats=1)
    return {"name": "statsmodels MixedLM, effects only", **took}


def round_of(count, places):
    import numpy as np

    draw = np.random.default_rng(1)
    return {
        "score": np.round(draw.normal(60, 12, count), 1).tolist(),
        "cost_k": draw.integers(5, 60, count).tolist(),
        "theme": draw.integers(0, 5, count).tolist(),
        "stage": [("early", "developed")[at] for at in draw.integers(0, 2, count)],
        "org": draw.integers(0, count // 5, count).tolist(),
        "places": places,
        "budget_k": places * 22,
        "theme_min": [2] * 5,
        "stage_min": {"early": 4, "developed": 4},
        "org_max": 2,
        "excludes": [[0, 1], [2, 3]],
    }


def portfolio_small():
    from groundswell.engine import portfolio

    ask = round_of(80, 16)
    return measured("80, all explanations", lambda: portfolio.answer(ask), goal=2, peer=lambda: constraint_solver(ask))


def portfolio_large():
    from groundswell.engine import portfolio

    ask = round_of(200, 30)
    return measured("200, all explanations", lambda: portfolio.answer(ask), goal=10, repeats=1)


def constraint_solver(ask):
    """OR-tools CP-SAT on two threads: the optimum only, without explanations."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [model.new_bool_var(str(number)) for number in range(len(ask["score"]))]

    def those(name, label):
        return sum(one for one, its in zip(chosen, ask[name], strict=True) if its == label)

    model.add(sum(chosen) <= ask["places"])
    model.add(sum(cost * one for cost, one in zip(ask["cost_k"], chosen, strict=True)) <= ask["budget_k"])
    for theme, least in enumerate(ask["theme_min"]):
        model.add(those("theme", theme) >= least)
    for stage, least in ask["stage_min"].items():
        model.add(those("stage", stage) >= least)
    for org in set(ask["org"]):
        model.add(those("org", org) <= ask["org_max"])
    for one, other in ask["excludes"]:
        model.add(chosen[one] + chosen[other] <= 1)
    model.maximize(sum(round(10 * score) * one for score, one in zip(ask["score"], chosen, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    took = seconds(lambda: solver.solve(model), repeats=1)
    return {
        "name": "OR-tools CP-SAT, optimum only",
        **took,
        "total_score": solver.objective_value / 10,
    }


MEASURES = {
    measure.__name__: measure
    for measure in (
        engine_import,
        spc,
        calibration_small,
        calibration_large,
        portfolio_small,
        portfolio_large,
    )
}


def main(names):
    if len(names) == 1:
        alone(names[0])
        return
    for name in names or MEASURES:
        subprocess.run([sys.executable, __file__, name], check=True)


def alone(name):
    """One measure; what the solvers print themselves is dropped."""
    with os.fdopen(os.dup(1), "w") as target, Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        target.write(json.dumps({"name": name, **MEASURES[name]()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
