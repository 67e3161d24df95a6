"""Limits of sending. Without a name, a limit that knows nobody: so many an hour in a programme, whoever sends them.

Nothing of a browser or an address is counted. A place that was taken is kept to the end of another day, under a key
that only the server's secret makes, so that what is stored does not tell at which hour something was sent.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Lower

from groundswell.foundation.access import Text, prepared
from groundswell.foundation.kit import clock, places
from groundswell.ideas.models import Idea

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.partnership.models import Programme

HOUR = 60 * 60


def wait_before_sending(programme: Programme, key: UUID) -> int:
    """Count a sending without a name; seconds to wait when this hour has had its most, else 0.

    A page that is sent again is not counted again.
    """
    if Idea.objects.filter(draft_id=key).exists():
        return 0
    window, now = places.window_now(HOUR), datetime.now(UTC)
    name, most = f"without-name:{programme.pk}", settings.IDEAS_WITHOUT_NAME_PER_HOUR
    if places.take(name, most, window=window, keep=_to_midnight(now)):
        return 0
    return (window + 1) * HOUR - int(now.timestamp())


def wait_before_mailing(programme: Programme, address: str) -> int:
    """Seconds to wait before another idea may mail this address, which nobody has proven; 0 when it may now.

    Counted from the ideas of the last hour themselves, so that nothing more is stored.
    """
    now = clock.now()
    an_hour_ago, most = now - timedelta(seconds=HOUR), settings.IDEAS_TO_ONE_ADDRESS_PER_HOUR
    times = sorted(_mailed(programme.pk, an_hour_ago, Text(address)), reverse=True)  # few: the limit itself sees to that
    if len(times) < most:
        return 0
    return max(1, HOUR - int((now - times[most - 1]).total_seconds()))


@prepared
def _mailed(programme_id: UUID, since: datetime, address: Text) -> QuerySet[Idea, datetime]:
    """When ideas came with this address, large or small letters; `Lower` takes it as it is, where a pattern would not."""
    sent = Idea.objects.alias(said=Lower("sender_email")).filter(programme_id=programme_id, sent_at__gt=since)
    return sent.filter(said=Lower(Value(address))).values_list("sent_at", flat=True)


def _to_midnight(now: datetime) -> float:
    """Seconds to the midnight after next; half of one more, so that the stored second is never the one before."""
    midnight = datetime.combine(now.date() + timedelta(days=2), time(0), UTC)
    return (midnight - now).total_seconds() + 0.5
