"""References that can be said on the telephone, and links that cannot be guessed."""

import re
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.foundation.kit import links
from groundswell.foundation.kit.references import FIRST, SECOND, mint, tidy


def test_mint_three_digits_for_what_began_without_an_idea():
    assert all(re.fullmatch(r"[A-Z]{3,}-[A-Z]{2,}-[1-9][0-9]{2}", mint(digits=3)) for _ in range(500))


def test_mint_two_words_and_a_two_digit_number():
    assert all(re.fullmatch(r"[A-Z]{3,}-[A-Z]{2,}-[1-9][0-9]", mint()) for _ in range(500))


def test_choose_from_millions_without_a_word_twice():
    assert len(set(FIRST)) == len(FIRST)
    assert len(set(SECOND)) == len(SECOND)
    assert len(FIRST) * len(SECOND) * 90 > 3_000_000


def test_collide_seldom():
    """2,000 of millions: by chance under one pair is alike (birthday bound 0.6), never ten."""
    minted = [mint() for _ in range(2000)]
    assert len(set(minted)) > 1990


def test_never_give_a_number_that_tells_the_order():
    numbers = {int(mint().rsplit("-", 1)[1]) for _ in range(3000)}
    assert min(numbers) == 10
    assert max(numbers) == 99


@pytest.mark.parametrize(
    "typed", ["BLUE-HERON-42", "blue heron 42", " Blue-heron  42 ", "blue--heron-42", "BLUE HERON-42"]
)
def test_tidy_what_people_type(typed):
    assert tidy(typed) == "BLUE-HERON-42"


@given(st.builds(mint))
def test_tidy_leaves_a_reference_as_it_is(reference):
    assert tidy(reference) == tidy(reference.lower().replace("-", " ")) == reference


def test_make_the_same_link_each_time_with_256_bits():
    one = uuid4()
    token = links.token_for(one, "track")
    assert token == links.token_for(one, "track")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)


def test_open_one_record_for_one_purpose_only():
    one, other = uuid4(), uuid4()
    token = links.token_for(one, "track")
    assert links.token_opens(token, one, "track")
    assert not links.token_opens(token, other, "track")
    assert not links.token_opens(token, one, "answer")


@pytest.mark.parametrize("forged", ["", "a", "é" * 43, "A" * 43, "A" * 10_000, "\x00"])
def test_open_nothing_with_a_forged_token(forged):
    assert not links.token_opens(forged, UUID(int=1), "track")


def test_open_nothing_after_the_key_was_changed(settings):
    token = links.token_for(UUID(int=1), "track")
    settings.SECRET_KEY = "another" * 8
    assert not links.token_opens(token, UUID(int=1), "track")
