"""Draws the pictures of assignment, matching, diffusion, its, did and economics from their examples.

Run: python scripts/engine_pictures_b.py
"""

from __future__ import annotations

import numpy as np
from engine_pictures import (
    BLUE,
    BOTTOM,
    GREY,
    HEIGHT,
    INK,
    LEFT,
    ORANGE,
    RIGHT,
    WIDTH,
    across,
    answered,
    dot,
    line,
    save,
    text,
    up,
)

BASE = HEIGHT - BOTTOM


def rows(count, place):
    return 50 + (HEIGHT - 90) * (place + 0.5) / count


def assignment():
    payload, got = answered("assignment")
    left, right = 220, 500
    applications, people = payload["applications"], payload["reviewers"]
    parts = []
    for application, reviewer in got["assignments"]:
        colour = ORANGE if payload["reviewer_class"][reviewer] == "lay" else BLUE
        parts.append(line(left, rows(applications, application), right, rows(people, reviewer), colour=colour))
    for place, org in enumerate(payload["application_org"]):
        y = rows(applications, place)
        parts += [dot(left, y, INK), text(left - 12, y + 4, f"application {place} from {org}", anchor="end")]
    for place, org in enumerate(payload["reviewer_org"]):
        y, kind = rows(people, place), payload["reviewer_class"][place]
        colour = ORANGE if kind == "lay" else BLUE
        parts += [dot(right, y, colour), text(right + 12, y + 4, f"{kind} {place}, {org}")]
    save(
        "assignment",
        "Who reads what",
        "Four applications, each joined to two professionals and a lay member.",
        parts,
    )


def matching():
    _, got = answered("matching")
    fellows, mentors = sorted(got["choice_received"]), sorted(got["matches"])
    left, right, parts = 240, 480, []
    for mentor, group in got["matches"].items():
        y = rows(len(mentors), mentors.index(mentor))
        parts += [line(left, rows(len(fellows), fellows.index(who)), right, y, colour=BLUE) for who in group]
        parts += [dot(right, y, INK), text(right + 12, y + 4, mentor)]
    for place, who in enumerate(fellows):
        y, choice = rows(len(fellows), place), got["choice_received"][who]
        said = f"{who}: choice {choice}" if choice else f"{who}: no mentor"
        parts += [dot(left, y, BLUE, hollow=not choice), text(left - 12, y + 4, said, anchor="end")]
    save(
        "matching",
        "Who is matched with whom",
        "Five fellows, four of them joined to one of three mentors.",
        parts,
    )


def track(xs, ys, limits, *, colour, dash=""):
    spots = " ".join(f"{across(x, *limits[0]):.1f},{up(y, *limits[1]):.1f}" for x, y in zip(xs, ys, strict=True))
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{spots}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'


def diffusion():
    payload, got = answered("diffusion")
    series, ahead, total = payload["series"], got["forecast"], payload["m"]
    limits = (1, ahead["t"][-1]), (0, total * 1.08)
    edge = [
        *zip(ahead["t"], ahead["high"], strict=True),
        *reversed(list(zip(ahead["t"], ahead["low"], strict=True))),
    ]
    band = " ".join(f"{across(x, *limits[0]):.1f},{up(y, *limits[1]):.1f}" for x, y in edge)
    parts = [f'<polygon points="{band}" fill="#cfe3f5"/>']
    parts.append(track(ahead["t"], ahead["value"], limits, colour=BLUE, dash="6 4"))
    t = np.linspace(1, len(series), 60)
    curve = got["coef"]["Asym"] / (1 + np.exp((got["coef"]["xmid"] - t) / got["coef"]["scal"]))
    parts.append(track(t, curve, limits, colour=BLUE))
    parts += [dot(across(x, *limits[0]), up(y, *limits[1]), INK) for x, y in enumerate(series, 1)]
    top = up(total, *limits[1])
    parts += [
        line(LEFT, top, WIDTH - RIGHT, top, colour=GREY, dash="2 3"),
        text(WIDTH - RIGHT + 8, top + 4, "40 wards"),
    ]
    parts += [
        line(LEFT, BASE, WIDTH - RIGHT, BASE),
        text(LEFT, HEIGHT - 14, "period 1"),
        text(WIDTH - RIGHT, HEIGHT - 14, "period 18", anchor="end"),
    ]
    save(
        "diffusion",
        "Wards that use it",
        "A rising curve through 12 points, then a band of what may come.",
        parts,
    )


def its():
    payload, got = answered("its")
    time = payload["time"]
    gaps = [a - b for a, b in zip(payload["outcome"], payload["comparator"], strict=True)]
    limits = (time[0], time[-1]), (min(gaps) - 0.3, max(gaps) + 0.3)
    coef, start = got["coef"], time[payload["intervention"].index(1)]
    without = [coef["intercept"] + coef["time"] * t for t in time]
    after = [(t, value + coef["level"]) for t, value in zip(time, without, strict=True) if t >= start]
    change = across(start - 0.5, *limits[0])
    parts = [
        line(change, 30, change, BASE, colour=GREY, dash="2 3"),
        text(change + 6, 44, "the change", colour=GREY),
    ]
    parts.append(track(time, without, limits, colour=GREY, dash="6 4"))
    parts.append(track(*zip(*after, strict=True), limits, colour=BLUE))
    parts += [
        dot(across(t, *limits[0]), up(gap, *limits[1]), BLUE if t >= start else INK)
        for t, gap in zip(time, gaps, strict=True)
    ]
    ends = [("without it", without[-1], GREY), ("with it", after[-1][1], BLUE)]
    parts += [text(WIDTH - RIGHT + 8, up(y, *limits[1]) + 4, said, colour=colour) for said, y, colour in ends]
    parts += [
        line(LEFT, BASE, WIDTH - RIGHT, BASE),
        text(LEFT, HEIGHT - 14, "month 1"),
        text(WIDTH - RIGHT, HEIGHT - 14, "month 36", anchor="end"),
    ]
    save("its", "Difference from similar wards", "Points around a line that steps down at the change.", parts)


def did():
    _, got = answered("did")
    cells = got["cells"]
    limits = (0, 1), (min(cells.values()) - 0.2, max(cells.values()) + 0.2)
    expected = cells["treated_before"] + cells["control_after"] - cells["control_before"]
    parts = []
    for name, colour in (("control", GREY), ("treated", BLUE)):
        ends = [cells[f"{name}_before"], cells[f"{name}_after"]]
        parts.append(track((0, 1), ends, limits, colour=colour))
        parts += [dot(across(x, *limits[0]), up(y, *limits[1]), colour) for x, y in enumerate(ends)]
        said = "with it" if name == "treated" else "elsewhere"
        parts.append(text(WIDTH - RIGHT + 10, up(ends[1], *limits[1]) + 4, said, colour=colour))
    parts.append(track((0, 1), (cells["treated_before"], expected), limits, colour=BLUE, dash="6 4"))
    parts.append(text(WIDTH - RIGHT + 10, up(expected, *limits[1]) + 4, "expected", colour=BLUE))
    parts += [
        line(LEFT, BASE, WIDTH - RIGHT, BASE),
        text(LEFT, HEIGHT - 14, "before"),
        text(WIDTH - RIGHT, HEIGHT - 14, "after", anchor="end"),
    ]
    save(
        "did",
        "How much more it changed",
        "Two lines; the one with the change falls more than the other.",
        parts,
    )


def economics():
    _, got = answered("economics")
    bars, middle = got["tornado"], got["net_present_saving"]
    ends = [bar[end] for bar in bars for end in ("at_low", "at_high")]
    low, high = min(ends), max(ends)

    def at(value):
        return 210 + (WIDTH - 250) * (value - low) / (high - low)

    parts = []
    for place, bar in enumerate(bars):
        y = rows(len(bars), place) - 12
        for end, colour in (("at_low", ORANGE), ("at_high", BLUE)):
            x, width = min(at(bar[end]), at(middle)), abs(at(bar[end]) - at(middle))
            parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="24" fill="{colour}"/>')
        parts.append(text(200, y + 17, bar["parameter"].replace("_", " "), anchor="end"))
    parts += [line(at(middle), 36, at(middle), BASE), text(at(middle), 26, f"{middle:,.0f}", anchor="middle")]
    parts += [
        text(210, HEIGHT - 14, f"{low:,.0f}"),
        text(WIDTH - 40, HEIGHT - 14, f"{high:,.0f}", anchor="end"),
    ]
    parts.append(
        text(
            WIDTH / 2 + 90,
            HEIGHT - 14,
            "orange: at its low; blue: at its high",
            anchor="middle",
            size=12,
            colour=GREY,
        )
    )
    save(
        "economics",
        "What the answer depends on",
        "Bars of the net present saving, the longest at the top.",
        parts,
    )


if __name__ == "__main__":
    for draw in (assignment, matching, diffusion, its, did, economics):
        draw()
