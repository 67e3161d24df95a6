"""The evaluation set of the similar-ideas method is whole, balanced and as it was frozen."""

import hashlib
import importlib.util
import json
from collections import Counter
from itertools import chain
from pathlib import Path

FOLDER = Path(__file__).parent / "similarity_set"
FROZEN = {
    "groups.jsonl": "42da2a946825369f59e1e05af7f42abd1be4be77f07dfbcc9667336b23294c9d",
    "near_misses.jsonl": "c5b61459a27e4526b3eaf01d7a3641d63ef468d14e754d1271ed4c7c98b577c7",
    "distractors.jsonl": "dcb878486930b363cb6d5b15c31d7e7f2eea73b07c5a961e16c2bd2514344026",
    "gists.jsonl": "e34757f3dfa8305c09bc5b389a25b09d9238841210f3b4e330c5e47acb02b399",
    "split.json": "001d3d9f38afecd12b689c19c1bdc6b885b2dad49d8579c7f260e1d0a983d5b4",
}


def read(name):
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def load(name):
    """Load a script of the set, whose folder is not a package."""
    spec = importlib.util.spec_from_file_location(f"similarity_set_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def every_row():
    return list(chain(read("groups"), read("near_misses"), read("distractors")))


def words_of(row):
    return len(row["text"].split())


def test_files_are_those_that_were_frozen_when_hashed():
    found = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in FROZEN}
    assert found == FROZEN


def test_counts_are_as_stated_when_read():
    assert len(read("groups")) == 240
    assert len(read("near_misses")) == 144
    assert len(read("distractors")) == 2000
    assert len(read("gists")) == 48


def test_rows_hold_the_named_fields_when_read():
    assert {tuple(row) for row in read("groups")} == {("id", "group", "teller", "title", "text")}
    assert {tuple(row) for row in read("near_misses")} == {("id", "near_group", "title", "text")}
    assert {tuple(row) for row in read("distractors")} == {("id", "title", "text")}
    assert all(value.strip() for row in every_row() for value in row.values())


def test_ids_are_unique_when_the_files_are_joined():
    assert [identity for identity, count in Counter(row["id"] for row in every_row()).items() if count > 1] == []


def test_each_group_has_five_tellers_and_three_near_misses_when_counted():
    groups = {row["group"] for row in read("gists")}
    assert Counter(row["group"] for row in read("groups")) == dict.fromkeys(groups, 5)
    assert Counter(row["near_group"] for row in read("near_misses")) == dict.fromkeys(groups, 3)
    tellers = {(row["group"], row["teller"]) for row in read("groups")}
    assert len(tellers) == 240


def test_lengths_are_within_bounds_when_words_are_counted():
    assert all(15 <= words_of(row) <= 90 for row in read("groups") + read("near_misses"))
    assert all(25 <= words_of(row) <= 60 for row in read("distractors"))


def test_split_is_even_within_each_topic_when_counted():
    split = json.loads((FOLDER / "split.json").read_text(encoding="utf-8"))
    topic = {row["group"]: row["topic"] for row in read("gists")}
    assert sorted(split["tune"] + split["held"]) == sorted(topic)
    assert Counter(topic[group] for group in split["tune"]) == Counter(topic[group] for group in split["held"])
    assert len(set(topic.values())) == 13


def test_split_follows_from_its_seed_when_dealt_again():
    split = json.loads((FOLDER / "split.json").read_text(encoding="utf-8"))
    topic = {row["group"]: row["topic"] for row in read("gists")}
    assert {half: split[half] for half in ("tune", "held")} == load("split").deal(topic)


def test_no_two_texts_are_alike_when_their_trigrams_are_compared():
    alike, rows = load("alike"), every_row()
    bits = alike.as_bits([alike.trigrams(f"{row['title']} {row['text']}") for row in rows])
    found = [
        (rows[first]["id"], rows[second]["id"])
        for first in range(len(rows))
        for second in range(first)
        if alike.bits_shared(bits[first], bits[second]) >= 0.5
    ]
    assert found == []


def test_distractors_come_from_330_pairs_or_more_and_at_most_six_tellings_each_when_counted():
    pairs = [
        line.split("|")
        for line in (FOLDER / "distractor_parts.txt").read_text(encoding="utf-8").splitlines()
        if line and line[0] not in "@#"
    ]
    titles = [title.strip() for pair in pairs for title in pair[1].split(" / ")]
    assert len({pair[2] for pair in pairs}) == len(pairs) >= 330
    assert len(set(titles)) == len(titles)
    pair_of = {title: number // 2 for number, title in enumerate(titles)}
    longest_first = sorted(titles, key=len, reverse=True)
    told = Counter(
        pair_of[next(title for title in longest_first if row["title"].startswith(title))] for row in read("distractors")
    )
    assert set(told) == set(range(len(pairs)))
    assert max(told.values()) <= 6


def test_two_equal_texts_are_found_alike_when_compared_by_either_way():
    alike = load("alike")
    first, second = alike.trigrams("Warm the ward"), alike.trigrams("Warm the wards")
    bits = alike.as_bits([first, second, first])
    assert alike.bits_shared(bits[0], bits[2]) == 1.0
    assert alike.bits_shared(bits[0], bits[1]) == alike.shared(first, second) == 10 / 13
