"""What calibrating finds of the truth, on generated panels: the table in docs/engine/calibration.md.

Run: python scripts/measure_calibration.py > table.md      (about two minutes)

The panels are those of tests/engine/calibration/simulated.py, which says how they are made.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.engine.calibration import simulated


def main() -> None:
    print(
        "| applications / reviewers / reviews each / places | severity SD | raw mean | calibrated | in the interval |"
    )
    print("|---|---|---|---|---|")
    for severity in (0.0, 0.35, 0.7):
        rows = [simulated.found(severity, shape) for shape in simulated.SHAPES]
        for shape, row in zip(simulated.SHAPES, rows, strict=True):
            line(" / ".join(map(str, shape)), severity, row)
        line(
            "mean of the four", severity, simulated.Found(*(sum(part) / len(rows) for part in zip(*rows, strict=True)))
        )


def line(what: str, severity: float, row: simulated.Found) -> None:
    share = f"{100 * row.covered:.1f} %"
    print(f"| {what} | {severity} | {row.raw:.3f} | {row.calibrated:.3f} | {share} |", flush=True)


if __name__ == "__main__":
    main()
