"""The lists of words: stable keys, honest about their source, and in step with the code that hangs on them."""

from datetime import date

import pytest

from groundswell.innovations.models import Chosen, Innovation
from groundswell.innovations.presenters.sections import ASKED
from groundswell.innovations.reference import LISTS_OF, Source, Value, Vocabulary, vocabularies, vocabulary
from groundswell.innovations.states import Group, Maturity

UNCHECKED = {"maturity_levels", "readiness"}


@pytest.mark.parametrize("name", vocabularies())
def test_every_key_of_a_list_stands_once_and_fits_its_column(name):
    keys = [value.key for value in vocabulary(name).values]
    assert len(keys) == len(set(keys))
    assert max(map(len, keys)) <= 20


def test_lists_that_nobody_compared_say_so():
    assert {name for name, found in vocabularies().items() if not found.verified} == UNCHECKED
    assert [name for name, found in vocabularies().items() if not found.source.name] == []


def test_every_word_from_the_innovation_service_has_its_key_there_once():
    theirs = {name: [value.theirs for value in found.values] for name, found in vocabularies().items()}
    own = {"streams", *UNCHECKED}
    assert [name for name, keys in theirs.items() if name not in own and not all(keys)] == []
    doubled = {name for name, keys in theirs.items() if len(set(keys)) != len(keys)}
    assert doubled - own == {"sections"}  # their first section is two of ours


def test_conditions_have_two_levels_and_no_third():
    conditions = vocabulary("conditions")
    tops = [value for value in conditions.values if not value.under]
    assert (len(conditions.values), len(tops)) == (167, 27)
    assert {value.under for value in conditions.values} - {""} <= {value.key for value in tops}
    lies = {value.under: value.theirs for value in conditions.values if value.under}
    assert all(theirs.startswith(f"{conditions.value(top).theirs}_") for top, theirs in lies.items())
    assert conditions.whole_label_of("cancer_bowel") == "Cancer: Bowel cancer"
    assert conditions.whole_label_of("cancer") == "Cancer"
    assert conditions.whole_label_of("unknown") == "unknown"


def test_every_list_of_the_innovation_service_is_there():
    words = {name: len(found.values) for name, found in vocabularies().items()}
    counted = {"purposes": 8, "patient_benefits": 13, "system_benefits": 17, "standard_states": 3, "assessed": 7}
    counted |= {"assessor_answers": 3, "support_states": 6, "archive_reasons": 8, "standards": 13, "programmes": 16}
    assert {name: words[name] for name in counted} == counted


def test_lists_that_sections_choose_from_are_there():
    assert set(LISTS_OF) <= {value.key for value in vocabulary("sections").values}
    assert {name for names in LISTS_OF.values() for name in names} <= set(vocabularies())


def test_sections_are_asked_for_and_lie_in_a_group():
    sections = vocabulary("sections").values
    assert [value.key for value in sections] == list(ASKED)
    assert {value.group for value in sections} == set(Group.values) - {"people"}
    assert len({value.theirs for value in sections}) == 11


def test_the_ladder_has_the_steps_of_the_record_and_a_level_for_each():
    for name in UNCHECKED:
        words = {int(value.key): value.words for value in vocabulary(name).values}
        assert words == {int(step): str(step.label) for step in Maturity}
    levels = [value.group for value in vocabulary("maturity_levels").values]
    assert levels == ["discovery", "discovery", "discovery", "advanced", "ready", "ready"]


def test_a_word_whose_days_are_over_is_not_offered_and_can_still_be_read():
    old = Value("old", "An old word", until=date(2026, 3, 31), then="new")
    new = Value("new", "A new word", since=date(2026, 4, 1))
    words = Vocabulary("test", "Test", Source("nobody"), (old, new))
    assert [value.key for value in words.on(date(2026, 3, 31))] == ["old"]
    assert [value.key for value in words.on(date(2026, 4, 1))] == ["new"]
    assert words.label_of("old") == "An old word"
    assert words.label_of("unknown") == "unknown"


@pytest.mark.parametrize(
    ("column", "name"),
    [("category", "categories"), ("area", "areas"), ("setting", "care_settings"), ("purpose", "purposes")],
)
def test_columns_hold_the_longest_key(column, name):
    longest = max(len(value.key) for value in vocabulary(name).values)
    assert Innovation._meta.get_field(column).max_length >= longest


@pytest.mark.parametrize("name", [name for names in LISTS_OF.values() for name in names])
def test_what_is_chosen_holds_the_longest_key(name):
    longest = max(len(value.key) for value in vocabulary(name).values)
    assert Chosen._meta.get_field("key").max_length >= longest
    assert Chosen._meta.get_field("list").max_length >= len(name)
