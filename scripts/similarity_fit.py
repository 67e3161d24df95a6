"""Learns how the looks are mixed, on the tune halves; run by `scripts/measure_similarity.py fit`.

An eighth of the groups is left out at a time: the mixture learned from the others scores it. So the numbers that
are printed are of ideas that took no part in the learning of their mixture. Nothing of a held half is used.
"""

from __future__ import annotations

import numpy as np
import similarity_sets as sets
import similarity_ways as ways
from scipy.optimize import minimize

from groundswell.engine.similarity import encoder as encoding

FOLDS = 8
SIGNALS = ("vector", "meanings", "pieces")
# The list of meanings gains nothing beside the learned encoder, so only the fallback uses it to rank.
LOOKS = ((encoding.NEURAL, ([0], [0, 2])), (encoding.WORDS, ([0, 1], [0, 1, 2])))


def fit():
    """Prints each look's mixture, then what it finds when the groups are left out of its learning."""
    both = sets.both()
    for ideas in both:
        ideas.queries = np.array(ideas.asked("tune"))
    plain = {ideas.name: others(ideas) for ideas in both}
    for name, looks in LOOKS:
        known = [(ideas, signals(ideas, name)) for ideas in both]
        for look in looks:
            chosen = [(ideas, [found[one] for one in look]) for ideas, found in known]
            print(f"{name}: {', '.join(SIGNALS[one] for one in look)}: {np.round(learn(chosen, None), 2)}")
            told = left_out(chosen)
            for ideas in both:
                gained(ideas, told[ideas.name], plain[ideas.name])
            for least in np.arange(0.2, 0.95, 0.1):
                shown(told, both, least)


def others(ideas):
    scores = {ways.ALONE: ways.alike(ideas, ways.plain(ideas.texts))}
    return scores | {"BM25": ways.bm25(ideas, [ways.words_of(text) for text in ideas.texts])}


def signals(ideas, name):
    """Close by vector, by meanings and by piece, of each query of the tune half with every text."""
    close, second = ways.looks(ideas, ways.stood_in if name == encoding.WORDS else ways.taught)
    return [close, ways.meanings(ideas), second]


def pairs(ideas, found, places):
    """Of those queries: the signals (only of pairs that every signal knows) and whether the idea is the same."""
    for place in places:
        keep = ~ideas.held & (np.arange(len(ideas.rows)) != place)
        keep &= np.all([scores[place] > ways.FAR for scores in found], axis=0)
        yield np.stack([scores[place, keep] for scores in found], axis=1), ideas.groups[keep] == ideas.groups[place]


def learned(x, y):
    """Logistic regression with a light pull to zero; no signal may count against."""
    middle, scale = x.mean(axis=0), x.std(axis=0)
    x = (x - middle) / scale

    def loss(w):
        logit = w[0] + x @ w[1:]
        miss = 1 / (1 + np.exp(-logit)) - y
        value = np.logaddexp(0, logit).sum() - (y * logit).sum() + 0.5 * (w[1:] ** 2).sum()
        return value, np.r_[miss.sum(), x.T @ miss + w[1:]]

    start, bounds = [-6.0, *[0.1] * x.shape[1]], [(None, None), *[(0, None)] * x.shape[1]]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-12, "gtol": 1e-3})
    return np.r_[found.x[0] - found.x[1:] @ (middle / scale), found.x[1:] / scale]


def fold(ideas, place):
    return sorted(ideas.halves["tune"]).index(ideas.groups[place]) % FOLDS


def learn(chosen, without):
    """What is learned from the tune halves without one eighth of their groups."""
    made = []
    for ideas, found in chosen:
        made += pairs(ideas, found, [at for at in ideas.queries if fold(ideas, at) != without])
    return learned(np.concatenate([x for x, _ in made]), np.concatenate([y for _, y in made]).astype(float))


def left_out(chosen):
    """Scores of each set's queries by what was learned without their group; texts of the held half stay out."""
    told = {ideas.name: np.full(found[0].shape, ways.FAR) for ideas, found in chosen}
    for number in range(FOLDS):
        weights = learn(chosen, number)
        for ideas, found in chosen:
            for place in (at for at in ideas.queries if fold(ideas, at) == number):
                know = ~ideas.held & np.all([one[place] > ways.FAR for one in found], axis=0)
                logit = weights[0] + sum(w * one[place, know] for w, one in zip(weights[1:], found, strict=True))
                told[ideas.name][place, know] = 1 / (1 + np.exp(-logit))
    return told


def gained(ideas, scores, plain):
    got = ideas.recall(scores, "tune")
    print(f"  {ideas.name}: recall at 5 {got.mean():.3f}")
    for name, other in plain.items():
        seen = np.where(ideas.held[None], ways.FAR, other)
        print(f"    above {name} {ideas.span(got - ideas.recall(seen, 'tune'), 'tune')}")


def shown(told, both, least):
    """How many of those shown are right: in each set, in both, and where 95 of 100 draws of groups lie."""
    said, rows = [], []
    for ideas in both:
        some = []
        for group in sorted(ideas.halves["tune"]):
            places = [at for at in ideas.queries if ideas.groups[at] == group]
            some.append(ideas.shown(told[ideas.name], places, least)[:2])
        rows.append(np.array(some))
        total, right = rows[-1].sum(axis=0)
        said.append(f"{ideas.name} {total} shown, {right / max(total, 1):.2f} right")
    total, right = sum(each.sum(axis=0) for each in rows)
    low, high = sets.share_span(rows)
    print(
        f"  from {least:.1f}: {'; '.join(said)}; both {right / max(total, 1):.2f} ({low:.2f} to {high:.2f})", flush=True
    )
