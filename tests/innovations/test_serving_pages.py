"""Pages of what innovations serve: the form, the record, the report with its spreadsheet, and one part's list."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.kit import clock
from groundswell.innovations import services
from groundswell.innovations.models import Serves, Touches
from groundswell.innovations.services import Aims
from groundswell.innovations.states import Level
from groundswell.needs.models import Challenge, ChangeProgramme, Priority
from groundswell.needs.services import strategy
from tests.factories.innovations import make_innovation, opened
from tests.factories.needs import opened_challenge
from tests.factories.partnership import enter, give_role, make_person
from tests.factories.strategy import make_ally, make_priority

REPORT, TABLE = "/innovations/serving/", "/innovations/serving/table.csv"
REPORT_QUERIES, TABLE_QUERIES, LIST_QUERIES = 8, 5, 5


@pytest.fixture
def as_mary(programme, mary):
    client = Client(HTTP_HOST=programme.host)
    enter(client, mary, noted=True)
    return client


@pytest.fixture
def nobody(programme):
    return Client(HTTP_HOST=programme.host)


@pytest.fixture
def ally(programme, mary, grace):
    give_role(grace, programme, "needs.service_owner")
    return make_ally(programme, mary, contact_id=grace.pk)


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def at(innovation, *rest):
    return "/" + "/".join(["innovations", innovation.reference, *rest]) + "/"


def of(part, kind="priorities"):
    return f"/innovations/serving/{kind}/{part.pk}/"


def ticked(page):
    return set(re.findall(r'value="([0-9a-f-]{36})"[^>]* checked', page))


def table(browser, show=""):
    text = browser.get(f"{TABLE}?show={show}").getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def serves(innovation, by, *priorities, programmes=()):
    aims = Aims(frozenset(one.pk for one in priorities), frozenset(one.pk for one in programmes))
    return services.say_serves(innovation, aims, by=by)


def test_its_team_says_what_it_serves_on_a_page_and_may_take_it_back(innovation, as_grace, waits, ally):
    page = body(as_grace.get(at(innovation, "serves")))
    assert ticked(page) == set()
    typed = {"revision": innovation.revision, "priorities": [waits.pk], "programmes": [ally.pk]}
    assert as_grace.post(at(innovation, "serves"), typed)["Location"] == at(innovation)
    page = body(as_grace.get(at(innovation)))
    assert f'<dt>Serves</dt><dd><a href="/strategy/priorities/{waits.pk}/">Shorter waits</a></dd>' in page
    assert f'<dt>Touches</dt><dd><a href="/strategy/programmes/programmes/{ally.pk}/">Outpatients</a></dd>' in page
    assert f'href="{at(innovation, "serves")}">Change what it serves</a>' in page
    assert "Shorter waits" in body(as_grace.get(at(innovation, "print")))
    assert "Grace Obi said which priorities it serves" in body(as_grace.get(at(innovation, "history")))
    page = body(as_grace.get(at(innovation, "serves")))
    assert ticked(page) == {str(waits.pk), str(ally.pk)}
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    as_grace.post(at(innovation, "serves"), {"revision": revision})
    assert (Serves.objects.count(), Touches.objects.count()) == (0, 0)


def test_the_second_of_two_keeps_what_both_said(programme, mary, innovation, as_grace, by_sue, waits):
    paper, opened_at = make_priority(programme, mary, title="Less paper"), innovation.revision
    serves(innovation, by_sue, waits)
    answer = as_grace.post(at(innovation, "serves"), {"revision": opened_at, "priorities": [paper.pk]})
    page = body(answer)
    assert answer.status_code == 409
    assert '<blockquote class="app-quote app-typed">Shorter waits</blockquote>' in page
    assert ticked(page) == {str(paper.pk)}
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    again = as_grace.post(at(innovation, "serves"), {"revision": revision, "priorities": [paper.pk]})
    assert again.status_code == 302
    assert [row.priority_id for row in Serves.objects.all()] == [paper.pk]


def test_a_page_that_is_sent_twice_says_it_once(innovation, as_grace, waits):
    typed = {"revision": innovation.revision, "priorities": [waits.pk]}
    for _ in range(2):
        assert as_grace.post(at(innovation, "serves"), typed).status_code == 302
    innovation.refresh_from_db()
    assert innovation.revision == typed["revision"] + 1


def test_the_form_refuses_what_is_not_on_the_list_and_keeps_the_rest(innovation, programme, mary, as_grace, waits):
    draft = make_priority(programme, mary, title="Not yet", publish=False)
    assert "Not yet" not in body(as_grace.get(at(innovation, "serves")))
    typed = {"revision": innovation.revision, "priorities": [waits.pk, draft.pk]}
    answer = as_grace.post(at(innovation, "serves"), typed)
    assert (answer.status_code, "Choose priorities from the list" in body(answer)) == (422, True)
    assert ticked(body(answer)) == {str(waits.pk)}
    assert Serves.objects.count() == 0


def test_the_form_says_why_a_record_that_rests_keeps_what_it_serves(innovation, as_grace, by_grace, waits):
    services.rest(innovation, by=by_grace)
    answer = as_grace.post(at(innovation, "serves"), {"revision": innovation.revision, "priorities": [waits.pk]})
    assert answer.status_code == 422
    assert "It stands at “Resting”" in body(answer)
    assert ticked(body(answer)) == {str(waits.pk)}


def test_the_form_says_when_there_is_nothing_to_choose(innovation, as_grace):
    page = body(as_grace.get(at(innovation, "serves")))
    assert "Nothing of the strategy is published yet." in page
    assert "Which priorities" not in page
    assert as_grace.post(at(innovation, "serves"), {"revision": innovation.revision}).status_code == 302


def test_what_is_over_is_said_to_be(innovation, as_grace, by_grace, by_mary, waits):
    serves(innovation, by_grace, waits)
    strategy.move(waits, "end", by=by_mary)
    for page in ("", "serves"):
        shown = body(as_grace.get(at(innovation, page) if page else at(innovation)))
        assert "Shorter waits (no longer in force)" in shown


def test_what_follows_from_the_challenge_is_told_and_not_asked(programme, mary, grace, as_grace, waits):
    challenge = opened_challenge(programme, mary)
    Challenge.objects.update(priority=waits)
    made = make_innovation(programme, team=[grace], answers_to_id=challenge.pk)
    assert "Shorter waits (by its challenge)</a>" in body(as_grace.get(at(made)))
    page = body(as_grace.get(at(made, "serves")))
    assert "Its challenge says already that it serves: Shorter waits." in page
    assert f'value="{waits.pk}"' not in page


def test_a_visitor_reads_priorities_and_no_programmes(nobody, innovation, grace, by_grace, waits, ally):
    serves(innovation, by_grace, waits, programmes=[ally])
    opened(innovation, grace)
    page = body(nobody.get(at(innovation)))
    assert ("Shorter waits" in page, "Outpatients" in page, "Touches" in page) == (True, False, False)


def test_the_report_tells_each_priority_who_answers_and_how_many(
    programme, innovation, grace, sue, as_mary, by_grace, waits, ally
):
    shown = opened(innovation, grace, Level.PARTNERSHIP)
    serves(shown, by_grace, waits, programmes=[ally])
    hidden = make_innovation(programme, team=[grace], keeper=sue, title="Hidden")
    serves(hidden, by_grace, waits, programmes=[ally])
    lone = opened(make_innovation(programme, team=[grace], keeper=sue, title="Lone"), grace, Level.PARTNERSHIP)
    make_priority(programme, waits.owner, title="Nobody's")
    page = body(as_mary.get(REPORT))
    assert "1 of the 2 innovations that you may see serve a priority." in page
    today = waits.state_since
    assert [row[:3] + row[4:] for row in table(as_mary)] == [
        ["Nobody's", "Mary Manager", today.isoformat(), "0"],
        ["Shorter waits", "Mary Manager", today.isoformat(), "1"],
    ]
    assert "Mary Manager answers for it. In force since" in page
    assert f'<a href="{of(waits)}">1<' in page
    page = body(as_mary.get(f"{REPORT}?show=programmes"))
    assert "We speak with Grace Obi. In force since" in page
    assert f'<a href="{of(ally, "programmes")}">1<' in page
    assert table(as_mary, "programmes") == [["Outpatients", "Grace Obi", today.isoformat(), "", "1"]]
    page = body(as_mary.get(f"{REPORT}?show=none"))
    assert f'<a href="{at(lone)}">Lone</a>. A thought on paper. Sue Steward looks after it. Begun on' in page
    assert "Hidden" not in page
    assert table(as_mary, "none") == [[lone.reference, "Lone", "Sue Steward", lone.began_on.isoformat()]]


def test_a_priority_with_a_last_day_tells_it(programme, mary, as_mary):
    make_priority(programme, mary, until=clock.today().replace(year=2027, month=3, day=31))
    assert "Mary Manager answers for it. Until 31 March 2027" in body(as_mary.get(REPORT))
    assert table(as_mary)[0][3] == "2027-03-31"


def test_an_empty_report_says_so(as_mary):
    assert "Nothing is published here yet." in body(as_mary.get(REPORT))
    page = body(as_mary.get(f"{REPORT}?show=none"))
    assert "No innovations are shown here yet." in page
    assert "None. All is fine here." in page
    assert table(as_mary) == table(as_mary, "none") == []


def test_a_report_that_nobody_knows_is_the_first(as_mary, waits):
    assert "Shorter waits" in body(as_mary.get(f"{REPORT}?show=nonsense"))


def test_the_report_is_for_programme_managers(as_grace):
    assert {as_grace.get(page).status_code for page in (REPORT, TABLE)} == {403}


def test_pages_of_the_strategy_lead_to_the_innovations(as_mary, nobody, waits, ally):
    assert f'<a href="{REPORT}">What our innovations serve</a>' in body(as_mary.get("/strategy/gaps/"))
    assert f'<a href="{REPORT}"' in body(as_mary.get("/menu/"))
    assert f'href="{of(waits)}">Innovations that serve it</a>' in body(nobody.get(f"/strategy/priorities/{waits.pk}/"))
    page = body(as_mary.get(f"/strategy/programmes/programmes/{ally.pk}/"))
    assert f'href="{of(ally, "programmes")}">Innovations that touch it</a>' in page


def test_the_page_of_a_function_leads_to_no_innovations(programme, mary, as_mary):
    function = make_ally(programme, mary, title="Digital", function=True)
    assert "Innovations that" not in body(as_mary.get(f"/strategy/programmes/functions/{function.pk}/"))
    assert as_mary.get(of(function, "functions")).status_code == 404


def test_the_list_of_one_part_holds_what_the_reader_may_see(nobody, as_grace, programme, grace, by_grace, waits, ally):
    shown = opened(make_innovation(programme, team=[grace], title="Shown"), grace)
    for one in (shown, make_innovation(programme, team=[grace], title="Private")):
        serves(one, by_grace, waits, programmes=[ally])
    page = body(nobody.get(of(waits)))
    assert (">Shown</a>" in page, ">Private</a>" in page) == (True, False)
    for part, kind in ((waits, "priorities"), (ally, "programmes")):
        page = body(as_grace.get(of(part, kind)))
        assert (">Shown</a>" in page, ">Private</a>" in page) == (True, True)


def test_the_list_of_what_a_reader_may_not_see_is_not_there(nobody, as_mary, as_grace, programme, mary, waits, ally):
    draft = make_priority(programme, mary, publish=False)
    assert [browser.get(of(draft)).status_code for browser in (as_mary, as_grace, nobody)] == [200, 404, 404]
    assert nobody.get(of(ally, "programmes")).status_code == 404
    assert as_grace.get(of(waits, "programmes")).status_code == 404


def test_the_home_of_who_speaks_for_a_programme_tells_what_touches_it(as_grace, as_mary, innovation, by_grace, ally):
    assert "0 innovations touch this programme. You speak for it." in body(as_grace.get("/today/"))
    serves(innovation, by_grace, programmes=[ally])
    page = body(as_grace.get("/today/"))
    assert "1 innovation touches this programme. You speak for it." in page
    assert f'href="{of(ally, "programmes")}">Outpatients</a>' in page
    assert "touches this programme" not in body(as_mary.get("/today/"))


def full(programme, mary, grace, sue, count):
    """So many priorities and programmes, so many innovations that serve the first of each, and so many that do not."""
    stated = {"programme": programme, "salt": b"0" * 16, "state": "published", "revision": 1, "state_by": mary}
    stated |= {"state_since": clock.today()}
    people = [make_person(f"Person {number}") for number in range(count)]
    priorities = [Priority(**stated, title=f"Row {one.name}", owner=one) for one in people]
    programmes = [ChangeProgramme(**stated, title=f"Row {one.name}", contact=one) for one in people]
    Priority.objects.bulk_create(priorities)
    ChangeProgramme.objects.bulk_create(programmes)
    for number in range(count):
        for title in (f"Serves {number}", f"Lone {number}"):
            made = opened(make_innovation(programme, team=[grace], keeper=sue, title=title), grace)
            if title.startswith("Serves"):
                Serves.objects.create(innovation=made, priority=priorities[0])
                Touches.objects.create(innovation=made, programme_of_change=programmes[0])
    return priorities[0], programmes[0]


def cost(browser, address):
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(address).getvalue().decode()
    statements = [query["sql"] for query in captured]
    assert len(set(statements)) == len(statements)
    return len(statements), page


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_report_costs_the_same_however_long(programme, mary, grace, sue, as_mary, nobody, count):
    priority, ally = full(programme, mary, grace, sue, count)
    for show, row in (("priorities", ">Row "), ("programmes", ">Row "), ("none", ">Lone ")):
        asked, page = cost(as_mary, f"{REPORT}?show={show}")
        assert (asked, page.count(row)) == (REPORT_QUERIES, count)
        asked, lines = cost(as_mary, f"{TABLE}?show={show}")
        assert (asked, len(lines.splitlines())) == (TABLE_QUERIES, count + 1)
    asked, page = cost(nobody, of(priority))
    assert (asked, page.count(">Serves ")) == (LIST_QUERIES, count)
    assert cost(as_mary, of(ally, "programmes"))[1].count(">Serves ") == count


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_record_and_its_form_cost_the_same_however_much_it_serves(
    programme, mary, grace, sue, innovation, as_grace, by_grace, count
):
    full(programme, mary, grace, sue, count)
    serves(innovation, by_grace, *Priority.objects.all(), programmes=ChangeProgramme.objects.all())
    asked, page = cost(as_grace, at(innovation))
    assert (asked, page.count(">Row ")) == (15, 2 * count)
    asked, page = cost(as_grace, at(innovation, "serves"))
    assert (asked, len(ticked(page))) == (9, 2 * count)


def test_what_serves_nothing_is_paged(programme, mary, grace, sue, as_mary):
    full(programme, mary, grace, sue, 26)
    first, second = (body(as_mary.get(f"{REPORT}?show=none&page={number}")) for number in (1, 2))
    assert (first.count(">Lone "), second.count(">Lone ")) == (25, 1)
    assert f'href="{REPORT}?show=none&amp;page=2"' in first
