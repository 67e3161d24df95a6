"""The one answer to "may they?": yes, or no with a reason that a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class NotAllowed(Exception):  # noqa: N818  reads as the sentence it is
    """A refused move. The message is in plain words and may be shown to the person who asked."""


class TooOften(Exception):  # noqa: N818  reads as the sentence it is
    """Asked for too often; `seconds` until it may be asked again. The answer is a page that says so."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Verdict:
    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def or_raise(self) -> None:
        """Raise `NotAllowed` with the reason unless allowed."""
        if not self.allowed:
            raise NotAllowed(self.reason)


YES = Verdict(allowed=True)


def no(reason: str | StrPromise) -> Verdict:
    """Refuse; a reason that was kept for later is put into the reader's language now."""
    return Verdict(allowed=False, reason=str(reason))
