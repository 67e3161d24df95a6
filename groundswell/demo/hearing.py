"""How the people of the demonstration hear of things: what they read and chose, and one address that is wrong."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import F

from groundswell.foundation.notices import preferences
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.states import How
from groundswell.ideas.models import Idea
from groundswell.ideas.states import IdeaState, Mode

if TYPE_CHECKING:
    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast

ONE_MAIL_A_DAY = "samir"
UNREAD_DAYS = 1  # working days before today that nobody has looked at yet


def make(cast: Cast, moments: Moments) -> None:
    """Call when everything has happened and the mail of the past is marked as sent."""
    preferences.prefer({"ideas_i_hold": How.DAILY}, by=cast.asker(ONE_MAIL_A_DAY))
    since = datetime.combine(moments.day(-UNREAD_DAYS), time(0), ZoneInfo(moments.timezone))
    OutboxRow.objects.filter(tell_at__lt=since).update(read_at=F("tell_at") + timedelta(hours=1))
    _let_a_mail_come_back()


def _let_a_mail_come_back() -> None:
    """The last mail to one sender, who left an address with a slip in it."""
    ideas = Idea.objects.filter(mode=Mode.NAMED, sender=None, state=IdeaState.FINDING_OUT).order_by("reference")
    mails = OutboxRow.objects.filter(record_id=ideas.values("pk")[:1], person_id=None, sent_at__isnull=False)
    last = mails.order_by("-tell_at").first()
    if last is not None:
        last.gave_up_at = last.refused_at = last.sent_at
        last.sent_at, last.trouble = None, "The mail server refuses this address."
        last.save()
