"""The feed of open challenges, for whoever reads feeds."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from groundswell.needs.models import Challenge
    from groundswell.partnership.models import Programme


def feed_of(programme: Programme, challenges: list[Challenge]) -> str:
    """Atom (RFC 4287): one entry for each challenge, with the same id for life."""
    site = partnership.address_of_site(programme)
    feed = Atom1Feed(
        title=_("What local services need help with"),
        link=site + reverse("needs:challenges"),
        description=programme.name,
        feed_url=site + reverse("needs:feed"),
        language=get_language(),
    )
    for one in challenges:
        opened = datetime.combine(one.opens_on, time(), ZoneInfo(programme.timezone))
        feed.add_item(
            title=one.title,
            link=site + reverse("needs:challenge", args=[one.reference]),
            description=one.brief,
            unique_id=f"urn:uuid:{one.pk}",
            pubdate=opened,
            updateddate=opened,
            categories=[str(one.theme)] if one.theme else [],
        )
    return feed.writeString("utf-8")
