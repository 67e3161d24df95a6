"""Who is asking, and the one shape of an answer: `Asker`, `Verdict`, `Audience`, `page`."""

from groundswell.foundation.access.asker import Asker, Channel, Held
from groundswell.foundation.access.audience import EVERYONE, SIGNED_IN, Audience, holders
from groundswell.foundation.access.page import page
from groundswell.foundation.access.verdict import YES, NotAllowed, Verdict, no

__all__ = [
    "EVERYONE",
    "SIGNED_IN",
    "YES",
    "Asker",
    "Audience",
    "Channel",
    "Held",
    "NotAllowed",
    "Verdict",
    "holders",
    "no",
    "page",
]
