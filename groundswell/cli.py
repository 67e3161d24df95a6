"""The console script: demo, serve, migrate, worker, audit-head, audit-verify, engine."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command. Each is a function of this file's package or one of Django's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  settings come first

    execute_from_command_line(["groundswell", *sys.argv[1:]])
