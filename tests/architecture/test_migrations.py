"""Migrations leave the version before running. On PostgreSQL the linter sees more than on SQLite."""

import os
import subprocess
import sys

from django.db import connection

from scripts import migrations_check


def test_every_migration_leaves_the_version_before_running(db):
    if connection.vendor == "sqlite":  # whose statements cannot be read inside the transaction of a test
        script = [sys.executable, "-W", "ignore", "scripts/migrations_check.py"]
        surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "groundswell.config.settings_test"}
        ran = subprocess.run(
            script, cwd=migrations_check.ROOT, env=surroundings, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, "")
    else:
        assert migrations_check.findings() == []


def test_every_finding_that_may_stand_has_its_reason():
    assert [name for name, reason in migrations_check.REVIEWED.items() if len(reason.split()) < 5] == []
