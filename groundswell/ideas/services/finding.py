"""What search keeps of an idea: its words, and where it stands as everybody sees it who may see the idea at all.

While a move can be taken back, it stands in search as before, for its sender and the team alike: so no filter and no
count tells of an answer early. `show_states` follows a few minutes after that.
"""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from groundswell.foundation.design.words import local_day
from groundswell.foundation.kit import clock
from groundswell.foundation.search import Row
from groundswell.foundation.search import services as search
from groundswell.foundation.workflow.services import many_as_others_see, settled_since
from groundswell.ideas.models import Idea
from groundswell.ideas.states import FOUND, Found, IdeaState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOLD = ("title", "text", "sent_at", "reference", "organisation_id", "state", "outcome", "programme__timezone")
SEARCHED = {"title", "text", "hidden", "organisation_id", "erased_on"}
LOOKED_BACK = timedelta(days=7)  # a worker may have been away for long
CHUNK = 500
STANDS = {
    IdeaState.ASKED: Found.ASKED,
    IdeaState.PARKED: Found.ASKED,
    IdeaState.CLOSED: Found.DONE,
    IdeaState.WITHDRAWN: Found.TAKEN_BACK,
}


def state_of(idea: Idea) -> Found:
    """Under which word it is found; of a decision, which."""
    if idea.state == IdeaState.DECIDED:
        return Found(idea.outcome)
    return STANDS.get(IdeaState(idea.state)) or Found(idea.state)


def row_of(idea: Idea) -> Row:
    """What is found of it, as it is in hand."""
    return Row(
        record_id=idea.pk,
        programme_id=idea.programme_id,
        title=idea.title,
        text=idea.text,
        happened_on=local_day(idea.sent_at, idea.programme.timezone),
        reference=idea.reference,
        place_id=idea.organisation_id,
        state=state_of(idea),
    )


def in_step(idea: Idea, changed: Iterable[str]) -> None:
    """Keep what can be found of an idea in step with a move that changed these columns."""
    if SEARCHED & set(changed):
        search.keep(FOUND, idea.pk)
    else:
        restate([idea])


def restate(ideas: Iterable[Idea]) -> None:
    """Say where these ideas stand; what they say is as it was. One query, and one for each word that some stand at."""
    search.restate(FOUND, {idea.pk: state_of(idea) for idea in as_found(ideas)})


def as_found(ideas: Iterable[Idea]) -> Iterator[Idea]:
    """Copies of these ideas, each without a move that can still be taken back."""
    rest = iter(ideas)
    while chunk := [copy(idea) for idea in islice(rest, CHUNK)]:
        yield from many_as_others_see(chunk)


def show_states() -> None:
    """What could be taken back and cannot any more stands in search as it is. Running it again changes nothing."""
    for chunk in settled_since(clock.now() - LOOKED_BACK, CHUNK):
        ideas = Idea.objects.filter(pk__in=chunk, hidden="", erased_on=None)
        restate(ideas.only("pk", "state", "outcome"))
