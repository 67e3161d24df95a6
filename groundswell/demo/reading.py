"""Read the texts of the demonstration from `data/`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def read(name: str) -> dict[str, Any]:
    """One file of the data."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_ideas() -> list[dict[str, Any]]:
    """Every idea of every file, in order."""
    files = sorted(path.name for path in (DATA / "ideas").glob("*.toml"))
    return [idea for name in files for idea in read(f"ideas/{name}")["idea"]]
