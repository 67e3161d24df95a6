"""The cookies that this site sets, told on one page: rooms register theirs with why, and how long it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Cookie:
    name: str
    why: str | StrPromise
    stays: str | StrPromise


_cookies: dict[str, Cookie] = {}


def register(cookie: Cookie) -> None:
    _cookies[cookie.name] = cookie


def cookies() -> list[Cookie]:
    """Every cookie, by name."""
    return sorted(_cookies.values(), key=lambda cookie: cookie.name)
