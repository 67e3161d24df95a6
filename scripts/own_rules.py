"""Rules of our own about safety, read from the code itself: part of `make check`.

Each looks for a way in that was found in some service like this one (docs/attacks.md), and names the one place where
it is allowed. tests/architecture/test_own_rules.py plants a fault for each, to see that it is found.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "groundswell"


@dataclass(frozen=True)
class Fault:
    rule: str
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule}: {WHY[self.rule]}"


@dataclass(frozen=True)
class Rule:
    """`finds`: whether a node is a fault; `allowed`: how paths begin where it may stand; `only`: which paths count."""

    finds: Callable[[ast.AST], bool]
    why: str
    allowed: tuple[str, ...] = ()
    only: str = ""

    def covers(self, path: str) -> bool:
        return bool(re.search(self.only, path)) and not path.startswith(self.allowed or ("-",))


def _called(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in names


def _imports(node: ast.AST, *names: str) -> bool:
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [f"{node.module}.{alias.name}" for alias in node.names]
    else:
        return False
    return any(module == name or module.startswith(f"{name}.") for module in modules for name in names)


def _asks_models(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}


def _pokes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(one, ast.Attribute) and one.attr == "state" for one in targets)
    if _called(node, "update", "bulk_update"):
        named = [word.arg for word in node.keywords] + [getattr(part, "value", "") for part in ast.walk(node)]
        return "state" in named
    return _called(node, "setattr") and len(node.args) > 1 and getattr(node.args[1], "value", "") == "state"


def _unescapes(node: ast.AST) -> bool:
    name = getattr(node, "id", "") or getattr(node, "attr", "")
    return name in {"mark_safe", "Markup", "SafeString", "SafeText", "from_string"} or (
        isinstance(node, ast.keyword) and node.arg == "autoescape" and ast.unparse(node.value) != "True"
    )


ADDRESS = re.compile(r"REMOTE_ADDR|X[_-]FORWARDED|X[_-]REAL[_-]IP|HTTP_FORWARDED|CLIENT[_-]IP", re.IGNORECASE)


def _asks_address(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript) or _called(node, "get"):
        return any(ADDRESS.search(str(getattr(part, "value", ""))) for part in ast.walk(node))
    return _called(node, "get_client_ip")


def _speaks_sql(node: ast.AST) -> bool:
    if _called(node, "raw", "extra", "cursor"):
        return isinstance(node.func, ast.Attribute)
    return getattr(node, "id", "") == "RawSQL" or getattr(node, "attr", "") == "RawSQL"


def _runs_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in {"eval", "exec", "compile", "__import__"}
    if isinstance(node, ast.ImportFrom) and node.module in {"string", "jinja2", "django.template"}:
        return any(name.name == "Template" for name in node.names)
    return _imports(node, "pickle", "marshal", "shelve", "yaml", "dill")


def _goes_where_told(node: ast.AST) -> bool:
    return _called(node, "redirect", "HttpResponseRedirect", "HttpResponsePermanentRedirect") and any(
        re.match(r"(self\.)?request\.(GET|POST|META|headers|COOKIES|get_host)", ast.unparse(given))
        for given in node.args
    )


RULES = {
    "models-in-views": Rule(_asks_models, "views ask selectors, which ask who may see", only=r"/views(/|\.py)"),
    "state-by-hand": Rule(
        _pokes_state,
        "state moves through workflow.advance, which asks, locks and writes the audit",
        # a file's state is whether the scanner has seen it, and search keeps a copy: nobody moves either
        (
            "groundswell/foundation/workflow/",
            "groundswell/foundation/documents/scanning.py",
            "groundswell/foundation/search/services.py",
        ),
    ),
    "not-escaped": Rule(
        _unescapes,
        "what people typed is always escaped",
        ("groundswell/foundation/design/forms.py", "groundswell/foundation/design/drawing.py"),
    ),
    "address-of-a-client": Rule(
        _asks_address,
        "who asks is known in one place, which believes no forwarded header",
        ("groundswell/partnership/services/limits.py", "groundswell/partnership/notices/"),
    ),
    "sql-by-hand": Rule(
        _speaks_sql,
        "questions are put by the ORM, which keeps values apart from words",
        (
            "groundswell/foundation/audit/triggers.py",
            "groundswell/foundation/kit/inserting.py",
            "groundswell/foundation/kit/places.py",
            "groundswell/foundation/search/index.py",
            "groundswell/config/middleware.py",
            "groundswell/cli/",
        ),
    ),
    "mail-elsewhere": Rule(
        lambda node: _imports(node, "django.core.mail", "smtplib"),
        "mail goes by the outbox, but for the code to sign in",
        ("groundswell/foundation/notices/", "groundswell/partnership/notices/"),
    ),
    "runs-text": Rule(_runs_text, "no text becomes code", ("groundswell/engine/",)),
    "goes-out": Rule(
        lambda node: _imports(node, "requests", "httpx", "aiohttp", "urllib.request", "http.client", "socket"),
        "the site calls no address, so nobody can make it call one",
        (
            "groundswell/demo/",
            "groundswell/cli/",
            "groundswell/foundation/documents/scanning.py",
            "groundswell/foundation/search/asking.py",
        ),
    ),
    "reads-xml": Rule(
        lambda node: _imports(node, "xml", "lxml", "openpyxl", "odf"), "no parser that follows what a file names"
    ),
    "goes-where-told": Rule(_goes_where_told, "nobody is sent where a request says, unless it was looked at"),
    "no-token": Rule(
        lambda node: isinstance(node, ast.Name) and node.id == "csrf_exempt",
        "every form carries its token",
        # signing out, and a mail program that stops mail; the reasons stand there
        ("groundswell/partnership/views/signing_in.py", "groundswell/journey/views/notices.py"),
    ),
}
TEMPLATE = re.compile(r"\|\s*safe\b|autoescape\s+false|\{%\s*raw\b|\son[a-z]+\s*=\s*\"|javascript:", re.IGNORECASE)
WHY = {name: rule.why for name, rule in RULES.items()} | {
    "not-escaped-in-a-template": "what people typed is always escaped, and no script stands in a page",
    "view-without-a-page": "a view that stands in an address says who may open it: @page(audience=...)",
}


def in_python(path: str, text: str) -> Iterator[Fault]:
    """What the rules find in one file of Python."""
    rules = {name: rule for name, rule in RULES.items() if rule.covers(path)}
    for node in ast.walk(ast.parse(text)):
        yield from (Fault(name, path, _line(node)) for name, rule in rules.items() if rule.finds(node))


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", None) or node.value.lineno  # a keyword has its value's line


def in_template(path: str, text: str) -> Iterator[Fault]:
    """What is not escaped, or would be a script, in one template."""
    for found in TEMPLATE.finditer(text):
        yield Fault("not-escaped-in-a-template", path, text.count("\n", 0, found.start()) + 1)


def in_addresses(path: str, text: str, views: dict[str, str]) -> Iterator[Fault]:
    """Views that a file of addresses names and that do not wear `@page`. `views`: module's last name to its text."""
    for call in (node for node in ast.walk(ast.parse(text)) if _called(node, "path", "re_path")):
        module, _dot, name = ast.unparse(call.args[1]).rpartition(".")
        if not module or module == "include" or isinstance(call.args[1], ast.Call):
            continue
        # a package may hand its parts' views on; then whichever part holds the view
        texts = [views.get(module, ""), *(views.values() if module == "views" else ())]
        if not any(name in _paged(one) for one in texts):
            yield Fault("view-without-a-page", path, call.lineno)


def _paged(text: str) -> set[str]:
    """Functions of a file of views that wear `@page(audience=...)`."""
    return {
        node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
        for one in node.decorator_list
        if _called(one, "page") and any(word.arg == "audience" for word in one.keywords)
    }


def everywhere() -> list[Fault]:
    """All faults of the code as it stands."""
    faults: list[Fault] = []
    for file in sorted(CODE.rglob("*.py")):
        path, text = str(file.relative_to(ROOT)), file.read_text()
        faults += [] if "/migrations/" in path else in_python(path, text)
        if file.name == "urls.py" or file.parent.name == "urls":
            room = file.parent if file.name == "urls.py" else file.parent.parent
            views = {
                one.stem.replace("__init__", "views"): one.read_text()
                for one in [*room.glob("views.py"), *room.glob("views/*.py")]
            }
            faults += in_addresses(path, text, views)
    for file in sorted(CODE.rglob("*.jinja")):
        faults += in_template(str(file.relative_to(ROOT)), file.read_text())
    return faults


def main() -> int:
    faults = everywhere()
    print("\n".join(map(str, faults)) or f"{len(WHY)} rules, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
