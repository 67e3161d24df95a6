"""Read the texts of the demonstration from `data/`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def read(name: str) -> dict[str, Any]:
    """One file of the data."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_all(folder: str, kind: str) -> list[dict[str, Any]]:
    """Every row of this kind of every file of a folder, in order."""
    files = sorted(path.name for path in (DATA / folder).glob("*.toml"))
    return [row for name in files for row in read(f"{folder}/{name}")[kind]]


def read_ideas() -> list[dict[str, Any]]:
    """Every idea of every file, in order."""
    return read_all("ideas", "idea")
