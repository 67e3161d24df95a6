"""What `make mutants` turns off: each is one change of one file that takes a protection away.

Found by reading the code, so a new policy, page, lock or constraint is in the list by itself.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "groundswell"
ACCESS = "groundswell.foundation.access"
YES = f"__import__('{ACCESS}', fromlist=['YES']).YES"
EVERYONE = f"__import__('{ACCESS}', fromlist=['EVERYONE']).EVERYONE"
WIDE = "Q(pk__isnull=False)"
RULES = ("tests/rules/test_who.py", "tests/rules/test_moves.py", "tests/rules/test_grid.py", "tests/rules")
LOCKS = tuple(f"tests/constraints/test_locks{more}.py" for more in ("", "_of_ideas", "_of_needs", "_of_people"))
READ = "type({0}).objects.select_related('programme').filter(pk={0}.joined_to_id).first()"
LOCKING = {"lock": "None", "lock_other": READ}  # what stands instead
# Locks of these keep an order among two at once, and read nothing anew that one after the other could tell
ORDER = {"lock_other", "settle", "remove_file", "decide_round", "align", "part_ways", "free", "add_source"}
TRIGGERS = ("tests/foundation/test_audit_triggers.py",)
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True)
class Mutant:
    """One protection turned off. `tests` empty: those that pass through `line`. `text`: the file without it.

    `word`: tests named by it are tried before the others, as the likeliest to notice.
    """

    kind: str
    path: str
    line: int
    what: str
    text: str
    tests: tuple[str, ...] = ()
    database: str = SQLITE
    word: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind} {self.path.removeprefix('groundswell/')}:{self.line} {self.what}"


class Source:
    """A file, its tree, and a way to change one node of it."""

    def __init__(self, path: Path) -> None:
        self.path, self.text = path, path.read_text()
        self.tree = ast.parse(self.text)
        self.starts = [0]
        for line in self.text.encode().splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def without(self, node: ast.AST, instead: str, *, more: bytes = b"") -> str:
        """The text with something else in a node's place; `more` is eaten after it (a comma)."""
        raw = self.text.encode()
        start = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[node.end_lineno - 1] + node.end_col_offset
        if more and raw[end:].lstrip().startswith(more):
            end = raw.index(more, end) + len(more)
        return (raw[:start] + instead.encode() + raw[end:]).decode()

    def mutant(self, kind: str, node: ast.AST, what: str, instead: str, **rest: object) -> Mutant:
        text = self.without(node, instead, more=rest.pop("more", b""))
        return Mutant(kind, str(self.path.relative_to(ROOT)), node.lineno, what, text, **rest)

    def functions(self) -> Iterator[ast.FunctionDef]:
        yield from (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))


def everything(addresses: list[tuple[str, str, str, list[str]]], triggers: dict[str, list[str]]) -> list[Mutant]:
    """All of them. `addresses`: module, view, address, methods; `triggers`: their names by database."""
    rooms = sorted(path for path in CODE.rglob("*.py") if is_policies(path))
    asked = [*rooms, CODE / "foundation/workflow/services.py", CODE / "foundation/access/audience.py"]
    found = [one for path in asked for one in verdicts(Source(path))]
    found += [one for path in rooms for one in (*yes_or_no(Source(path)), *sights(Source(path)))]
    for path in sorted(CODE.rglob("*.py")):
        text = path.read_text()
        found += enforcings(Source(path)) if ".or_raise()" in text else []
        found += locks(Source(path)) if "select_for_update" in text else []
        found += unlocked(Source(path)) if "lock" in text else []
        found += doors(Source(path), addresses) if "@page(" in text else []
    lives = sorted([*CODE.rglob("lifecycle.py"), *CODE.rglob("lifecycle/*.py")])
    found += [one for path in lives for one in moves(Source(path))]
    return found + list(untriggered(Source(CODE / "foundation/audit/triggers.py"), triggers)) + constraints()


def is_policies(path: Path) -> bool:
    """Whether a file holds policies: `policies.py`, or a part of a package of that name."""
    return path.name == "policies.py" or path.parent.name == "policies"


def verdicts(source: Source) -> Iterator[Mutant]:
    """A refusal, or an answer that another function gives, becomes yes."""
    for function in source.functions():
        if function.returns is None or ast.unparse(function.returns) != "Verdict" or function.name == "no":
            continue
        for node in ast.walk(function):
            value = getattr(node, "value", None)
            if isinstance(node, ast.Return) and not isinstance(value, ast.Name):
                yield source.mutant("verdict", value, f"{function.name} says yes", YES)
            if isinstance(node, ast.Assign) and isinstance(value, ast.Call):
                yield source.mutant("verdict", value, f"{function.name} does not ask {ast.unparse(value.func)}", YES)


def yes_or_no(source: Source) -> Iterator[Mutant]:
    """What verdicts are made of: "is it theirs?" is always so. Where it says so already, there is nothing to change."""
    for function in source.functions():
        if function.returns is None or ast.unparse(function.returns) != "bool":
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and ast.unparse(node.value) != "True":
                yield source.mutant("verdict", node.value, f"{function.name} is always so", "True")


def sights(source: Source) -> Iterator[Mutant]:
    """Each term of what may be seen is widened to everything."""
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Q" and ast.unparse(node) not in {WIDE, "Q()"}:
                term = ast.unparse([*node.keywords, *node.args][0])
                yield source.mutant("sight", node, f"{function.name} without {term}", WIDE)


def enforcings(source: Source) -> Iterator[Mutant]:
    """A verdict is asked for and not heeded."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr) and ast.unparse(node).endswith(".or_raise()"):
            yield source.mutant("verdict", node, f"not heeded: {ast.unparse(node)[:50]}", "pass")


def moves(source: Source) -> Iterator[Mutant]:
    """A move that anyone may make."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Move":
            anyone = f"lambda *_: {YES}"
            verb = node.args[0].value
            word, room = verb.replace(" ", "_"), source.path.relative_to(CODE).parts[0]
            tests = RULES if room == "ideas" else (f"tests/{room}", *RULES)
            yield source.mutant("move", node.args[3], f"anyone may {verb}", anyone, tests=tests, word=word)


def doors(source: Source, addresses: list[tuple[str, str, str, list[str]]]) -> Iterator[Mutant]:
    """A page that is open to everyone."""
    module = ".".join(source.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for function in source.functions():
        for call in (one for one in function.decorator_list if isinstance(one, ast.Call)):
            audience = next((word.value for word in call.keywords if word.arg == "audience"), None)
            tests = tuple(
                f"tests/access/test_matrix.py::test_address_opens_for_these_and_no_others[{address} {method}]"
                for where, view, address, methods in addresses
                if (where, view) == (module, function.name)
                for method in methods
            )
            if audience is not None and tests and ast.unparse(audience) != "EVERYONE":
                yield source.mutant("page", audience, f"{function.name} is open to everyone", EVERYONE, tests=tests)


def locks(source: Source) -> Iterator[Mutant]:
    """Two at once, with nothing between them."""
    for found in re.finditer(r"\.select_for_update\([^()]*(\([^()]*\))?[^()]*\)", source.text):
        line = source.text.count("\n", 0, found.start()) + 1
        text = source.text[: found.start()] + ".all()" + source.text[found.end() :]
        path = str(source.path.relative_to(ROOT))
        yield Mutant("lock", path, line, "no lock", text, tests=LOCKS, database=POSTGRESQL)


def unlocked(source: Source) -> Iterator[Mutant]:
    """A service that takes no lock, and so goes by what the row said when its page was opened.

    Most can be shown by one person after another (`test_stale.py`); the rest by two at once.
    """
    for function in source.functions():
        for node in ast.walk(function):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in LOCKING:
                without = LOCKING[called].format(ast.unparse(node.args[0]))
                what = f"not locked: {ast.unparse(node)}"
                yield source.mutant("lock", node, what, without, **_shown_by(source, function.name, called))


def _shown_by(source: Source, function: str, called: str) -> dict[str, object]:
    """The tests that must notice: those of its room, or two at once."""
    if called in ORDER or function in ORDER:
        return {"tests": LOCKS, "database": POSTGRESQL, "word": function}
    room = source.path.relative_to(CODE).parts[0].replace("foundation", "ideas")
    return {"tests": (f"tests/{room}/test_stale.py", f"tests/{room}"), "word": function}


def untriggered(source: Source, triggers: dict[str, list[str]]) -> Iterator[Mutant]:
    """A trigger that is never made, or that a replica's role passes by."""
    path, line = str(source.path.relative_to(ROOT)), source.text.count("\n")
    for database, names in triggers.items():
        for name in names:
            yield Mutant(
                "trigger", path, line, f"{database} without {name}", source.text + LEFT_OUT % repr(name),
                tests=TRIGGERS, database=database,
            )  # fmt: skip
    for name in triggers[POSTGRESQL]:
        text = source.text + LEFT_OUT % repr(f"ALWAYS TRIGGER {name}")
        yield Mutant(
            "trigger", path, line, f"{name} sleeps for replicas", text, tests=TRIGGERS, database=POSTGRESQL
        )  # fmt: skip


LEFT_OUT = """
_all = _making
def _making(connection):
    return [statement for statement in _all(connection) if %s not in statement]
"""


def constraints() -> list[Mutant]:
    """A constraint that no migration makes; where several do, the last."""
    found = {}
    for path in sorted(CODE.rglob("migrations/0*.py")):
        source = Source(path)
        for node in ast.walk(source.tree):
            found |= dict(_in_operation(source, node))
    return [one for one in found.values() if one]


def _in_operation(source: Source, node: ast.AST) -> Iterator[tuple[str, Mutant | None]]:
    """Names with their mutants; none for what is taken away again."""
    if not isinstance(node, ast.Call):
        return
    called = ast.unparse(node.func).removeprefix("migrations.")
    words = {word.arg: word.value for word in node.keywords}
    if called == "AddConstraint":
        name = _named(words["constraint"])
        yield name, _unmade(source, node, name, b",")
    if called == "RemoveConstraint":
        yield ast.literal_eval(words["name"]), None
    if called in {"AddField", "AlterField"}:
        yield from _fields(source, ast.literal_eval(words["model_name"]), [(words["name"], words["field"])])
    if called == "CreateModel":
        yield from _fields(source, words["name"].value, [pair.elts for pair in words["fields"].elts])
        yield from _listed(source, words.get("options"))


def _listed(source: Source, options: ast.Dict | None) -> Iterator[tuple[str, Mutant]]:
    for key, value in zip(options.keys, options.values, strict=True) if options else ():
        if key.value == "constraints":
            for one in value.elts:
                yield _named(one), _unmade(source, one, _named(one), b",")


def _fields(source: Source, model: str, fields: list) -> Iterator[tuple[str, Mutant]]:
    """Fields that must differ from row to row. Our models are named in tests as app.Model.field."""
    from django.apps import apps  # noqa: PLC0415  needs Django

    app = source.path.parts[-3]
    model = {one.__name__.lower(): one.__name__ for one in apps.get_app_config(app).get_models()}.get(model, model)
    for name, field in fields:
        for word in field.keywords:
            if word.arg == "unique" and ast.unparse(word.value) == "True":
                full = f"{app}.{model}.{name.value}"
                yield full, _unmade(source, word.value, full, b"", "False")


def _unmade(source: Source, node: ast.AST, name: str, more: bytes, instead: str = "") -> Mutant:
    test = f"tests/constraints/test_constraints.py::test_refuse_a_write_past_the_services[{name}]"
    return source.mutant("constraint", node, f"without {name}", instead, tests=(test,), more=more)


def _named(constraint: ast.Call) -> str:
    return next(word.value.value for word in constraint.keywords if word.arg == "name")
