"""Habits of the house that a machine can hold."""

import hashlib
import json
import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest
from django.apps import apps

from groundswell.foundation.questions import sets
from tests.access.test_matrix import addresses

ROOT = Path(__file__).parents[2]
PUBLISHED = Path(__file__).parent / "published_questions.json"
LONGEST = 400


def test_no_file_is_longer_than_four_hundred_lines():
    files = [path for place in ("groundswell", "scripts") for path in (ROOT / place).rglob("*.py")]
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert {name: lines for name, lines in long.items() if lines > LONGEST and "migrations" not in name} == {}


def test_no_test_is_ever_skipped():
    """What cannot run here is not chosen (`tests/conftest.py`), and what runs counts."""
    ways = re.compile(r"pytest\.(?:mark\.(?:skip|xfail)|importorskip|skip\(|xfail\()|unittest\.skip")
    files = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert [str(path.relative_to(ROOT)) for path in files if ways.search(path.read_text())] == []


def test_types_are_checked_wherever_rules_and_reads_and_writes_are():
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
    kinds = ("policies", "lifecycle", "selectors", "services")
    found = [path.relative_to(ROOT) for kind in kinds for path in (ROOT / "groundswell").rglob(f"{kind}*")]
    rules = [path for path in found if path.suffix in {"", ".py"} and "jinja2" not in path.parts]
    assert len(rules) > 20
    assert [str(path) for path in rules if not any(path.is_relative_to(place) for place in checked)] == []


def test_every_view_has_an_audience():
    assert [name for name, view in addresses() if not hasattr(view, "audience")] == []


def test_every_address_has_a_name_in_its_room():
    assert [name for name, _ in addresses() if name.count(":") != 1] == []


def test_every_state_is_written_by_advance_only():
    """No code outside the workflow assigns `.state`."""
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "groundswell").rglob("*.py")
        if "workflow" not in path.parts and re.search(r"\.state\s=[^=]", path.read_text())
    ]
    assert found == []


def digest(questions):
    return hashlib.sha256(json.dumps(asdict(questions), sort_keys=True).encode()).hexdigest()


def test_published_questions_never_change():
    """A changed set is a new version; a new version adds a line to the file, and no line ever changes."""
    assert apps.ready
    assert {key: digest(questions) for key, questions in sets._published.items()} == json.loads(PUBLISHED.read_text())


@pytest.mark.parametrize("name", ["utils", "helpers", "misc", "common"])
def test_nothing_is_called_after_nothing(name):
    assert [str(path) for path in (ROOT / "groundswell").rglob(f"{name}*") if path.suffix in {"", ".py"}] == []
