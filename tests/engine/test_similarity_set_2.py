"""The second evaluation set of the similar-ideas method is whole, balanced and as it was frozen."""

import hashlib
import importlib.util
import json
from collections import Counter
from itertools import chain
from pathlib import Path

FOLDER = Path(__file__).parent / "similarity_set_2"
FIRST = Path(__file__).parent / "similarity_set"
FROZEN = {
    "groups.jsonl": "91cf05d6a9bf644267f35c5bc84af43e9d5dd30e2a45992c4ee9c1b3b90b5e4f",
    "near_misses.jsonl": "c7521dded663f383d0bcb0514c6f9309a45d31909cd5936ab6eb18f8bfd90a31",
    "gists.jsonl": "b5abeaf190cf41def59bfa7667f2369c1a8948f3600c4124eb8d8d0b081d9121",
    "split.json": "6f3ccda3da0522ee4acc08d5a2fc8d093e5939b89ca5366a9a85326e0c4cf982",
}


def read(name, folder=FOLDER):
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def load(name):
    """Load a script of the first set, which serves both."""
    spec = importlib.util.spec_from_file_location(f"similarity_set_{name}", FIRST / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def every_row():
    """The rows a method is measured on: the distractors are those of the first set."""
    return list(chain(read("groups"), read("near_misses"), read("distractors", FIRST)))


def words_of(row):
    return len(row["text"].split())


def topics():
    return {row["group"]: row["topic"] for row in read("gists")}


def halves():
    return json.loads((FOLDER / "split.json").read_text(encoding="utf-8"))


def test_files_are_those_that_were_frozen_when_hashed():
    found = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in FROZEN}
    assert found == FROZEN


def test_rows_hold_the_named_fields_when_read():
    assert {tuple(row) for row in read("groups")} == {("id", "group", "teller", "title", "text")}
    assert {tuple(row) for row in read("near_misses")} == {("id", "near_group", "title", "text")}
    assert {tuple(row) for row in read("gists")} == {("group", "topic", "gist")}
    assert all(value.strip() for row in every_row() + read("gists") for value in row.values())


def test_ids_are_unique_when_the_files_and_the_first_set_are_joined():
    rows = every_row() + read("groups", FIRST) + read("near_misses", FIRST)
    assert [identity for identity, count in Counter(row["id"] for row in rows).items() if count > 1] == []


def test_each_of_48_groups_has_five_tellers_and_three_near_misses_when_counted():
    groups = {f"n{number:02}" for number in range(1, 49)}
    assert set(topics()) == groups
    assert Counter(row["group"] for row in read("groups")) == dict.fromkeys(groups, 5)
    assert Counter(row["near_group"] for row in read("near_misses")) == dict.fromkeys(groups, 3)
    assert len({(row["group"], row["teller"]) for row in read("groups")}) == 240


def test_lengths_are_within_bounds_when_words_are_counted():
    assert all(20 <= words_of(row) <= 70 for row in read("groups"))
    assert all(20 <= words_of(row) <= 60 for row in read("near_misses"))


def test_split_is_even_within_each_topic_when_counted():
    split, topic = halves(), topics()
    assert (len(split["tune"]), len(split["held"])) == (24, 24)
    assert sorted(split["tune"] + split["held"]) == sorted(topic)
    assert Counter(topic[group] for group in split["tune"]) == Counter(topic[group] for group in split["held"])
    assert len(set(topic.values())) == 16


def test_split_follows_from_its_seed_when_dealt_again():
    split = halves()
    dealt = load("split").deal(topics(), split["seed"])
    assert {half: split[half] for half in ("tune", "held")} == dealt


def test_no_two_texts_are_alike_when_their_trigrams_are_compared():
    alike, rows = load("alike"), every_row()
    bits = alike.as_bits([alike.trigrams(f"{row['title']} {row['text']}") for row in rows])
    own = len(read("groups")) + len(read("near_misses"))
    found = [
        (rows[first]["id"], rows[second]["id"])
        for first in range(own)
        for second in range(first + 1, len(rows))
        if alike.bits_shared(bits[first], bits[second]) >= 0.5
    ]
    assert found == []
