"""The console script: demo, setup, serve, migrate, worker, erase-person, reset-second-step, rebuild-search,
count-promises, audit-head, audit-verify, engine.

In: what was typed. Out: an exit code, 0 when all is well. Each command is a function that takes the
arguments and gives its exit code; Django is loaded only after `--data` is known.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from groundswell.cli.arguments import parser
from groundswell.cli.trouble import in_plain_words

SETTINGS = "groundswell.config.settings"


def main(typed: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    words = sys.argv[1:] if typed is None else typed
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with in_plain_words():
        sys.exit(run(words))


def run(words: list[str]) -> int:
    """The exit code of a command. Raises `SystemExit` with a sentence when the words make no sense."""
    if words[:1] == ["engine"]:
        return _engine(words[1:])
    if words and words[0] != "migrate" and words[0] in _django_commands():
        return _django(words)
    asked = parser().parse_args(words)
    if asked.data is not None:
        _use_folder(Path(asked.data).resolve())
    return int(asked.command(asked))


def _use_folder(place: Path) -> None:
    """Work on what this folder holds; a demonstration's folder brings its own key, if none is set."""
    os.environ["GROUNDSWELL_DATA"] = str(place)
    key = place / "demonstration-key"
    if key.exists() and not os.environ.get("GROUNDSWELL_SECRET_KEY"):
        os.environ |= {"GROUNDSWELL_SECRET_KEY": key.read_text(encoding="ascii").strip(), "GROUNDSWELL_DEMO": "yes"}


def _engine(words: list[str]) -> int:
    """The engine needs no settings and no database."""
    from groundswell.engine.__main__ import program  # noqa: PLC0415  numpy and solvers, only when asked for

    return program(words)


def _django_commands() -> set[str]:
    """Django's own commands, such as makemigrations, work too; `migrate` is ours and does more."""
    from django.core import management  # noqa: PLC0415  --help and engine are quicker without

    return set(management.find_commands(management.__path__[0]))


def _django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415  settings come first

    execute_from_command_line(["groundswell", *words])
    return 0
