"""How often each way finds the other tellings of an idea, on the frozen set of tests/engine/similarity_set.

Run: python scripts/measure_similarity.py [tune | both]   the table; about 2 minutes of one processor
     python scripts/measure_similarity.py fit             learns middle.json and the mixtures on `tune`
     python scripts/measure_similarity.py cost            time and memory against 50,000 texts
     python scripts/measure_similarity.py picture         draws docs/pictures/engine-similarity.svg

Each grouped idea is a query against the other 2,383 texts; the 4 other tellings of its group are right.
Recall at 5 is the share of those 4 among the first 5. Ranges: 10,000 draws of whole groups, seed 20261122.
`both` opens the held half: it is for the numbers that are published, not for choosing.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import groundswell.engine  # noqa: F401 -- one thread, before numpy
from groundswell.engine.similarity import encoder as encoding
from groundswell.engine.similarity import index as indexing
from groundswell.engine.similarity import ranking
from groundswell.engine.similarity.reading import in_one
from groundswell.engine.similarity.spelling import stem
from groundswell.engine.similarity.terms import meanings_in, stems_of, terms, words_of

ROOT = Path(__file__).parents[1]
SET = ROOT / "tests" / "engine" / "similarity_set"
MIDDLE = ROOT / "groundswell" / "engine" / "similarity" / "data" / "middle.json"
DRAWS, SEED, FIRST = 10_000, 20261122, 5
ALONE, STAND_IN, CHOSEN = "MiniLM alone", "no encoder: words and meanings", "MiniLM and meanings, learned"


def lines(name):
    return [json.loads(line) for line in (SET / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


ROWS = [*lines("groups"), *lines("near_misses"), *lines("distractors")]
TEXTS = [in_one(row["title"], row["text"]) for row in ROWS]
GROUPS = np.array([row.get("group", "") for row in ROWS])
HALVES = {
    name: set(groups)
    for name, groups in json.loads((SET / "split.json").read_text()).items()
    if name in ("tune", "held")
}
HELD = np.array([(row.get("group") or row.get("near_group")) in HALVES["held"] for row in ROWS])


def asked(half):
    return [place for place, group in enumerate(GROUPS) if group in HALVES[half]]


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


# --- the ways, each as (n, n) scores -------------------------------------------------------------
@cache
def plain(kind="whole"):
    """The encoder's own vectors, of the whole text or of one part."""
    texts = TEXTS if kind == "whole" else [row[kind] for row in ROWS]
    made = encoding.network()
    return np.array([encoding.plain_vector(text, made) for text in texts])


def bm25(words, k1=1.2, b=0.75):
    spread = Counter(word for one in words for word in set(one))
    rarity = {w: math.log(1 + (len(words) - n + 0.5) / (n + 0.5)) for w, n in spread.items()}
    lengths = np.array([len(one) for one in words])
    base = k1 * (1 - b + b * lengths / lengths.mean())
    found = {word: ([], []) for word in spread}
    for place, one in enumerate(words):
        for word, times in Counter(one).items():
            found[word][0].append(place)
            found[word][1].append(times)
    scores = np.zeros((len(words), len(words)))
    for place, one in enumerate(words[: sum(GROUPS != "")]):
        for word in one:
            who, times = np.array(found[word][0]), np.array(found[word][1])
            scores[place, who] += rarity[word] * times * (k1 + 1) / (times + base[who])
    return scores


def alike(vectors):
    return vectors @ vectors.T


def by_rank(*ways):
    """Reciprocal rank fusion (Cormack et al. 2009), constant 60."""
    return sum(1 / (60 + np.argsort(np.argsort(-scores, axis=1), axis=1)) for scores in ways)


def meanings(said=None):
    said = said or [meanings_in(text) for text in TEXTS]
    index = indexing.build(range(len(said)), np.zeros((len(said), 1), np.float32), said)
    return np.array([indexing.shared_meanings(one, index) for one in said])


def mixed(vectors, shared, name):
    mixture = ranking.MIXTURES[name]
    return 1 / (1 + np.exp(-(mixture.base + mixture.by_vector * alike(vectors) + mixture.by_meanings * shared)))


def without_words():
    """The product's encoder."""
    return unit(plain() - encoding.middle())


def words_alone():
    return np.array([encoding._by_words(text) for text in TEXTS])  # noqa: SLF001 -- the fallback, though a model is here


def unmended():
    """The meanings without mending slips of spelling."""
    speller = terms().speller
    kept, speller._near = speller._near, {}  # noqa: SLF001 -- switched off for this row only
    found = meanings()
    speller._near = kept  # noqa: SLF001
    return found


def written_behind():
    """Each text with the names of its eight strongest meanings written behind it, then encoded."""
    said, names, made = [meanings_in(text) for text in TEXTS], terms().meanings, encoding.network()
    spread = Counter(meaning for one in said for meaning in one)
    rows = []
    for text, one in zip(TEXTS, said, strict=True):
        strongest = sorted(one, key=lambda m: -one[m] * math.log(len(TEXTS) / spread[m]))[:8]
        rows.append(encoding.plain_vector(f"{text} {', '.join(names[m] for m in strongest)}", made))
    return unit(np.array(rows) - encoding.middle())


def ways():
    """What is chosen is the last; the others say what each part brings."""
    shared, neural = meanings(), without_words()
    first = bm25([words_of(text) for text in TEXTS])
    return {
        "BM25": first,
        ALONE: alike(plain()),
        "BM25 and MiniLM by rank": by_rank(first, alike(plain())),
        "BM25 of stems": bm25([stems_of(text) for text in TEXTS]),
        "MiniLM less the middle": alike(neural),
        "list of meanings alone": shared,
        "MiniLM less the middle and meanings, by rank": by_rank(alike(neural), shared),
        "the same, learned, slips not mended": mixed(neural, unmended(), encoding.NEURAL),
        STAND_IN: mixed(words_alone(), shared, encoding.WORDS),
        CHOSEN: mixed(neural, shared, encoding.NEURAL),
    }


def dearer_ways():
    """Tried and not kept: each encodes every text again."""
    apart = alike(unit(plain("title") + plain("text")))
    yield "MiniLM, title and text apart", apart
    behind = written_behind()
    yield "MiniLM with the meanings written behind", alike(behind)
    yield "the same and meanings, learned", mixed(behind, meanings(), encoding.NEURAL)


# --- counting ----------------------------------------------------------------------------------
def first_five(scores, place):
    order = np.argsort(-scores[place], kind="stable")
    return order[order != place][:FIRST]


def recall(scores, places):
    return np.array([np.sum(GROUPS[first_five(scores, place)] == GROUPS[place]) / 4 for place in places])


def drawn(values, places):
    """The mean of whole groups drawn with replacement, many times."""
    names = sorted(set(GROUPS[places]))
    means = np.array([values[GROUPS[places] == name].mean() for name in names])
    chance = np.random.default_rng(SEED)
    return means[chance.integers(0, len(names), (DRAWS, len(names)))].mean(axis=1)


def span(values, places):
    low, high = np.percentile(drawn(values, places), (2.5, 97.5))
    return f"{values.mean():+.3f} ({low:+.3f} to {high:+.3f})"


def shown(scores, places, least):
    """How many of the first five are shown, how many of those are right, and for how many ideas."""
    each = [
        [GROUPS[j] == GROUPS[place] for j in first_five(scores, place) if scores[place, j] >= least] for place in places
    ]
    total = sum(map(len, each))
    return total, sum(map(sum, each)), sum(map(bool, each))


def row(name, scores, halves):
    print(
        f"| {name} | " + " | ".join(f"{recall(scores, asked(half)).mean():.3f}" for half in halves) + " |", flush=True
    )


def table(halves):
    found = ways()
    print("| way | " + " | ".join(f"recall at 5, {half}" for half in halves) + " |")
    print("|---" * (1 + len(halves)) + "|")
    for name, scores in found.items():
        row(name, scores, halves)
    print()
    for half in halves:
        gains(found, half)
    print()
    for name, scores in dearer_ways():
        row(name, scores, halves)


def gains(found, half):
    places = asked(half)
    got = recall(found[CHOSEN], places)
    for other in (ALONE, "BM25"):
        print(f"{half}: above {other} {span(got - recall(found[other], places), places)}")
    for name, mixture in ((CHOSEN, encoding.NEURAL), (STAND_IN, encoding.WORDS)):
        total, right, ideas = shown(found[name], places, ranking.MIXTURES[mixture].shown_from)
        share = right / max(total, 1)
        print(f"{half}: {name}: shown {total}, right {right} ({share:.2f}), for {ideas} of {len(places)}", flush=True)


# --- learning ----------------------------------------------------------------------------------
# The list of meanings was written after the tune half had been read. So when a tune group is asked, its
# texts may use a word or phrase of the list only where a text of another group or a distractor uses it
# too; what may have been read off the group itself is switched off. Held texts have no say.
def forms_in(text):
    listed = terms()
    parts = [stem(listed.speller.mended(word)) for word in words_of(text)]
    spans = ((first, first + long) for long in range(1, listed.longest + 1) for first in range(len(parts) - long + 1))
    return {tuple(parts[first:last]) for first, last in spans} & listed.forms.keys()


def fair_meanings():
    """Scores of the tune half's queries by the list, without what may have been read off their group."""
    owners = np.array([row.get("group") or row.get("near_group") or row["id"] for row in ROWS])
    users = {}
    for place in np.flatnonzero(~HELD):
        for form in forms_in(TEXTS[place]):
            users.setdefault(form, set()).add(str(owners[place]))
    scores, said, forms = np.zeros((len(ROWS), len(ROWS))), [meanings_in(text) for text in TEXTS], terms().forms
    for group in sorted(HALVES["tune"]):
        off = {form: forms.pop(form) for form, by in users.items() if by == {group}}
        fair = [meanings_in(TEXTS[i]) if owners[i] == group else said[i] for i in range(len(ROWS))]
        forms.update(off)
        index = indexing.build(range(len(fair)), np.zeros((len(fair), 1), np.float32), fair)
        for place in np.flatnonzero(group == GROUPS):
            scores[place] = indexing.shared_meanings(fair[place], index)
    return scores


def learned(close, shared):
    """Logistic regression on the tune half: its queries, every text that is not held."""
    pairs, right = [], []
    for place in asked("tune"):
        keep = ~HELD & (np.arange(len(ROWS)) != place)
        pairs.append(np.stack([close[place, keep], shared[place, keep]], axis=1))
        right.append(GROUPS[keep] == GROUPS[place])
    x, y = np.concatenate(pairs), np.concatenate(right).astype(float)
    scale = x.std(axis=0)
    x = x / scale

    def loss(w):
        logit = w[0] + x @ w[1:]
        miss = 1 / (1 + np.exp(-logit)) - y
        value = np.logaddexp(0, logit).sum() - (y * logit).sum() + 0.5 * (w[1:] ** 2).sum()
        return value, np.r_[miss.sum(), x.T @ miss + w[1:]]

    w = minimize(loss, [-6.0, 0.0, 0.0], jac=True, method="L-BFGS-B").x
    return [w[0], *(w[1:] / scale)]


def fit():
    spoken = [
        place
        for place, row in enumerate(ROWS)
        if "text" in row and not HELD[place] and ("group" in row or "near_group" in row)
    ]
    middle = [round(float(value), 5) for value in plain()[spoken].mean(axis=0)]
    MIDDLE.write_text(json.dumps(middle) + "\n", encoding="utf-8")
    encoding.middle.cache_clear()
    shared, places = fair_meanings(), asked("tune")
    for name, vectors in ((encoding.NEURAL, without_words()), (encoding.WORDS, words_alone())):
        mixture = [round(value, 2) for value in learned(alike(vectors), shared)]
        print(name, mixture)
        scores = 1 / (1 + np.exp(-(mixture[0] + mixture[1] * alike(vectors) + mixture[2] * shared)))
        print(f"  recall at 5 {recall(scores, places).mean():.3f}; the list alone {recall(shared, places).mean():.3f}")
        for least in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
            total, right, ideas = shown(scores, places, least)
            print(f"  from {least}: shown {total}, right {right / max(total, 1):.2f}, for {ideas} ideas")


# --- cost --------------------------------------------------------------------------------------
def resident():
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def cost(size=50_000):
    print(f"before anything: {resident():.0f} MB")
    encoding.encode(["warm up"])
    meanings_in("warm up")
    print(f"encoder and list loaded: {resident():.0f} MB")
    sample = TEXTS[:240]
    start = time.process_time()
    vectors = encoding.encode(sample)
    each = (time.process_time() - start) / len(sample)
    start = time.process_time()
    for text in sample:
        meanings_in(text)
    found = (time.process_time() - start) / len(sample)
    print(f"encode an idea: {1000 * each:.1f} ms; find its meanings: {1000 * found:.1f} ms")
    chance = np.random.default_rng(SEED)
    many = [meanings_in(text) for text in TEXTS]
    kept = [many[place] for place in chance.integers(0, len(many), size)]
    rows = chance.standard_normal((size, encoding.SIZE)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    before = resident()
    start = time.process_time()
    index = indexing.build(range(size), rows, kept)
    print(f"index of {size:,}: {time.process_time() - start:.1f} s once")
    arrays = (index.vectors, index.who, index.amounts, index.lengths)
    print(f"its arrays: {sum(one.nbytes for one in arrays) / 1e6:.0f} MB; process {before:.0f} to {resident():.0f} MB")
    times = []
    for text in sample:
        start = time.process_time()
        ranking.rank(ranking.Query(None, encoding.encode([text])[0], meanings_in(text)), index, 5, encoding.NEURAL)
        times.append(1000 * (time.process_time() - start))
    low, high = np.percentile(times, (50, 95))
    print(
        f"whole answer, one idea: median {low:.0f} ms, 95th of 100 {high:.0f} ms of one processor; {len(vectors)} ideas"
    )


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
    least = low + wide * ranking.MIXTURES[encoding.NEURAL].shown_from
    parts += [
        draw.line(least, 50, least, 280, dash="4 4"),
        draw.text(least, 40, "shown from here", anchor="middle", size=12),
    ]
    draw.save("similarity", "Who tells the same idea", "Three bars; two pass the line and are shown.", parts)


def main(what):
    if what == "fit":
        fit()
    elif what == "cost":
        cost()
    elif what == "picture":
        picture()
    else:
        table(["tune"] if what == "tune" else ["tune", "held"])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "both")
