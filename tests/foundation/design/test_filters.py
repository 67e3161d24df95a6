"""Links that narrow a list."""

from dataclasses import dataclass

from groundswell.foundation.design.filters import FilterLink, query_of, row


@dataclass(frozen=True)
class Chosen:
    step: str = ""
    who: str = ""


def test_a_link_changes_its_own_word_and_leaves_the_others():
    choices = [("", "Any step"), ("early", "Just begun")]
    links = row(Chosen("early", "mine"), "step", "How far", choices, address="/all/").links
    assert links == [
        FilterLink("Any step", "/all/?who=mine", None, current=False),
        FilterLink("Just begun", "/all/?step=early&who=mine", None, current=True),
    ]


def test_a_choice_that_narrows_nothing_is_the_bare_address():
    (link,) = row(Chosen("early"), "step", "How far", [("", "Any step")], address="/all/").links
    assert link.href == "/all/"
    assert query_of(Chosen()) == ""
