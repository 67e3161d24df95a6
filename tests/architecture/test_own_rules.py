"""The rules of `scripts/own_rules.py`: each finds a fault that is planted, and lets the code beside it alone."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "own_rules.py"
spec = importlib.util.spec_from_file_location("own_rules", SCRIPT)
own_rules = importlib.util.module_from_spec(spec)
import sys  # noqa: E402  dataclasses look their module up

sys.modules["own_rules"] = own_rules
spec.loader.exec_module(own_rules)

VIEW, ROOM = "groundswell/ideas/views/new.py", "groundswell/ideas/services/new.py"
PLANTED = {  # rule: where, fault, what stands beside it
    "models-in-views": (VIEW, "Idea.objects.get(pk=key)", "selectors.idea_for(asker, key)"),
    "state-by-hand": (ROOM, "idea.state = 'closed'", "idea.place = 'Basildon'"),
    "not-escaped": (ROOM, "mark_safe(idea.text)", "str(idea.text)"),
    "address-of-a-client": (VIEW, "request.META['REMOTE_ADDR']", "request.META['QUERY_STRING']"),
    "sql-by-hand": (ROOM, "Idea.objects.raw(typed)", "Idea.objects.filter(title=typed)"),
    "mail-elsewhere": (ROOM, "from django.core.mail import send_mail", "from django.core import signing"),
    "runs-text": (ROOM, "eval(formula)", "re.compile(formula)"),
    "goes-out": (ROOM, "import urllib.request", "import urllib.parse"),
    "reads-xml": (ROOM, "from xml.etree import ElementTree", "from html.parser import HTMLParser"),
    "goes-where-told": (VIEW, "redirect(request.GET['next'])", "redirect('ideas:mine')"),
    "no-token": (VIEW, "csrf_exempt(view)", "page(view)"),
}
MORE = [  # other spellings of the same
    ("state-by-hand", "Idea.objects.filter(pk=key).update(state='closed')"),
    ("state-by-hand", "Idea.objects.bulk_update(ideas, ['state'])"),
    ("state-by-hand", "setattr(idea, 'state', 'closed')"),
    ("not-escaped", "from markupsafe import Markup as M\nmarkupsafe.Markup(typed)"),
    ("not-escaped", "Environment(autoescape=False)"),
    ("not-escaped", "environment.from_string(typed)"),
    ("address-of-a-client", "request.headers.get('X-Forwarded-For')"),
    ("address-of-a-client", "request.META.get('HTTP_X_REAL_IP')"),
    ("sql-by-hand", "Idea.objects.extra(where=[typed])"),
    ("sql-by-hand", "Idea.objects.order_by(RawSQL(typed, ()))"),
    ("sql-by-hand", "connection.cursor()"),
    ("runs-text", "import pickle"),
    ("goes-out", "import socket"),
    ("goes-where-told", "HttpResponseRedirect(request.POST.get('next'))"),
]


def found(path, text):
    return {fault.rule for fault in own_rules.in_python(path, text)}


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_fault_is_found_and_its_neighbour_is_not(rule):
    path, fault, beside = PLANTED[rule]
    assert rule in found(path, fault)
    assert rule not in found(path, beside)


@pytest.mark.parametrize(("rule", "fault"), MORE)
def test_other_spellings_are_found(rule, fault):
    assert rule in found(VIEW, fault)


@pytest.mark.parametrize(
    "fault", ["{{ idea.text | safe }}", "{% autoescape false %}", '<p onclick="go()">', '<a href="javascript:go()">']
)
def test_a_template_that_does_not_escape_is_found(fault):
    assert [one.rule for one in own_rules.in_template("a.jinja", f"<h1>\n{fault}")] == ["not-escaped-in-a-template"]
    assert list(own_rules.in_template("a.jinja", "{{ idea.text }} <button name='on'>")) == []


def test_a_view_without_a_page_is_found():
    addresses = "path('a/', views.bare)\npath('b/', views.worn)\npath('', include('room.urls'))"
    views = {"views": "def bare(request): ...\n@page(audience=EVERYONE)\ndef worn(request): ..."}
    assert [(one.rule, one.line) for one in own_rules.in_addresses("urls.py", addresses, views)] == [
        ("view-without-a-page", 1)
    ]


def test_every_rule_is_planted_here():
    assert set(PLANTED) == set(own_rules.RULES)


def test_the_code_has_no_fault():
    assert [str(fault) for fault in own_rules.everywhere()] == []
