"""Draws the pictures of docs/engine from the examples there: `python scripts/engine_pictures.py`."""

from __future__ import annotations

import json
from pathlib import Path

from groundswell.engine.contract import answer

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 60, 110, 30, 40
GREY, BLUE, ORANGE, INK = "#4c6272", "#005eb8", "#b35900", "#212b32"
COLOURS = {"special_cause_improvement": BLUE, "special_cause_concern": ORANGE}


def text(x, y, words, *, anchor="start", size=13, colour=INK):
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{colour}">{words}</text>'


def line(x1, y1, x2, y2, *, colour=INK, dash="", width=1.5):
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"'
        f' stroke-width="{width}"{dashes}/>'
    )


def dot(x, y, colour, *, hollow=False):
    fill = "#fff" if hollow else colour
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


def across(value, low, high):
    return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low)


def up(value, low, high):
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)


def save(name, title, description, parts):
    frame = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    picture = "\n".join(
        [
            f'<svg {frame} role="img" aria-labelledby="t d" font-family="Arial, sans-serif">',
            f'<title id="t">{title}</title>',
            f'<desc id="d">{description}</desc>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        ]
    )
    (DOCS / "pictures" / f"engine-{name}.svg").write_text(picture)


def answered(name):
    payload = json.loads((DOCS / "engine" / "examples" / f"{name}.json").read_text())
    return payload, answer(name, payload)


def spc():
    payload, got = answered("spc")
    values, target = got["y"], payload["options"]["target"]
    low, high = min(*values, got["lpl"][0]) - 0.5, max(*values, got["upl"][0]) + 0.5
    spots = [(across(at, 0, len(values) - 1), up(value, low, high)) for at, value in enumerate(values)]
    parts = []
    lines = (("upper limit", got["upl"][0], "6 4", GREY), ("average", got["mean"][0], "", INK))
    for label, value, dash, colour in (
        *lines,
        ("lower limit", got["lpl"][0], "6 4", GREY),
        ("target", target, "2 3", ORANGE),
    ):
        height = up(value, low, high)
        parts += [
            line(LEFT, height, WIDTH - RIGHT, height, colour=colour, dash=dash),
            text(WIDTH - RIGHT + 8, height + 4, f"{label} {value:.2f}", size=12, colour=colour),
        ]
    track = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    parts.append(f'<polyline points="{track}" fill="none" stroke="{GREY}" stroke-width="1.5"/>')
    parts += [dot(x, y, COLOURS.get(kind, GREY)) for (x, y), kind in zip(spots, got["point_type"], strict=True)]
    parts += [
        text(LEFT, HEIGHT - 14, got["date"][0]),
        text(WIDTH - RIGHT, HEIGHT - 14, got["date"][-1], anchor="end"),
    ]
    parts.append(text(LEFT, 18, "Falls per 1,000 bed days (made-up figures). Blue: a change for the better"))
    save("spc", "Control chart of falls by month", "The last eight dots lie below the average, in blue.", parts)


def calibration():
    payload, got = answered("calibration")
    count = len(got["raw_mean"])
    order = sorted(range(count), key=lambda number: got["expected_rank"][number])
    parts = [
        text(
            LEFT,
            18,
            f"Likely places, 9 times in 10; at the right, the chance of a place ({payload['places']} places)",
        )
    ]
    edge = across(payload["places"] + 0.5, 0.5, count + 0.5)
    parts.append(line(edge, TOP, edge, HEIGHT - BOTTOM, colour=ORANGE, dash="2 3"))
    for row, number in enumerate(order):
        height = TOP + (HEIGHT - TOP - BOTTOM) * (row + 0.5) / count
        ends = [across(got[end][number], 0.5, count + 0.5) for end in ("rank_low", "rank_high")]
        chance = f"{100 * got['probability_in_places'][number]:.0f}%"
        parts += [
            line(ends[0], height, ends[1], height, colour=GREY, width=6),
            dot(across(got["expected_rank"][number], 0.5, count + 0.5), height, BLUE),
            text(LEFT - 8, height + 4, f"no. {number}", anchor="end"),
            text(WIDTH - RIGHT + 70, height + 4, chance, anchor="end"),
        ]
    parts += [
        text(across(place, 0.5, count + 0.5), HEIGHT - 14, str(place), anchor="middle") for place in range(1, count + 1)
    ]
    save(
        "calibration",
        "Likely places of eight applications",
        "A bar for each application; the bars overlap.",
        parts,
    )


def portfolio():
    payload, got = answered("portfolio")
    costs, scores = payload["cost_k"], payload["score"]
    box = (0, max(costs) + 10), (min(scores) - 10, max(scores) + 10)
    parts = [text(LEFT, 18, "Filled: selected. Beside the others: the points that each would need to tie")]
    parts += [
        line(LEFT, TOP, LEFT, HEIGHT - BOTTOM),
        line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM),
    ]
    for number, (cost, score) in enumerate(zip(costs, scores, strict=True)):
        x, y = across(cost, *box[0]), up(score, *box[1])
        gap = got["score_increase_needed_to_enter"].get(number)
        parts.append(dot(x, y, BLUE, hollow=number not in got["selected"]))
        parts.append(text(x + 9, y + 4, f"{number}" if gap is None else f"{number}: +{gap:g}"))
    parts += [
        text(WIDTH - RIGHT, HEIGHT - 14, "cost in thousands", anchor="end"),
        text(LEFT + 6, TOP + 10, "score"),
    ]
    save("portfolio", "Score and cost of eight projects", "Four are selected: 0, 2, 3 and 6.", parts)


if __name__ == "__main__":
    for draw in (spc, calibration, portfolio):
        draw()
