"""V1, V9: every move, in every state, by everyone, through the pages: only what the table of lives holds is done.

The states and the table are those of `tests/rules` (cast, grid), which ask the services; here each move is posted as
a browser would, with the right revision and every field that any form of it asks for. Who is signed out comes through
no door of these in any state: the access matrix holds that.
"""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from groundswell.foundation.kit import clock
from groundswell.ideas import selectors
from groundswell.ideas.models import Idea
from tests.factories.answers import day as day_of
from tests.factories.partnership import enter, give_role, make_organisation, make_person, make_programme
from tests.factories.rows import tried
from tests.rules.cast import DECISIONS, WAYS, WRITTEN, Story, everything, in_days, make_cast
from tests.rules.test_grid import ALLOWED, SAID_ELSEWHERE

SAYS = "Outpatients agree, and it can be done in a week."
TEAM = ("amina", "tom", "dee")
OUTSIDERS = ("ola", "ned", "ada")  # triager of another place, triager next door, administrator here
ENDS = {"quick_fix": "joe", "better_route": "bea"}
BY_SENDER = {"answer": "answer", "ask_us": "ask", "thank": "thank", "look_again": "look-again", "withdraw": "withdraw"}
BY_TEAM = ("take", "give", "reply", "ask", "tell", "reopen", *DECISIONS)
BY_DOER = ("finish", "give_back")
KNOWING = ("let-know", "keep-secret", "agree", "disagree")


def whole_house():
    """The cast of the rules, and those who have no business with the idea."""
    cast = make_cast()
    hospital, other = make_organisation(cast.programme), make_organisation(cast.programme, "Southend Hospital")
    next_door = make_programme()
    cast.people |= {"ola": make_person("Ola"), "ned": make_person("Ned")}
    cast.people["ada"] = make_person("Ada")
    give_role(cast.ola, cast.programme, "triager", other)
    give_role(cast.ned, next_door)
    give_role(cast.ada, cast.programme, "programme_admin")
    assert hospital
    return cast


def posts(cast, idea):
    """Each move: where it is posted, and with what."""
    team, mine = f"/triage/{idea.reference}", f"/ideas/{idea.reference}"
    filled = {"revision": idea.revision, "harm": "no", "words": SAYS, "to": cast.tom.pk}
    for outcome in ("reply", "ask", *DECISIONS):
        yield outcome, f"{team}/answer/", filled | {"outcome": outcome} | _parts(cast, outcome)
    for verb in ("take", "give", "tell", "finish", "give_back", "reopen"):
        yield verb, f"{team}/{verb.replace('_', '-')}/", filled
    for verb, address in (BY_SENDER | dict.fromkeys(KNOWING)).items():
        yield verb, f"{mine}/{address or verb}/", filled
    for verb in ("undo", "send_now"):
        yield verb, f"{team}/{verb.replace('_', '-')}/", filled


def _parts(cast, outcome):
    who = {"quick_fix": cast.joe, "selection": cast.amina, "better_route": cast.bea}.get(outcome)
    typed = {
        "words": SAYS,
        "who": f"{who.name} {who.email}" if who else "",
        "route": "improvement",
        "reason": "changing",
    }
    day = day_of(in_days(14), f"{outcome}_by") if who else {}
    return {f"{outcome}_{name}": value for name, value in typed.items()} | day


def may(state, verb, who, holder):
    """Whether the table lets this person make this move here; what it is silent of may go either way."""
    if verb in (*KNOWING, "undo", "send_now"):
        return who not in OUTSIDERS  # who of the others may stands in tests/rules; outsiders never
    if verb not in ALLOWED[state] and state not in SAID_ELSEWHERE.get(verb, ()):
        return False
    if verb in BY_SENDER:
        return who == "grace"
    if verb in BY_DOER:
        return who == ENDS.get(state)
    return verb in BY_TEAM and who in {*TEAM, holder}


@pytest.mark.parametrize("whose", ["outsiders", "others"])
@pytest.mark.parametrize("state", WAYS)
def test_only_what_the_table_holds_is_done(db, state, whose):
    cache.clear()
    cast = whole_house()
    story = Story(cast, state).wait(hours=1)
    idea = Idea.objects.get(pk=story.idea.pk)
    names = {person.pk: name for name, person in cast.people.items()}
    done = set()
    with clock.at(story.now):
        others = {"amina", "grace", names[idea.holder_id], ENDS.get(state, "amina")}
        for who in OUTSIDERS if whose == "outsiders" else others:
            done |= {(verb, who) for verb in moved_by(cast, idea, who)}
    unlawful = {(verb, who) for verb, who in done if not may(state, verb, who, names[idea.holder_id])}
    assert unlawful == set()
    assert whose == "outsiders" or set(ALLOWED[state].items()) <= done, (
        "a move that the table holds was not made, so that nothing is proven here"
    )


def moved_by(cast, idea, who):
    """The moves that this person's posts made, each of them put back."""
    browser = Client(HTTP_HOST=cast.programme.host)
    enter(browser, cast.people[who], noted=True)
    before = everything()
    for verb, address, data in posts(cast, idea):
        if (verb in KNOWING and who != "grace") or (verb in DECISIONS and who in OUTSIDERS):
            continue  # the first: tests/rules/test_confidential.py; to outsiders all answers are one address
        with tried(WRITTEN) as trial:
            answer = browser.post(address, data)
        if answer.status_code < 400 and trial.changed:
            yield verb
    assert everything() == before


@pytest.mark.parametrize("state", ["received", "asked", "not_now", "closed"])
def test_the_link_of_another_idea_moves_nothing(db, state):
    """V1: a sender with a link of their own, at the address of somebody else's idea."""
    cast = make_cast()
    idea, own = Story(cast, state).idea, Story(cast, "received").idea
    before = everything()
    browser = Client(HTTP_HOST=cast.programme.host)
    for verb in (*BY_SENDER.values(), *KNOWING, "keep", "give-name"):
        with transaction.atomic():
            answer = browser.post(f"/t/{idea.reference}/{selectors.token_of(own)}/{verb}/", {"words": SAYS})
        assert answer.status_code == 404
    assert everything() == before
