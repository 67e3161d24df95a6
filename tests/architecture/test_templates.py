"""A room's templates name addresses of their own and earlier rooms only; layouts may name the fixed few."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "groundswell"
ORDER = ["partnership", "needs", "innovations", "ideas", "journey"]
NAMED = re.compile(r"""["'](([a-z]+):[a-z-]+)["']""")
WAYS_OUT = {"journey:home", "journey:today"}  # where every page may lead


def templates():
    return sorted(PACKAGE.rglob("*.jinja"))


def rooms_named(file):
    return {room for name, room in NAMED.findall(file.read_text()) if room in ORDER and name not in WAYS_OUT}


def room_of(template):
    return template.relative_to(PACKAGE).parts[0]


def allowed(room):
    """Foundation's layouts name pages of any room; journey and config gather all of them."""
    return ORDER if room in {"foundation", "config", "journey"} else ORDER[: ORDER.index(room) + 1]


@pytest.mark.parametrize("template", templates(), ids=lambda template: str(template.relative_to(PACKAGE)))
def test_template_names_addresses_of_earlier_rooms_only(template):
    assert rooms_named(template) <= set(allowed(room_of(template)))


@pytest.mark.parametrize("template", templates(), ids=lambda template: str(template.relative_to(PACKAGE)))
def test_template_holds_no_script_or_style_of_its_own(template):
    text = template.read_text()
    inline = re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
    assert inline == []
    assert len(scripts) <= (1 if template.name == "base.jinja" else 0)


def test_python_names_addresses_of_earlier_rooms_only():
    wrong = []
    for file in sorted(PACKAGE.rglob("*.py")):
        room = file.relative_to(PACKAGE).parts[0]
        if room not in ORDER:
            continue
        wrong += [f"{file.relative_to(PACKAGE)}: {later}" for later in rooms_named(file) - set(allowed(room))]
    assert wrong == []
