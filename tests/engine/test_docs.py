"""What docs/engine shows is what the command prints."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "engine.md", *sorted((ROOT / "docs" / "engine").glob("*.md"))]
BLOCK = re.compile(r"```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```")
SHOWN = [(page.name, *match.groups()) for page in PAGES for match in BLOCK.finditer(page.read_text())]


@pytest.mark.parametrize(("page", "command", "output"), SHOWN, ids=[f"{page}: {cmd[:60]}" for page, cmd, _ in SHOWN])
def test_prints_what_the_page_shows(page, command, output):
    line = command.replace("python -m", f"{sys.executable} -m")
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert shown(done.stdout) == shown(output)


def shown(text):
    """Words exactly; numbers of an answer to 9 digits, since processors differ in the last ones."""
    if not text.startswith("{"):
        return text
    return json.loads(text, parse_float=lambda number: float(f"{float(number):.9g}"))


def test_every_method_has_its_parts():
    for page in PAGES[1:]:
        headings = re.findall(r"^## (.+)$", page.read_text(), re.MULTILINE)
        assert {"Worked example", "How to read it", "Limits", "Source"} <= set(headings), page.name
        for picture in re.findall(r"\]\((\.\./pictures/.+?)\)", page.read_text()):
            assert (page.parent / picture).is_file()
