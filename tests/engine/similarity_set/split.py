"""Split the groups into a half to tune on and a half held back.

Within each topic the groups are shuffled with a fixed seed and dealt in turn
to `tune` and `held`; near misses follow their group. Run once, before any
method existed: `python tests/engine/similarity_set/split.py [FOLDER SEED]`.
"""

import argparse
import json
import random
from pathlib import Path

FOLDER = Path(__file__).parent
SEED = 20261122


def deal(topics: dict[str, str], seed: int = SEED) -> dict[str, list[str]]:
    """Return the group ids of each half, equal within every topic."""
    shuffler = random.Random(seed)
    halves: dict[str, list[str]] = {"tune": [], "held": []}
    for topic in sorted(set(topics.values())):
        groups = sorted(group for group, of in topics.items() if of == topic)
        shuffler.shuffle(groups)
        halves["tune"] += groups[::2]
        halves["held"] += groups[1::2]
    return {half: sorted(groups) for half, groups in halves.items()}


def main() -> None:
    """Write split.json of the folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("seed", type=int, nargs="?", default=SEED)
    given = parser.parse_args()
    lines = (given.folder / "gists.jsonl").read_text(encoding="utf-8").splitlines()
    topics = {row["group"]: row["topic"] for row in map(json.loads, lines)}
    split = {"seed": given.seed, **deal(topics, given.seed)}
    (given.folder / "split.json").write_text(json.dumps(split, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
