"""S7 and S8: where an idea is, the tracker line, what was said, and what its sender can do."""

from __future__ import annotations

from dataclasses import dataclass
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
IN_STAGE = {
    MessageKind.REPLY: 1,
    MessageKind.QUESTION: 2,
    MessageKind.ANSWER: 2,
    MessageKind.DECISION: 3,
    MessageKind.DONE: 3,
}


def status_line(idea: Idea) -> str:
    """The public word for where it is: the outcome's when decided."""
    return str(idea.get_outcome_display() if idea.state == S.DECIDED else idea.get_state_display())


def tracker(idea: Idea, messages: list[Message]) -> list[Step]:
    """The six dots: four of the idea's own, then what later rooms tell, or what may come."""
    stage = STAGE.get(S(_goes_on(idea).state), 0)
    steps = [_step(idea, number, stage, messages) for number in range(4)]
    later = timeline.later_steps(idea.pk) or [Step(_("Trying it"), TODO), Step(_("What we learned"), TODO)]
    return steps + later


def _goes_on(idea: Idea) -> Idea:
    """The idea that moves on for this one: the other, when it is joined."""
    return idea.joined_to if policies.is_joined(idea) and idea.joined_to else idea


def _step(idea: Idea, number: int, stage: int, messages: list[Message]) -> Step:
    titles = (_("We got your idea"), _("Someone read it"), _("Finding out more"), _("Decision"))
    last = _goes_on(idea).state == S.CLOSED
    status = DONE if number < stage or (number == stage and last) else NOW if number == stage else TODO
    said = [message for message in messages if IN_STAGE.get(MessageKind(message.kind)) == number]
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
    if said:  # their words stand once on the page, with everything else that was said
        message = said[-1] if number == 3 else said[0]  # the decision that stands is the last one
        return Step(titles[number], status, message.written_at, _author(message))
    # Who took a step that left no words is not known here: only the present one is surely the holder's.
    return Step(titles[number], status, None, idea.holder.name if status == NOW else "", "")


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


@dataclass(frozen=True)
class Choice:
    """Something the sender can do now: its verb in the address, words for the page, the button."""

    verb: str
    words: str
    label: str
    hint: str
    button: str
    main: bool = False
    needs_words: bool = True
    second: bool = False


def _choices(idea: Idea) -> dict[str, tuple[str, Choice]]:
    who = idea.holder.first_name
    return {
        "answer": (
            "answer",
            Choice("answer", _("Answer the question"), _("Your answer"), "", _("Send my answer"), main=True),
        ),
        "look-again": (
            "look again",
            Choice(
                "look-again",
                _("Ask for a second look"),
                _("What should we look at again?"),
                _("Someone else will look, not the person who decided."),
                _("Ask for a second look"),
            ),
        ),
        "thank": (
            "thank",
            Choice("thank", _("Say thanks to people who helped"), _("Your thanks"), "", _("Send my thanks")),
        ),
        "ask": (
            "question",
            Choice(
                "ask",
                _("Ask %(who)s a question") % {"who": who},
                _("Your question"),
                "",
                _("Send my question"),
            ),
        ),
        "let-know": (
            "let know",
            Choice(
                "let-know",
                _("May %(who)s know who you are?") % {"who": who},
                "",
                _("%(who)s has your idea now and does not know who sent it.") % {"who": idea.holder.name},
                _("Yes, %(who)s may know") % {"who": who},
                main=idea.asks_to_know,
                needs_words=False,
            ),
        ),
        "keep-secret": (
            "keep secret",
            Choice("keep-secret", "", "", "", _("No, keep my name secret"), main=True, needs_words=False, second=True),
        ),
        **_going_on(idea),
        "apart": (
            "unjoin",
            Choice(
                "apart",
                _("Ask us to look at my idea by itself"),
                _("How is your idea different?"),
                _("Nothing of it is lost. Someone has it by name again, with a new date."),
                _("Look at it by itself"),
            ),
        ),
        **_joining(idea),
        "appeal": (
            "appeal",
            Choice(
                "appeal",
                _("Ask to have my text shown"),
                _("Why should it be shown?"),
                _("Someone else will look, not the person who covered it."),
                _("Ask to have it shown"),
            ),
        ),
        **_speaking_up(idea),
        "withdraw": (
            "withdraw",
            Choice(
                "withdraw",
                _("Take my idea back"),
                "",
                _("Nobody will work on it any more. You can send it again later as a new idea."),
                _("Take my idea back"),
                needs_words=False,
            ),
        ),
    }


def _speaking_up(idea: Idea) -> dict[str, tuple[str, Choice]]:
    """Whether a safety concern may go by a safety route: the sender says, and may change their mind."""
    if idea.may_speak_up:
        words, button = _("You said we may tell the speak-up guardian or the incident team"), _("No, please do not")
        return {"disagree": ("agree", Choice("disagree", words, "", "", button, needs_words=False))}
    hint = _("They help people who worry about safety. We tell them only if you say so.")
    words, button = _("Let us tell the speak-up guardian or the incident team"), _("Yes, you may tell them")
    return {"agree": ("agree", Choice("agree", words, "", hint, button, needs_words=False))}


def _going_on(idea: Idea) -> dict[str, tuple[str, Choice]]:
    """Whether a record may name the sender, of a confidential or a joined idea, to the people who work on it."""
    asked = idea.asks_to_become
    hint = _("A panel will look at it. May it go on with your name? The people who work on it would see it.")
    if policies.is_joined(idea):
        hint = _(
            "People work on it now, together with the idea that it is joined with. May we put you on their team? "
            "All on the team see your name. You see their names, and the words with which the other idea began."
        )
    words = _("May your idea go on with your name?")
    yes = Choice("let-become", words, "", hint, _("Yes, it may go on with my name"), main=asked, needs_words=False)
    no = Choice("not-become", "", "", "", _("No, it stays as it is"), main=asked, needs_words=False, second=True)
    if idea.may_become:  # not asked any more: only the other answer is left
        said = _("You said that your idea may go on with your name")
        no = Choice("not-become", said, "", "", no.button, needs_words=False)
        return {"not-become": ("let become", no)}
    return {"let-become": ("let become", yes)} | ({"not-become": ("let become", no)} if asked else {})


def _joining(idea: Idea) -> dict[str, tuple[str, Choice]]:
    """Whether ideas of other people may be joined with this one; they learn nothing of it but who has it, and when."""
    asked = idea.join_asked_by_id is not None
    hint = _(
        "Somebody else told us of the same thing. May we look at both together? If yes, we tell them who has both "
        "and by when they hear. They do not see your words or your name, and you do not see theirs. If people work on "
        "it one day, all on their team see each other's names and the words with which it began. Those who sent an "
        "idea that is joined with yours may be on it."
    )
    words = _("May we look at your idea together with one like it?")
    yes = Choice("let-join", words, "", hint, _("Yes, look at both together"), main=asked, needs_words=False)
    no = Choice("not-join", "", "", "", _("No, look at mine by itself"), main=asked, needs_words=False, second=True)
    if idea.may_join:
        said = _("You said that we may look at your idea together with others")
        return {"not-join": ("let join", Choice("not-join", said, "", "", no.button, needs_words=False))}
    return {"let-join": ("let join", yes)} | ({"not-join": ("let join", no)} if asked else {})


def may_give_name(idea: Idea, asker: Asker) -> bool:
    move = IDEA.moves["give name"]
    return idea.state in move.sources and bool(move.policy(asker, idea))


def choices(idea: Idea, asker: Asker) -> list[Choice]:
    """What this sender may do now, by the life table and its policies."""
    found = []
    for verb, choice in _choices(idea).values():
        move = IDEA.moves[verb]
        if idea.state in move.sources and move.policy(asker, idea):
            found.append(choice)
    return found


def choice_of(idea: Idea, verb: str) -> Choice | None:
    return _choices(idea).get(verb, (None, None))[1]


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
