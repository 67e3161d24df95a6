"""What goes on beside the ideas: questions from outside, who sponsors what, how many people work where."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from groundswell.demo.reading import read
from groundswell.foundation.access import Asker
from groundswell.innovations.models import Innovation
from groundswell.innovations.selectors import SPONSORED
from groundswell.partnership.models import Enquiry, Sponsorship
from groundswell.partnership.services import enquiries, headcounts, sponsorships
from groundswell.partnership.services.headcounts import Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from uuid import UUID

    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast

SEED = 31
ADMINISTRATOR, KEEPER, SPONSOR, OTHER_SPONSOR = "helen", "samir", "ruth", "fiona"


def plan(cast: Cast, moments: Moments) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """What happens and when, for the telling of all ideas in the order of time."""
    drawn = Random(SEED)  # noqa: S311  it draws hours of the day  # nosec B311
    for row in read("questions.toml")["question"]:
        yield from _question(row, cast, moments, drawn)
    yield moments.time_on(-20, by=drawn), lambda: _count(cast)
    yield from _sponsoring(cast, moments, drawn)


def _question(
    row: dict[str, Any], cast: Cast, moments: Moments, drawn: Random
) -> Iterator[tuple[datetime, Callable[[], object]]]:
    key, asked = uuid4(), moments.time_on(row["asked"], by=drawn)
    words = {name: row[name] for name in ("name", "email", "text")}
    nobody = Asker(programme_id=cast.programme.pk)
    yield asked, lambda: enquiries.ask(cast.programme, key=key, by=nobody, **words)
    if "by" in row:
        yield moments.time_on(row["ended"], by=drawn, after=asked), lambda: _end(key, row, cast)


def _end(key: UUID, row: dict[str, Any], cast: Cast) -> None:
    made, by = Enquiry.objects.select_related("programme").get(key=key), cast.asker(row["by"])
    enquiries.take(made, by=by)
    if "aside" in row:
        enquiries.set_aside(made, row["aside"], by=by)
    else:
        enquiries.answer(made, row["reply"], by=by)


def _count(cast: Cast) -> None:
    found = read("headcounts.toml")
    rows = [
        Counted(cast.organisations[place].pk, group, count, found["counted_on"], found["source"])
        for place, counts in found["counts"].items()
        for group, count in counts.items()
    ]
    headcounts.keep(cast.programme, rows, by=cast.asker(ADMINISTRATOR))


def _sponsoring(cast: Cast, moments: Moments, drawn: Random) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """One innovation has a sponsor, after somebody else said no; another waits for an answer."""
    first, second = Innovation.objects.filter(state="active").order_by("reference")[:2]
    no = "I sponsor two others this year. Ruth knows this service well."
    asked, said_no = moments.time_on(-12, by=drawn), moments.time_on(-11, by=drawn)
    yield asked, lambda: _ask(cast, first, OTHER_SPONSOR)
    yield said_no, lambda: sponsorships.decline(_open(first), no, by=cast.asker(OTHER_SPONSOR))
    yield moments.time_on(-10, by=drawn), lambda: _ask(cast, first, SPONSOR)
    yield moments.time_on(-8, by=drawn), lambda: sponsorships.accept(_open(first), by=cast.asker(SPONSOR))
    yield moments.time_on(-2, by=drawn), lambda: _ask(cast, second, SPONSOR)


def _ask(cast: Cast, innovation: Innovation, who: str) -> None:
    to, by = cast.people[who].pk, cast.asker(KEEPER)
    sponsorships.ask_sponsor(cast.programme, SPONSORED, innovation.pk, to=to, by=by)


def _open(innovation: Innovation) -> Sponsorship:
    asked = Sponsorship.objects.select_related("programme", "person", "asked_by")
    return asked.get(record_id=innovation.pk, state="asked")
