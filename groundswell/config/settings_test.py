"""Settings of the test run: as in life, but with known keys and no set-up step."""

import os

os.environ.setdefault("GROUNDSWELL_SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("GROUNDSWELL_AUDIT_KEY", "only-for-tests-of-the-audit-" * 2)
os.environ.setdefault("GROUNDSWELL_SECURE", "no")

from jinja2 import FileSystemBytecodeCache

from groundswell.config.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "documents": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
SCANNER, TESTS = "none", True
ENCODER = None
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]

# Tables that are made already, from which each process of the tests copies: see tests/conftest.py.
if made := os.environ.get("GROUNDSWELL_TEST_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"MIGRATE": False}  # noqa: F405
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
        DATABASES["default"]["TEST"]["TEMPLATE"] = made  # noqa: F405

# A template that one process of the tests has compiled is compiled for all: see scripts/run_tests.py.
if shared := os.environ.get("GROUNDSWELL_LOOKED"):
    TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = FileSystemBytecodeCache(shared)  # type: ignore[index]  # noqa: F405
