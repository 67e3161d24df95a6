"""A PDF has tags, a language, a title and headings in order, and fetches nothing."""

import re
import sys

import pytest

from groundswell.foundation.design import paper

PAGE = """<html lang="en-GB"><head><title>Why we change</title></head><body><h1>Why we change</h1>
<h2>Today</h2><p>Nine lists a day.</p><h2>What could be</h2>%s</body></html>"""


@pytest.fixture
def asked_anew():
    paper.can_draw.cache_clear()
    yield
    paper.can_draw.cache_clear()


def test_can_draw_is_no_where_the_extra_is_not_installed(asked_anew, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert not paper.can_draw()


def test_a_pdf_has_tags_language_title_and_headings_in_order():
    text = paper.drawn(PAGE % "", readable=True).decode("latin-1")
    assert text.startswith("%PDF-")
    assert "/Lang (en-GB)" in text
    assert "/Title (Why we change)" in text
    assert "/MarkInfo" in text
    assert re.findall(r"/S /(H\d)\b", text) == ["H1", "H2", "H2"]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "data:image/svg+xml,<svg/>"])
def test_a_pdf_fetches_nothing(address, caplog):
    drawn = paper.drawn(PAGE % f'<img src="{address}" alt=""><link rel="stylesheet" href="{address}">', readable=True)
    assert b"/Subtype /Image" not in drawn
    assert "disallowed protocol" in caplog.text
