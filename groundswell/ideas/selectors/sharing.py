"""Reads of shared ideas: the idea without its sender, who else said it, in how many places, and comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.ideas import policies
from groundswell.ideas.models import Comment, Idea, Voice
from groundswell.ideas.selectors import all_as_sender_sees, as_sender_sees
from groundswell.ideas.selectors.joining import joined_for_good_with
from groundswell.ideas.states import Mode

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker

MOST_COUNTED = 1000


def shared_ideas(asker: Asker) -> QuerySet[Idea]:
    """Every idea that its sender shared with colleagues like this one."""
    return Idea.objects.filter(policies.shared_with(asker)).select_related(
        "programme", "holder", "decided_by", "escalated_to", "joined_to__holder", "joined_to__programme"
    )


def shared_idea(asker: Asker, reference: str) -> Idea | None:
    """One of them, without a move that its maker can still take back; absent and hidden look the same."""
    found = shared_ideas(asker).filter(reference=reference).first()
    return as_sender_sees(found) if found else None


def shared_named(asker: Asker, ids: list[UUID]) -> dict[UUID, Idea]:
    return {idea.pk: idea for idea in shared_ideas(asker).filter(pk__in=ids)}


def shared_and_placed(asker: Asker, ids: list[UUID]) -> dict[UUID, Idea]:
    """The same with the partner where each was seen, without a move that its maker can still take back.

    No query for none.
    """
    if not ids:
        return {}
    found = shared_ideas(asker).filter(pk__in=ids).select_related("organisation__heir")
    return {idea.pk: idea for idea in all_as_sender_sees(list(found))}


@dataclass(frozen=True)
class Said:
    """How many people say so, its senders among them; in how many places, none when that would tell who they are."""

    people: int
    places: int | None
    fewest: int


def who_said(idea: Idea) -> Said:
    """Two queries: what is joined with it, for its senders, and those who added their name to any of these.

    Only who gave their name is told apart: the count must not show that two unnamed senders, or one with a name and
    one without, are the same person.
    """
    columns = ("person_id", "service_id", "organisation_id", "place")
    sent = [idea, *joined_for_good_with(idea)[:MOST_COUNTED]]
    voices = list(Voice.objects.filter(idea__in=[one.pk for one in sent]).values_list(*columns)[:MOST_COUNTED])
    senders = [(_named(one), one.service_id, one.organisation_id, one.place) for one in sent]
    rows = [*senders, *voices]
    named = {row[0] for row in rows if row[0]}
    nameless = sum(1 for row in rows if not row[0])
    places = {_place(*row[1:]) for row in rows} - {""}
    fewest = idea.programme.fewest_shown
    return Said(len(named) + nameless, None if len(places) < fewest else len(places), fewest)


def _named(idea: Idea) -> UUID | None:
    return idea.sender_id if idea.mode == Mode.NAMED else None


def _place(service_id: UUID | None, organisation_id: UUID | None, text: str) -> str:
    """What counts as one place: a service; else an organisation; else the same words."""
    return str(service_id or organisation_id or " ".join(text.split()).casefold())


def voice_of(asker: Asker, idea: Idea) -> Voice | None:
    """What this person said of it."""
    if asker.person_id is None:
        return None
    return Voice.objects.filter(idea=idea, person_id=asker.person_id).first()


def comments_of(idea: Idea) -> QuerySet[Comment]:
    """In the order in which they were written."""
    return Comment.objects.filter(idea=idea).select_related("author", "removed_by").order_by("written_at", "pk")


def comment_for(asker: Asker, idea: Idea, comment_id: UUID) -> Comment | None:
    """A comment of an idea that this asker reads."""
    if not policies.can_read_shared(asker, idea):
        return None
    return Comment.objects.filter(idea=idea, pk=comment_id).select_related("idea").first()


def comment_with(comment_id: UUID) -> Comment | None:
    """A comment with its idea, for the mail that tells of it."""
    found = Comment.objects.filter(pk=comment_id, removed_at=None)
    return found.select_related("idea__programme", "idea__holder", "author").first()


def comments_with(asker: Asker, ids: list[UUID]) -> list[Comment]:
    """These comments, of ideas that this asker reads; no query for none."""
    if not ids:
        return []
    seen = Comment.objects.filter(pk__in=ids, removed_at=None, idea__in=shared_ideas(asker).values("pk"))
    return list(seen.select_related("idea", "author"))


def idea_with(idea_id: UUID) -> Idea | None:
    """An idea for the mail to whoever added their name; the rule is asked of it then."""
    found = Idea.objects.filter(pk=idea_id)
    return found.select_related(
        "programme", "holder", "decided_by", "joined_to__holder", "joined_to__programme"
    ).first()
