"""Install a locked list of packages, each checked by its hash: with uv where it can be had, else with pip."""

import subprocess
import sys
from importlib.util import find_spec


def main() -> None:
    """Install the file named on the command line into the environment that runs this."""
    locked = ["--require-hashes", "--quiet", "-r", sys.argv[1]]
    if find_spec("uv") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=False)
    # Compiled now, once: a machine may forbid Python to keep what it compiles when it runs.
    uv = [sys.executable, "-m", "uv", "pip", "install", "--compile-bytecode"]
    by_uv = find_spec("uv") is not None and _run([*uv, *locked])
    if not by_uv and not _run([sys.executable, "-m", "pip", "install", *locked]):
        sys.exit("The packages could not be installed. Is there a connection to the package index?")


def _run(command: list[str]) -> bool:
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    main()
