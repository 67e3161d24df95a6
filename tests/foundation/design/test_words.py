"""Dates and counts as people say them."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from groundswell.foundation.design.words import first_sentence, long_date


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 7), "Monday 7 December"),
        (date(2027, 1, 15), "Friday 15 January"),  # the next one, whatever its year
        (date(2026, 5, 29), "Friday 29 May"),
        (date(2026, 5, 28), "Thursday 28 May 2026"),
        (date(2026, 1, 16), "Friday 16 January 2026"),  # not the one to come
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
        (date(2027, 5, 25), "Tuesday 25 May 2027"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wednesday 1 July"),
    ],
)
def test_long_date_says_the_year_when_another_one_would_come_to_mind(day, said):
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        assert long_date(day) == said


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("Print it once. Not twice.", "", "Print it once."),
        ("Print it once. Not twice.", "One list", "Print it once."),
        ("Print it once. Not twice. Nor more.", "Print it once", "Not twice."),
        ("Print it once in every clinic. Not twice.", "Print it once…", "…in every clinic."),
        ("Print it once", "Print it once", ""),
        ("Version 2.5 is out\nRead on.", "", "Version 2.5 is out"),
        ("  \n", "", ""),
        ("one " * 40, "", "one " * 29 + "one…"),
    ],
)
def test_first_sentence_says_what_the_title_has_not_said(text, title, said):
    assert first_sentence(text, title) == said
