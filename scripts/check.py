"""Everything that a machine can check without running the product, in order of speed; what is slow begins first."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PY = [sys.executable, "-m"]
CHECKS = {
    "lint": [*PY, "ruff", "check", "."],
    "format": [*PY, "ruff", "format", "--check", "."],
    "contracts": [str(Path(sys.executable).parent / "lint-imports")],
    "types": [*PY, "mypy"],
    "migrations": [*PY, "groundswell", "makemigrations", "--check", "--dry-run"],
    "templates": [*PY, "djlint", "groundswell", "--extension=jinja", "--lint", "--quiet"],
    "our own rules": [sys.executable, "scripts/own_rules.py"],
    "secrets": [sys.executable, "scripts/secrets_check.py"],
    "security": [*PY, "bandit", "--quiet", "--recursive", "groundswell", "--configfile", "pyproject.toml"],
    "deployment": [*PY, "groundswell", "check", "--deploy", "--fail-level", "WARNING"],
    "versions side by side": [sys.executable, "scripts/migrations_check.py"],
}
SLOW = ("secrets", "versions side by side", "types")


def main() -> None:
    environment = os.environ | {
        "GROUNDSWELL_SECRET_KEY": "only-for-checks-" * 4,
        "GROUNDSWELL_AUDIT_KEY": "only-for-checks-of-the-audit-" * 2,
        "GROUNDSWELL_SECURE": "yes",
    }

    def check(name: str) -> subprocess.CompletedProcess[str]:
        command = CHECKS[name]
        return subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)

    broken = []
    with ThreadPoolExecutor(os.cpu_count()) as several:
        begun = {name: several.submit(check, name) for name in sorted(CHECKS, key=lambda name: name not in SLOW)}
        for name in CHECKS:
            done = begun[name].result()
            print(f"{name}: {'BROKEN' if done.returncode else 'good'}", flush=True)
            if done.returncode:
                broken.append(name)
                print(done.stdout + done.stderr, flush=True)
    if broken:
        sys.exit(f"To mend: {', '.join(broken)}")


if __name__ == "__main__":
    main()
