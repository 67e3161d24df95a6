"""Ideas that are opened without signing in: by the link of a mail, or by four words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.access import Asker, Channel
from groundswell.foundation.kit import links, receipts
from groundswell.ideas.models import Idea
from groundswell.ideas.states import Mode

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme

LINK = "ideas.track"


def idea_by_link(programme: Programme, reference: str, token: str) -> tuple[Idea, Asker] | None:
    """The idea that a mailed link opens, as its sender sees it, and the asker that the link makes."""
    idea = (
        Idea.objects.filter(programme=programme, reference=reference)
        .select_related("programme", "holder", "escalated_to")
        .first()
    )
    if idea is None or idea.erased_on or idea.mode == Mode.ANONYMOUS:
        return None
    if not links.token_opens(token, idea.pk, LINK):
        return None
    asker = Asker(
        programme_id=programme.pk,
        channel=Channel.LINK,
        record_ids=frozenset({idea.pk}),
        timezone=programme.timezone,
        fewest_shown=programme.fewest_shown,
    )
    return idea, asker


def idea_by_receipt(programme: Programme, reference: str, words: str) -> tuple[Idea, Asker] | None:
    """The idea that four words open, and the asker that they make; absent takes as long as wrong."""
    sent = Idea.objects.filter(programme=programme, reference=reference, receipt__isnull=False)
    idea = sent.select_related("programme", "holder", "escalated_to", "decided_by").first()
    if idea is None or idea.receipt is None:
        receipts.pretend(words)
        return None
    return (idea, asker_by_receipt(idea)) if receipts.opens(words, bytes(idea.receipt)) else None


def idea_with_receipt(programme: Programme, key: str) -> tuple[Idea, Asker] | None:
    """The idea of a page that four words opened a moment ago."""
    sent = Idea.objects.filter(programme=programme, pk=key, receipt__isnull=False)
    idea = sent.select_related("programme", "holder", "escalated_to", "decided_by").first()
    return (idea, asker_by_receipt(idea)) if idea else None


def asker_by_receipt(idea: Idea) -> Asker:
    return Asker(
        programme_id=idea.programme_id,
        channel=Channel.RECEIPT,
        record_ids=frozenset({idea.pk}),
        timezone=idea.programme.timezone,
        fewest_shown=idea.programme.fewest_shown,
    )


def token_of(idea: Idea) -> str:
    return links.token_for(idea.pk, LINK)


def address_behind(programme: Programme, reference: str) -> str:
    """The address to which the link of an idea is mailed, in small letters; "" when there is none. Never shown."""
    found = Idea.objects.filter(programme=programme, reference=reference).values_list("sender__email", "sender_email")
    return next((own or typed for own, typed in found), "").lower()
