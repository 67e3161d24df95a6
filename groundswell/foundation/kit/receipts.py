"""Four words that open the page of someone who gave no name. Shown once; only a slow hash is kept.

The page in which the idea is checked carries a secret, and the server's key makes the words of it. So
sending the same page twice shows the same words, and nothing had to be stored to do so.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from functools import cache
from importlib.resources import files

from django.utils.crypto import salted_hmac

COUNT = 4  # of words; each tells more than 12.9 bits, so four tell more than 51
SALT_BYTES = 16
COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # scrypt (RFC 7914): 16 MiB and about 50 ms for each try


@cache
def words() -> tuple[str, ...]:
    """The lists that words are drawn from: over 7,776 plain English words, vetted by their makers."""
    lists = [(files("xkcdpass") / "static" / name).read_text(encoding="utf-8") for name in ("eff-long", "eff-short")]
    return tuple(dict.fromkeys(word for listed in lists for word in listed.split() if word.isalpha()))


def __getattr__(name: str) -> tuple[str, ...]:
    """`WORDS` is read from its file when it is first asked for."""
    if name == "WORDS":
        return words()
    raise AttributeError(name)


def new_secret() -> str:
    """What travels in the page until the idea is sent."""
    return secrets.token_urlsafe(32)


def words_of(secret: str) -> str:
    """The four words of a secret. Without the server's key nobody can tell them from it."""
    drawn = salted_hmac("groundswell.receipt", secret, algorithm="sha512").digest()
    numbers = (int.from_bytes(drawn[at * 8 : at * 8 + 8], "big") for at in range(COUNT))
    return " ".join(words()[number % len(words())] for number in numbers)


def keep(typed: str) -> bytes:
    """What the database holds of the words: a salt and their scrypt hash; another one each time."""
    salt = secrets.token_bytes(SALT_BYTES)
    return salt + _slow(typed, salt)


def opens(typed: str, kept: bytes) -> bool:
    """Whether these are the words that `keep` was given; case, spaces and hyphens do not matter."""
    salt, held = kept[:SALT_BYTES], kept[SALT_BYTES:]
    return hmac.compare_digest(_slow(typed, salt), held)


def pretend(typed: str) -> bool:
    """Take as long as `opens` for a record that is not there, and say no."""
    _slow(typed, bytes(SALT_BYTES))
    return False


def _slow(typed: str, salt: bytes) -> bytes:
    plain = re.sub(r"[^a-z]", "", typed.lower())
    return hashlib.scrypt(plain.encode(), salt=salt, **COST)
