"""Report how near the distractors lie to the grouped ideas, compared with the near misses.

For each grouped idea: the likeness (0 to 1) of the nearest other telling of
its group, the nearest near miss of its group and the nearest of the 2,000
distractors, by letter trigrams and by words. Prints a table; with
`--nearest N` also the N nearest pairs of idea and distractor, to be read.

The folder may be that of another set; the distractors are always those beside
this file.

Run: `python tests/engine/similarity_set/describe.py [FOLDER]`
"""

import argparse
import json
from pathlib import Path
from statistics import mean, median, quantiles

from alike import as_bits, bits_shared, trigrams, words

FOLDER = Path(__file__).parent
MEASURES = {"letters": trigrams, "words": words}


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one file of a set."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def nearest_by_kind(folder: Path, measure: str) -> list[dict]:
    """Return, for each idea, the nearest of each kind as (likeness, id)."""
    ideas, misses, others = read(folder, "groups"), read(folder, "near_misses"), read(FOLDER, "distractors")
    every = ideas + misses + others
    bits = as_bits([MEASURES[measure](f"{row['title']} {row['text']}") for row in every])
    bit_of = {row["id"]: bit for row, bit in zip(every, bits, strict=True)}

    def nearest(idea: dict[str, str], rows: list[dict[str, str]]) -> tuple[float, str]:
        return max((bits_shared(bit_of[idea["id"]], bit_of[row["id"]]), row["id"]) for row in rows)

    def nearer_than_miss(idea: dict[str, str]) -> int:
        miss = nearest(idea, [row for row in misses if row["near_group"] == idea["group"]])[0]
        return sum(bits_shared(bit_of[idea["id"]], bit_of[row["id"]]) > miss for row in others)

    return [
        {
            "id": idea["id"],
            "group": idea["group"],
            "telling": nearest(idea, [row for row in ideas if same_group(row, idea)]),
            "near miss": nearest(idea, [row for row in misses if row["near_group"] == idea["group"]]),
            "other group": nearest(idea, [row for row in ideas if row["group"] != idea["group"]]),
            "distractor": nearest(idea, others),
            "nearer": nearer_than_miss(idea),
        }
        for idea in ideas
    ]


def same_group(row: dict[str, str], idea: dict[str, str]) -> bool:
    return row["group"] == idea["group"] and row["id"] != idea["id"]


def table(rows: list[dict]) -> list[str]:
    """Return the lines of a table: one for each kind of neighbour."""
    lines = []
    for kind in ("telling", "near miss", "other group", "distractor"):
        values = [row[kind][0] for row in rows]
        tenths = quantiles(values, n=10)
        figures = (mean(values), tenths[0], median(values), tenths[-1], max(values))
        lines.append(f"| nearest {kind} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    return lines


def report(measure: str, rows: list[dict], half: str) -> None:
    """Print the table of one measure over one half, or both."""
    beyond = sum(row["distractor"][0] > row["near miss"][0] for row in rows)
    closer = sum(row["distractor"][0] > row["telling"][0] for row in rows)
    print(f"\n{measure}, {half} ({len(rows)} ideas)\n")  # noqa: T201 - a report for the reader
    print("| | mean | tenth | median | ninetieth | most |\n|---|---|---|---|---|---|")  # noqa: T201 - as above
    print("\n".join(table(rows)))  # noqa: T201 - as above
    print(  # noqa: T201 - as above
        f"\nIdeas whose nearest distractor is nearer than their nearest near miss: {beyond}; "
        f"than their nearest other telling: {closer}.\n"
        f"Distractors (of 2,000) nearer than the nearest near miss: median {median(r['nearer'] for r in rows):g}."
    )


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--nearest", type=int, default=0)
    given = parser.parse_args()
    split = json.loads((given.folder / "split.json").read_text(encoding="utf-8"))
    for measure in MEASURES:
        rows = nearest_by_kind(given.folder, measure)
        report(measure, rows, "both halves")
        for half in ("tune", "held"):
            report(measure, [row for row in rows if row["group"] in split[half]], half)
        for row in sorted(rows, key=lambda row: row["distractor"], reverse=True)[: given.nearest]:
            print(row["id"], *row["distractor"])  # noqa: T201 - as above


if __name__ == "__main__":
    main()
