"""The mails of an answer before it is given: the move is made and taken back at once, and its mails are read between.

So the letter is the very one that will go, whatever the move does. Two things are left out for who looks at it: the
sender's link, which would open their page, and their name where it is not to be known.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.notices import Recipient
from groundswell.foundation.notices.letters import greeting, subject_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import recipient_of, why_of
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.ideas.notices.registering import TO_SENDER, TO_TEAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundswell.foundation.access import Asker


@dataclass(frozen=True)
class Seen:
    """One mail as it will go. `to`: whom it goes to, as far as the reader may know; `link_words`: where it leads."""

    to: str
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    link_words: str
    from_name: str
    why: str


def rehearse(idea: Idea, move: Callable[[Idea], object], *, by: Asker) -> list[Seen]:
    """The mails that `move` would send. Nothing of it stays. Raises what the move raises: `NotAllowed`, `Stale`."""
    known = bool(policies.can_know_sender(by, idea))
    with transaction.atomic():
        move(copy(idea))
        rows = OutboxRow.objects.filter(record_id=idea.pk, revision__gt=idea.revision).order_by("revision", "key")
        after = Idea.objects.select_related("programme", "holder", "escalated_to", "decided_by", "sender").get(
            pk=idea.pk
        )
        seen = [found for row in rows if (found := _seen(row, after, known=known))]
        transaction.set_rollback(True)
    return seen


def _seen(row: OutboxRow, idea: Idea, *, known: bool) -> Seen | None:
    to = recipient_of(row.key, row.record_id, row.person_id)
    if to is None:
        return None
    words = TO_SENDER.get(row.key) or TO_TEAM.get(row.key)
    if words is None:
        return None  # to whoever added their name: not for the person who answers to read
    mine = row.key in TO_SENDER
    shown = to if known or not mine else Recipient("", "")
    return Seen(
        to=_("the sender") if mine else to.name,
        subject=subject_of(words.letter(idea)),
        greeting=greeting(shown),
        paragraphs=words.paragraphs(idea),
        link_words=str(words.link_words),
        from_name=words.from_name(idea),
        why=why_of(row.key),
    )
