"""S12: one idea as the team, its doer or the person at the other end reads it: who sent it, and the story so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import Verdict, no
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.states import FROM_US, TO_DO, IdeaState, MessageKind, Mode, Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from groundswell.foundation.access import Asker
    from groundswell.foundation.audit.models import AuditEntry
    from groundswell.ideas.models import Idea, Message


def may(asker: Asker, idea: Idea, verb: str) -> Verdict:
    """Whether to offer a move: by where the idea stands (no reason to show), then by its policy (with the reason)."""
    move = IDEA.moves[verb]
    return move.policy(asker, idea) if idea.state in move.sources else no("")


@dataclass(frozen=True)
class Offers:
    """What the page offers this person now. `why_not`: what to show in place of a missing button."""

    take: bool
    give: bool
    answer: bool
    tell: bool
    finish: bool
    give_back: bool
    reopen: bool
    unjoin: bool
    pause: bool
    resume: bool
    why_not: str


def offers(asker: Asker, idea: Idea) -> Offers:
    new = idea.state == IdeaState.RECEIVED
    take = may(asker, idea, "take" if new else "take over")
    answer = _may_answer(asker, idea)
    finish, reopen = may(asker, idea, "finish"), may(asker, idea, "reopen")
    done = finish if idea.outcome in TO_DO else may(asker, idea, "unjoin") if idea.joined_to_id else reopen
    return Offers(
        take=bool(take) and (new or asker.person_id != idea.holder_id),
        give=bool(may(asker, idea, "give" if new else "hand over")),
        answer=bool(answer),
        tell=bool(may(asker, idea, "tell")),
        finish=bool(finish),
        give_back=bool(may(asker, idea, "give back")),
        reopen=bool(reopen),
        unjoin=bool(may(asker, idea, "unjoin")),
        pause=bool(may(asker, idea, "pause")),
        resume=bool(may(asker, idea, "resume")),
        why_not=answer.reason if idea.is_open else done.reason,
    )


def _may_answer(asker: Asker, idea: Idea) -> Verdict:
    if idea.state in {IdeaState.ASKED, IdeaState.PARKED}:
        return no(_("We wait for the sender's answer. Then you can decide"))
    return policies.can_answer_now(asker, idea) if idea.is_open else no("")


def outcomes(idea: Idea) -> list[str]:
    """What may happen next, from where it stands: a first reply is given once, later news by writing to the sender."""
    first = ["reply"] if idea.state in {IdeaState.RECEIVED, IdeaState.READ} else []
    return [*first, "ask", *Outcome.values]


@dataclass(frozen=True)
class Sender:
    """Who sent it, as far as this reader may know, and what they agreed to."""

    name: str
    consent: str


def sender(idea: Idea, asker: Asker) -> Sender:
    if idea.mode == Mode.ANONYMOUS:
        return Sender(_("Someone who gave no name"), _("We cannot write to them. They come back to read what you say."))
    known = policies.can_know_sender(asker, idea)
    if idea.mode == Mode.CONFIDENTIAL:
        return _in_confidence(idea, bool(known))
    account = idea.sender.name if idea.sender else ""
    name = (idea.sender_name or account or _("Someone who gave no name")) if known else _("A colleague")
    if idea.colleagues_may_see:
        return Sender(name, _("Colleagues may see this idea, without the sender's name."))
    return Sender(name, _("Only people who work on this idea may see it."))


def _in_confidence(idea: Idea, known: bool) -> Sender:
    if not known:
        return Sender(
            _("A colleague, in confidence"), _("Only the person its sender trusts with it knows who sent it.")
        )
    account = idea.sender.name if idea.sender else ""
    name = idea.sender_name or account or idea.sender_email or _("Someone who gave no name")
    return Sender(name, _("In confidence: only you know who sent it. Do not tell anyone."))


@dataclass(frozen=True)
class Told:
    """One thing that happened: a sentence with its person, when, and the words that went with it."""

    sentence: str
    when: datetime
    text: str
    revision: int
    from_sender: bool
    taken_back: bool


SENTENCES = {
    "send": lazy("%(who)s sent the idea"),
    "take": lazy("%(who)s took the idea"),
    "take over": lazy("%(who)s took over the idea"),
    "give": lazy("%(who)s gave the idea to %(to)s"),
    "hand over": lazy("%(who)s gave the idea to %(to)s"),
    "reply": lazy("%(who)s replied"),
    "tell": lazy("%(who)s wrote to the sender"),
    "ask": lazy("%(who)s asked the sender a question"),
    "answer": lazy("%(who)s answered the question"),
    "park": lazy("No answer came, so the idea waits"),
    "decide": lazy("%(who)s decided. %(outcome)s"),
    "join": lazy("%(who)s joined it with another idea, which %(to)s has"),
    "unjoin": lazy("%(who)s took it out again, so %(to)s looks at it by itself"),
    "gain": lazy("%(who)s joined another idea with this one"),
    "lose": lazy("An idea that was joined with this one goes on by itself"),
    "follow": lazy("The idea that it is joined with went on to %(to)s"),
    "hear": lazy("The idea that it is joined with has an answer"),
    "lose answer": lazy("The answer to the idea that it is joined with does not hold any more"),
    "ask to name": lazy("The idea that it is joined with became an innovation. We asked the sender about its team"),
    "ask to join": lazy("%(who)s asked the sender whether others may be joined with it"),
    "let join": lazy("%(who)s said whether others may be joined with it"),
    "finish": lazy("%(who)s said what was done"),
    "give back": lazy("%(who)s gave the idea back to %(to)s"),
    "look again": lazy("%(who)s asked for a second look by %(to)s"),
    "reopen": lazy("%(who)s opened the idea again"),
    "question": lazy("%(who)s asked us a question"),
    "let know": lazy("%(who)s let the person who has the idea know who sent it"),
    "keep secret": lazy("%(who)s did not want the person who has the idea to know who sent it"),
    "agree": lazy("%(who)s said whether it may go to the speak-up guardian or the incident team"),
    "give name": lazy("%(who)s put a name to the idea"),
    "thank": lazy("%(who)s said thanks"),
    "add files": lazy("%(who)s added a photo or a document"),
    "remove file": lazy("%(who)s took a photo or a document away"),
    "withdraw": lazy("%(who)s took the idea back"),
    "hand on": lazy("The idea went on to %(to)s"),
    "erase": lazy("The sender's name and words were removed"),
    "erase and close": lazy("The sender's name and words were removed, so nobody works on it"),
    "claim": lazy("%(who)s opened the link in our email"),
    "hide text": lazy("%(who)s covered the text"),
    "appeal": lazy("%(who)s asked to have the text shown"),
    "show text": lazy("%(who)s showed the text again"),
    "keep hidden": lazy("%(who)s looked, and the text stays covered"),
    "pass on appeal": lazy("The day was over or somebody was away, so someone else decides whether the text is shown"),
    "hand on appeal": lazy("Someone else decides whether the text is shown"),
    "become": lazy("%(who)s began its record as an innovation"),
    "ask to become": lazy("%(who)s asked the sender whether its record may begin"),
    "let become": lazy("%(who)s said whether its record may begin"),
    "escalate": lazy("The date came near or was over, so %(also)s has it too"),
    "pass on question": lazy("A question waited past its date, so %(also)s has it too"),
    "cover": lazy("%(before)s is away, so %(to)s has the idea"),
    "pause": lazy("%(who)s stopped the clock for a while"),
    "resume": lazy("The clock runs again"),
}


TAKES_BACK = ("undo", "give way")  # the move before is marked; there is nothing else to tell


def people_in(moves: list[AuditEntry]) -> set[UUID]:
    """Everyone whom the story names."""
    named = ("holder", "before", "escalated_to")
    ids = {move.actor_id for move in moves} | {_id(move.facts.get(name)) for move in moves for name in named}
    return {one for one in ids if one is not None}


def _id(value: Any) -> UUID | None:
    return UUID(value) if value else None


def story(
    moves: list[AuditEntry], messages: list[Message], *, idea: Idea, sender: str, names: dict[UUID, str]
) -> list[Told]:
    """What happened, in order; what was taken back is marked, and its words are not shown."""
    said = {message.revision: message.text for message in messages}
    undone = {move.facts.get("undone") for move in moves if move.verb in TAKES_BACK}
    return [
        Told(
            _sent_for(move, idea) or _sentence(move, names, sender if _as_sender(move, idea) else ""),
            move.recorded_at,
            said.get(move.revision, ""),
            move.revision,
            _as_sender(move, idea),
            move.revision in undone,
        )
        for move in moves
        if move.verb not in TAKES_BACK
    ]


def _as_sender(move: AuditEntry, idea: Idea) -> bool:
    """Whether its sender did it, as the audit says. Ids are compared for a named idea alone: whoever stands in the
    story of a secret sender's idea for another reason has their own name there, or readers could try who it is.
    """
    if move.actor_kind == "person":
        return idea.mode == Mode.NAMED and move.actor_id == idea.sender_id
    return move.actor_kind in {"sender", "anonymous"}


def _sent_for(move: AuditEntry, idea: Idea) -> str:
    """Who sent it for someone without a name knows who that is, so the story names neither. The audit keeps the helper,
    who said that the sender agreed.
    """
    helped = idea.receipt is not None and move.verb == "send" and move.facts.get("helping")
    return _("Someone sent it for a colleague") if helped else ""


def _sentence(move: AuditEntry, names: dict[UUID, str], sender: str) -> str:
    """`sender`: what its sender is called, where they did it."""
    someone = _("Someone")
    who = sender or {"system": _("The site")}.get(move.actor_kind, names.get(move.actor_id, someone))
    to, before, also = (names.get(_id(move.facts.get(name)), someone) for name in ("holder", "before", "escalated_to"))
    if move.verb in {"give", "hand over"} and _id(move.facts.get("holder")) == move.actor_id:
        return _("%(who)s took the idea") % {"who": who}
    outcome = move.facts.get("outcome", "")
    decided = Outcome(outcome).label if outcome in Outcome.values else ""
    words = str(SENTENCES[move.verb])
    if move.verb == "decide" and outcome != Outcome.NOT_NOW:
        words = _("%(who)s decided. %(outcome)s, by %(to)s")
    return words % {"who": who, "to": to, "outcome": decided, "before": before, "also": also}


ASKED_OF = {
    Outcome.QUICK_FIX: lambda: _("%(who)s asks you to do this"),
    Outcome.BETTER_ROUTE: lambda: _("%(who)s asks you to take this on"),
    Outcome.SELECTION: lambda: _("%(who)s asks you to look after this until the panel"),
}


@dataclass(frozen=True)
class Asked:
    """What is asked of a doer, or of who carries a better route: by whom, in which words."""

    sentence: str
    text: str


def asked_of(idea: Idea, messages: list[Message], asker: Asker) -> Asked | None:
    """Nothing unless this person has a decided idea in their hands."""
    if idea.state != IdeaState.DECIDED or asker.person_id != idea.holder_id or idea.outcome not in ASKED_OF:
        return None
    words = [message.text for message in messages if message.kind == MessageKind.DECISION]
    who = idea.decided_by.name if idea.decided_by else _("The innovation team")
    return Asked(ASKED_OF[Outcome(idea.outcome)]() % {"who": who}, words[-1] if words else "")


def open_question(messages: list[Message]) -> str:
    """What the sender asked and nobody has answered since; empty when nothing waits."""
    latest = ""
    for message in messages:
        if message.kind == MessageKind.SENDER_QUESTION:
            latest = message.text
        elif message.kind in FROM_US:
            latest = ""
    return latest


def done_words(verb: str, idea: Idea) -> str:
    """What was just done, for the banner with its Undo."""
    holder = idea.holder.name
    return {
        "take": _("You took this idea"),
        "take over": _("You took over this idea"),
        "give": _("Given to %(who)s"),
        "hand over": _("Given to %(who)s"),
        "reply": _("Your reply is ready to go"),
        "ask": _("Your question is ready to go"),
        "decide": _("Your answer is ready to go"),
        "join": _("The two ideas are joined"),
        "unjoin": _("You took it out again"),
        "finish": _("You said what was done"),
        "give back": _("Given back to %(who)s"),
        "reopen": _("You opened this idea again"),
    }.get(verb, _("Done")) % {"who": holder}


HAS_MAIL = ("join", "unjoin", "give", "hand over", "reply", "ask", "decide", "finish", "give back", "reopen")
