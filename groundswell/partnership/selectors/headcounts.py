"""How many people work where: for who counts, and for later rooms that compare who takes part with who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery

from groundswell.partnership import policies
from groundswell.partnership.models import Headcount, Organisation

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme


def headcounts_for(asker: Asker) -> QuerySet[Headcount]:
    """Every number that this asker may read: by organisation, the newest day first."""
    seen = Headcount.objects.filter(policies.headcounts_visible_to(asker)).select_related("organisation", "entered_by")
    return seen.order_by("organisation__name", "-counted_on", "group", "pk")


def headcounts_on(programme: Programme, day: date) -> QuerySet[Headcount]:
    """For each organisation and staff group the latest number counted by this day. Small ones too: whoever shows them
    to everyone hides those.
    """
    same = Headcount.objects.filter(organisation=OuterRef("organisation"), group=OuterRef("group"), counted_on__lte=day)
    latest = same.order_by("-counted_on").values("counted_on")[:1]
    rows = Headcount.objects.filter(programme=programme, counted_on=Subquery(latest))
    return rows.select_related("organisation").order_by("organisation__name", "group")


def countable(asker: Asker) -> QuerySet[Organisation]:
    """The organisations whose people this asker may count, of today and before, by name."""
    here = Organisation.objects.filter(programme_id=asker.programme_id).order_by("name", "pk")
    return here if policies.runs_programme(asker) else here.filter(pk__in=policies.run_by(asker))


def places_by_name(asker: Asker) -> dict[str, UUID]:
    """Those, by their names in small letters."""
    return {name.casefold(): pk for pk, name in countable(asker).values_list("pk", "name")}
