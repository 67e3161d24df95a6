"""`python -m groundswell.engine METHOD < input.json > output.json`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from groundswell.engine.contract import METHODS, Refused, answer, canonical, method, parse

USAGE = f"""\
Usage: python -m groundswell.engine METHOD [--explain] < input.json > output.json

Methods: {", ".join(METHODS)}
--explain writes the answer in words. Exit 0: answered. Exit 2: refused, with the reason as JSON.
"""


def main(arguments: list[str], source: BinaryIO, target: BinaryIO) -> int:
    """Answers one method from `source` on `target`; the exit code is 0, or 2 when refused."""
    if arguments in (["--help"], ["-h"]):
        target.write(USAGE.encode())
        return 0
    try:
        target.write(_reply(arguments, source).encode("utf-8", "replace") + b"\n")
    except Refused as refused:
        target.write(canonical(refused.as_dict()).encode() + b"\n")
        return 2
    return 0


def _reply(arguments: list[str], source: BinaryIO) -> str:
    name, *flags = arguments or [""]
    if not name or flags not in ([], ["--explain"]):
        raise Refused("bad_command", "Say one method, and --explain for words. --help lists the methods.")
    chosen = method(name)
    payload = parse(_text(source.read()))
    return chosen.explain(payload) if flags else canonical(answer(name, payload))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("bad_json", "The input is not UTF-8 text.") from None


def program(arguments: list[str]) -> int:
    """`main` on the standard input and output of this process, which is about to end."""
    with os.fdopen(os.dup(1), "wb") as target, Path(os.devnull).open("wb") as nowhere:
        # A solver written in C prints a stray line on the standard output now and then; only the
        # answer belongs there.
        os.dup2(nowhere.fileno(), 1)
        return main(arguments, sys.stdin.buffer, target)


if __name__ == "__main__":
    sys.exit(program(sys.argv[1:]))
