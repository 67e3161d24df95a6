"""What one thing is called: phrases, slips of one letter and endings."""

from pathlib import Path

import pytest

from groundswell.engine import similarity
from groundswell.engine.similarity import spelling, terms
from tests.engine.similarity.told import meaning, named


def test_short_forms_and_everyday_words_meet():
    assert "discharge medicines" in named("TTOs") & named("the tablets to go home with")
    assert named("A&E") == named("casualty") & named("A&E")
    assert "did not attend" in named("DNA") & named("they failed to attend")
    assert "nil by mouth" in named("NBM from midnight") & named("nothing to eat or drink")
    assert "observations" in named("obs")


def test_the_list_is_the_lexicon_that_was_written_without_sight_of_the_sets():
    listed = terms.terms()
    lexicon = Path(__file__).parents[1] / "similarity_training" / "lexicon.txt"
    assert terms.files("groundswell.engine.similarity").joinpath("data/terms.txt").read_bytes() == lexicon.read_bytes()
    assert len(listed.meanings) == len(set(listed.meanings)) == len(lexicon.read_text(encoding="utf-8").splitlines())
    assert listed.longest >= 4


def test_a_word_inside_a_longer_phrase_counts_once():
    found = similarity.meanings_in("blood pressure")
    assert meaning("blood pressure") in found
    assert meaning("blood test") not in found


def test_small_words_alone_mean_nothing():
    assert similarity.meanings_in("") == {}
    assert similarity.meanings_in("the of to in him") == {}


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("pharmcist", "pharmacist"),
        ("appontment", "appointment"),
        ("recieptionist", "receptionist"),
        ("perscription", "prescription"),
        ("ambulence", "ambulance"),
        ("prescriptoin", "prescription"),
        ("pharmacist", "pharmacist"),
        ("ward", "ward"),
        ("covid19", "covid19"),
        ("zzzzzzzzz", "zzzzzzzzz"),
    ],
)
def test_mends_a_slip_of_one_letter_towards_the_list(word, mended):
    assert terms.terms().speller.mended(word) == mended


def test_leaves_a_slip_alone_when_two_words_fit():
    speller = spelling.Speller(["planted", "slanted"], [])
    assert speller.mended("xlanted") == "xlanted"
    assert speller.mended("plantedd") == "planted"


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("surgeries", "surgery"),
        ("boxes", "box"),
        ("nurses", "nurs"),
        ("nurse", "nurs"),
        ("ward", "ward"),
        ("wards", "ward"),
        ("stress", "stress"),
        ("running", "run"),
        ("falling", "fall"),
        ("prescribed", "prescrib"),
        ("prescribing", "prescrib"),
        ("red", "red"),
        ("bus", "bus"),
    ],
)
def test_takes_endings_off(word, left):
    assert spelling.stem(word) == left
