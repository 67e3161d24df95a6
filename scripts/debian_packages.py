"""The programs that the tests need beside Python: installed where we may, named where we may not.

The browser is Debian's `chromium-headless-shell`, which draws pages and nothing else: a new window of it costs a tenth
of one of `chromium`. Where there is no such package, `chromium` does.
"""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

BROWSERS = ("chromium-headless-shell", "chromium")  # the name of the package and of its program; the best first
DATABASE = "postgresql"
LETTERS = {  # what a PDF is drawn with, by the name of the library
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
PLACES = [
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/17/bin",
    "/usr/local/bin",
]


def browser() -> str | None:
    """Where the best browser that is here stands."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _has_database() -> bool:
    path = os.pathsep.join([os.environ.get("PATH", ""), *PLACES])
    return shutil.which("postgres", path=path) is not None


def _letters_missing() -> list[str]:
    return [package for library, package in LETTERS.items() if find_library(library) is None]


def _install(*packages: str) -> None:
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=500", "-q", "-y", "install", "--no-install-recommends"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*apt, *packages], check=False, stdout=subprocess.DEVNULL, env=environment)


def main() -> None:
    """Install what is missing if this is Debian and we are root; else stop and name it."""
    may = os.geteuid() == 0 and Path("/usr/bin/apt-get").exists()
    if may and not (shutil.which(BROWSERS[0]) and _has_database() and not _letters_missing()):
        subprocess.run(["apt-get", "-q", "-y", "update"], check=False, stdout=subprocess.DEVNULL)
        if not _has_database():
            _install(DATABASE)
        for package in BROWSERS:
            if shutil.which(BROWSERS[0]) is None and (package == BROWSERS[0] or browser() is None):
                _install(package)
        if _letters_missing():
            _install(*_letters_missing())
    absent = [*([] if browser() else ["chromium"]), *([] if _has_database() else [DATABASE]), *_letters_missing()]
    if absent:
        sys.exit(f"The tests need these Debian packages: {' '.join(absent)}. Install them and try again.")


if __name__ == "__main__":
    main()
