"""What docs/engine shows is what the command prints, on any day and machine."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.engine.contract import METHODS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "engine.md", *sorted((ROOT / "docs" / "engine").glob("*.md"))]
EXAMPLES = sorted((ROOT / "docs" / "engine" / "examples").glob("*.json"))
BLOCK = re.compile(r"```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```")
SHOWN = [(page.name, *match.groups()) for page in PAGES for match in BLOCK.finditer(page.read_text())]
DIGITS = 9
# Where a curve is at its top it is flat: a place 0.00000003 beside it gives the same height in all 16 digits, and which
# place is found hangs on how the processor rounds. So what follows from the place holds to 7 digits.
TOP_OF_A_CURVE = 7
LONG = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def run(line):
    done = subprocess.run(
        ["bash", "-c", line.replace("python -m", f"{sys.executable} -m")], cwd=ROOT, capture_output=True, check=False
    )
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize(("page", "command", "output"), SHOWN, ids=[f"{page}: {cmd[:60]}" for page, cmd, _ in SHOWN])
def test_prints_what_the_page_shows(page, command, output):
    """The page is the first answer; this is another one."""
    digits = TOP_OF_A_CURVE if page == "its.md" else DIGITS
    assert to_digits(run(command).decode(), digits) == to_digits(output, digits)


def to_digits(text, digits):
    """The text of an answer with its long numbers to so many digits: processors differ in the last ones."""
    if not text.startswith("{"):
        return text
    return LONG.sub(lambda number: f"{float(number[0]):.{digits}g}", text)


COMMANDS = [command for _, command, _ in SHOWN]


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_example_is_explained_on_its_page_and_answered_twice_in_the_same_bytes(path):
    name, given = path.stem.split("-")[0], path.relative_to(ROOT)
    assert f"python -m groundswell.engine {name} --explain < {given}" in COMMANDS
    asked = f"python -m groundswell.engine {name} < {given}"
    # An answer that a page shows is checked above; a long chart is not shown in full.
    if asked not in COMMANDS:
        first, second = run(asked), run(asked)
        assert first == second
        assert json.loads(first)["method_version"].split()[0] == name


def test_every_method_has_an_example_and_a_page():
    assert {path.stem.split("-")[0] for path in EXAMPLES} == set(METHODS)
    assert {page.stem for page in PAGES[1:]} == set(METHODS)


def test_every_method_has_its_parts():
    for page in PAGES[1:]:
        text = page.read_text()
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert {"Worked example", "How to read it", "Limits", "Source"} <= set(headings), page.name
        pictures = re.findall(r"\]\((\.\./pictures/.+?)\)", text)
        assert pictures, page.name
        for picture in pictures:
            assert (page.parent / picture).is_file()
        assert f"(engine/{page.name})" in PAGES[0].read_text()
