"""Run every test: all on SQLite, then what touches the database again on PostgreSQL, browser stories on both."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_BOTH = ["foundation", "partnership", "ideas", "journey", "rules", "access", "stories", "cli", "demo"]


def pytest(*arguments: str, **environment: str) -> None:
    """One run of pytest; stops everything when a test fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *arguments, *sys.argv[1:]]
    done = subprocess.run(command, check=False, cwd=ROOT, env=os.environ | environment)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    print("On SQLite", flush=True)
    pytest("-m", "not golden")
    print("On PostgreSQL", flush=True)
    sys.path.insert(0, str(ROOT / "scripts"))
    from postgres import throwaway  # noqa: PLC0415  needs the path

    with throwaway() as address:
        folders = [f"tests/{name}" for name in ON_BOTH if (ROOT / "tests" / name).exists()]
        pytest("-m", "not golden", *folders, GROUNDSWELL_DATABASE_URL=address)


if __name__ == "__main__":
    main()
