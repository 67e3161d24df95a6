"""A throw-away PostgreSQL for tests: made in a temporary folder, reachable from this machine only.

    python scripts/postgres.py run -- python -m pytest     starts one, runs the command, removes it
    python scripts/postgres.py start                       prints GROUNDSWELL_DATABASE_URL and the folder
    python scripts/postgres.py stop FOLDER                 stops that one and deletes its folder

It needs the server's own programs (Debian: `postgresql`). PostgreSQL refuses to run as root, so root
starts it as the user postgres. `--durable` keeps fsync on; without it a power cut loses everything.
"""

from __future__ import annotations

import argparse
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
VARIABLE = "GROUNDSWELL_DATABASE_URL"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def main() -> int:
    """Do what was asked; give the exit code of the command that was run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_subparsers(dest="verb", required=True)
    for verb in ("run", "start"):
        asked.add_parser(verb).add_argument("--durable", action="store_true", help="keep fsync on")
    asked.choices["run"].add_argument("command", nargs=argparse.REMAINDER)
    asked.add_parser("stop").add_argument("folder", type=Path)
    typed = parser.parse_args()
    if typed.verb == "stop":
        stop(typed.folder)
        return 0
    folder, url = start(durable=typed.durable)
    if typed.verb == "start":
        print(f"{VARIABLE}={url}")
        print(f"GROUNDSWELL_POSTGRES_FOLDER={folder}")
        return 0
    try:
        command = [word for word in typed.command if word != "--"] or [os.environ.get("SHELL", "/bin/sh")]
        return subprocess.call(command, env=os.environ | {VARIABLE: url})
    finally:
        stop(folder)


def start(*, durable: bool = False) -> tuple[Path, str]:
    """Make and start a cluster. Gives its folder and the address of its database. Raises `SystemExit`."""
    folder = Path(tempfile.mkdtemp(prefix="groundswell-postgres-"))
    password, port = secrets.token_hex(16), _free_port()
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres", "postgres")
    try:
        _make(folder, port, durable=durable)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(folder)
        sys.exit(f"PostgreSQL did not start:\n{error.stdout}{error.stderr}")
    return folder, f"postgresql://groundswell:{password}@127.0.0.1:{port}/postgres"


def _make(folder: Path, port: int, *, durable: bool) -> None:
    data = str(folder / "data")
    _run(
        "initdb", "--pgdata", data, "--username=groundswell", "--auth=scram-sha-256", "--encoding=UTF8",
        "--no-locale", "--no-sync", f"--pwfile={folder / 'password'}",
    )  # fmt: skip
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -k {folder} {'' if durable else FAST}"
    _run("pg_ctl", "start", "--pgdata", data, "--wait", "--log", str(folder / "log"), "--options", options)


def new_database(url: str, name: str, *, like: str = "template1") -> str:
    """Make a database in the cluster of this address, and give its own address."""
    import psycopg  # noqa: PLC0415  the packages may not be there yet

    with psycopg.connect(url, autocommit=True) as control:
        control.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return f"{url.rpartition('/')[0]}/{name}"


def stop(folder: Path) -> None:
    """Stop the cluster of this folder, if it still runs, and delete the folder."""
    if not (folder / "data" / "PG_VERSION").exists():
        sys.exit(f"{folder} holds no PostgreSQL of ours.")
    if (folder / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "stop", "--pgdata", str(folder / "data"), "--mode=immediate", "--wait")
    shutil.rmtree(folder)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; root becomes postgres. The log goes to a file, so nothing hangs."""
    person = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    subprocess.run(
        [_program(program), *arguments],
        check=True,
        text=True,
        stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
        stderr=subprocess.STDOUT if program == "pg_ctl" else subprocess.PIPE,
        cwd="/",
        user=person.pw_uid if person else None,
        group=person.pw_gid if person else None,
        extra_groups=[] if person else None,
    )


def _program(name: str) -> str:
    """Where a program of PostgreSQL is: the newest installed version first, then the path."""
    for pattern in PLACES:
        for folder in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            if (folder / name).exists():
                return str(folder / name)
    found = shutil.which(name)
    return found or sys.exit(f"PostgreSQL's {name} was not found. On Debian: apt install postgresql")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
