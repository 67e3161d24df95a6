"""`groundswell demo`: the whole site with made-up data, on one computer, out of one folder.

Nothing of Django is imported before the folder is known, because the settings read the environment once.
"""

from __future__ import annotations

import os
import socket
import sys
from datetime import date
from pathlib import Path

from groundswell.demo import folder
from groundswell.demo.children import Children, web_server, worker

HOST = "mse.localhost"


def run(
    port: int = 8000, data: str | Path = "demo-data", as_of: date | str | None = None, *, fresh: bool = False
) -> int:
    """Make the data once, serve them until Ctrl-C or SIGTERM; gives the exit code.

    `as_of`: build and serve as if it were nine in the morning of that day. `fresh`: throw the old data away first.
    Raises `SystemExit` with plain words when the port is taken or the folder holds something else.
    """
    as_of = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    _port_is_free(port)
    place = folder.open_folder(Path(data), fresh=fresh)
    _surroundings(place, port, as_of)
    _say(f"Getting the demonstration ready in {place} …")
    _prepare(place)
    children = Children(place / "logs", {"web": web_server(port), "worker": worker()})
    with children:
        children.wait_until_ready(f"http://127.0.0.1:{port}/healthz")
        _welcome(place, port)
        return children.watch()


def _port_is_free(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            raise SystemExit(
                f"Something else is using port {port} on this computer. Try another: groundswell demo --port {port + 1}"
            ) from None


def _surroundings(place: Path, port: int, as_of: date | None) -> None:
    """Tell the settings where everything is; nothing that was set outside leaks in."""
    for name in [name for name in os.environ if name.startswith("GROUNDSWELL_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_DEMO": "yes",
        "GROUNDSWELL_SECURE": "no",
        "GROUNDSWELL_DATA": str(place),
        "GROUNDSWELL_SECRET_KEY": folder.secret_key(place),
        "GROUNDSWELL_SITE_PORT": f":{port}",
        "TMPDIR": str(place / "tmp"),
    }
    if as_of is not None:
        os.environ["GROUNDSWELL_AS_OF"] = as_of.isoformat()


def _prepare(place: Path) -> None:
    """Tables, static files, and the data when they are not there yet."""
    import django  # noqa: PLC0415  the settings are known only now
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    django.setup()
    from groundswell.demo import build  # noqa: PLC0415  models can be read only after setup
    from groundswell.foundation.kit import clock  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not build.is_made():
        build.make(clock.now().replace(second=0, microsecond=0))
        folder.note_day(place, clock.today())
    connections.close_all()


def _welcome(place: Path, port: int) -> None:
    from groundswell.foundation.kit import clock  # noqa: PLC0415  the settings were not known before

    today, made = clock.today(), folder.day_of(place)
    address = f"http://{HOST}:{port}"
    _say(
        f"\nThe people and ideas are made up. It is {today:%A} {today.day} {today:%B %Y} here.\n\n"
        f"  The site              {address}/\n"
        f"  the same, plain       http://localhost:{port}/\n"
        f"  Sign in as anyone     {address}/cast/\n"
        f"  Mail it would send    {address}/outbox/\n\n"
        "Files that you add here are not looked at by a scanner: choose none that you do not know.\n"
        f"Everything is kept in {place}. Stop with Ctrl-C."
    )
    if made not in {None, today}:
        _say(
            f"\nThe data were made for {made.day} {made:%B %Y}, so its dates do not fit this one. "
            "To begin anew: groundswell demo --fresh"
        )


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
