"""How often each way finds the other tellings of an idea, on the two frozen sets.

Run: python scripts/measure_similarity.py tune       the table on the halves that are for choosing
     python scripts/measure_similarity.py both       and on those kept unseen: for what is published, once
     python scripts/measure_similarity.py fit        learns the mixtures on the tune halves
     python scripts/measure_similarity.py cost       time and memory against 50,000 texts
     python scripts/measure_similarity.py picture    draws docs/pictures/engine-similarity.svg

The held half of the first set was opened before this method was made, and that of the second once, on 27 November
2026, for this method: each reading from now on is a second look.
"""

from __future__ import annotations

import sys
from importlib import import_module

import groundswell.engine  # noqa: F401 -- one thread, before numpy
from groundswell.engine.similarity import encoder as encoding
from groundswell.engine.similarity import ranking


def table(halves):
    """Recall at 5 of each way, then what was asked of the chosen one."""
    sets, ways = import_module("similarity_sets"), import_module("similarity_ways")
    columns = [(ideas, half) for ideas in sets.both() for half in halves]
    found = {ideas.name: dict(ways.ways(ideas)) for ideas, _ in columns[:: len(halves)]}
    print("| way | " + " | ".join(f"{ideas.name}, {half}" for ideas, half in columns) + " |")
    print("|---" * (1 + len(columns)) + "|")
    for name in found["first"]:
        cells = (f"{ideas.recall(found[ideas.name][name], half).mean():.3f}" for ideas, half in columns)
        print(f"| {name} | " + " | ".join(cells) + " |")
    print()
    for ideas, half in columns:
        scores = found[ideas.name]
        above(ideas, half, scores[ways.CHOSEN], {name: scores[name] for name in (ways.ALONE, "BM25")})
        for name, encoder in ((ways.CHOSEN, encoding.NEURAL), (ways.STAND_IN, encoding.WORDS)):
            shown(ideas, half, name, scores[name], ranking.SECOND_LOOK[encoder].shown_from)


def above(ideas, half, chosen, others):
    """How much more of the other tellings the chosen way finds."""
    got = ideas.recall(chosen, half)
    for name, other in others.items():
        print(f"{ideas.name}, {half}: above {name} {ideas.span(got - ideas.recall(other, half), half)}")


def shown(ideas, half, name, scores, least):
    """How many of those that are shown are right."""
    places = ideas.asked(half)
    total, right, asked = ideas.shown(scores, places, least)
    said = f"shown {total}, right {right} ({right / max(total, 1):.2f}), for {asked} of {len(places)} ideas"
    print(f"{ideas.name}, {half}: {name}: {said}")


def picture():
    """The example's scores as bars, with the line from which a text is shown."""
    import engine_pictures as draw  # noqa: PLC0415 -- stands beside this script

    _, got = draw.answered("similarity")
    parts, low, wide = [], 110, 480
    for place, one in enumerate(got["results"][0]):
        y, colour = 70 + 70 * place, draw.BLUE if one["shown"] else draw.GREY
        width = max(2, wide * one["score"])
        parts.append(f'<rect x="{low}" y="{y}" width="{width:.1f}" height="26" fill="{colour}"/>')
        parts += [
            draw.text(low - 10, y + 18, one["id"], anchor="end"),
            draw.text(low + width + 8, y + 18, f"{one['score']:.2f}"),
            draw.text(low, y + 44, one["why"], size=12, colour=draw.GREY),
        ]
    least = low + wide * ranking.SECOND_LOOK[encoding.NEURAL].shown_from
    parts += [
        draw.line(least, 50, least, 280, dash="4 4"),
        draw.text(least, 40, "shown from here", anchor="middle", size=12),
    ]
    shown = sum(one["shown"] for one in got["results"][0])
    said = f"{len(got['results'][0])} bars; {shown} pass the line and are shown."
    draw.save("similarity", "Who tells the same idea", said, parts)


def main(what):
    """What is not asked for is not loaded, so that `cost` weighs the engine and not this script."""
    if what in ("tune", "both"):
        table(["tune"] if what == "tune" else ["tune", "held"])
    elif what == "picture":
        picture()
    else:
        getattr(import_module(f"similarity_{what}"), what)()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "tune")
