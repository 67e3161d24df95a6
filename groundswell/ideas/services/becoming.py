"""An idea becomes an innovation: one transaction, the same reference, the same words, its sender on the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies
from groundswell.ideas.services.answering import HOLD, check_revision, move
from groundswell.ideas.services.authors import join_team, leave_team
from groundswell.ideas.services.discretion import discreet, sender_of
from groundswell.ideas.services.sharing import tell_voices
from groundswell.ideas.services.together import ask_authors, lock_other
from groundswell.ideas.states import FROM_ELSEWHERE
from groundswell.innovations import services as records
from groundswell.innovations.states import Origin

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.innovations.models import Innovation


@transaction.atomic
def become(idea: Idea, *, by: Asker, revision: int | None = None) -> Innovation:
    """Begin the record of an idea that goes to a panel; whoever has it looks after the record from now on."""
    check_revision(idea, revision)
    policies.can_become(by, idea).or_raise()
    assert by.person_id is not None  # the verdict above says so
    beginning = records.Beginning(
        idea.programme,
        title=idea.title,
        problem=idea.text,
        keeper_id=by.person_id,
        origin=Origin.EXTERNAL if idea.type in FROM_ELSEWHERE else Origin.HOME_GROWN,
        reference=idea.reference,
        organisation_id=idea.organisation_id,
        service_id=idea.service_id,
        language=idea.language,
        answers_to_id=idea.answers_to_id,
    )
    innovation = records.begin_from(beginning, by=by)
    move(idea, "become", by=by, facts={"innovation": innovation.pk}, innovation_id=innovation.pk, asks_to_become=False)
    join_team(idea, by=by)
    ask_authors(idea, by=by, hold=HOLD)
    queue("ideas.became", idea, to=sender_of(idea), by=by)
    tell_voices(idea, by=by, hold=None, key="ideas.shared_became")
    return innovation


@transaction.atomic
def ask_to_become(idea: Idea, *, by: Asker, revision: int | None = None) -> Idea:
    """Ask the sender of a confidential idea whether its record may begin, in which they are named."""
    move(idea, "ask to become", by=by, revision=revision, asks_to_become=True)
    queue("ideas.may_become", idea, to=sender_of(idea), by=by)
    return idea


@transaction.atomic
def let_become(idea: Idea, yes: bool, *, by: Asker) -> Idea:
    """The sender says yes or no. A yes to the record of what theirs is joined with puts them on its team at once."""
    lock_other(idea)
    with discreet(idea, by) as sender:
        move(idea, "let become", by=sender, facts={"yes": int(yes)}, may_become=yes, asks_to_become=False)
        if yes:
            join_team(idea, by=sender)
        elif idea.joined_to:
            leave_team(idea, idea.joined_to, by=sender)
        queue("ideas.let_become", idea, to=[idea.holder_id], by=sender)
    return idea
