"""V7, V13, V23: hostile values in every parameter and field are text, cost no more than others, and break nothing.

Every address is asked with each value in every parameter that any page reads and in those that attackers guess; bodies
that are too big, too many or endless are answered in under two seconds of processor time and 50 MB.
"""

import json
import tracemalloc
from datetime import date
from time import process_time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from groundswell.foundation.design.fields import DateField, TextareaField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.kit import identifying, patients, references
from groundswell.ideas import questions
from tests.access.world import SIGNED_OUT
from tests.attacks.site import World, asked, awake, filled, rows
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_programme

READ = [
    "page",
    "show",
    "name",
    "next",
    "place",
    "out",
    "q",
    "sort",
    "order",
    "o",
    "filter",
    "group",
    "fields",
    "include",
    "expand",
    "depth",
    "kwargs",
]
GUESSED = ["name__password", "sender__email__startswith", "person__password__startswith", "order_by"]
VALUES = {
    "a lookup": "person__password__startswith",
    "a quote": '"a"."b"; DROP TABLE ideas_idea; --',
    "a union": "' UNION SELECT email, password FROM partnership_person --",
    "control signs": "\x01\x08\x1b[31m\x7f\u202e\ufeff\r\nSet-Cookie: a=b",
    "a number without end": "9" * 5000,
    "a number of another kind": "-1e999",
    "a template": "{{ cycler.__init__.__globals__.os.popen('id').read() }}{{7*7}}${7*7}",
    "one long word": "a" * 6000,
}  # fmt: skip
OPEN = [row for row in rows() if row["method"] == "GET" and "allow" in row.values()]


def first_allowed(row):
    """Who may open it: whoever sees most."""
    order = ["programme_admin", "triager", "staff", *SIGNED_OUT, *row]
    return next(persona for persona in order if row.get(persona) == "allow")


@pytest.mark.parametrize("row", OPEN, ids=lambda row: row["address"])
def test_a_hostile_value_in_any_parameter_does_what_nonsense_does(db, row):
    world = World()
    persona = first_allowed(row)
    sample = filled(world, row["address"], persona)
    send_idea(world.programme, place="Basildon Hospital")
    browser = awake(world, persona, sample.cookies)
    address = reverse(row["address"], args=sample.args)
    nonsense = _answer(browser, address, "nonsense")
    for name, value in VALUES.items():
        assert _answer(browser, address, value) == nonsense, name


def _answer(browser, address, value):
    """Status, how many queries, and whether anything was computed from it."""
    query = urlencode(dict.fromkeys([*READ, *GUESSED], value))
    answer, cost = asked(browser, "get", f"{address}?{query}", None, data={})
    assert b"uid=" not in answer.body
    assert "\n" not in str(answer.headers.get("Location", ""))
    return answer.status_code, cost


SENT = [row for row in rows() if row["method"] == "POST" and "allow" in row.values()]
EVIL_FIELD = "\"><svg onload=x>{{7*7}}' OR 1=1 -- \u202e\x1b[31m" + "9" * 300


@pytest.mark.parametrize("row", SENT, ids=lambda row: row["address"])
def test_a_hostile_value_in_every_field_breaks_nothing(db, row):
    world = World()
    persona = first_allowed(row)
    sample = filled(world, row["address"], persona)
    browser = awake(world, persona, sample.cookies)
    names = {
        "text",
        "title",
        "value",
        "words",
        "name",
        "email",
        "code",
        "place",
        "reference",
        "revision",
        "idea",
        "ideas",
    }
    names |= {
        "person",
        "person_id",
        "organisation_id",
        "kind",
        "mode",
        "type",
        "to",
        "do",
        "then",
        "outcome",
        "receipt",
    }
    names |= {"since_day", "since_month", "since_year", "until_day", "until_month", "until_year", "kept", "next"}
    names |= {"carried", "share", "agreed", "harm", *sample.data}
    for data in (dict.fromkeys(names, EVIL_FIELD), sample.data | dict.fromkeys(names - set(sample.data), "9" * 30)):
        answer, _cost = asked(browser, "post", row["address"], sample, data=data)
        assert answer.status_code < 500


class Day(Form):
    day = DateField("When?")


@pytest.mark.parametrize("year", ["99999999999999999999", "9" * 5000, "-5", "1e9", "٢٠٢٦٠", "", "\u00b2"])
def test_a_year_that_no_calendar_has_is_something_to_mend(year):
    form = Day({"day_day": "1", "day_month": "1", "day_year": year})
    assert list(form.errors) == ["day"]
    assert Day({"day_day": "1", "day_month": "1", "day_year": "2027"}).is_valid()


ENDLESS = (
    "a",
    "1",
    " ",
    "\n",
    "@",
    "a@",
    "a.",
    "-",
    "0 ",
    "I am the ",
    "my name is ",
    ". ",
    "Grace ",
    "é",
    "12/10/2026 ",
)


@pytest.mark.parametrize("piece", ENDLESS, ids=repr)
def test_an_endless_text_is_read_in_no_time(piece):
    """What looks through people's words must not slow down with them (twice as long, four times as slow)."""
    text = piece * (100_000 // len(piece)) + "!"
    begin = process_time()
    identifying.find(text, "Grace Obi")
    patients.find(text)
    questions.title_of(text)
    references.tidy(text)
    assert process_time() - begin < 1.5


class Text(Form):
    text = TextareaField("What?", max_words=300)


def test_a_word_without_end_is_something_to_mend():
    assert Text({"text": "a" * 20_000}).is_valid()
    assert Text({"text": "a" * 20_001}).errors["text"] == ["Use at most 20000 letters. You have used 20001."]


def _nested(depth):
    return json.dumps([1]).replace("1", "[" * depth + "]" * depth)


BIG = {
    "a body of 30 MB": lambda: {"data": b"text=" + b"a" * 30_000_000},
    "a hundred thousand fields": lambda: {"data": b"&".join(b"k%d=1" % n for n in range(100_000))},
    "a hundred thousand of one field": lambda: {"data": b"&".join([b"idea=x"] * 100_000)},
    "an endless form in parts": lambda: {
        "data": b"--x\r\n" + b"Content-Disposition: form-data; name=a\r\n\r\n1\r\n--x\r\n" * 5_000,
        "content_type": "multipart/form-data; boundary=x",
    },
    "a deep tree": lambda: {"data": _nested(100_000).encode(), "content_type": "application/json"},
}
FORM = "application/x-www-form-urlencoded"
TARGETS = ["/ideas/new/idea/", "/sign-in/", "/t/words/", "/ideas/new/without-name/"]


@pytest.mark.parametrize("kind", BIG)
def test_a_body_that_is_too_much_is_answered_soon_and_costs_little(db, kind):
    browser = Client(HTTP_HOST=make_programme().host, raise_request_exception=False)
    sent = {"content_type": FORM} | BIG[kind]()
    browser.get("/sign-in/")
    for address in TARGETS:
        tracemalloc.start()
        begin = process_time()
        answer = browser.post(address, **sent)
        took, (_now, most) = process_time() - begin, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert answer.status_code < 500, address
        assert took < 2
        assert most < 50_000_000


def test_an_address_with_a_hundred_thousand_keys_is_answered_soon(db):
    browser = Client(HTTP_HOST=make_programme().host, raise_request_exception=False)
    many = "&".join(f"k{n}=1" for n in range(100_000))
    begin = process_time()
    assert {browser.get(f"/{where}?{many}").status_code for where in ("", "sign-in/", "team/", "i")} <= {200, 413}
    assert process_time() - begin < 2
    assert date(2027, 1, 1).year == 2027
