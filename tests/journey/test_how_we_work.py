"""The page of how we work is the tables of moves themselves: a change of a table changes the page."""

import pytest
from django.db.models import TextChoices
from django.test import Client

from groundswell.foundation.access import YES
from groundswell.foundation.workflow import Lifecycle, Move, lives
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.states import IdeaState, Outcome
from groundswell.journey.presenters import how_we_work


@pytest.fixture
def page(programme):
    def read():
        answer = Client(HTTP_HOST=programme.host).get("/how-we-work/")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


def life(key):
    return next(one for one in lives.lives() if one.key == key)


@pytest.mark.parametrize("one", [pytest.param(one, id=one.key) for one in lives.lives()])
def test_every_move_and_every_rule_of_every_table_has_its_words(one):
    moves = one.lifecycle.moves.values()
    assert {move.verb for move in moves} == set(one.says)
    assert {move.policy for move in moves} == set(one.who)


def test_page_shows_each_state_each_decision_and_each_move_of_an_idea(page):
    shown = page()
    missing = [str(word) for word in [*IdeaState.labels, *Outcome.labels] if f"{word}" not in shown]
    assert missing == []
    told = next(one for one in how_we_work.told(_programme()) if one.key == "idea")
    assert sum(len(stop.moves) for stop in told.stops) == sum(
        len(move.sources) for move in IDEA.moves.values() if move.target is not None
    )
    assert len(told.meanwhile) == sum(move.target is None for move in IDEA.moves.values())


def _programme():
    from groundswell.partnership.models import Programme

    return Programme(reply_days=5, decision_days=20, ask_again_days=20)


def test_a_move_added_to_the_table_stands_on_the_page(page, monkeypatch):
    assert "Frame it" not in page()
    framed = Move("frame it", frozenset({IdeaState.RECEIVED}), IdeaState.PARKED, policies.can_take)
    monkeypatch.setitem(IDEA.moves, "frame it", framed)
    shown = page()
    row = shown[shown.index("Frame it") :]
    row = row[: row.index("</tr>")]
    assert "The innovation team" in row
    assert "Waiting for your answer" in row


def test_a_move_taken_out_of_the_table_leaves_the_page(page, monkeypatch):
    assert "The sender says thanks" in page()
    monkeypatch.delitem(IDEA.moves, "thank")
    assert "The sender says thanks" not in page()


def test_a_clock_of_the_programme_that_changes_changes_the_page(page, programme):
    assert "a reply within 5 working days." in page()
    programme.reply_days = 1
    programme.save()
    shown = page()
    assert "a reply within 1 working day." in shown
    assert "a reply within 5 working days" not in shown


def test_who_may_and_where_it_leads_come_from_the_table(page, monkeypatch):
    class Lamp(TextChoices):
        OFF = "off", "It is dark"
        ON = "on", "It is light"

    def can_switch(_asker, _lamp):
        return YES

    table = Lifecycle(
        Move("switch", frozenset({Lamp.OFF}), Lamp.ON, can_switch),
        Move("look", frozenset({Lamp.OFF, Lamp.ON}), None, can_switch),
    )
    lamp = lives.Life(
        "lamp", "A lamp", "It hangs.", table, Lamp, {"switch": "someone presses"}, {}, lambda _programme: {}, 99
    )
    monkeypatch.setitem(lives._lives, "lamp", lamp)
    told = how_we_work.told(_programme())[-1]
    dark, light = told.stops
    assert dark.moves == [how_we_work.Happening("Someone presses", "Who may: ask us", "It is light", "It is dark")]
    assert light.moves == []
    assert [(one.what, one.at) for one in told.meanwhile] == [("Look", "At any time")]
    assert "Here it ends." in page()
