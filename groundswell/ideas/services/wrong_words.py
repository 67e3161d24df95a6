"""Counts wrong words by the reference alone: no address of anybody is kept, and a right try leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme

MOST = 5
MINUTES = 15


def must_wait(programme: Programme, reference: str) -> bool:
    return cache.get(_key(programme, reference), 0) >= MOST


def count(programme: Programme, reference: str) -> None:
    key = _key(programme, reference)
    cache.set(key, cache.get(key, 0) + 1, MINUTES * 60)


def _key(programme: Programme, reference: str) -> str:
    return "wrong-words:" + salted_hmac("groundswell.wrong-words", f"{programme.pk}:{reference}").hexdigest()
