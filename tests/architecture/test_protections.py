"""Every protection that `make mutants` turns off can be found, by a name of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_list_protections_each_by_a_name_of_its_own():
    listed = subprocess.run(
        [sys.executable, ROOT / "scripts/mutants.py", "--list"], capture_output=True, text=True, check=True
    )
    names = listed.stdout.splitlines()
    assert len(names) > 900
    assert sorted(set(names)) == sorted(names)
