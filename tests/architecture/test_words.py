"""Every sentence that people read can be translated: a literal that is not inside gettext is found here."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "groundswell"
FLOORS = ("foundation", "partnership", "needs", "innovations", "ideas", "journey", "config")
# What only whoever keeps the server reads, in a terminal: settings, findings of the audit, notes on the outbox.
FOR_OPERATORS = {
    "config/settings.py",
    "foundation/audit/checking.py",
    "foundation/audit/heads.py",
    "foundation/audit/key.py",
    "foundation/audit/triggers.py",
    "foundation/documents/settings_check.py",
    "foundation/notices/digests.py",
    "foundation/notices/outcomes.py",
    "foundation/notices/sending.py",
    "foundation/search/index.py",
}
AT_ONCE = {"gettext", "ngettext", "pgettext", "npgettext"}
TRANSLATES = AT_ONCE | {"_", "lazy", "gettext_lazy", "gettext_noop", "ngettext_lazy", "pgettext_lazy"}
# Whatever stands in these calls and keywords is said to someone, however short it is.
SAYS = {"no", "NotAllowed", "Stale", "Refused", "ValidationError", "add_error", "Verdict"}
SAYING = {"reason", "violation_error_message", "error", "hint", "label", "help_text", "verbose_name"}
FOR_PROGRAMMERS = {"ValueError", "TypeError", "RuntimeError", "KeyError", "LookupError", "ImproperlyConfigured"}
FOR_MACHINES = {"execute"} | FOR_PROGRAMMERS
LOGS = {"log", "logging"}
SENTENCE = re.compile(r"[“A-Z][\w’']*[,:;]? \S*\w")  # a capital, and at least two words
TWO_WORDS = re.compile(r"[A-Za-z]{2} [A-Za-z]")


def called(node):
    """The last name of what is called: `no` in no(…) and in access.no(…)."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_quiet(node, never_shown):
    """Whether nobody who uses the site reads what is inside: docstrings, logs, errors of the program, gettext's own."""
    if isinstance(node, ast.Assign):
        return any(getattr(name, "id", "") in never_shown for name in node.targets)
    if isinstance(node, ast.Call):
        logged = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in LOGS
        return logged or called(node) in TRANSLATES | FOR_MACHINES
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.Assert)


def literal(node):
    """The text of a string or f-string; "" for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) or "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def untranslated(node, never_shown, *, said=False):
    """Line and text of each literal that someone reads and that no gettext surrounds."""
    if is_quiet(node, never_shown):
        return
    if words := literal(node):
        if SENTENCE.match(words.strip()) or (said and TWO_WORDS.search(words)):
            yield node.lineno, words
        return
    if isinstance(node, ast.keyword):
        said = said or node.arg in SAYING
    elif isinstance(node, ast.Call):
        said = called(node) in SAYS
    for child in ast.iter_child_nodes(node):
        yield from untranslated(child, never_shown, said=said)


def names_raised_to_programmers(tree):
    """Names such as `msg`, whose text goes into an error of the program and nowhere else."""
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)]
    to_people = {getattr(arg, "id", "") for call in raised if called(call) in SAYS for arg in call.args}
    to_programmers = {getattr(arg, "id", "") for call in raised if called(call) in FOR_PROGRAMMERS for arg in call.args}
    return to_programmers - to_people


def sentences(source):
    tree = ast.parse(source)
    return list(untranslated(tree, names_raised_to_programmers(tree)))


def frozen(source):
    """Lines where gettext runs while the module is loaded: the words would stay in the language of that moment."""
    tree = ast.parse(source)
    imported = [name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names]
    at_once = {name.asname or name.name for name in imported if name.name in AT_ONCE}
    lazily = {name.asname or name.name for name in imported if name.name.endswith("_lazy")}

    def loaded(node):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return
        if isinstance(node, ast.Call) and called(node) in at_once:
            yield node.lineno
        if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Call) and called(node.left) in lazily:
            yield node.lineno  # putting figures into lazy words reads them; `format_lazy` waits
        for child in ast.iter_child_nodes(node):
            yield from loaded(child)

    return list(loaded(tree))


def name(path):
    return str(path.relative_to(PACKAGE))


def files():
    every = [path for floor in FLOORS for path in sorted((PACKAGE / floor).rglob("*.py"))]
    return [path for path in every if "migrations" not in path.parts and name(path) not in FOR_OPERATORS]


@pytest.mark.parametrize("file", files(), ids=name)
def test_every_sentence_can_be_translated(file):
    assert sentences(file.read_text()) == []


@pytest.mark.parametrize("file", files(), ids=name)
def test_no_sentence_is_frozen_in_the_language_of_the_start(file):
    assert frozen(file.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        'no("ask them first")',
        'raise NotAllowed("not here")',
        'raise access.Stale(f"not after {day}")',
        'msg = "Not here, please"\nraise NotAllowed(msg)',
        'holders(ADMIN, reason="for the team only")',
        'CheckConstraint(violation_error_message="a date is missing")',
        'WORDS = ("Someone has read it",)',
        'HttpResponse("Sorry, try again")',
        'form.add_error("email", "we could not send it")',
        'YES if fits else no("it is too late")',
    ],
)
def test_a_sentence_without_gettext_is_found(source):
    assert len(sentences(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'no(_("Ask them first"))',
        '"""What this file is about."""',
        'raise NotAllowed(_("Not by %(who)s") % {"who": name})',
        'msg = "No free reference was found"\nraise RuntimeError(msg)',
        'log.error("A mail could not be sent")',
        'holders(ADMIN, reason=lazy("For the team only"))',
        'cursor.execute("SELECT 1")',
    ],
)
def test_what_is_translated_or_never_shown_is_left_alone(source):
    assert sentences(source) == []


def test_gettext_while_loading_is_found():
    start = "from django.utils.translation import gettext as _\n"
    assert frozen(start + 'NAME = _("Innovation team")') == [2]
    assert frozen(start + 'def name():\n    return _("Innovation team")') == []


def test_lazy_words_that_figures_are_put_into_while_loading_are_found():
    start = "from django.utils.translation import gettext_lazy as _\n"
    assert frozen(start + 'HINT = _("From %(least)d") % {"least": 3}') == [2]
    assert frozen(start + 'HINT = format_lazy(_("From {least}"), least=3)') == []
    assert frozen(start + 'def hint():\n    return _("From %(least)d") % {"least": 3}') == []
