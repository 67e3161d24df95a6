"""Home, today, menu, and the pages for when something went wrong."""

import gzip
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.foundation import menu, work
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.innovations.states import Level
from groundswell.journey import selectors, views
from groundswell.partnership.models import DutyTurn
from tests.factories.files import upload
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.partnership import asker_of, enter, give_role, make_person, make_programme

BAD = "<script>alert(1)</script>"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;"
MONDAY = date(2026, 11, 23)
STATIC = Path(__file__).resolve().parents[2] / "groundswell/foundation/design/static/design"


@pytest.fixture
def browser(programme):
    return Client()


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return person


@pytest.fixture
def by(amina, programme):
    return asker_of(amina, programme, "triager")


@pytest.fixture
def only_source(monkeypatch):
    """One place to find work, so that a list has exactly the length that a test asks for."""

    def of(count, *, late=0, in_all=0):
        items = [
            work.Item(f"Idea {n:02} {BAD}", "Grace waits", MONDAY + timedelta(n), "/x/", "Read it", late=n < late)
            for n in range(count)
        ]
        part = work.Part(items, max(count, in_all))
        source = work.Source("tests", "Ideas to answer", lambda _asker, start: replace(part, items=items[start:]))
        monkeypatch.setattr(work, "_sources", {"tests": source})

    return of


def text_of(response):
    return " ".join(response.content.decode().split())


def queries(browser, path):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = browser.get(path)
    assert response.status_code == 200
    statements = [query["sql"] for query in asked]
    assert len(set(statements)) == len(statements)
    return len(statements)


def test_home_invites_with_the_promise_of_the_programme(browser, programme):
    programme.reply_days = 7
    programme.save()
    page = text_of(browser.get("/"))
    assert '<h1 class="app-hero__heading">Seen a better way to do something?</h1>' in page
    assert "Tell us in 3 minutes. A real person replies within 7 working days. Every time." in page
    assert 'href="/ideas/new/"' in page
    assert '<a href="/t/">Check on an idea you sent</a>' in page


def test_home_names_who_reads_and_by_when(browser, programme):
    turn = make_person("Tess Turner")
    DutyTurn.objects.create(programme=programme, person=turn, since=MONDAY, until=MONDAY)
    with clock.at(MONDAY):
        page = text_of(browser.get("/"))
    assert "<strong>Tess Turner</strong> reads it and writes back by <strong>Monday 30 November</strong>." in page
    assert "Monday 21 December" in page
    assert page.count('aria-current="step"') == 1


def test_home_says_no_ideas_yet_when_there_are_none(browser):
    page = text_of(browser.get("/"))
    assert "No ideas yet. Yours could be the first." in page
    assert "app-number__figure" not in page


def test_home_tells_no_share_when_too_few_were_due(browser, programme, by):
    for _n in range(4):
        services.reply(send_idea(programme), "Great spot.", by=by)
    page = text_of(browser.get("/"))
    assert '<span class="app-number__figure">fewer than 5</span>' in page
    assert '<a href="/promises/">ideas sent</a>' in page
    assert "in 10" not in page


def test_home_counts_late_and_unanswered_ideas_against_us(browser, programme, by):
    with clock.at(MONDAY):
        ideas = [send_idea(programme) for _n in range(10)]
    with clock.at(MONDAY + timedelta(1)):
        for idea in ideas[:7]:
            services.reply(idea, "Great spot.", by=by)
    with clock.at(MONDAY + timedelta(40)):
        services.reply(ideas[7], "We are sorry that this is late.", by=by)
        assert selectors.answered(programme) == selectors.Answered(sent=10, due=10, on_time=7, done=0)
        page = text_of(browser.get("/"))
    assert '<span class="app-number__figure">7 in 10</span>' in page
    assert "people got a reply by the promised date" in page


def test_answered_leaves_out_ideas_that_are_not_due_yet_and_other_programmes(programme):
    send_idea(programme)
    send_idea(make_programme())
    assert selectors.answered(programme) == selectors.Answered(sent=1, due=0, on_time=0, done=0)


def test_a_reply_late_in_the_evening_of_the_day_is_on_time(programme, by):
    with clock.at(date(2026, 7, 6)):
        idea = send_idea(programme)
    with clock.at(clock.end_of_day(idea.reply_by, "Europe/London")):
        services.reply(idea, "Just in time.", by=by)
    assert selectors.answered(programme).on_time == 1


@pytest.mark.parametrize("count", [0, 3, 25])
def test_home_asks_5_queries_for_any_number_of_ideas(browser, programme, count):
    for _n in range(count):
        send_idea(programme)
    assert queries(browser, "/") == 5


def test_home_counts_what_its_list_of_innovations_shows_and_leads_there(browser, programme):
    sue = make_steward(programme)
    for level in (Level.PUBLIC, Level.PUBLIC, Level.PARTNERSHIP, None):
        made = make_innovation(programme, keeper=sue, team=[sue])
        if level is not None:
            opened(made, sue, level)
    page = text_of(browser.get("/"))
    assert '<span class="app-number__figure">2</span>' in page
    assert '<a href="/innovations/">innovations that you can read about</a>' in page
    assert text_of(browser.get("/innovations/")).count('<div class="app-card">') == 2


def test_home_says_how_it_counted_what_no_page_shows(browser, programme, by):
    for _n in range(5):
        idea = services.take(send_idea(programme), by=by)
        services.decide(idea, services.Decision("quick_fix", "I do it.", by.person_id, clock.today()), by=by)
        services.finish(idea, "Done today.", by=by)
    page = text_of(browser.get("/"))
    done = page[page.index("ideas done, start to finish") - 120 :]
    assert '<span class="app-number__figure">5</span>' in done
    assert "Small changes that are done, as the people who made them say." in done


@pytest.mark.parametrize("count", [0, 1, 3, 25, 60])
def test_today_asks_the_same_queries_for_any_number_of_items(browser, amina, only_source, count):
    only_source(count)
    enter(browser, amina)
    browser.get("/today/")  # notes when she was last seen, once a minute
    assert queries(browser, "/today/") == 11  # five, and for the sections of the team's home six


def test_today_lists_25_a_page_soonest_first(browser, amina, only_source):
    only_source(26, late=2)
    enter(browser, amina)
    first, second = text_of(browser.get("/today/")), text_of(browser.get("/today/?page=2"))
    assert "Hello Amina" in first
    assert "Today: 26 things need you</h1>" in first
    assert "2 are late." in first
    assert first.count('class="app-work__title"') == 25
    assert first.index("Idea 00") < first.index("Idea 24")
    assert "Idea 25" in second and "Idea 24" not in second
    assert BAD not in first and SAFE in first


def test_today_says_how_much_more_there_is_and_leads_to_it(browser, amina, only_source):
    only_source(25, late=3, in_all=37)
    enter(browser, amina)
    page = text_of(browser.get("/today/"))
    assert "Today: 37 things need you</h1>" in page
    assert '<p class="app-lead">3 are late.</p>' in page
    assert '<li><a href="/today/tests/">And 12 more: Ideas to answer</a></li>' in page


@pytest.mark.parametrize(("in_all", "total", "more"), [(1000, "1,000", "975"), (1026, "1,000+", "1,000+")])
def test_today_counts_no_further_than_a_thousand(browser, amina, only_source, in_all, total, more):
    only_source(25, late=25, in_all=in_all)
    enter(browser, amina)
    page = text_of(browser.get("/today/"))
    assert f"Today: {total} things need you</h1>" in page
    assert f"And {more} more: Ideas to answer" in page
    assert "25 or more are late." in page


def test_today_leaves_nothing_out_of_a_short_list(browser, amina, only_source):
    only_source(25)
    enter(browser, amina)
    assert " more:" not in text_of(browser.get("/today/"))


@pytest.mark.parametrize("count", [1, 3, 25])
def test_all_of_one_kind_asks_the_same_queries_for_any_number(browser, programme, amina, by, count):
    for _n in range(count):
        services.take(send_idea(programme), by=by)
    enter(browser, amina)
    browser.get("/today/")
    assert queries(browser, "/today/ideas-to-answer/") == 6


def test_all_of_one_kind_is_read_page_by_page(browser, programme, amina, by):
    for number in range(26):
        services.take(send_idea(programme, title=f"Idea {number:02}"), by=by)
    enter(browser, amina)
    first, second = (text_of(browser.get(f"/today/ideas-to-answer/?page={number}")) for number in (1, 2))
    assert "Ideas to answer</h1>" in first
    assert (first.count("app-work__title"), second.count("app-work__title")) == (25, 1)
    assert "/today/ideas-to-answer/?page=2" in first
    assert "Page 2 of 2" in second


def test_all_of_one_kind_is_kind_when_there_is_nothing(browser, amina):
    enter(browser, amina)
    assert "Nothing of this kind needs you." in text_of(browser.get("/today/ideas-to-do/"))
    assert browser.get("/today/nonsense/").status_code == 404


def test_today_says_one_thing_in_the_singular(browser, amina, only_source):
    only_source(1, late=1)
    enter(browser, amina)
    page = text_of(browser.get("/today/"))
    assert "Today: 1 thing needs you" in page
    assert "1 is late." in page


def test_today_says_nothing_needs_you_and_leads_on(browser, amina, only_source):
    only_source(0)
    enter(browser, amina)
    page = text_of(browser.get("/today/"))
    main = page[page.index("<main") : page.index("</main>")]
    assert "Nothing needs you today.</h1>" in main
    assert '<a href="/ideas/new/">Seen a better way to do something? Share an idea</a>' in main


def test_today_asks_a_stranger_to_sign_in(browser):
    response = browser.get("/today/")
    assert response.status_code == 302
    assert response.url == "/sign-in/?next=%2Ftoday%2F"


def test_menu_shows_every_link_of_the_asker(browser, amina):
    signed_out = text_of(browser.get("/menu/"))
    enter(browser, amina)
    signed_in = text_of(browser.get("/menu/"))
    assert '<a href="/today/">Today</a>' in signed_in
    assert '<a href="/today/">' not in signed_out
    assert '<li><a href="/sign-in/">Sign in</a></li>' in signed_out
    assert '"/sign-in/"' not in signed_in
    assert '<a href="/sign-in/second-step/devices/">Your second step</a>' in signed_in


def test_menu_holds_all_and_the_header_five(browser, programme, amina):
    give_role(amina, programme, "programme_admin")
    enter(browser, amina)
    links = menu.menu_for(asker_of(amina, programme, "triager", "programme_admin"))
    assert len(links) == 19
    page, header = text_of(browser.get("/menu/")), text_of(browser.get("/today/"))
    header = header[header.index("app-header__links") : header.index("</nav>")]
    shown = [f'href="{reverse(link.address)}"' for link in links]
    assert [link in page[page.index("<main") :] for link in shown] == [True] * len(links)
    counted = [link.count is not None for link in links]  # stands beside the person's name, not among the five
    assert counted.count(True) == 1
    uncounted = [link for link in links if link.count is None and not link.rare]
    assert [link.address for link, there in zip(links, shown, strict=True) if there in header] == [
        link.address for link in uncounted[:5]
    ]


def test_not_found_says_so_and_leads_on(browser):
    response = browser.get("/no-such-page/")
    assert response.status_code == 404
    assert "We cannot find that page" in text_of(response)
    assert '<a href="/">' in text_of(response)


def test_refused_says_why(rf, programme):
    request = rf.get("/")
    request.programme, request.asker = programme, asker_of(make_person(), programme)
    response = views.refused(request, f"Only the team {BAD}")
    assert response.status_code == 403
    assert f"Only the team {SAFE}." in text_of(response)


def test_trouble_answers_whatever_else_is_broken(monkeypatch):
    bare = RequestFactory().get("/")
    response = views.trouble(bare)
    assert response.status_code == 500
    assert "Sorry, something went wrong" in text_of(response)
    monkeypatch.setattr(views.pages, "render", lambda *_args, **_more: 1 / 0)
    response = views.trouble(bare)
    assert response.status_code == 500
    assert "Sorry, something went wrong" in text_of(response)


@pytest.mark.django_db
def test_unknown_host_is_told_so(programme):
    make_programme()
    response = Client().get("/", headers={"host": "nobody.example"})
    assert response.status_code == 421
    assert "Nothing lives at this address" in text_of(response)


TYPED = {"text": f"Print the list once {BAD}", "choice": "a", "csrfmiddlewaretoken": "old"}


def post_with_old_token(path="/ideas/new/idea/?from=poster", origin="http://testserver", typed=TYPED):
    return Client(enforce_csrf_checks=True).post(path, typed, headers={"Origin": origin} if origin else {})


@pytest.mark.django_db
def test_expired_gives_the_words_back_to_be_sent_again(programme):
    response = post_with_old_token()
    page = text_of(response)
    assert response.status_code == 403
    assert response["Cache-Control"] == "no-store"
    assert "We kept your answers" in page
    assert '<form method="post" action="/ideas/new/idea/?from=poster">' in page
    assert f'<input type="hidden" name="text" value="Print the list once {SAFE}">' in page
    assert '<input type="hidden" name="choice" value="a">' in page
    assert f'<p class="app-card app-typed">Print the list once {SAFE}</p>' in page
    assert page.count('name="csrfmiddlewaretoken"') == 1
    assert 'value="old"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", [True, False])
def test_expired_says_that_files_do_not_come_along(programme, chosen):
    files = {"uploads": upload()} if chosen else {}
    page = text_of(post_with_old_token(typed=TYPED | files))
    assert ("Your files do not come along" in page) is chosen


@pytest.mark.django_db
def test_expired_words_arrive_when_sent_again(programme):
    browser = Client(enforce_csrf_checks=True)
    shown = browser.post("/ideas/new/idea/", TYPED, headers={"Origin": "http://testserver"}).content.decode()
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', shown))
    again = browser.post("/ideas/new/idea/", fields, headers={"Origin": "http://testserver"})
    assert again.status_code != 403


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_expired_never_offers_what_another_site_posted(programme, origin):
    page = text_of(post_with_old_token(origin=origin))
    assert "Print the list" not in page
    assert "<form" not in page[page.index("<main") :]


def test_first_visit_to_the_public_pages_is_light(browser):
    assets = sum(len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in ("app.css", "app.js", "icon.svg"))
    for path in ("/", "/menu/", "/ideas/new/", "/ideas/new/idea/", "/sign-in/"):
        page = len(gzip.compress(browser.get(path).content, 6))
        assert page <= 15_000
        assert assets + page <= 60_000


def test_pages_ask_no_other_site_and_hold_no_inline_style(browser, amina):
    enter(browser, amina)
    for path in ("/", "/today/", "/menu/", "/no-such-page/"):
        page = browser.get(path).content.decode()
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"", page) == []
        assert page.count("<script") == 2
        assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page) == []


@pytest.mark.parametrize("address", ["/t/A%00B/C/", "/triage/%00/", "/?page=%00", "/team/?page=%00&page=1"])
def test_an_address_that_no_database_can_look_for_is_not_found(browser, address):
    assert browser.get(address).status_code == 404
