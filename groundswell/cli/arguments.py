"""What may be typed, with its help."""

from __future__ import annotations

import argparse
from datetime import date

from groundswell.cli import auditing, people, serving

MORE = """\
engine METHOD [--explain]   answer one method from standard input, as `python -m groundswell.engine`
makemigrations, shell, ...  the commands of Django itself
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line but for `engine` and `django`, which pass their words on."""
    made = argparse.ArgumentParser(
        prog="groundswell",
        description="Runs a health and care partnership's innovation programme.",
        epilog=MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="the folder that holds everything (GROUNDSWELL_DATA)")

    def add(name: str, command: object, words: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=words, parents=[shared])
        one.set_defaults(command=command)
        return one

    _demo(add("demo", serving.demo, "Serve the whole site with made-up people and ideas."))
    _setup(add("setup", people.setup, "Make the first programme and its first administrator."))
    _serve(add("serve", serving.serve, "Serve the site."))
    add("migrate", serving.migrate, "Make the database and the style files ready for this version.")
    add("worker", serving.worker, "Send mail, run what is scheduled, seal the audit.")
    encoder = add("encoder", serving.encoder, "Answer what tells the same idea. `serve` starts it by itself.")
    encoder.add_argument("--with-parent", type=int, metavar="PID", help="stop when this process stops")
    add("rebuild-search", serving.rebuild_search, "Make the index of search anew from the records.")
    add("count-promises", serving.count_promises, "Count the scoreboard anew, and compare it with the event log.")
    add("audit-head", auditing.head, "Print the head of the audit, to keep it in another place.")
    _erase(add("erase-person", people.erase, "Forget a person. The audit keeps ids and stays whole."))
    _reset(add("reset-second-step", people.reset, "Let someone who lost their phone set up the second step anew."))
    verify = add("audit-verify", auditing.verify, "Check that nothing in the audit was changed or removed.")
    verify.add_argument("--head", metavar="FILE", help="a head that audit-head printed before")
    return made


def _demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--port", type=_port, default=8000, help="where it listens (8000)")
    demo.add_argument("--as-of", type=_date, metavar="DATE", help="show another day, such as 2026-11-30")
    demo.add_argument("--fresh", action="store_true", help="throw the old demonstration away first")


def _setup(setup: argparse.ArgumentParser) -> None:
    """What is left out is asked."""
    setup.add_argument("--name", help="what the programme is called")
    setup.add_argument("--host", help="its host name, such as innovation.example.nhs.uk")
    setup.add_argument("--timezone", metavar="ZONE", help="such as Europe/London")
    setup.add_argument("--nation", choices=["ENG", "SCT", "WLS", "NIR"], help="whose bank holidays count")
    setup.add_argument("--organisation", metavar="NAME", help="which organisation hosts it")
    setup.add_argument("--kind", help="what it is: trust, board, council, primary_care, voluntary, other ...")
    setup.add_argument("--phone", metavar="NUMBER", help="which number people ring who are stuck; it is not asked")
    setup.add_argument("--email", metavar="EMAIL", help="where they write to the programme; it is not asked")
    setup.add_argument("--admin-name", metavar="NAME", help="the first administrator")
    setup.add_argument("--admin-email", metavar="EMAIL", help="where their sign-in codes go")


def _erase(erase: argparse.ArgumentParser) -> None:
    erase.add_argument("who", metavar="WHO", help="their e-mail address, the one that a sender left, or a person's id")
    erase.add_argument("--why", choices=["asked", "ended", "mistake"], default="asked", help="they asked us (asked)")
    erase.add_argument("--hand-to", metavar="EMAIL", help="who takes on the ideas and the duty that they still have")
    erase.add_argument("--host", help="the programme that does it, when there are several")
    erase.add_argument("--yes", action="store_true", help="do not ask again")


def _reset(reset: argparse.ArgumentParser) -> None:
    reset.add_argument("email", metavar="EMAIL", help="the address where their sign-in codes go")
    reset.add_argument("--host", help="the programme that does it, when there are several")


def _serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (this computer only)")
    serve.add_argument("--port", type=_port, default=8000, help="where it listens (8000)")
    serve.add_argument("--workers", type=_some, help="how many processes answer (2; 4 on PostgreSQL)")


def _date(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{typed} is not a date such as 2026-11-30") from None


def _port(typed: str) -> int:
    if not typed.isdecimal() or not 0 < int(typed) < 65536:
        raise argparse.ArgumentTypeError(f"{typed} is not a port: a number from 1 to 65535")
    return int(typed)


def _some(typed: str) -> int:
    if not typed.isdecimal() or not int(typed):
        raise argparse.ArgumentTypeError(f"{typed} is not a number of processes: 1 or more")
    return int(typed)
