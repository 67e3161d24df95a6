"""The pages of a record: the list and its filters, the page for its team and for everyone, history, print, words."""

import csv
import io
import re

import pytest
from django.test import Client

from groundswell.innovations import services
from groundswell.innovations.reference import vocabularies
from groundswell.innovations.states import Group, Level
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import SUMMARY, fresh, make_innovation, opened, stands
from tests.factories.partnership import make_person

LIST_QUERIES = {"nobody": 4, "grace": 8}  # session, person, programme, roles, notices; count, rows, streams
TABLE_QUERIES = 3  # programme, rows, streams
PUBLIC_QUERIES, TEAM_QUERIES, HISTORY_QUERIES = 6, 15, 10


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def table(browser, query=""):
    text = browser.get(f"/innovations/table.csv{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def at(innovation, *rest):
    return "/" + "/".join(["innovations", innovation.reference, *rest]) + "/"


def many(programme, person, sue, count):
    """So many public innovations, each with one more of everything."""
    for number in range(count):
        made = make_innovation(programme, team=[person], keeper=sue, title=f"Number {number}")
        by = asker_for(person, programme)
        services.change_kind(made, {"streams": ["industry", "fellowship"]}, by=by)
        opened(made, person)


def fill(innovation, person, count):
    """So many of each thing that a record can hold."""
    by = asker_for(person, innovation.programme)
    for number in range(count):
        evidence = services.Evidence(f"Count {number}", "Nine a day.", "real_world", "other", 2)
        services.add_evidence(innovation, evidence, by=by)
        words = services.RiskWords(f"Jam {number}", 1, "Keep a spare.", person.pk, innovation.began_on)
        services.add_risk(innovation, words, by=by)
        stands(innovation, make_person(f"Person {number}"), "team")
        other = make_innovation(innovation.programme, keeper=innovation.keeper, title=f"Other {number}")
        opened_by = make_person("Opener")
        stands(other, opened_by, "team")
        services.link(innovation, opened(other, opened_by), "similar", by=by)


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_list_costs_the_same_however_long(client, programme, grace, sue, count, django_assert_num_queries):
    many(programme, grace, sue, count)
    with django_assert_num_queries(LIST_QUERIES["nobody"]):
        page = body(client.get("/innovations/"))
    assert page.count('<div class="app-card">') == count


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_table_costs_the_same_however_long(client, programme, grace, sue, count, django_assert_num_queries):
    many(programme, grace, sue, count)
    client.get("/menu/")
    with django_assert_num_queries(TABLE_QUERIES):
        assert len(table(client)) == count


def test_the_table_holds_the_list_of_the_filter_with_nothing_that_runs(
    client, as_grace, programme, grace, sue, innovation
):
    shown = opened(make_innovation(programme, team=[grace], keeper=sue, title="=1+1", origin="external"), grace)
    mine = table(as_grace)
    assert sorted(row["Reference"] for row in mine) == sorted([innovation.reference, shown.reference])
    assert {row["Reference"]: row["Only its team sees it"] for row in mine}[innovation.reference] == "yes"
    assert [row["Title"] for row in table(as_grace, "?origin=external")] == ["'=1+1"]
    everyone = Client(HTTP_HOST=programme.host)
    assert [row["Reference"] for row in table(everyone)] == [shown.reference]
    page = everyone.get("/innovations/?origin=external").content.decode()
    assert 'href="/innovations/table.csv?origin=external" download' in page


def test_the_list_costs_as_much_signed_in(programme, as_grace, innovation, django_assert_num_queries):
    with django_assert_num_queries(LIST_QUERIES["grace"]):
        assert "Only its team and the people who work with it see this" in body(as_grace.get("/innovations/"))


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_record_costs_its_team_the_same_however_full(innovation, grace, as_grace, count, django_assert_num_queries):
    fill(innovation, grace, count)
    with django_assert_num_queries(TEAM_QUERIES):
        page = body(as_grace.get(at(innovation)))
    assert [page.count(f">{what} ") for what in ("Count", "Other")] == [count, count]


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_history_costs_the_same_however_long(innovation, by_grace, as_grace, count, django_assert_num_queries):
    for number in range(count):
        services.change_section(innovation, "needs", f"Need {number}", by=by_grace)
    with django_assert_num_queries(HISTORY_QUERIES):
        page = body(as_grace.get(at(innovation, "history")))
    assert page.count("Grace Obi changed “The need”") == min(count, 25)


def test_a_visitor_reads_what_is_public_and_nothing_more(
    client, innovation, grace, by_grace, django_assert_num_queries
):
    services.change_section(innovation, "cost", "Eleven pounds a month", by=by_grace)
    services.change_section(innovation, "needs", "Forty clinics print it twice", by=by_grace)
    shown = opened(innovation, grace, Level.PUBLIC, Group.NEED)
    with django_assert_num_queries(PUBLIC_QUERIES):
        page = body(client.get(at(shown)))
    assert SUMMARY in page
    assert "Forty clinics print it twice" in page
    for hidden in ("Eleven pounds", "Grace Obi", "Sue Steward", "Money and rights", "Seen by"):
        assert hidden not in page


def test_a_private_record_is_not_there_for_others(client, innovation):
    assert client.get(at(innovation)).status_code == 404
    assert innovation.title not in body(client.get("/innovations/"))


def test_the_team_is_named_to_others_only_by_their_own_yes(client, innovation, grace, by_grace):
    joe = stands(innovation, make_person("Joe Bell"), "team")
    shown = opened(innovation, grace, Level.PUBLIC, Group.PEOPLE)
    assert "Joe Bell" not in body(client.get(at(shown)))
    services.let_name(joe, True, by=asker_for(joe.person, shown.programme))
    page = body(client.get(at(shown)))
    assert "Joe Bell" in page
    assert "Grace Obi" not in page


def test_the_page_shows_its_team_how_far_each_section_is(innovation, by_grace, as_grace):
    services.change_section(innovation, "needs", "Forty clinics", by=by_grace, ready=True)
    page = body(as_grace.get(at(innovation)))
    assert "1 of 12 sections are done." in page
    assert "Go on with: What it is" in page
    assert "A thought on paper. We have worked on it since" in page
    assert "Sue Steward looks after it." in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Early", "Late"}),
        ("?step=early", {"Early"}),
        ("?step=ready", {"Late"}),
        ("?stream=industry", {"Late"}),
        ("?origin=external", {"Late"}),
        ("?step=early&origin=external", set()),
        ("?step=nonsense&stream=none", {"Early", "Late"}),
        ("?who=mine", {"Early", "Late"}),
    ],
)
def test_the_list_is_narrowed_by_the_query_string(client, programme, grace, sue, by_grace, query, titles):
    early = make_innovation(programme, team=[grace], keeper=sue, title="Early")
    late = make_innovation(programme, team=[grace], keeper=sue, title="Late")
    kind = {"maturity": 6, "origin": "external", "streams": ["industry"]}
    services.change_kind(late, kind, by=by_grace)
    for one in (early, late):
        opened(one, grace)
    page = body(client.get(f"/innovations/{query}"))
    assert {title for title in ("Early", "Late") if f">{title}</a>" in page} == titles


def test_the_list_of_mine_leaves_others_out(programme, as_grace, innovation, sue):
    joe = make_person("Joe Bell")
    opened(make_innovation(programme, team=[joe], keeper=sue, title="Of somebody else"), joe)
    page = body(as_grace.get("/innovations/?who=mine"))
    assert innovation.title in page
    assert "Of somebody else" not in page


def test_the_print_holds_what_the_reader_may_see_without_buttons(innovation, by_grace, as_grace):
    services.change_section(innovation, "cost", "Eleven pounds a month", by=by_grace)
    page = body(as_grace.get(at(innovation, "print")))
    assert "Eleven pounds a month" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<button" not in main


def test_the_lists_of_words_say_whence_and_whether_checked(client, programme):
    page = body(client.get("/innovations/words/"))
    assert page.count("Nobody has compared this list with its source yet.") == 2
    assert page.count("We compared it with its source on") == len(vocabularies()) - 2
    assert "IN_VITRO_DIAGNOSTIC" in page
    assert "<td>Cancer: Bladder cancer</td>" in page


def test_two_people_may_change_two_sections_at_once(innovation, as_grace, by_sue):
    opened_at = innovation.revision
    services.change_section(innovation, "cost", "Eleven pounds", by=by_sue)
    answer = as_grace.post(at(innovation, "change", "needs"), {"text": "Forty clinics", "revision": opened_at})
    assert answer.status_code == 302


def test_the_second_of_two_on_one_section_keeps_both_texts(innovation, as_grace, by_sue):
    opened_at = innovation.revision
    services.change_section(innovation, "needs", "Sue wrote this", by=by_sue)
    answer = as_grace.post(at(innovation, "change", "needs"), {"text": "Grace wrote this", "revision": opened_at})
    assert answer.status_code == 409
    page = body(answer)
    assert "Sue wrote this" in page
    assert "Grace wrote this" in page
    again = re.search(r'name="revision" value="(\d+)"', page)[1]
    answer = as_grace.post(at(innovation, "change", "needs"), {"text": "Both of us", "revision": again})
    assert answer.status_code == 302


@pytest.mark.parametrize(("key", "name"), [("needs", "text"), ("about", "summary")])
def test_a_section_refuses_what_looks_like_a_patient(innovation, as_grace, key, name):
    typed = {"title": "One list", "revision": innovation.revision, name: "It helped 943 476 5919 at once."}
    answer = as_grace.post(at(innovation, "change", key), typed)
    assert answer.status_code == 422
    assert "This looks like patient information: 943 476 5919. Take it out" in body(answer)


def test_showing_it_to_everyone_leads_by_the_warning_the_first_time(innovation, as_grace):
    answer = as_grace.post(at(innovation, "who-sees", "about"), {"level": "2"})
    assert answer["Location"] == at(innovation, "who-sees", "about", "warning")
    assert fresh(innovation).openness == Level.PRIVATE
    page = body(as_grace.get(answer["Location"]))
    assert "A patent needs it to be a secret until you apply." in page
    assert as_grace.post(answer["Location"], {}).status_code == 422
    assert as_grace.post(answer["Location"], {"read": "on"})["Location"] == at(innovation, "who-sees")
    assert fresh(innovation).openness == Level.PUBLIC
    assert "Grace Obi agreed on" in body(as_grace.get(at(innovation, "who-sees")))


def test_a_record_rests_and_is_taken_up_again(innovation, as_grace, by_grace):
    as_grace.post(at(innovation, "rest"), {"do": "rest"})
    assert "Nobody works on it now; it has rested since" in body(as_grace.get(at(innovation)))
    answer = as_grace.post(at(innovation, "change", "needs"), {"text": "More", "revision": fresh(innovation).revision})
    assert "This cannot be done now. It stands at “Resting”" in body(answer)
    as_grace.post(at(innovation, "rest"), {"do": "wake"})
    assert fresh(innovation).state == "active"
