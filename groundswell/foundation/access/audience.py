"""Who may open an address at all. Rooms make their own with `holders`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access.verdict import YES, Verdict, no

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access.asker import Asker


@dataclass(frozen=True)
class Audience:
    name: str
    admits: Callable[[Asker], Verdict]


def _signed_in(asker: Asker) -> Verdict:
    return YES if asker.signed_in else no(_("Sign in to see this page"))


def holders(*kinds: str, reason: str | StrPromise) -> Audience:
    """Everyone signed in who holds a role of one of these kinds."""

    def admits(asker: Asker) -> Verdict:
        return YES if asker.signed_in and asker.holds(*kinds) else no(reason)

    return Audience("+".join(sorted(kinds)), admits)


EVERYONE = Audience("everyone", lambda _asker: YES)
SIGNED_IN = Audience("signed in", _signed_in)
