"""No page is left out of the contact sheet: each template that lays out a page is shown there, at both sizes."""

import re
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from scripts.templates_shown import SHOWN

ROOT = Path(__file__).parents[2]
PACKAGE, SHEET = ROOT / "groundswell", ROOT / "docs/contact-sheet.md"
EXTENDS = re.compile(r"""\{% extends ["']([^"']+)["']""")
LAYOUTS = {"layouts/page.jinja", "layouts/wide.jinja", "layouts/question.jinja"}


def laid_out():
    """Each template of a room that stands, itself or by way of another one, in a layout of a page."""
    names = {str(file).partition("/jinja2/")[2]: EXTENDS.search(file.read_text()) for file in PACKAGE.rglob("*.jinja")}
    stands = {name: found[1] for name, found in names.items() if found and not name.startswith("layouts/")}
    return {name for name, beneath in stands.items() if beneath in LAYOUTS or stands.get(beneath) in LAYOUTS}


def listed():
    return re.findall(r"^\| ([a-z0-9-]+) \|", SHEET.read_text(), re.MULTILINE)


def test_every_template_of_a_page_is_shown_on_the_contact_sheet():
    assert laid_out() == set(SHOWN)
    assert {name: page for name, page in SHOWN.items() if page not in listed()} == {}


def test_the_contact_sheet_holds_both_pictures_of_every_page():
    linked = re.findall(r"\((pictures/pages/[^)]+)\)", SHEET.read_text())
    assert len(linked) == 2 * len(listed())
    assert [one for one in linked if not (ROOT / "docs" / one).exists()] == []


def test_no_picture_stands_under_two_names():
    """Then one of the two pages was not there when its picture was taken."""
    names = defaultdict(list)
    for picture in (ROOT / "docs/pictures/pages").glob("*.png"):
        names[sha256(picture.read_bytes()).digest()].append(picture.name)
    assert [sorted(same) for same in names.values() if len(same) > 1] == []
