"""Which test noticed each mutant the last time: `docs/mutants.json`.

It is asked first. Only what is new, or is not noticed by that test any more, is looked for among all others.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mutants_found import Mutant

KEPT = Path(__file__).resolve().parent.parent / "docs" / "mutants.json"


class Known:
    """Names of mutants without their lines, which move, and the test of each."""

    def __init__(self, everything: Iterable[Mutant], kept: Path = KEPT) -> None:
        self.kept, self.writing = kept, threading.Lock()
        self.tests: dict[str, str] = json.loads(kept.read_text()) if kept.exists() else {}
        self.names: dict[str, str] = {}
        seen: Counter[str] = Counter()
        for one in everything:
            bare = f"{one.kind} {one.path.removeprefix('groundswell/')} {one.what}"
            seen[bare] += 1
            self.names[one.name] = bare if seen[bare] == 1 else f"{bare} ({seen[bare]})"

    def test_of(self, mutant: Mutant) -> str:
        """The test that noticed it; "" when none is known."""
        return self.tests.get(self.names[mutant.name], "")

    def keep(self, mutant: Mutant, test: str) -> None:
        """Written at once, so that a run that is stopped was not for nothing."""
        with self.writing:
            if self.tests.get(self.names[mutant.name]) != test:
                self.tests[self.names[mutant.name]] = test
                self._write()

    def forget_what_is_gone(self) -> None:
        there = set(self.names.values())
        self.tests = {name: test for name, test in self.tests.items() if name in there}
        self._write()

    def _write(self) -> None:
        self.kept.write_text(json.dumps(self.tests, indent=0, sort_keys=True) + "\n")
