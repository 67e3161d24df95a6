"""Every state against every verb: what the table of settled.md ("The life of an idea, once") allows, moves;
what it does not allow is refused, and nothing at all is written.

Cells of which the table is silent and another page speaks (named beside them) may go either way, but never
half: refused and nothing written, or moved with one audit row a revision, a person and a date.
"""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from tests.rules.cast import DECISIONS, VERBS, WAYS, Story, everything, rows_of

EVERYBODY = ("amina", "tom", "dee", "joe", "bea", "grace")
SENDER = dict.fromkeys(("answer", "look_again", "withdraw", "ask_us", "thank"), "grace")
TEAM_DECIDES = dict.fromkeys(DECISIONS, "amina")

# state -> verb -> who
ALLOWED = {
    # "Answering an idea that is still received takes it first": the interface; C3: the submitter withdraws.
    "received": dict.fromkeys(("take", "give", "reply", "ask"), "amina") | TEAM_DECIDES | {"withdraw": "grace"},
    "read": dict.fromkeys(("reply", "ask"), "amina") | TEAM_DECIDES | {"withdraw": "grace"},
    "asked": {"answer": "grace", "withdraw": "grace"},
    "finding_out": TEAM_DECIDES | {"withdraw": "grace"},
    "parked": {"reopen": "amina"},  # C3: parked -> in triage
    "quick_fix": {"finish": "joe", "give_back": "joe"},
    "selection": {},
    "better_route": {"finish": "bea"},
    "not_now": {"look_again": "grace"},
    # held by the duty person, who did not decide first
    "second_look": dict.fromkeys(DECISIONS, "dee") | {"withdraw": "grace"},
    "not_now_again": {},
    "closed": {"thank": "grace"},  # issue 1A, stories: "quick fix done, tracking page, thanks"
    "closed_route": {"thank": "grace"},
    "withdrawn": {},
}
_OPEN = ("received", "read", "asked", "finding_out", "parked", "second_look")
_DECIDED = ("quick_fix", "selection", "better_route", "not_now", "not_now_again")
_NOT_WITHDRAWN = (*_OPEN, *_DECIDED, "closed", "closed_route")
SAID_ELSEWHERE = {
    "take": ("read", "asked", "finding_out", "second_look", "parked"),  # ux S11: [Give to me] on any row
    "give": ("read", "asked", "finding_out", "second_look", "parked"),  # ux S11: Give to...
    "ask": ("finding_out", "second_look"),  # style-examples 5: ask from read and finding out
    "answer": ("parked",),  # domain C7: parked is never a refusal, so a late answer may count
    "reopen": ("selection", "not_now", "not_now_again"),  # the table: "review when due", "review date if any"
    "withdraw": ("parked", *_DECIDED),  # domain C8: withdrawal path, no state named
    "tell": _NOT_WITHDRAWN,  # only the interface names it
    "ask_us": _NOT_WITHDRAWN,  # ux S7: "Ask Amina a question", no state named
    "thank": (*_OPEN, *_DECIDED),  # ux S7: "Say thanks to people who helped", no state named
    "send_now": tuple(WAYS),  # an hour later there is nothing to give up: refused or without effect
}
CELLS = [(state, verb) for state in WAYS for verb in VERBS]
MOVES = [(state, verb, who) for state, verbs in ALLOWED.items() for verb, who in verbs.items()]
SILENT = [(s, v) for s, v in CELLS if v not in ALLOWED[s] and s in SAID_ELSEWHERE.get(v, ())]
REFUSED = [(s, v) for s, v in CELLS if v not in ALLOWED[s] and s not in SAID_ELSEWHERE.get(v, ())]


def date_shown(idea):
    """Of a not now: ask again by. After the second look there is nothing more to ask: "review date if any"."""
    return idea.ask_again_by if idea.outcome == "not_now" else idea.due_on


def assert_books_are_right(idea):
    """Revision, audit rows and memory agree, and whoever is promised something is promised it by someone."""
    rows = rows_of(idea)
    assert [row.revision for row in rows] == list(range(1, len(rows) + 1))
    shown = (idea.state, idea.outcome, idea.revision, idea.holder_id, idea.due_on)
    idea.refresh_from_db()
    assert (idea.state, idea.outcome, idea.revision, idea.holder_id, idea.due_on) == shown
    assert idea.revision == len(rows)
    assert rows[-1].to_state == idea.state
    if idea.state not in {"withdrawn", "closed"}:
        assert idea.holder_id is not None
        assert date_shown(idea) is not None or (idea.outcome == "not_now" and idea.looked_again)


@pytest.mark.parametrize(("state", "verb"), REFUSED, ids=lambda cell: cell)
def test_a_move_that_the_table_does_not_hold_is_refused_and_writes_nothing(cast, state, verb):
    story = Story(cast, state).wait(hours=1)
    before = everything()
    moved = []
    with clock.at(story.now):
        for who in EVERYBODY:
            try:
                VERBS[verb](cast, story.idea, cast.as_(who))
            except NotAllowed:
                continue
            moved.append(who)
    assert moved == []
    assert everything() == before


@pytest.mark.parametrize(("state", "verb", "who"), MOVES, ids=lambda cell: cell)
def test_a_move_that_the_table_holds_is_made_and_booked(cast, state, verb, who):
    story = Story(cast, state)
    before = story.idea.revision
    story.do(verb, who, hours=1)
    assert story.idea.revision > before
    assert_books_are_right(story.idea)


@pytest.mark.parametrize(("state", "verb"), SILENT, ids=lambda cell: cell)
def test_a_move_of_which_the_table_is_silent_is_whole_or_not_at_all(cast, state, verb):
    story = Story(cast, state).wait(hours=1)
    before = everything()
    try:
        story.do(verb, SENDER.get(verb, "amina"))
    except NotAllowed:
        assert everything() == before
    else:
        assert_books_are_right(story.idea)


@pytest.mark.parametrize("state", WAYS)
def test_every_state_stands_in_its_books(cast, state):
    assert_books_are_right(Story(cast, state).idea)
