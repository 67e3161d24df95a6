"""The console script as people type it."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from groundswell import cli
from groundswell.cli.serving import gunicorn_words
from groundswell.foundation.audit import key, sealing, triggers
from groundswell.foundation.audit.models import AuditEntry
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_programme


def python(program, **environment):
    """Run a program of one line, knowing nothing of this test's settings."""
    return run("-c", program, **environment)


def typed(*words, **environment):
    """Run `groundswell` in a process of its own, on SQLite, knowing nothing of this test's settings."""
    return run("-m", "groundswell", *words, **environment)


def run(*given, **environment):
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
    surroundings |= {
        "GROUNDSWELL_SECRET_KEY": "only-for-tests",
        "GROUNDSWELL_AUDIT_KEY": "only-for-tests-of-the-audit",
        "PYTHONPATH": str(settings.BASE_DIR.parent),
    }
    del surroundings["DJANGO_SETTINGS_MODULE"]
    command = [sys.executable, *given]
    return subprocess.run(
        command, env=surroundings | environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "COMMAND"),
        (["dance"], "invalid choice: 'dance'"),
        (["serve", "--port", "0"], "0 is not a port: a number from 1 to 65535"),
        (["serve", "--workers", "none"], "none is not a number of processes"),
        (["demo", "--as-of", "tomorrow"], "tomorrow is not a date such as 2026-11-30"),
    ],
)
def test_say_what_was_typed_wrong(words, said, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 2
    assert said in capsys.readouterr().err


def test_ask_for_the_secret_key(tmp_path):
    ran = typed("worker", "--data", str(tmp_path), GROUNDSWELL_SECRET_KEY="")
    assert ran.returncode == 1
    assert ran.stderr.startswith("Set GROUNDSWELL_SECRET_KEY to a long random text")


@pytest.mark.parametrize("command", ["migrate", "serve", "worker", "audit-head", "audit-verify"])
def test_ask_for_a_key_of_the_audit_s_own(tmp_path, command):
    ran = typed(command, "--data", str(tmp_path), GROUNDSWELL_AUDIT_KEY="")
    assert ran.returncode == 1
    assert ran.stderr == f"{key.MISSING.msg}\n{key.MISSING.hint}\n"
    assert list(tmp_path.iterdir()) == []


def test_ask_for_a_key_of_the_audit_s_own_when_another_web_server_starts_us():
    ran = python("import groundswell.config.wsgi", GROUNDSWELL_AUDIT_KEY="")
    assert ran.returncode == 1
    assert f"ImproperlyConfigured: {key.MISSING.msg}" in ran.stderr
    assert python("import groundswell.config.wsgi").returncode == 0


def test_lend_the_demonstration_s_audit_the_secret_key():
    program = "from groundswell.config import settings; print(settings.AUDIT_KEY)"
    assert python(program, GROUNDSWELL_AUDIT_KEY="", GROUNDSWELL_DEMO="yes").stdout == "only-for-tests\n"
    assert python(program, GROUNDSWELL_AUDIT_KEY="").stdout == "\n"


def test_ask_to_migrate_when_there_is_no_database(tmp_path):
    ran = typed("audit-verify", "--data", str(tmp_path / "nowhere"))
    assert ran.returncode == 1
    assert ran.stderr == "The database is not ready (unable to open database file). Run: groundswell migrate\n"


def test_make_everything_in_the_data_folder_and_verify_it(tmp_path):
    """Where this run has made tables already, by this very command, it finds them and makes the rest."""
    place = tmp_path / "data"
    place.mkdir()
    if made := os.environ.get("GROUNDSWELL_TEST_TEMPLATE"):
        shutil.copy(made, place)
    migrated = typed("migrate", "--data", str(place))
    assert migrated.returncode == 0, migrated.stderr
    assert {path.name for path in place.iterdir()} >= {"groundswell.sqlite3", "static"}
    assert typed("audit-verify", "--data", str(place)).stdout == ("0 rows, 0 seals. Nothing was changed or removed.\n")
    assert json.loads(typed("audit-head", "--data", str(place)).stdout) == {"form": 1, "programmes": {}}


@pytest.mark.django_db(transaction=True)
def test_verify_says_what_is_wrong_and_leaves_with_1(capsys, tmp_path):
    send_idea(make_programme())
    sealing.close_all()
    assert cli.run(["audit-head"]) == 0
    kept = tmp_path / "head.json"
    kept.write_text(capsys.readouterr().out)
    assert cli.run(["audit-verify", "--head", str(kept)]) == 0
    assert capsys.readouterr().out == (
        "1 rows, 1 seals. Nothing was changed or removed. Compared with the exported head.\n"
    )
    triggers.remove(connection)
    AuditEntry.objects.update(verb="withdraw")
    triggers.install(connection)
    assert cli.run(["audit-verify", "--head", str(kept)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert "(withdraw, ideas.idea" in first
    assert last == "1 rows, 1 seals. Wrong: 1. Compared with the exported head."


@pytest.mark.parametrize("content", ["not JSON", "[]", '{"programmes": 1}'])
@pytest.mark.django_db(transaction=True)
def test_refuse_a_head_that_is_none(tmp_path, content):
    (tmp_path / "head").write_text(content)
    with pytest.raises(SystemExit, match=r"This file is not a head that audit-head wrote\."):
        cli.run(["audit-verify", "--head", str(tmp_path / "head")])


@pytest.mark.parametrize(("processors", "processes"), [(None, "2"), (1, "2"), (2, "2"), (8, "8")])
def test_serve_by_as_many_processes_as_processors(monkeypatch, processors, processes):
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    for engine in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        words = gunicorn_words(engine, host="127.0.0.1", port=8000, workers=None)
        assert words[words.index("--workers") + 1] == processes


def test_serve_by_threads_on_sqlite_and_with_a_deadline_on_postgresql():
    sqlite = gunicorn_words("django.db.backends.sqlite3", host="127.0.0.1", port=8000, workers=3)
    assert sqlite == [
        "groundswell.config.wsgi:application", "--bind", "127.0.0.1:8000", "--no-control-socket",
        "--worker-class", "gthread", "--threads", "4", "--workers", "3", "--keep-alive", "0",
        "--config", "python:groundswell.config.gunicorn",
    ]  # fmt: skip
    postgresql = gunicorn_words("django.db.backends.postgresql", host="0.0.0.0", port=80, workers=6)
    assert postgresql[5:10] == ["sync", "--timeout", "6", "--workers", "6"]


def test_pass_the_engine_its_words_without_django():
    ran = typed("engine", "spc", GROUNDSWELL_SECRET_KEY="")
    assert ran.returncode == 2
    assert json.loads(ran.stdout)["error"]["code"] == "bad_json"


def test_keep_heavy_libraries_out_of_a_web_process():
    """A web worker stays under 120 MB: what computes loads elsewhere."""
    program = (
        "import sys, groundswell.config.wsgi, groundswell.config.urls\n"
        "heavy = {'numpy', 'scipy', 'ortools', 'onnxruntime', 'statsmodels', 'tokenizers', 'holidays.countries'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS')))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "groundswell.config.settings_test"}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR.parent, env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    heavy, kilobytes = ran.stdout.splitlines()
    assert heavy == "[]"
    assert int(kilobytes) < 120_000
