import pytest

from groundswell.foundation.kit.spreadsheets import lines, plain


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"])
def test_plain_puts_an_apostrophe_before_what_could_run(cell):
    assert plain(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "A box = a box", "Ward 4", "2026-12-07", "'quoted'"])
def test_plain_leaves_words_alone(cell):
    assert plain(cell) == cell


def test_lines_come_one_by_one_and_are_quoted():
    made = lines([["Ref", "Title"], ["A-B-1", 'Say "hello", twice\nand again']])
    assert next(made) == "\ufeffRef,Title\r\n"
    assert next(made) == 'A-B-1,"Say ""hello"", twice\nand again"\r\n'
