"""Questions to the programme, as the people who answer them and who asked read them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from groundswell.foundation.access import prepared
from groundswell.foundation.access.roles import team_kinds
from groundswell.foundation.design.words import MOST_COUNTED
from groundswell.foundation.kit import clock, links
from groundswell.foundation.kit.counting import Counted
from groundswell.partnership import policies
from groundswell.partnership.models import Enquiry, Person, Programme, Role
from groundswell.partnership.states import EnquiryState, RoleKey

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker

LINK = "enquiry"
WAITING, LATE, DONE = "waiting", "late", "done"
HOUR = timedelta(hours=1)


def enquiries_for(asker: Asker) -> QuerySet[Enquiry]:
    """Every question that this asker may read."""
    seen = Enquiry.objects.filter(policies.enquiries_visible_to(asker))
    return seen.select_related("programme", "holder", "ended_by")


def listed(asker: Asker, show: str) -> QuerySet[Enquiry]:
    """Those that wait, soonest first; those of them that are late; or those that are done, the newest first."""
    seen = enquiries_for(asker)
    if show == DONE:
        return seen.exclude(state=EnquiryState.WAITING).order_by("-ended_at", "pk")
    today = clock.today(asker.timezone)
    return (seen.late(today) if show == LATE else seen.waiting()).order_by("reply_by", "pk")  # type: ignore[attr-defined]


def counts(asker: Asker) -> dict[str, int]:
    """How many wait and how many of them are late, counted no further than a thousand."""
    [row] = _counted(asker)
    return dict(zip((WAITING, LATE), row, strict=True))


@prepared
def _counted(asker: Asker) -> QuerySet[Programme, Any]:
    found = (listed(asker, show).order_by().values("pk")[: MOST_COUNTED + 1] for show in (WAITING, LATE))
    return Programme.objects.filter(pk=asker.programme_id).values_list(*map(Counted, found))


def enquiry_for(asker: Asker, enquiry_id: UUID) -> Enquiry | None:
    return enquiries_for(asker).filter(pk=enquiry_id).first()


def held_by(asker: Asker) -> QuerySet[Enquiry]:
    """What waits in this person's own hands, soonest first."""
    return enquiries_for(asker).filter(state=EnquiryState.WAITING, holder_id=asker.person_id).order_by("reply_by", "pk")  # type: ignore[misc]


def enquiry_by_link(programme: Programme, enquiry_id: UUID, token: str) -> Enquiry | None:
    """For who asked: the question that this long link opens."""
    if not links.token_opens(token, enquiry_id, LINK):
        return None
    found = Enquiry.objects.filter(pk=enquiry_id, programme=programme)
    return found.select_related("programme", "holder", "ended_by").first()


def enquiry_with(enquiry_id: UUID) -> Enquiry | None:
    """For letters, which ask again who may read."""
    return Enquiry.objects.filter(pk=enquiry_id).select_related("programme", "holder", "ended_by").first()


def token_of(enquiry: Enquiry) -> str:
    return links.token_for(enquiry.pk, LINK)


def asked_lately(programme: Programme, email: str) -> list[Any]:
    """When questions with this address came in the last hour, the newest first."""
    lately = Enquiry.objects.filter(programme=programme, asked_at__gt=clock.now() - HOUR, email__iexact=email)
    return list(lately.order_by("-asked_at").values_list("asked_at", flat=True)[:100])


def answerers(programme: Programme) -> QuerySet[Person]:
    """Who may be given a question: the team of the whole programme and its administrators, by name."""
    held = Role.objects.on(clock.today(programme.timezone)).filter(programme=programme, organisation=None)
    held = held.filter(kind__in=[*team_kinds(), RoleKey.PROGRAMME_ADMIN])
    return Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name", "pk")
