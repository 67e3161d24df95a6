"""What tells the same, by words alone: what the asker may see, best first, and only what is likely."""

import pytest

from groundswell.foundation.search import alike
from groundswell.foundation.search.similar import closeness, stems
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import nobody, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.partnership import give_role, make_person

TOLD = "We print the clinic lists twice: at the desk, and again in every clinic room. Print each list once."
OTHER = "Visitors cannot find the lift. Paint a line on the floor from the door to the lift."


@pytest.fixture
def by(programme):
    return asker_for(give_role(make_person("Amina Khan"), programme).person, programme)


def test_alike_finds_the_same_told_again_and_nothing_else(programme, by):
    idea = send_idea(programme)
    send_idea(programme, text=OTHER)
    (found,) = alike(by, TOLD)
    assert (found.kind, found.record_id, found.title, found.public) == ("idea", idea.pk, idea.title, False)
    assert found.score == 1  # the same words, in any form and order


def test_alike_gives_the_best_first_and_so_many(programme, by):
    ideas = [send_idea(programme, text=text) for text in (TOLD + " " + OTHER[:30], TOLD, OTHER)]
    found = alike(by, TOLD)
    assert [one.record_id for one in found] == [ideas[1].pk, ideas[0].pk]
    assert found[0].score == 1
    assert alike(by, TOLD, limit=1) == found[:1]


def test_alike_leaves_out_what_is_known(programme, by):
    idea = send_idea(programme)
    assert alike(by, TOLD, leave_out=[idea.pk]) == []


def test_alike_looks_at_some_kinds_and_says_what_is_public(programme, by):
    sue = make_steward(programme)
    made = opened(make_innovation(programme, team=[sue], keeper=sue, problem=TOLD), sue)
    send_idea(programme)
    (found,) = alike(by, TOLD, kinds=["innovation"])
    assert (found.record_id, found.public, found.reference) == (made.pk, True, made.reference)
    assert {one.kind for one in alike(by, TOLD)} == {"innovation", "idea"}
    assert [one.kind for one in alike(nobody(programme), TOLD)] == ["innovation"]


@pytest.mark.parametrize("text", ["", "the and", "?", "'; \" ) ("])
def test_alike_finds_nothing_for_nothing(programme, by, text):
    send_idea(programme)
    assert alike(by, text) == []


def test_alike_takes_one_word_too(programme, by):
    send_idea(programme, text="Helicopters")
    assert [one.score for one in alike(by, "Helicopter")] == [1]


def test_alike_by_words_is_one_statement(programme, by, django_assert_num_queries):
    send_idea(programme)
    with django_assert_num_queries(1):
        alike(by, TOLD)


def test_closeness_is_the_share_of_letters_in_common():
    assert closeness(stems(["lists", "printing"]), stems(["list", "printed"])) == 1
    assert closeness({"abcd", "efgh"}, {"abcd", "ijkl"}) == pytest.approx(0.5)
    assert closeness(set(), {"abcd"}) == 0
