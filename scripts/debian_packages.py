"""The programs that the tests need beside Python: installed where we may, named where we may not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = {"chromium": "chromium", "postgresql": "postgres"}
PLACES = [
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/17/bin",
    "/usr/local/bin",
]


def missing() -> list[str]:
    """Debian package names of the programs that are not here."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *PLACES])
    return [package for package, program in NEEDED.items() if shutil.which(program, path=path) is None]


def main() -> None:
    """Install what is missing if this is Debian and we are root; else stop and name it."""
    absent = missing()
    if absent and os.geteuid() == 0 and Path("/usr/bin/apt-get").exists():
        install = ["apt-get", "-o", "DPkg::Lock::Timeout=500", "-q", "-y"]
        subprocess.run([*install, "update"], check=False, stdout=subprocess.DEVNULL)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            [*install, "install", "--no-install-recommends", *absent],
            check=False,
            stdout=subprocess.DEVNULL,
            env=environment,
        )
        absent = missing()
    if absent:
        sys.exit(f"The tests need these Debian packages: {' '.join(absent)}. Install them and try again.")


if __name__ == "__main__":
    main()
