"""Mutants tried inside a process that has loaded the site and its tests once: seconds become milliseconds.

A child is forked for each mutant and ends with it. In the child the changed code takes the place of the old in every
function that was made of it, wherever it is held by now; of a page its audience, of a move its policy, of a constraint
the table's own. What cannot be changed like this is left to `mutants.py`, which starts anew for each.

It runs as `pytest -p mutants_within`, asked by `Within` over two pipes, a line for each mutant.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

from pytest_django.plugin import blocking_manager_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutants_found import Mutant

ASK, ANSWER = "GROUNDSWELL_MUTANTS_ASK", "GROUNDSWELL_MUTANTS_ANSWER"
READY, NOT_HERE = "ready", "not here"
FIRST = "tests/partnership/"  # the tables are made for one test of this folder


class Within:
    """The process that has loaded everything, for whoever asks."""

    def __init__(self, folder: Path, compiled: str, paths: list[str]) -> None:
        self.green: dict[str, bool] = {}
        (theirs, self.asking), (self.answers, ours) = os.pipe(), os.pipe()
        environment = os.environ | {ASK: str(theirs), ANSWER: str(ours), "PYTHONPYCACHEPREFIX": compiled}
        environment["PYTHONPATH"] = os.pathsep.join([str(folder), str(folder / "scripts")])
        command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:faker", "-p", "mutants_within"]
        command += ["-n0", "--nomigrations", *paths]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, pass_fds=(theirs, ours), stdout=subprocess.DEVNULL
        )
        os.close(theirs), os.close(ours)
        if self._line(600) != READY:
            sys.exit("The tests could not be loaded.")

    def tried(self, mutant: Mutant, tests: tuple[str, ...], longest: float) -> tuple[int, str] | None:
        """Exit code as of pytest and the test that turned red; None where it cannot be tried here."""
        asked = {"kind": mutant.kind, "path": mutant.path, "line": mutant.line, "what": mutant.what}
        asked |= {"text": mutant.text, "tests": tests, "word": mutant.word, "longest": longest}
        code, said = self._asked(asked)
        if code == 1 and not self._green(said, longest):
            return None
        return None if code == NOT_HERE else (code, said)

    def _green(self, test: str, longest: float) -> bool:
        """Whether this test is green here with all protections on."""
        if test not in self.green:
            asked = {"kind": "nothing", "path": "", "line": 0, "what": "", "text": "", "tests": [test], "word": ""}
            self.green[test] = self._asked(asked | {"longest": longest})[0] == 0
        return self.green[test]

    def _asked(self, asked: dict) -> tuple[int | str, str]:
        os.write(self.asking, json.dumps(asked).encode() + b"\n")
        code, said = json.loads(self._line(asked["longest"] + 60) or f'["{NOT_HERE}", ""]')
        return code, said

    def _line(self, longest: float) -> str:
        line, until = b"", time.monotonic() + longest
        while not line.endswith(b"\n") and select.select([self.answers], [], [], max(0, until - time.monotonic()))[0]:
            read = os.read(self.answers, 4096)
            if not read:
                break
            line += read
        return line.decode().strip()

    def close(self) -> None:
        os.close(self.asking)
        self.process.wait(60)


def pytest_runtestloop(session) -> bool:
    """Make the tables with one test, then try what is asked for, each in a child, until nobody asks any more."""
    first = next(item for item in session.items if item.nodeid.startswith(FIRST) and "db" in item.fixturenames)
    another = next(item for item in session.items if not item.nodeid.startswith(FIRST))
    session.config.hook.pytest_runtest_protocol(item=first, nextitem=another)
    items, made = _by_test(session.items), _functions()
    answer = int(os.environ[ANSWER])
    os.write(answer, f"{READY}\n".encode())
    with os.fdopen(int(os.environ[ASK])) as asked:
        for line in asked:
            os.write(answer, json.dumps(_in_a_child(json.loads(line), session, items, made)).encode() + b"\n")
    return True


def _by_test(items) -> dict[str, list]:
    """Tests by id, each with its file and folder's names too."""
    found = defaultdict(list)
    for item in items:
        found[item.nodeid].append(item)
        test, file = item.nodeid.partition("[")[0], item.nodeid.partition("::")[0]
        for name in {test, file, *map(str, Path(file).parents)} - {item.nodeid}:
            found[name].append(item)
    return found


def _functions() -> dict[CodeType, list[FunctionType]]:
    """Every function of ours that there is, by its code."""
    gc.unfreeze()
    found = defaultdict(list)
    for one in gc.get_objects():
        if type(one) is FunctionType and "/groundswell/" in one.__code__.co_filename:
            found[one.__code__].append(one)
    return found


def _in_a_child(asked: dict, session, items: dict, made: dict) -> tuple[int | str, str]:
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        said = _try(asked, session, items, made)
        os.write(theirs, json.dumps(said).encode())
        os._exit(0)
    os.close(theirs)
    ready, _, _ = select.select([ours], [], [], asked["longest"])
    said = os.read(ours, 65536) if ready else b""
    os.close(ours)
    if not said:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return json.loads(said) if said else ((124, "") if not ready else (3, "the child died"))


def _try(asked: dict, session, items: dict, made: dict) -> tuple[int | str, str]:
    """0 when all are green, 1 and its name when one is red."""
    session.config.stash[blocking_manager_key].unblock()
    try:
        changed = CHANGES.get(asked["kind"], _functions_change)(asked, made)
    except Exception as trouble:  # noqa: BLE001  then it is tried in the slow way
        return NOT_HERE, repr(trouble)
    if not changed:
        return NOT_HERE, "nothing to change"
    tests = list(dict.fromkeys(item for test in asked["tests"] for item in items.get(test, ())))
    if not tests:
        return NOT_HERE, "no such test"
    likely = [item for item in tests if asked["word"] and asked["word"] in item.name]
    red = _first_red(session, list(dict.fromkeys([*likely, *tests])))
    return (1, red) if red else (0, "")


def _first_red(session, tests: list) -> str:
    seen: list[str] = []

    class Watch:
        def pytest_runtest_logreport(self, report) -> None:
            if report.failed:
                seen.append(report.nodeid)

    session.config.pluginmanager.register(Watch())
    for item, following in zip(tests, [*tests[1:], None], strict=True):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if seen:
            return seen[0]
    return ""


def _functions_change(asked: dict, made: dict) -> int:
    """New code in the place of the old in every function that was made of it; how many there are."""
    path = Path(asked["path"])
    module = _module_of(path)
    old = compile(path.read_text(), module.__file__, "exec")
    new = compile(asked["text"], module.__file__, "exec")
    if _without_inner(old) != _without_inner(new):
        return 0  # the module itself would be another
    changed = 0
    for before, after in _pairs(old, new):
        if before != after:
            for function in made.get(before, ()):
                function.__code__ = after
                changed += 1
    return changed


def _module_of(path: Path) -> ModuleType:
    return import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))


def _without_inner(code: CodeType) -> tuple:
    return code.co_code, code.co_names, [one for one in code.co_consts if not isinstance(one, CodeType)]


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The functions of two texts that stand in the same place."""
    inner = [[one for one in code.co_consts if isinstance(one, CodeType)] for code in (old, new)]
    named: dict[str, list[CodeType]] = defaultdict(list)
    for one in inner[1]:
        named[one.co_qualname].append(one)
    for one in inner[0]:
        if named[one.co_qualname]:
            other = named[one.co_qualname].pop(0)
            yield one, other
            yield from _pairs(one, other)


def _page_change(asked: dict, _made: dict) -> int:
    """A page's audience becomes everyone."""
    from groundswell.foundation.access import EVERYONE  # noqa: PLC0415  within the site

    module = _module_of(Path(asked["path"]))
    view = getattr(module, asked["what"].split()[0])
    cells = dict(zip(view.__code__.co_freevars, view.__closure__, strict=True))
    cells["audience"].cell_contents = view.audience = EVERYONE
    return 1


def _move_change(asked: dict, _made: dict) -> int:
    """Anyone may make this move."""
    from groundswell.foundation.access import YES  # noqa: PLC0415  within the site
    from groundswell.foundation.workflow import Move  # noqa: PLC0415

    path = Path(asked["path"])
    module = _module_of(path)
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    call = next(
        node for node in calls
        if ast.unparse(node.func) == "Move" and node.args[3].lineno == asked["line"]
        and asked["what"] == f"anyone may {node.args[0].value}"
    )  # fmt: skip
    known = [eval(compile(ast.Expression(one), "", "eval"), vars(module)) for one in call.args[:3]]
    room = path.parts[1]
    found = [
        one for one in gc.get_objects()
        if type(one) is Move and [one.verb, one.sources, one.target] == known and _is_of(room, one)
    ]  # fmt: skip
    for one in found:
        object.__setattr__(one, "policy", lambda *_: YES)
    return len(found)


def _is_of(room: str, move) -> bool:
    return f"groundswell.{room}." in f"{getattr(move.policy, '__module__', '')}."


def _constraint_change(asked: dict, _made: dict) -> int:
    """A table without one of its constraints."""
    from django.apps import apps  # noqa: PLC0415  within the site

    name = asked["what"].removeprefix("without ")
    for model in apps.get_models():
        known = model._meta.constraints  # noqa: SLF001  as Django names it
        for constraint in (one for one in known if one.name == name):
            _without(model, constraint)
            return 1
        if name.startswith(f"{model._meta.label}."):  # noqa: SLF001
            _as_often_as_wanted(model, model._meta.get_field(name.rpartition(".")[2]))  # noqa: SLF001
            return 1
    return 0


def _without(model, constraint) -> None:
    """SQLite makes the table anew from what the model declares, which the test reads again afterwards."""
    from django.db import connection  # noqa: PLC0415  within the site

    known = model._meta.constraints  # noqa: SLF001
    model._meta.constraints = [one for one in known if one is not constraint]  # noqa: SLF001
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    model._meta.constraints = known  # noqa: SLF001


def _as_often_as_wanted(model, field) -> None:
    from django.db import connection  # noqa: PLC0415  within the site

    other = field.clone()
    other._unique = False  # noqa: SLF001
    other.set_attributes_from_name(field.name)
    other.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, field, other)


CHANGES = {"nothing": lambda *_: 1, "page": _page_change, "move": _move_change, "constraint": _constraint_change}
