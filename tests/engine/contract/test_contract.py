import io
import json
import os
import runpy
import subprocess
import sys
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engine import contract
from groundswell.engine.__main__ import main
from groundswell.engine.contract import METHODS, Reader, Refused, Within, canonical, parse

SERIES = {"dates": ["2026-01-01", "2026-01-02"], "values": [1, 2.5]}


def run(*arguments, text=b""):
    target = io.BytesIO()
    code = main(list(arguments), io.BytesIO(text if isinstance(text, bytes) else text.encode()), target)
    return code, target.getvalue()


def refusal(*arguments, text=b""):
    code, written = run(*arguments, text=text)
    assert code == 2
    error = json.loads(written)["error"]
    assert set(error) == {"code", "message", "field"}
    return error["code"], error["field"]


def test_answers_twice_with_the_same_bytes():
    first, second = (run("spc", text=json.dumps(SERIES)) for _ in range(2))
    assert first == second
    assert first[0] == 0


def test_names_the_version_and_the_input():
    _, written = run("spc", text=json.dumps(SERIES, indent=4))
    got = json.loads(written)
    assert got["method_version"] == "spc 1"
    assert got["input_sha256"] == contract.fingerprint(SERIES)


def test_explains_instead_when_asked():
    code, written = run("spc", "--explain", text=json.dumps(SERIES))
    assert code == 0
    assert written.startswith(b"The average is 1.75.")


def test_lists_the_methods_when_asked_for_help():
    code, written = run("--help")
    assert code == 0
    assert all(name.encode() in written for name in METHODS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "bad_json"),
        (b"{", "bad_json"),
        (b"\xff\xfe", "bad_json"),
        (b'{"dates": NaN}', "bad_json"),
        (b'{"dates": -Infinity}', "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b'{"dates": ' + b"9" * 5000 + b"}", "bad_json"),
        (b'{"dates": [], "dates": []}', "duplicate_field"),
        (b"[]", "wrong_type"),
        (b"null", "wrong_type"),
        (b'"spc"', "wrong_type"),
        (b"{}", "missing_field"),
        (b'{"dates": null}', "missing_field"),
        (b'{"dates": "2026-01-01"}', "wrong_type"),
        (b'{"date": []}', "unknown_field"),
        (b'{"dates": ["2026-01-01"], "values": [1e999]}', "out_of_range"),
        (b'{"dates": ["2026-01-01"], "values": [1' + b"0" * 400 + b"]}", "out_of_range"),
    ],
)
def test_refuses_what_it_cannot_read(text, code):
    assert refusal("spc", text=text)[0] == code


def test_reads_a_text_that_starts_with_a_byte_order_mark():
    assert run("spc", text=b"\xef\xbb\xbf" + json.dumps(SERIES).encode())[0] == 0


def test_refuses_a_command_it_does_not_know():
    assert refusal() == ("bad_command", None)
    assert refusal("spc", "--verbose") == ("bad_command", None)
    assert refusal("tarot") == ("unknown_method", None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from(["dates", "values", "facets", "options", "other"])


@settings(deadline=None, max_examples=80)
@given(JSON | st.dictionaries(NAMES, JSON))
def test_answers_or_refuses_whatever_it_is_given(payload):
    assert run("spc", text=json.dumps(payload))[0] in (0, 2)


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=60))
def test_answers_or_refuses_whatever_bytes_come(raw):
    assert run("spc", text=raw)[0] in (0, 2)


def test_starts_quickly_and_without_heavy_packages():
    heavy = "numpy", "scipy", "ortools", "statsmodels", "pandas", "django"
    code = (
        "import time, sys; start = time.process_time(); import groundswell.engine, groundswell.engine.contract;"
        f"print(time.process_time() - start, [name for name in {heavy} if name in sys.modules])"
    )
    # The best of five, in processor time: a busy machine only ever adds to it.
    best = min(_seconds(code) for _ in range(5))
    assert best < 0.1


def _seconds(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, loaded = done.stdout.split(" ", 1)
    assert loaded.strip() == "[]"
    return float(seconds)


def test_asks_for_one_thread_unless_told_otherwise():
    code = "import os, groundswell.engine; print(os.environ['OPENBLAS_NUM_THREADS'])"
    bare = {name: value for name, value in os.environ.items() if "NUM_THREADS" not in name}
    for extra, wanted in ({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2"):
        done = subprocess.run(
            [sys.executable, "-c", code], env=bare | extra, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == wanted


def test_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "groundswell.engine", "spc"], input=b"{}", capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == b""
    assert b"dates is needed" in done.stdout


@pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")
def test_takes_its_method_from_the_command_line(monkeypatch, capfdbinary):
    monkeypatch.setattr(sys, "argv", ["groundswell.engine", "--help"])
    output = os.dup(1)
    try:
        with pytest.raises(SystemExit) as left:
            runpy.run_module("groundswell.engine", run_name="__main__")
        os.write(1, b"a stray line of a solver")
    finally:
        os.dup2(output, 1)
    assert left.value.code == 0
    written = capfdbinary.readouterr().out
    assert written.startswith(b"Usage: ")
    assert b"stray" not in written


def test_writes_numbers_of_every_kind_as_json():
    value = {
        2: (np.float64(0.1), np.int64(3), float("nan"), np.array([1.0, np.inf])),
        "on": date(2026, 3, 31),
        "a": np.True_,
    }
    assert canonical(value) == '{"2":[0.1,3,null,[1.0,null]],"a":true,"on":"2026-03-31"}'


def test_parses_what_it_writes():
    assert parse(canonical({"a": [1, 0.1, None, "é"]})) == {"a": [1, 0.1, None, "é"]}


def test_reads_fields_of_every_type():
    fields = {"n": 2, "x": 1.5, "b": True, "t": "é", "c": "red", "d": {"inner": 1}, "whole": 3.0}
    reader = Reader(fields, [*fields, "absent"])
    assert reader.integer("n") == 2
    assert reader.integer("whole") == 3
    assert reader.number("x", within=Within(0, 2)) == 1.5
    assert reader.number_or_none("absent") is None
    assert reader.integer_or_none("absent") is None
    assert reader.boolean("b") is True
    assert reader.text("t") == "é"
    assert reader.choice("c", ["red"]) == "red"
    assert reader.inner("d", ["inner"]).integer("inner") == 1
    assert reader.inner("absent", ["inner"]).has("inner") is False
    assert reader.take("d", contract.as_map, read=contract.as_integer) == {"inner": 1}
    assert reader.items("absent", contract.as_integer, [7]) == [7]


ROW = (contract.as_label, contract.as_label, contract.as_boolean)


@pytest.mark.parametrize(
    ("read", "code", "field"),
    [
        (lambda r: r.number("x", within=Within(low=2)), "out_of_range", "x"),
        (lambda r: r.number("x", within=Within(high=1)), "out_of_range", "x"),
        (lambda r: r.integer("x"), "wrong_type", "x"),
        (lambda r: r.boolean("x"), "wrong_type", "x"),
        (lambda r: r.text("x"), "wrong_type", "x"),
        (lambda r: r.choice("t", ["red", "blue"]), "not_a_choice", "t"),
        (lambda r: r.number("b"), "wrong_type", "b"),
        (lambda r: r.take("b", contract.as_label), "wrong_type", "b"),
        (lambda r: r.take("t", contract.as_date), "wrong_type", "t"),
        (lambda r: r.take("week", contract.as_date), "wrong_type", "week"),
        (lambda r: r.items("rows", contract.as_row, reads=ROW), "wrong_type", "rows[1][2]"),
        (lambda r: r.items("rows", contract.as_row, reads=ROW[:2]), "wrong_length", "rows[0]"),
        (lambda r: r.inner("x", []), "wrong_type", "x"),
    ],
)
def test_refuses_a_field_that_does_not_fit(read, code, field):
    rows = [[1, "a", True], [1, "a", 1]]
    reader = Reader(
        {"x": 1.5, "t": "é", "b": True, "week": "2026-W01-1", "rows": rows}, ["x", "t", "b", "week", "rows"]
    )
    with pytest.raises(Refused) as refused:
        read(reader)
    assert (refused.value.code, refused.value.field) == (code, field)
