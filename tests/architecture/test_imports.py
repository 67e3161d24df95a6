"""The house plan, held: who imports whom, and what of a room is private to it."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PRIVATE = {"views", "forms", "presenters", "exports", "tasks", "urls", "charts", "imports", "notices", "search", "apps"}
BY_ONE = {"api": "api", "demo": "demo"}  # a room's own, and the one package that gathers them


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("groundswell", cache_dir=None)


def test_lint_imports_passes():
    run = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_pages_forms_and_tasks_are_private_to_their_room(graph):
    leaks = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            _, room, *rest = imported.split(".")
            user = [*importer.split("."), ""][1]
            if room in {"foundation", "engine"} or user in {room, "config"} or not rest:
                continue
            if rest[0] in PRIVATE or BY_ONE.get(rest[0], user) != user:
                leaks.append(f"{importer} imports {imported}")
    assert leaks == []
