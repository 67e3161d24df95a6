"""S7 and S8: where an idea is, the tracker line, and what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation import menu, timeline
from groundswell.foundation.access import EVERYONE, SIGNED_IN, Asker
from groundswell.foundation.design import cookies
from groundswell.foundation.timeline import DONE, NOW, TODO, Step
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.presenters.covered import title_for_sender
from groundswell.ideas.presenters.sending import COOKIE
from groundswell.ideas.presenters.what_next import Next, next_step
from groundswell.ideas.states import WAITS_FOR_SENDER, IdeaState, MessageKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from groundswell.ideas.models import Idea, Message

S = IdeaState
STAGE = {S.RECEIVED: 0, S.READ: 1, S.ASKED: 2, S.PARKED: 2, S.FINDING_OUT: 2, S.DECIDED: 3, S.CLOSED: 3}
K = MessageKind
# What shows that a stage was reached, the likeliest first: who decides outright has read it, and found out enough.
SHOWS = {
    1: ((K.REPLY, K.QUESTION, K.DECISION),),
    2: ((K.QUESTION, K.ANSWER), (K.DECISION,)),
    3: ((K.DECISION,),),
}


def status_line(idea: Idea) -> str:
    """The public word for where it is: the outcome's when decided."""
    return str(idea.get_outcome_display() if idea.state == S.DECIDED else idea.get_state_display())


def tracker(asker: Asker, idea: Idea, messages: list[Message]) -> list[Step]:
    """Four dots of the idea's own, what rooms tell of what came of it, and what may still come."""
    stage = STAGE.get(S(_goes_on(idea).state), 0)
    steps = [_step(idea, number, stage, messages) for number in range(4)]
    came = what_came(asker, idea)
    if any(step.status == NOW for step in came):  # it goes on there
        steps = [replace(step, status=DONE if step.status == NOW else step.status) for step in steps]
    told = {step.title for step in came}
    to_come = [Step(title, TODO) for title in (_("Trying it"), _("What we learned")) if title not in told]
    return steps + came + to_come


def what_came(asker: Asker, idea: Idea) -> list[Step]:
    """What the rooms tell of what came of it, as far as this asker may see it there."""
    return timeline.steps_of(timeline.Subject(asker, idea.pk, idea.innovation_id))


def _goes_on(idea: Idea) -> Idea:
    """The idea that moves on for this one: the other, when it is joined."""
    return idea.joined_to if policies.is_joined(idea) and idea.joined_to else idea


def _step(idea: Idea, number: int, stage: int, messages: list[Message]) -> Step:
    titles = (_("We got your idea"), _("Someone read it"), _("Finding out more"), _("Decision"))
    last = _goes_on(idea).state == S.CLOSED
    status = DONE if number < stage or (number == stage and last) else NOW if number == stage else TODO
    if number == 0:
        return Step(
            titles[0],
            status,
            idea.sent_at,
            idea.holder.name if stage == 0 else "",
            _("A real person has it."),
        )
    if status == TODO:
        to_come = {3: _("You will hear yes, not now, or a better route. We always say why.")}
        return Step(titles[number], status, None, "", to_come.get(number, ""))
    message = _shown_by(number, status, messages)
    if message:  # their words stand once on the page, with everything else that was said
        return Step(titles[number], status, message.written_at, _author(message))
    # Who took a step that left no words is not known here: only the present one is surely the holder's.
    return Step(titles[number], status, None, idea.holder.name if status == NOW else "", "")


def _shown_by(number: int, status: str, messages: list[Message]) -> Message | None:
    """The first of what was said that shows the stage; of decisions the last one, for that is the one that stands."""
    for kinds in SHOWS[number][: None if status == DONE else 1]:
        said = [message for message in messages if message.kind in kinds]
        if said:
            return said[-1] if number == 3 else said[0]
    return None


def _author(message: Message) -> str:
    return message.author.name if message.author else _("You")


@dataclass(frozen=True)
class Said:
    who: str
    when: datetime
    kind: str
    text: str
    mine: bool


def question(idea: Idea, messages: list[Message]) -> Said | None:
    """What the sender was asked and has not answered: it stands above the box for the answer."""
    found = _open_question(idea, messages)
    return _said(idea, found) if found else None


def _open_question(idea: Idea, messages: list[Message]) -> Message | None:
    if idea.state not in WAITS_FOR_SENDER:
        return None
    asked = [message for message in messages if message.kind == MessageKind.QUESTION]
    return asked[-1] if asked else None


def thread(idea: Idea, messages: list[Message]) -> list[Said]:
    """Everything else said, as the sender reads it."""
    above = _open_question(idea, messages)
    return [_said(idea, message) for message in messages if message is not above]


def _said(idea: Idea, message: Message) -> Said:
    mine = message.author_id in {None, idea.sender_id}
    who = _("You") if mine else _author(message)
    asked = message.kind == MessageKind.SENDER_QUESTION  # its label is the team's: "Question from the sender"
    kind = _("Question") if asked else str(message.get_kind_display())
    return Said(who, message.written_at, kind, message.text, mine)


def may_give_name(idea: Idea, asker: Asker) -> bool:
    move = IDEA.moves["give name"]
    return idea.state in move.sources and bool(move.policy(asker, idea))


@dataclass(frozen=True)
class Card:
    """One idea in a list of the sender's own."""

    title: str
    reference: str
    sent_at: datetime
    status: str
    next: Next


def card(idea: Idea, today: date) -> Card:
    return Card(title_for_sender(idea), idea.reference, idea.sent_at, status_line(idea), next_step(idea, today))


def register_all() -> None:
    cookies.register(
        cookies.Cookie(
            COOKIE,
            gettext_lazy("Finds the idea that you are writing. It holds a signed key."),
            gettext_lazy("Until you send it, sign out, or close the browser"),
        )
    )
    menu.register(menu.Link(gettext_lazy("Share an idea"), "ideas:start", EVERYONE, 10))
    menu.register(menu.Link(gettext_lazy("My ideas"), "ideas:mine", SIGNED_IN, 20))
    promises, check = gettext_lazy("Do we keep our promises?"), gettext_lazy("Check on an idea you sent")
    menu.register(menu.Link(promises, "ideas:promises", EVERYONE, 20, where=menu.Where.FOOT))
    menu.register(menu.Link(check, "ideas:find", EVERYONE, 10, where=menu.Where.MAP))
    paper, someone = gettext_lazy("A form on paper"), gettext_lazy("Send an idea for someone else")
    menu.register(menu.Link(paper, "ideas:paper", SIGNED_IN, 20, where=menu.Where.MAP))
    menu.register(menu.Link(someone, "ideas:for-someone", SIGNED_IN, 30, where=menu.Where.MAP))
