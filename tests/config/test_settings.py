"""Settings as the environment makes them, each read in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEYS = {"GROUNDSWELL_SECRET_KEY": "only-for-tests", "GROUNDSWELL_AUDIT_KEY": "only-for-tests-of-the-audit"}
READ = (
    "import json, sys; from groundswell.config import settings;"
    "print(json.dumps([getattr(settings, name) for name in sys.argv[1:]]))"
)


def load(*names, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
    surroundings = kept | KEYS | environment
    return subprocess.run(
        [sys.executable, "-c", READ, *names], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )


def values(*names, **environment):
    ran = load(*names, **environment)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


MAIL = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")


def test_mail_goes_to_the_same_computer_when_nothing_is_set():
    assert values(*MAIL, "DEFAULT_FROM_EMAIL", "EMAIL_BACKEND") == [
        "localhost", 25, "", "", False, False,
        "Innovation team <innovation@localhost>", "django.core.mail.backends.smtp.EmailBackend",
    ]  # fmt: skip


def test_mail_goes_where_the_environment_says():
    told = {
        "GROUNDSWELL_MAIL_HOST": "mail.example.org",
        "GROUNDSWELL_MAIL_PORT": "2525",
        "GROUNDSWELL_MAIL_USER": "innovation",
        "GROUNDSWELL_MAIL_PASSWORD": "only-for-tests",
        "GROUNDSWELL_MAIL_TLS": "starttls",
        "GROUNDSWELL_MAIL_FROM": "Ideas <ideas@example.org>",
    }
    expected = ["mail.example.org", 2525, "innovation", "only-for-tests", True, False, "Ideas <ideas@example.org>"]
    assert values(*MAIL, "DEFAULT_FROM_EMAIL", **told) == expected


@pytest.mark.parametrize(
    ("tls", "port", "starts", "whole"),
    [("no", 25, False, False), ("starttls", 587, True, False), ("TLS", 465, False, True)],
)
def test_each_kind_of_tls_has_its_own_port(tls, port, starts, whole):
    read = values("EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL", GROUNDSWELL_MAIL_TLS=tls)
    assert read == [port, starts, whole]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"GROUNDSWELL_MAIL_TLS": "ssl3"}, "Set GROUNDSWELL_MAIL_TLS to no, starttls or tls."),
        (
            {"GROUNDSWELL_MAIL_PASSWORD": "only-for-tests"},
            "Set GROUNDSWELL_MAIL_TLS to starttls or tls: a password must not travel in the open.",
        ),
    ],
)
def test_mail_settings_that_would_do_harm_are_refused(environment, said):
    ran = load("EMAIL_HOST", **environment)
    assert ran.returncode == 1
    assert ran.stderr.strip().endswith(f"ImproperlyConfigured: {said}")


def test_second_step_is_required_unless_a_demonstration_switches_it_off():
    assert values("SECOND_STEP") == ["required"]
    assert values("SECOND_STEP", GROUNDSWELL_SECOND_STEP="off", GROUNDSWELL_DEMO="yes") == ["off"]


@pytest.mark.parametrize("value", ["off", "no", "optional"])
def test_second_step_is_never_switched_off_on_a_real_site(value):
    ran = load("SECOND_STEP", GROUNDSWELL_SECOND_STEP=value)
    assert ran.returncode != 0
    assert "Set GROUNDSWELL_SECOND_STEP to required. Only a demonstration may set it to off." in ran.stderr


def test_sqlite_keeps_the_plans_of_more_statements_than_the_site_has():
    (databases,) = values("DATABASES", GROUNDSWELL_DATABASE_URL="sqlite:///groundswell.sqlite3")
    assert databases["default"]["OPTIONS"]["cached_statements"] >= 512
