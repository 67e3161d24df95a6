"""Working days of the four nations, against the dates that gov.uk/bank-holidays and its archive give."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.foundation.clocks import (
    Nation,
    is_working_day,
    not_before,
    working_days_after,
    working_days_before,
    working_days_between,
)
from groundswell.foundation.kit import clock

ENG, WLS, SCT, NIR = Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND

OFF = [
    (date(2026, 1, 1), {ENG, WLS, SCT, NIR}),
    (date(2026, 1, 2), {SCT}),
    (date(2027, 1, 4), {SCT}),  # 2 January is a Saturday
    (date(2026, 3, 17), {NIR}),
    (date(2026, 4, 3), {ENG, WLS, SCT, NIR}),  # Good Friday
    (date(2026, 4, 6), {ENG, WLS, NIR}),  # Easter Monday
    (date(2027, 7, 12), {NIR}),
    (date(2026, 7, 13), {NIR}),  # 12 July is a Sunday
    (date(2026, 8, 3), {SCT}),
    (date(2026, 8, 31), {ENG, WLS, NIR}),
    (date(2026, 11, 30), {SCT}),
    (date(2026, 12, 28), {ENG, WLS, SCT, NIR}),  # 26 December is a Saturday
    (date(2027, 12, 27), {ENG, WLS, SCT, NIR}),  # Christmas Day is a Saturday
    (date(2027, 12, 28), {ENG, WLS, SCT, NIR}),
    (date(2020, 5, 8), {ENG, WLS, SCT, NIR}),  # moved from Monday 4 May
    (date(2020, 5, 4), set()),
    (date(2022, 6, 2), {ENG, WLS, SCT, NIR}),  # moved from Monday 30 May
    (date(2022, 6, 3), {ENG, WLS, SCT, NIR}),  # Platinum Jubilee
    (date(2022, 5, 30), set()),
    (date(2022, 9, 19), {ENG, WLS, SCT, NIR}),  # State funeral
    (date(2023, 5, 8), {ENG, WLS, SCT, NIR}),  # Coronation
]


@pytest.mark.parametrize(("day", "nations"), OFF, ids=lambda value: str(value) if isinstance(value, date) else "")
def test_rest_on_the_bank_holidays_of_each_nation(day, nations):
    assert {nation for nation in Nation if not is_working_day(day, nation)} == nations


@pytest.mark.parametrize(
    ("day", "count", "nation", "due"),
    [
        (date(2026, 11, 21), 5, ENG, date(2026, 11, 27)),  # from a Saturday
        (date(2026, 11, 20), 5, ENG, date(2026, 11, 27)),  # from a Friday
        (date(2026, 11, 20), 5, SCT, date(2026, 11, 27)),
        (date(2026, 11, 27), 1, SCT, date(2026, 12, 1)),  # over St Andrew's Day
        (date(2026, 12, 24), 1, ENG, date(2026, 12, 29)),
        (date(2025, 12, 31), 1, ENG, date(2026, 1, 2)),
        (date(2025, 12, 31), 1, SCT, date(2026, 1, 5)),
        (date(2026, 7, 10), 1, NIR, date(2026, 7, 14)),
        (date(2026, 7, 10), 1, ENG, date(2026, 7, 13)),
        (date(2026, 12, 24), 0, ENG, date(2026, 12, 24)),
        (date(2026, 12, 1), 20, ENG, date(2026, 12, 31)),
        (date(2026, 12, 1), 20, WLS, date(2026, 12, 31)),
    ],
)
def test_count_working_days_forward(day, count, nation, due):
    assert working_days_after(day, count, nation) == due
    assert working_days_between(day, due, nation) == count


def test_refuse_to_count_backward():
    with pytest.raises(ValueError, match="counted forward"):
        working_days_after(date(2026, 1, 1), -1, ENG)


days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
counts = st.integers(1, 60)
nations = st.sampled_from(list(Nation))
quick = settings(deadline=None, max_examples=150)


@quick
@given(days, counts, nations)
def test_fall_due_on_a_working_day_after_the_start(day, count, nation):
    due = working_days_after(day, count, nation)
    assert due > day
    assert is_working_day(due, nation)


@quick
@given(days, counts, nations)
def test_fall_due_later_with_one_more_day(day, count, nation):
    assert working_days_after(day, count + 1, nation) > working_days_after(day, count, nation)


@quick
@given(days, counts, nations)
def test_fall_due_no_earlier_when_started_a_day_later(day, count, nation):
    assert working_days_after(day + timedelta(days=1), count, nation) >= working_days_after(day, count, nation)


@quick
@given(days, st.integers(0, 60), nations)
def test_count_back_what_was_counted_forward(day, count, nation):
    due = working_days_after(day, count, nation)
    assert working_days_between(day, due, nation) == count
    assert working_days_between(due, day, nation) == -count


@quick
@given(days, st.integers(0, 30), st.integers(0, 30), nations)
def test_add_up_from_one_due_date_to_the_next(day, first, second, nation):
    there = working_days_after(day, first, nation)
    assert working_days_after(there, second, nation) == working_days_after(day, first + second, nation)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 15, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, 59, 59, tzinfo=UTC)),  # the last evening of winter time
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_end_a_day_at_local_midnight_in_summer_and_winter(day, ends):
    assert clock.end_of_day(day, "Europe/London") == ends


@quick
@given(days, st.sampled_from(["Europe/London", "Europe/Dublin", "UTC"]))
def test_end_a_day_on_that_day(day, zone):
    with clock.at(clock.end_of_day(day, zone)):
        assert clock.today(zone) == day
    with clock.at(clock.end_of_day(day, zone) + timedelta(seconds=1)):
        assert clock.today(zone) == day + timedelta(days=1)


def test_know_the_local_day_just_after_midnight_in_summer():
    with clock.at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today("Europe/London") == date(2026, 7, 1)
        assert clock.today("UTC") == date(2026, 6, 30)


def test_state_a_moment_only_inside_its_block():
    with clock.at(date(2020, 2, 29)) as outer:
        assert clock.now() == outer == datetime(2020, 2, 29, 10, tzinfo=UTC)
        with clock.at(date(2021, 1, 1)):
            assert clock.today() == date(2021, 1, 1)
        assert clock.now() == outer
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_read_another_day_from_nine_in_the_morning(settings):
    settings.AS_OF = date(2030, 1, 7)
    assert clock.today() == date(2030, 1, 7)
    assert datetime(2030, 1, 7, 9, tzinfo=UTC) <= clock.now() < datetime(2030, 1, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "new"),
    [
        (date(2026, 12, 4), date(2026, 12, 7)),
        (date(2026, 12, 7), date(2026, 12, 7)),  # the day itself is not over
        (date(2026, 12, 8), date(2026, 12, 14)),
        (date(2026, 12, 14), date(2026, 12, 14)),
        (date(2026, 12, 15), date(2026, 12, 21)),
        (date(2026, 12, 22), date(2026, 12, 30)),  # Christmas Day and the day after Boxing Day do not count
    ],
)
def test_a_new_date_stands_until_it_is_over_too(today, new):
    assert not_before(today, date(2026, 12, 7), every=5, nation=ENG) == new


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 12, 7), 0, date(2026, 12, 7)),
        (date(2026, 12, 7), 1, date(2026, 12, 4)),
        (date(2026, 12, 6), 1, date(2026, 12, 4)),  # from a Sunday
        (date(2026, 12, 29), 2, date(2026, 12, 23)),  # the holidays between do not count
    ],
)
def test_working_days_are_counted_back(day, count, found):
    assert working_days_before(day, count, ENG) == found


def test_working_days_are_not_counted_back_to_the_future():
    with pytest.raises(ValueError, match="counted back"):
        working_days_before(date(2026, 12, 7), -1, ENG)


def test_a_new_date_needs_a_step():
    with pytest.raises(ValueError, match="at least one working day"):
        not_before(date(2026, 12, 8), date(2026, 12, 7), every=0, nation=ENG)
