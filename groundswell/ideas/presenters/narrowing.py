"""What the queue is narrowed to: one of its filters, and one challenge or all ideas. It lives in the query string."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.design.filters import FilterLink
from groundswell.foundation.design.words import capped
from groundswell.ideas import selectors
from groundswell.ideas.selectors import challenges

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import QueryDict

    from groundswell.foundation.access import Asker
    from groundswell.ideas.selectors import QueueNumbers
    from groundswell.needs.models import Challenge


@dataclass(frozen=True)
class Shown:
    """A filter of the queue, and the challenge to whose answers it is narrowed; none for every idea."""

    which: str
    challenge: Challenge | None = None

    @property
    def challenge_id(self) -> UUID | None:
        return self.challenge.pk if self.challenge else None

    def query(self) -> dict[str, str]:
        """What keeps it in an address; nothing for the plain list."""
        kept = {"show": self.which} if self.which != "all" else {}
        return kept | ({"challenge": self.challenge.reference} if self.challenge else {})

    def address(self, name: str, number: int | str = "") -> str:
        """An address of the queue that keeps the filters and the page."""
        kept = self.query() | ({"page": str(number)} if str(number) not in {"", "1"} else {})
        return reverse(name) + (f"?{urlencode(kept)}" if kept else "")


def asked(query: QueryDict, asker: Asker, offered: dict[UUID, Challenge]) -> Shown:
    """What an address asks for. A challenge that is not there, or not for this asker, narrows nothing."""
    which, reference = query.get("show", "all"), query.get("challenge", "")
    found = next((one for one in offered.values() if one.reference == reference), None)
    if found is None:  # no idea answers it any more, and the page says so
        found = challenges.named(asker, reference)
    return Shown(which if which in selectors.FILTERS else "all", found)


def filter_links(numbers: QueueNumbers, shown: Shown) -> list[FilterLink]:
    """The filters with how many each shows; the address keeps the choice."""
    words = {
        "all": _("All"),
        "mine": _("Mine"),
        "new": _("Not taken yet"),
        "late": _("Late"),
        "asked": _("Waiting for an answer"),
        "quick": _("Quick fixes"),
    }
    return [
        FilterLink(
            words[which], replace(shown, which=which).address("ideas:queue"), capped(count), which == shown.which
        )
        for which, count in numbers.counts.items()
    ]


def choices(offered: dict[UUID, Challenge], shown: Shown) -> list[tuple[str, str]]:
    """The challenges to choose from, by title, after "every idea"; none where there are none."""
    known = offered | ({shown.challenge.pk: shown.challenge} if shown.challenge else {})
    titles = sorted((one.title, one.reference) for one in known.values())
    return [("", _("Every idea")), *[(reference, title) for title, reference in titles]] if titles else []
