"""The demonstration holds all that the contact sheet shows, and the sheet holds all that its script looks at."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def pages(monkeypatch):
    """The lists of the script, as it finds them."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from every_page import pages

    return pages


def test_the_contact_sheet_lists_every_page_that_its_script_looks_at(demo, pages):
    sheet = (ROOT / "docs/contact-sheet.md").read_text()
    assert [shown.name for shown in pages()] == re.findall(r"^\| ([a-z0-9-]+) \|", sheet, re.MULTILINE)


def test_no_two_pages_of_the_contact_sheet_share_a_name(demo, pages):
    names = [shown.name for shown in pages()]
    assert len(set(names)) == len(names)
