"""How alike texts are: the share of letter trigrams that two hold in common, counted as PostgreSQL's pg_trgm does."""

import re
from itertools import combinations


def trigrams(text):
    padded = (f"  {word} " for word in re.findall(r"\w+", text.lower()))
    return {word[start : start + 3] for word in padded for start in range(len(word) - 2)}


def most_alike(texts):
    """The greatest share among all pairs, and that pair."""
    known = [(trigrams(text), text) for text in texts]
    pairs = combinations(known, 2)
    return max((len(one & two) / len(one | two), first, second) for (one, first), (two, second) in pairs)
