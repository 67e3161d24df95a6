"""Who is asking, and the one shape of an answer: `Asker`, `Verdict`, `Audience`, `page`."""

from groundswell.foundation.access.asker import Asker, Channel, Held
from groundswell.foundation.access.audience import EVERYONE, SIGNED_IN, Audience, holders
from groundswell.foundation.access.hands import in_hand
from groundswell.foundation.access.listing import Listing
from groundswell.foundation.access.page import page, step_first
from groundswell.foundation.access.preparing import days_ahead, prepared
from groundswell.foundation.access.statement import Said, Text, said_by
from groundswell.foundation.access.verdict import YES, NotAllowed, TooOften, Verdict, no

__all__ = [
    "EVERYONE",
    "SIGNED_IN",
    "YES",
    "Asker",
    "Audience",
    "Channel",
    "Held",
    "Listing",
    "NotAllowed",
    "Said",
    "Text",
    "TooOften",
    "Verdict",
    "days_ahead",
    "holders",
    "in_hand",
    "no",
    "page",
    "prepared",
    "said_by",
    "step_first",
]
