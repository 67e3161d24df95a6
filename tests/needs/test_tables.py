"""Lists as spreadsheets: what the page shows this reader, all of it, with nothing that runs, at the cost of one page."""

import csv
import io

import pytest
from django.test import Client

from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from tests.factories.needs import (
    after_the_last_day,
    chosen_need,
    make_challenge,
    make_holder,
    make_need,
    make_round,
    make_sponsor,
    make_theme,
    opened_challenge,
    opened_round,
    published,
)
from tests.needs.test_rounds_pages import decided, needs_of

RUNS = '=HYPERLINK("http://x","y")'


def table(browser, address):
    answer = browser.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def column(rows, name):
    place = rows[0].index(name)
    return [row[place] for row in rows[1:]]


@pytest.fixture
def voters(programme):
    return [make_holder(programme, RoleKey.COMMUNITY, f"Voter {number}") for number in range(5)]


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_table_costs_the_same_however_long(client, programme, mia, count, django_assert_num_queries):
    eve = make_sponsor(programme)
    for number in range(count):
        need = chosen_need(programme, mia, f"Need {number}")
        opened_challenge(programme, mia, need=need, sponsor=eve, title=f"Question {number}?")
        opened_round(programme, mia, needs_of(programme, 2))
    client.get("/needs/")
    for address, cost in {"needs": 3, "challenges": 2, "needs/rounds": 3}.items():
        with django_assert_num_queries(cost):
            assert len(table(client, f"/{address}/table.csv")) > count


@pytest.mark.parametrize("count", [2, 3, 25])
def test_the_result_of_a_round_costs_the_same_however_long(
    client, programme, mia, voters, count, django_assert_num_queries
):
    made = decided(programme, mia, voters, needs_of(programme, count))
    client.get("/needs/")
    with django_assert_num_queries(13):
        assert len(table(client, f"/needs/rounds/{made.reference}/table.csv")) == count + 1


def test_the_needs_are_those_of_the_page_and_its_filter(client, programme, mia):
    theme = make_theme(programme, manager=mia)
    for number in range(26):
        published(programme, manager=mia, words=NeedWords(f"Need {number:02}", "Lacking."))
    published(programme, manager=mia, theme=theme, words=NeedWords(RUNS, "@SUM(A1)"))
    make_need(programme, words=NeedWords("Only raised", "Not read yet."))
    rows = table(client, "/needs/table.csv")
    assert sorted(column(rows, "Title")) == sorted(["'" + RUNS, *[f"Need {number:02}" for number in range(26)]])
    narrow = table(client, f"/needs/table.csv?theme={theme.pk}")
    assert (column(narrow, "Theme"), column(narrow, "The problem")) == (["Shorter waits"], ["'@SUM(A1)"])
    assert table(client, "/needs/table.csv?show=check") == rows[:1]


def test_the_needs_name_nobody_who_raised_one(as_mia, programme, mia):
    need = published(programme, manager=mia)
    for browser in (Client(HTTP_HOST=programme.host), as_mia):
        text = browser.get("/needs/table.csv").getvalue().decode()
        assert need.reference in text
        assert "Oli Owner" not in text


def test_a_manager_finds_what_waits_to_be_checked(as_mia, programme):
    make_need(programme, words=NeedWords("Only raised", "Not read yet."))
    assert column(table(as_mia, "/needs/table.csv?show=check"), "Title") == ["Only raised"]


def test_the_challenges_are_those_of_the_list_that_was_asked_for(client, programme, mia):
    made = opened_challenge(programme, mia, title="Who can shorten the wait?")
    make_challenge(programme, mia, title="A draft")
    rows = table(client, "/challenges/table.csv")
    assert (column(rows, "Title"), column(rows, "State")) == ([made.title], ["Open"])
    assert column(rows, "Last day") == [made.closes_on.isoformat()]
    assert table(client, "/challenges/table.csv?show=drafts") == rows
    with after_the_last_day(made):
        assert len(table(client, "/challenges/table.csv")) == 1
        assert column(table(client, "/challenges/table.csv?show=closed"), "State") == ["Closed"]


def test_the_drafts_of_challenges_are_for_who_prepares_them(as_mia, programme, mia):
    make_challenge(programme, mia, title="A draft")
    assert column(table(as_mia, "/challenges/table.csv?show=drafts"), "Title") == ["A draft"]


def test_the_rounds_tell_criteria_weights_and_the_decision(client, programme, mia, voters):
    decided(programme, mia, voters, needs_of(programme, 2))
    make_round(programme, mia, [])
    rows = table(client, "/needs/rounds/table.csv")
    assert column(rows, "Criteria and weights") == ["Criterion 1 (weight 60); Criterion 2 (weight 40)"]
    assert column(rows, "What was decided") == ["The second comes first."]
    assert column(rows, "Decided by") == ["Mia Manager"]


def test_the_result_tells_points_means_and_why_it_was_decided_otherwise(client, programme, mia, voters):
    made = decided(programme, mia, voters, needs_of(programme, 2))
    rows = table(client, f"/needs/rounds/{made.reference}/table.csv")
    assert (column(rows, "Place"), column(rows, "Points of 100")) == (["1", "2"], ["84.00", "72.00"])
    assert column(rows, "Criterion 1 (weight 60)") == ["5.0", "4.0"]
    assert column(rows, "Decision") == ["Not chosen this time", "Chosen"]
    why = column(rows, "Why it was decided otherwise than the votes say")
    assert why == ["It is done already.", "Money came for it."]


def test_the_result_of_few_tells_places_alone(client, programme, mia, voters):
    made = decided(programme, mia, voters[:4], needs_of(programme, 2))
    rows = table(client, f"/needs/rounds/{made.reference}/table.csv")
    assert column(rows, "Place") == ["1", "2"]
    assert {*column(rows, "Points of 100"), *column(rows, "Criterion 1 (weight 60)")} == {""}


def test_the_result_tells_no_ranking_before_the_decision(client, programme, mia):
    made = opened_round(programme, mia, needs_of(programme, 2))
    rows = table(client, f"/needs/rounds/{made.reference}/table.csv")
    assert column(rows, "Need") == ["Need 00", "Need 01"]
    assert {*column(rows, "Place"), *column(rows, "Points of 100"), *column(rows, "Decision")} == {""}
    assert client.get(f"/needs/rounds/{make_round(programme, mia, []).reference}/table.csv").status_code == 404


@pytest.mark.parametrize("page", ["/needs/", "/challenges/", "/needs/rounds/", "round"])
def test_each_list_leads_to_its_table(client, programme, mia, page):
    made = opened_round(programme, mia, needs_of(programme, 2))
    opened_challenge(programme, mia)
    page = f"/needs/rounds/{made.reference}/" if page == "round" else page
    assert f'href="{page}table.csv" download' in client.get(page).content.decode()


def test_the_link_to_the_table_keeps_the_filter(client, programme, mia):
    published(programme, manager=mia)
    assert 'href="/needs/table.csv?show=open" download' in client.get("/needs/?show=open").content.decode()
