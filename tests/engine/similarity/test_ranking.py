"""Which texts come first: the index, the first look, and the second, piece by piece."""

import numpy as np
import pytest

from groundswell.engine import similarity
from groundswell.engine.similarity import encoder, index, pieces, ranking
from tests.engine.similarity.told import COAT, PARKING, PAYLOAD, TTO, index_of, meaning, query_of


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


def test_the_score_rises_with_the_vector_and_with_shared_meanings_where_there_is_no_encoder():
    made = index_of("Leg ulcer dressings on the ward", "Night noise on the ward")
    said = similarity.meanings_in("Leg ulcer dressings on the ward")
    near, far = made.vectors[0], made.vectors[0] / 2

    def first(vector, meanings, name):
        found = similarity.rank(similarity.Query(None, vector, meanings), made, 2, name)
        return next(one.score for one in found if one.id == 0)

    assert first(near, said, encoder.NEURAL) > first(far, said, encoder.NEURAL)
    assert first(near, said, encoder.NEURAL) == first(near, {}, encoder.NEURAL)
    assert first(near, said, encoder.WORDS) > first(far, said, encoder.WORDS) > first(far, {}, encoder.WORDS)
    assert first(near, said, encoder.WORDS) > first(near, {}, encoder.WORDS) > first(far, {}, encoder.WORDS)


def test_no_signal_counts_against_a_text():
    looks = [*ranking.FIRST_LOOK.values(), *ranking.SECOND_LOOK.values()]
    assert all(min(look.by_vector, look.by_meanings, look.by_pieces) >= 0 for look in looks)
    assert [look.by_meanings > 0 for look in looks] == [False, True, False, True]


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
