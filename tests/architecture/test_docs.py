"""What the documents name is there: settings, commands and their options, tests of each class of attack, links."""

import ast
import re
from argparse import Action, _SubParsersAction
from pathlib import Path

import pytest

from groundswell.cli.arguments import parser

ROOT = Path(__file__).parents[2]
RUNNING = (ROOT / "docs/running.md").read_text()
ATTACKS = (ROOT / "docs/attacks.md").read_text()
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
SETTINGS = ROOT / "groundswell/config/settings.py"
# How the house is built, and not what somebody who runs it may choose.
OURS = re.compile(
    r"(ACCOUNT|MFA|SESSION|CSRF|SECURE|SITE|STATIC|EMAIL|ALLAUTH|LOGIN)_|(INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF|TEMPLATES"
    r"|DATABASES|CACHES|STORAGES|LOGGING|LANGUAGES?|LANGUAGE_CODE|TIME_ZONE|USE_TZ|BASE_DIR|DATA_DIR|DEBUG|TESTS|DEMO"
    r"|SECURE|SECRET_KEY|AUDIT_KEY|ALLOWED_HOSTS|SECOND_STEP|SECOND_STEP_URL|AS_OF|WSGI_APPLICATION|DEFAULT_AUTO_FIELD"
    r"|MESSAGE_STORAGE|X_FRAME_OPTIONS|CONTENT_SECURITY_POLICY|AUTH_USER_MODEL|AUTHENTICATION_BACKENDS|ENCODER|SCANNER"
    r"|FILE_UPLOAD_HANDLERS|DATA_UPLOAD_MAX_NUMBER_FILES|DEFAULT_FROM_EMAIL|IDEAS_WITHOUT_NAME_PER_HOUR)$"
)
CHOSEN = {
    "ACCOUNT_RATE_LIMITS",
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT",
    "ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS",
    "SESSION_COOKIE_AGE",
    "EMAIL_TIMEOUT",
}


def commands():
    chosen = next(action for action in parser()._actions if isinstance(action, _SubParsersAction))
    return chosen.choices


def options(command: str) -> list[str]:
    def said(action: Action) -> str:
        return action.option_strings[-1] if action.option_strings else str(action.metavar)

    return [said(action) for action in commands()[command]._actions if action.dest not in {"help", "data"}]


def row_of(command: str) -> str:
    return next((line for line in RUNNING.splitlines() if line.startswith(f"| `groundswell {command}")), "")


def test_every_variable_of_the_environment_has_a_row():
    read = set(re.findall(r"GROUNDSWELL_[A-Z_]+", SETTINGS.read_text()))
    rows = set(
        re.findall(r"GROUNDSWELL_[A-Z_]+", "\n".join(re.findall(r"^\| `GROUNDSWELL.*?\|", RUNNING, re.MULTILINE)))
    )
    assert rows == read


def test_every_number_of_the_settings_is_told():
    assigned = {
        name.id
        for node in ast.walk(ast.parse(SETTINGS.read_text()))
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and name.id.isupper() and not name.id.startswith("_")
    }
    numbers = {name for name in assigned if not OURS.match(name)} | CHOSEN
    assert {name for name in numbers if f"`{name}`" not in RUNNING} == set()


@pytest.mark.parametrize("command", [*commands(), "engine"])
def test_every_command_has_a_row(command):
    assert row_of(command)


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_command_stands_in_its_row(command):
    assert [option for option in options(command) if option not in row_of(command)] == []


def named_in(row: str) -> list[str]:
    return re.findall(r"`((?:\w+/)*test_[\w*]+)`", row)


def rows_of_attacks() -> dict[str, str]:
    return dict(re.findall(r"^\| (V\d+) \|(.*)$", ATTACKS, re.MULTILINE))


@pytest.mark.parametrize("key", rows_of_attacks())
def test_every_class_of_attack_names_tests_that_there_are(key):
    named = named_in(rows_of_attacks()[key])
    found = [
        name for name in named if [*(ROOT / "tests").glob(f"{name}.py"), *(ROOT / "tests/attacks").glob(f"{name}.py")]
    ]
    assert named
    assert found == named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    led = re.findall(r"\]\(([^)#:]+)\)", page.read_text())
    assert [one for one in led if not (page.parent / one).exists()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_is_a_page_that_can_be_read_at_once(page):
    assert len(page.read_text().splitlines()) <= 30
