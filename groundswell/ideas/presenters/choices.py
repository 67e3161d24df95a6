"""S7: what the sender of an idea can do now, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as lazy

from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea


@dataclass(frozen=True)
class Choice:
    """Something the sender can do: its verb in the address, the move that it makes, words for the page, the button.

    Words, hint and button may have places for `first_name` and `name` of who has the idea.
    """

    verb: str
    move: str
    words: str | StrPromise = ""
    label: str | StrPromise = ""
    hint: str | StrPromise = ""
    button: str | StrPromise = ""
    main: bool = False
    needs_words: bool = True
    second: bool = False

    def about(self, idea: Idea) -> Choice:
        """With the names of who has this idea."""
        who = {"first_name": idea.holder.first_name, "name": idea.holder.name}
        return replace(self, words=self.words % who, hint=self.hint % who, button=self.button % who)


TALKING = (
    Choice(
        "answer",
        "answer",
        lazy("Answer the question"),
        label=lazy("Your answer"),
        button=lazy("Send my answer"),
        main=True,
    ),
    Choice(
        "look-again",
        "look again",
        lazy("Ask for a second look"),
        label=lazy("What should we look at again?"),
        hint=lazy("Someone else will look, not the person who decided."),
        button=lazy("Ask for a second look"),
    ),
    Choice(
        "thank",
        "thank",
        lazy("Say thanks to people who helped"),
        label=lazy("Your thanks"),
        button=lazy("Send my thanks"),
    ),
    Choice(
        "ask",
        "question",
        lazy("Ask %(first_name)s a question"),
        label=lazy("Your question"),
        button=lazy("Send my question"),
    ),
)
LET_KNOW = Choice(
    "let-know",
    "let know",
    lazy("May %(first_name)s know who you are?"),
    hint=lazy("%(name)s has your idea now and does not know who sent it."),
    button=lazy("Yes, %(first_name)s may know"),
    needs_words=False,
)
KEEP_SECRET = Choice(
    "keep-secret",
    "keep secret",
    button=lazy("No, keep my name secret"),
    main=True,
    needs_words=False,
    second=True,
)
APART = Choice(
    "apart",
    "unjoin",
    lazy("Ask us to look at my idea by itself"),
    label=lazy("How is your idea different?"),
    hint=lazy("Nothing of it is lost. Someone has it by name again, with a new date."),
    button=lazy("Look at it by itself"),
)
APPEAL = Choice(
    "appeal",
    "appeal",
    lazy("Ask to have my text shown"),
    label=lazy("Why should it be shown?"),
    hint=lazy("Someone else will look, not the person who covered it."),
    button=lazy("Ask to have it shown"),
)
WITHDRAW = Choice(
    "withdraw",
    "withdraw",
    lazy("Take my idea back"),
    hint=lazy("Nobody will work on it any more. You can send it again later as a new idea."),
    button=lazy("Take my idea back"),
    needs_words=False,
)
# Whether a safety concern may go by a safety route: the sender says, and may change their mind.
AGREE = Choice(
    "agree",
    "agree",
    lazy("Let us tell the speak-up guardian or the incident team"),
    hint=lazy("They help people who worry about safety. We tell them only if you say so."),
    button=lazy("Yes, you may tell them"),
    needs_words=False,
)
DISAGREE = Choice(
    "disagree",
    "agree",
    lazy("You said we may tell the speak-up guardian or the incident team"),
    button=lazy("No, please do not"),
    needs_words=False,
)
# Whether a record may name the sender, of a confidential or a joined idea, to the people who work on it.
LET_BECOME = Choice(
    "let-become",
    "let become",
    lazy("May your idea go on with your name?"),
    hint=lazy("A panel will look at it. May it go on with your name? The people who work on it would see it."),
    button=lazy("Yes, it may go on with my name"),
    needs_words=False,
)
ON_ONE_TEAM = lazy(
    "People work on it now, together with the idea that it is joined with. May we put you on their team? "
    "All on the team see your name. You see their names, and the words with which the other idea began."
)
NOT_BECOME = Choice("not-become", "let become", button=lazy("No, it stays as it is"), needs_words=False)
SAID_BECOME = lazy("You said that your idea may go on with your name")
# Whether ideas of other people may be joined with this one; they learn nothing of it but who has it, and when.
LET_JOIN = Choice(
    "let-join",
    "let join",
    lazy("May we look at your idea together with one like it?"),
    hint=lazy(
        "Somebody else told us of the same thing. May we look at both together? If yes, we tell them who has both "
        "and by when they hear. They do not see your words or your name, and you do not see theirs. If people work on "
        "it one day, all on their team see each other's names and the words with which it began. Those who sent an "
        "idea that is joined with yours may be on it."
    ),
    button=lazy("Yes, look at both together"),
    needs_words=False,
)
NOT_JOIN = Choice("not-join", "let join", button=lazy("No, look at mine by itself"), needs_words=False)
SAID_JOIN = lazy("You said that we may look at your idea together with others")


def _all(idea: Idea) -> list[Choice]:
    """Everything that any sender can do at some time, in the order of the page."""
    speak_up = DISAGREE if idea.may_speak_up else AGREE
    known = (replace(LET_KNOW, main=idea.asks_to_know), KEEP_SECRET)
    return [*TALKING, *known, *_going_on(idea), APART, *_joining(idea), APPEAL, speak_up, WITHDRAW]


def _going_on(idea: Idea) -> list[Choice]:
    hint = ON_ONE_TEAM if policies.is_joined(idea) else LET_BECOME.hint
    if idea.may_become:
        return [replace(NOT_BECOME, words=SAID_BECOME)]
    return _yes_or_no(replace(LET_BECOME, hint=hint), NOT_BECOME, asked=idea.asks_to_become)


def _joining(idea: Idea) -> list[Choice]:
    if idea.may_join:
        return [replace(NOT_JOIN, words=SAID_JOIN)]
    return _yes_or_no(LET_JOIN, NOT_JOIN, asked=idea.join_asked_by_id is not None)


def _yes_or_no(yes: Choice, no: Choice, *, asked: bool) -> list[Choice]:
    """Both answers side by side while we ask. Later only the other one is left, to change one's mind."""
    return [replace(yes, main=True), replace(no, main=True, second=True)] if asked else [yes]


def choices(idea: Idea, asker: Asker) -> list[Choice]:
    """What this sender may do now, by the life table and its policies."""
    return [choice.about(idea) for choice in _all(idea) if _may(choice, idea, asker)]


def _may(choice: Choice, idea: Idea, asker: Asker) -> bool:
    move = IDEA.moves[choice.move]
    return idea.state in move.sources and bool(move.policy(asker, idea))


def choice_of(idea: Idea, verb: str) -> Choice | None:
    """The choice with this verb, whether or not it may be made now."""
    return next((choice.about(idea) for choice in _all(idea) if choice.verb == verb), None)
