"""Draws what was measured: `docs/bench.md` and its pictures from `docs/bench/latest.json`. Run after `make bench`.

Each bar is a measure as a share of its goal, the most it may be: what passes the line missed it.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURED, PAGE = ROOT / "docs" / "bench" / "latest.json", ROOT / "docs" / "bench.md"
WIDTH, ROW, LEFT, ROOM = 860, 20, 470, 300
BLUE, ORANGE, INK, GREY = "#005eb8", "#b35900", "#212b32", "#4c6272"
MOST, LONGEST = 1.25, 66  # bars end a little past the goal; letters of a name
GROUPS = (
    ("load", "Many at once", "clients,", "Four clients, each asking again as soon as it has its answer."),
    ("encoder", "The encoder's memory", "the encoder,", "The process that finds what tells the same idea."),
    ("flat", "Flat: many ideas cost no more than few", " ideas / ", "Processor time of each page, asked in turn."),
    ("search", "Search, beside the bare statement", "search, ", "The 95th of 100 answers, and finding by words."),
    ("peer", "Beside another site", "ours / ", "Processor time of one answer of each site, asked in turn."),
    ("sending", "Sending, beside writing one row", "sending", "Processor time and commits."),
    ("weight", "Weight on the wire", " visit", "Compressed, with headers."),
    ("memory", "A web worker's memory", "a web worker", "After every page was opened."),
    ("statements", "Statements said twice", "SQL said twice", "On one page."),
    ("strangers", "Other sites asked", "other sites asked", "By any page."),
    ("timing", "Does time tell what exists?", "timing:", "Between the medians of what is there and what is not."),
    ("engine", "The engine", "engine:", "Seconds of one answer."),
)


def main() -> None:
    measured = json.loads(MEASURED.read_text())
    left, parts = list(measured["results"]), [head(measured)]
    for key, title, words, about in GROUPS:
        rows = [one for one in left if words in one["name"] and (one["goal"] is not None or key == "load")]
        left = [one for one in left if one not in rows]
        if rows:
            (PAGE.parent / "pictures" / f"bench-{key}.svg").write_text(picture(title, about, rows))
            parts.append(section(key, title, about, rows))
    PAGE.write_text("\n".join(parts))


def head(measured: dict) -> str:
    machine, versions, missed = measured["machine"], measured["versions"], measured["missed"]
    with_goal = sum(one["goal"] is not None for one in measured["results"])
    said = ", ".join(f"{name} {number}" for name, number in versions.items())
    text = f"""# What it costs, measured

By `make bench` on {measured["date"]}, on {machine["processors"]} processors ({machine["system"]}) with {said}.
{with_goal - len(missed)} of {with_goal} goals were met. The numbers stand in [bench/latest.json](bench/latest.json),
and `python scripts/bench_page.py` draws this page from them.
"""
    return text + ("\nMissed:\n\n" + "\n".join(f"- {name}" for name in missed) + "\n" if missed else "")


def section(key: str, title: str, about: str, rows: list[dict]) -> str:
    lines = [f"## {title}", "", about, "", f"![{title}](pictures/bench-{key}.svg)", ""]
    lines += ["| what | measured | at most | met |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(cells(one))} |" for one in rows]
    return "\n".join([*lines, ""])


def cells(one: dict) -> list[str]:
    """What was measured, how much, at most how much, and whether that was met."""
    goal = "" if one["goal"] is None else f"{one['goal']:,g}"
    return [one["name"], f"{one['value']:,g} {one['unit']}", goal, {True: "yes", False: "**no**", None: ""}[one["met"]]]


def picture(title: str, about: str, rows: list[dict]) -> str:
    rows = [one for one in rows if one["goal"]]
    height = 40 + ROW * len(rows)
    goal = LEFT + ROOM / MOST
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
        '<g font-family="Arial, sans-serif" font-size="12">',
        f'<title id="t">{escape(title)}</title>',
        f'<desc id="d">{escape(about)} Each bar is a share of its goal; the numbers stand in the table.</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *(part for place, one in enumerate(rows) for part in bar(place, one)),
        f'<line x1="{goal}" y1="22" x2="{goal}" y2="{height - 10}" stroke="{INK}" stroke-dasharray="4 3"/>',
        f'<text x="{goal}" y="16" text-anchor="middle" fill="{INK}">the goal</text>',
        "</g></svg>\n",
    ]
    return "\n".join(parts)


def bar(place: int, one: dict) -> list[str]:
    """The name, the bar and the number of one measure."""
    top, share = 26 + ROW * place, one["value"] / one["goal"]
    long = ROOM * min(share, MOST) / MOST
    name = one["name"] if len(one["name"]) <= LONGEST else one["name"][: LONGEST - 1] + "…"
    colour = BLUE if one["met"] else ORANGE
    return [
        f'<text x="{LEFT - 8}" y="{top + 12}" text-anchor="end" fill="{INK}">{escape(name)}</text>',
        f'<rect x="{LEFT}" y="{top}" width="{long:.1f}" height="{ROW - 6}" fill="{colour}"/>',
        f'<text x="{LEFT + long + 6:.1f}" y="{top + 12}" fill="{GREY}">{one["value"]:,g} {escape(one["unit"])}</text>',
    ]


if __name__ == "__main__":
    main()
