"""How often each way finds the other tellings of an idea, on the two frozen sets.

Run: python scripts/measure_similarity.py tune       the table on the halves that are for choosing
     python scripts/measure_similarity.py both       and on those kept unseen: for what is published, once
     python scripts/measure_similarity.py fit        learns the mixtures on the tune halves
     python scripts/measure_similarity.py cost       time and memory against 50,000 texts
     python scripts/measure_similarity.py picture    draws docs/pictures/engine-similarity.svg

The held half of the first set was opened before this method was made: each reading of it is a second look.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import similarity_sets as sets
import similarity_ways as ways
from scipy.optimize import minimize

import groundswell.engine  # noqa: F401 -- one thread, before numpy
from groundswell.engine.similarity import encoder as encoding
from groundswell.engine.similarity import index as indexing
from groundswell.engine.similarity import ranking
from groundswell.engine.similarity.terms import meanings_in

FOLDS = 8


# --- the table -----------------------------------------------------------------------------------
def table(halves):
    columns = [(ideas, half) for ideas in sets.both() for half in halves]
    found = {ideas.name: dict(ways.ways(ideas)) for ideas, _ in columns[:: len(halves)]}
    print("| way | " + " | ".join(f"{ideas.name}, {half}" for ideas, half in columns) + " |")
    print("|---" * (1 + len(columns)) + "|")
    for name in found["first"]:
        cells = (f"{ideas.recall(found[ideas.name][name], half).mean():.3f}" for ideas, half in columns)
        print(f"| {name} | " + " | ".join(cells) + " |")
    print()
    for ideas, half in columns:
        goals(ideas, half, found[ideas.name])


def goals(ideas, half, found):
    """What was asked: so far above two other ways, and so many right of those that are shown."""
    got = ideas.recall(found[ways.CHOSEN], half)
    for other in (ways.ALONE, "BM25"):
        print(f"{ideas.name}, {half}: above {other} {ideas.span(got - ideas.recall(found[other], half), half)}")
    least = ranking.SECOND_LOOK[encoding.NEURAL].shown_from
    total, right, asked = ideas.shown(found[ways.CHOSEN], ideas.asked(half), least)
    share = right / max(total, 1)
    print(f"{ideas.name}, {half}: shown {total}, right {right} ({share:.2f}), for {asked} of {len(got)} ideas")


# --- learning ------------------------------------------------------------------------------------
def signals(ideas, name):
    """Close by vector, by meanings and by piece: of each pair of a query of the tune half and a text not held."""
    told = ways.stood_in if name == encoding.WORDS else ways.taught
    close = ways.alike(ideas, np.array([told(text)[0] for text in ideas.texts]))
    return [close, ways.meanings(ideas), ways.by_piece(ideas, [told(text)[1] for text in ideas.texts], close)]


def pairs(ideas, found, places):
    """Of those queries: the signals (only of pairs that every signal knows) and whether the idea is the same."""
    for place in places:
        keep = ~ideas.held & (np.arange(len(ideas.rows)) != place)
        keep &= np.all([scores[place] > ways.FAR for scores in found], axis=0)
        yield np.stack([scores[place, keep] for scores in found], axis=1), ideas.groups[keep] == ideas.groups[place]


def learned(x, y):
    """Logistic regression with a light pull to zero; no signal may count against."""
    scale = x.std(axis=0)
    x = x / scale

    def loss(w):
        logit = w[0] + x @ w[1:]
        miss = 1 / (1 + np.exp(-logit)) - y
        value = np.logaddexp(0, logit).sum() - (y * logit).sum() + 0.5 * (w[1:] ** 2).sum()
        return value, np.r_[miss.sum(), x.T @ miss + w[1:]]

    start, bounds = [-6.0, *[0.1] * x.shape[1]], [(None, None), *[(0, None)] * x.shape[1]]
    w = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.r_[w[0], w[1:] / scale]


def first_five(ideas, found, weights, place):
    """The score of each of the first five of a query, and whether it is right."""
    know = ~ideas.held & np.all([one[place] > ways.FAR for one in found], axis=0)
    scores = np.full(len(know), ways.FAR)
    logit = weights[0] + sum(w * one[place, know] for w, one in zip(weights[1:], found, strict=True))
    scores[know] = 1 / (1 + np.exp(-logit))
    order = np.argsort(-scores, kind="stable")
    best = order[order != place][: sets.FIRST]
    return list(zip(scores[best], ideas.groups[best] == ideas.groups[place], strict=True))


def fit():
    """The list of meanings gains nothing beside the learned encoder, so only the fallback uses it to rank."""
    for name, looks in ((encoding.NEURAL, ([0], [0, 2])), (encoding.WORDS, ([0, 1], [0, 1, 2]))):
        both = [(ideas, signals(ideas, name)) for ideas in sets.both()]
        for look in looks:
            chosen = [(ideas, [found[one] for one in look]) for ideas, found in both]
            print(name, [("vector", "meanings", "pieces")[one] for one in look], np.round(learn(chosen, None), 2))
            left_out(chosen)


def fold(ideas, place):
    return sorted(ideas.halves["tune"]).index(ideas.groups[place]) % FOLDS


def learn(chosen, without):
    """What is learned from the tune halves without one eighth of their groups."""
    made = []
    for ideas, found in chosen:
        made += pairs(ideas, found, [at for at in ideas.asked("tune") if fold(ideas, at) != without])
    return learned(np.concatenate([x for x, _ in made]), np.concatenate([y for _, y in made]).astype(float))


def left_out(chosen):
    """Each eighth of the groups scored by what was learned from the others, and what is shown of it."""
    told = {ideas.name: [] for ideas, _ in chosen}
    for number in range(FOLDS):
        weights = learn(chosen, number)
        for ideas, found in chosen:
            for place in ideas.asked("tune"):
                if fold(ideas, place) == number:
                    told[ideas.name] += first_five(ideas, found, weights, place)
    for name, each in told.items():
        print(f"  {name}: recall at 5 {sum(good for _, good in each) / len(each) * 5 / 4:.3f}")
    for least in np.arange(0.2, 0.95, 0.05):
        kept = {name: [good for score, good in each if score >= least] for name, each in told.items()}
        said = (f"{name} {len(one)} shown, {np.mean(one or [0]):.2f} right" for name, one in kept.items())
        print(f"  from {least:.2f}: {'; '.join(said)}", flush=True)


# --- cost ----------------------------------------------------------------------------------------
def resident():
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def cost(size=50_000):
    """Against copies of the set's texts with vectors at random; the word pieces as a caller keeps them."""
    print(f"before anything: {resident():.0f} MB")
    encoding.encode(["warm up"])
    meanings_in("warm up")
    print(f"encoder and list loaded: {resident():.0f} MB")
    texts = sets.both()[1].texts
    sample, start = texts[:240], time.process_time()
    pieces = encoding.encode_with_pieces(sample)[1]
    print(f"encode an idea: {1000 * (time.process_time() - start) / len(sample):.1f} ms; {resident():.0f} MB")
    print(f"its word pieces: {np.mean([68 * len(one.weights) for one in pieces]):.0f} bytes")
    start = time.process_time()
    many = [meanings_in(text) for text in texts]
    print(f"find its meanings: {1000 * (time.process_time() - start) / len(texts):.2f} ms")
    chance = np.random.default_rng(sets.SEED)
    kept = [many[place] for place in chance.integers(0, len(many), size)]
    rows = ways.unit(chance.standard_normal((size, encoding.SIZE)).astype(np.float32))
    start = time.process_time()
    index = indexing.build(range(size), rows, kept)
    print(f"index of {size:,}: {time.process_time() - start:.1f} s once; process {resident():.0f} MB")
    arrays = (index.vectors, index.who, index.amounts, index.lengths)
    print(f"its arrays: {sum(one.nbytes for one in arrays) / 1e6:.0f} MB")
    times = []
    for text in sample:
        start = time.process_time()
        (vector,), (own,) = encoding.encode_with_pieces([text])
        query = ranking.Query(None, vector, meanings_in(text), own)
        ranking.rank(query, index, 5, encoding.NEURAL, lambda places: [pieces[place % 240] for place in places])
        times.append(1000 * (time.process_time() - start))
    low, high = np.percentile(times, (50, 95))
    print(f"whole answer, one idea, both looks: median {low:.0f} ms, 95th of 100 {high:.0f} ms of one processor")


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
    jobs = {"fit": fit, "cost": cost, "picture": picture}
    jobs.get(what, lambda: table(["tune"] if what == "tune" else ["tune", "held"]))()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "tune")
