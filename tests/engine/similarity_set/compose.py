"""Compose the 2,000 distractors from the hand-written parts, with a fixed seed.

Run once with `python tests/engine/similarity_set/compose.py`; the output is
committed and frozen, so this file is kept only to show how it was made.
"""

import json
import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from alike import as_bits, bits_shared, shared, trigrams

FOLDER = Path(__file__).parent
SEED = 5_2026
WANTED = 2000
SHORTEST, LONGEST = 25, 60  # words of a text: ordinary length
TOO_ALIKE = 0.48  # trigrams; the test asks for less than 0.5
TELLINGS = ((0, 0), (1, 1), (0, 1), (1, 0), (0, 0), (1, 1))  # which problem with which remedy
TRIES = 300
SHORT_PROBLEM, SHORT_REMEDY = 7, 4  # words
SEEN_BY_PATIENTS = {
    "ward",
    "clinic",
    "gp",
    "community",
    "mh",
    "care",
    "mat",
    "ed",
    "children",
    "clinicplus",
    "imaging",
}
INSIDERS = re.compile(r"\b(we|us|our|staff|nurses?|visitors)\b")

SLIPS = {
    "because": "becuase",
    "their": "there",
    "definitely": "definately",
    "receive": "recieve",
    "appointment": "appoitment",
    "equipment": "equiptment",
    "separate": "seperate",
    "does not": "doesnt",
    "do not": "dont",
    "cannot": "cant",
    "a lot": "alot",
    "discharge": "dischage",
    "medicine": "medecine",
    "corridor": "corridoor",
    "believe": "beleive",
    "nobody": "no body",
    "patients": "patiants",
    "there is": "theres",
    "nothing": "nothin",
    "already": "allready",
    "should": "shoud",
}
SHORTHAND = {
    "patients": "pts",
    "patient": "pt",
    "appointment": "appt",
    "weeks": "wks",
    "hours": "hrs",
    "minutes": "mins",
    "discharge": "d/c",
    "emergency department": "ED",
    "healthcare assistant": "HCA",
    "and": "&",
    "prescription": "Rx",
    "please": "pls",
    "people": "ppl",
    "doctor": "dr",
}


@dataclass(frozen=True)
class Pair:
    """A problem and a remedy which fit each other, each told in two ways."""

    room: str
    effects: str
    titles: list[str]
    problems: list[str]
    remedies: list[str]


def read_pairs() -> list[Pair]:
    """Return the pairs of the parts file, in its order."""
    room, pairs = "", []
    for line in (FOLDER / "distractor_parts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            room = line[1:].strip()
        elif line and not line.startswith("#"):
            effects, titles, problems, remedies = (part.strip() for part in line.split("|"))
            pairs.append(Pair(room, effects, *(part.split(" / ") for part in (titles, problems, remedies))))
    return pairs


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def stated(pair: Pair, which: tuple[int, int]) -> tuple[str, str]:
    """Return the problem and the remedy, each joined with the other telling where it is too short alone."""
    problem, remedy = pair.problems[which[0]], pair.remedies[which[1]]
    if which[0] == 1 and len(problem.split()) <= SHORT_PROBLEM:
        problem = f"{pair.problems[0]}, and {problem}"
    if len(remedy.split()) <= SHORT_REMEDY:
        remedy = f"{remedy} and {pair.remedies[1 - which[1]]}"
    return problem, remedy


def tell(pair: Pair, which: tuple[int, int], frames: dict, chance: random.Random) -> dict[str, str]:
    """Return one telling: a title and a text, framed at random."""
    problem, remedy = stated(pair, which)
    place = chance.choice(frames["places"][pair.room])
    slots = {"p": problem, "P": capital(problem), "s": place, "S": capital(place), "n": chance.randint(2, 31)}
    slots |= {"r": remedy, "role": chance.choice(frames["roles"][pair.room]), "year": 2026 - slots["n"]}
    outside = pair.room in SEEN_BY_PATIENTS and not INSIDERS.search(f"{problem} {remedy}")
    outside = outside and pair.effects[0] in "dwe" and chance.random() < 0.5

    def pick(section: str, kind: str) -> str:
        return chance.choice(frames[section][kind]).format(**slots)

    if outside:
        said = (
            pick("voices", "patient"),
            f"{capital(problem)}.",
            pick("wishes", "said"),
            pick("closers", "outside"),
        )
        text = " ".join(chance.choice((said, said[:3], (*said[1:3], said[0]), (said[1], said[0], *said[2:]))))
    else:
        effect = chance.choice(pair.effects)
        told = pick("openers", "placed" if chance.random() < 0.6 else "plain")
        ask = f"{capital(remedy)}." if chance.random() < 0.15 else pick("asks", "said")
        extras = (
            pick("harms", effect),
            pick("goods", effect),
            pick("voices", "staff"),
            pick("closers", "said"),
        )
        text = arrange((told, ask, *extras), chance)
    return {"title": titled(pair, which, place, chance), "text": correct_articles(text)}


def arrange(parts: tuple[str, ...], chance: random.Random) -> str:
    """Join the sentences in one of the orders in which people tell an idea."""
    told, ask, harm, good, voice, closer = parts
    orders = (
        (told, harm, ask),
        (told, harm, ask, good),
        (told, ask, good),
        (told, ask, closer),
        (voice, told, harm, ask),
        (voice, told, ask, good),
        (ask, told, harm),
        (ask, told, harm, closer),
        (ask, good, told),
        (ask, voice, told, harm),
        (told, voice, harm, ask),
        (voice, told, harm, ask, closer),
        (told, harm, ask, good, closer),
        (told, ask, voice),
    )
    return " ".join(chance.choice(orders))


def titled(pair: Pair, which: tuple[int, int], place: str, chance: random.Random) -> str:
    title = pair.titles[which[1]] if chance.random() < 0.8 else pair.titles[which[0]]
    return f"{title} {place}" if chance.random() < 0.12 else title


def correct_articles(text: str) -> str:
    return re.sub(r"\b([Aa]) (?=(?!uni|use)[aeiouAEIOU])", r"\1n ", text)


def roughen(row: dict[str, str], chance: random.Random) -> dict[str, str]:
    """Return the telling as some people type: in small letters, shortened, or with slips."""
    manner, text = chance.random(), row["text"]
    if manner < 0.62:
        return row
    changes = SLIPS if manner < 0.82 else SHORTHAND
    found = [full for full in changes if re.search(rf"\b{full}\b", text)]
    for full in chance.sample(found, min(len(found), 3)):
        text = re.sub(rf"\b{full}\b", changes[full], text)
    if manner > 0.94 or 0.62 < manner < 0.66:
        text = re.sub(r"\bI\b", "i", text).lower().replace("'", "")
    return {"title": row["title"], "text": text}


def acceptable(row: dict[str, str], earlier: list[set[str]]) -> bool:
    """Say whether the telling is of ordinary length and not too like the earlier ones."""
    if not SHORTEST <= len(row["text"].split()) <= LONGEST:
        return False
    letters = trigrams(f"{row['title']} {row['text']}")
    return all(shared(letters, other) < TOO_ALIKE for other in earlier)


def tellings_of(pair: Pair, frames: dict, chance: random.Random) -> list[dict[str, str]]:
    """Return up to six tellings of the pair, no two too alike."""
    rows: list[dict[str, str]] = []
    earlier: list[set[str]] = []
    for which in TELLINGS:
        for _ in range(TRIES):
            row = roughen(tell(pair, which, frames, chance), chance)
            if acceptable(row, earlier):
                rows.append(row)
                earlier.append(trigrams(f"{row['title']} {row['text']}"))
                break
    return rows


def apart(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows without any that is too like an earlier one, of its own pair or of another."""
    kept: list[dict[str, str]] = []
    bits: list[int] = []
    for row, bit in zip(rows, as_bits([trigrams(f"{row['title']} {row['text']}") for row in rows]), strict=True):
        if all(bits_shared(bit, other) < TOO_ALIKE for other in bits):
            kept.append(row)
            bits.append(bit)
    return kept


def compose() -> list[dict[str, str]]:
    """Return the wanted number of distractors, shuffled, the first tellings of each pair first."""
    chance = random.Random(SEED)
    frames = tomllib.loads((FOLDER / "distractor_frames.toml").read_text(encoding="utf-8"))
    told = [tellings_of(pair, frames, chance) for pair in read_pairs()]
    rows = [rows[turn] for turn in range(len(TELLINGS)) for rows in told if turn < len(rows)]
    rows = apart(rows)[:WANTED]
    chance.shuffle(rows)
    return [{"id": f"d{number:04d}", **row} for number, row in enumerate(rows, 1)]


def main() -> None:
    """Write distractors.jsonl beside this file."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in compose())
    (FOLDER / "distractors.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
