"""Layouts and components: what stands where, and nothing that a person typed is ever markup."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.test.utils import override_script_prefix
from django.utils.translation import override

from groundswell.foundation.access import Asker
from groundswell.foundation.design import fields
from groundswell.foundation.design.banners import offer_undo
from groundswell.foundation.design.forms import Form
from groundswell.foundation.work import Item

BAD = "<script>alert(1)</script>"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;"
PAGE = '{% extends "layouts/LAYOUT.jinja" %}{% block title %}Ideas{% endblock %}{% block content %}<h1>Ideas</h1>{% endblock %}'


class Ask(Form):
    text = fields.TextField("Your idea", error="Enter your idea")


@pytest.fixture
def request_of(db):  # the header counts what a person has not read
    def make(*, signed_in=False, synthetic=False, path="/"):
        request = RequestFactory().get(path)
        request.programme = SimpleNamespace(name=f"Essex {BAD}", synthetic=synthetic, phone="", email="", strapline="")
        person = "1b4e28ba-2fa1-11d2-883f-0016d3cca427" if signed_in else None
        request.asker = Asker(programme_id=None, person_id=person, name=f"Amina {BAD}" if signed_in else "")
        request._messages = CookieStorage(request)
        return request

    return make


def show(source, request, **context):
    return engines["jinja2"].from_string(source).render(context, request)


def component(name, call, **context):
    source = f'{{% from "components/{name}/macro.jinja" import {name} with context %}}{{{{ {call} }}}}'
    return show(source, RequestFactory().get("/"), **context)


@pytest.mark.parametrize("layout", ["base", "wide", "page", "question"])
def test_layout_has_one_heading_one_main_and_escapes_names(layout, request_of):
    page = show(PAGE.replace("LAYOUT", layout), request_of(signed_in=True))
    assert page.count("<h1") == page.count("<main") == 1
    assert f"<title>Ideas – Essex {SAFE}</title>" in page
    assert BAD not in page
    assert f"Amina {SAFE}" in page


def test_layout_shows_the_errors_first_and_in_the_title(request_of):
    form = Ask({})
    page = show(PAGE.replace("LAYOUT", "page"), request_of(), form=form)
    assert "<title>Error: Ideas" in page
    assert page.index("There is a problem") < page.index("<h1>")
    assert page.count("There is a problem") == 1
    assert '<a href="#id_text">' in page


def test_layout_says_no_error_for_a_fresh_form(request_of):
    page = show(PAGE.replace("LAYOUT", "page"), request_of(), form=Ask())
    assert "There is a problem" not in page
    assert "<title>Ideas" in page


def test_question_page_drops_the_menu_but_never_sign_out(request_of):
    asking = show(PAGE.replace("LAYOUT", "question"), request_of(signed_in=True))
    reading = show(PAGE.replace("LAYOUT", "page"), request_of(signed_in=True))
    assert "app-header__links" not in asking
    assert "app-header__links" in reading
    for page in (asking, reading):
        assert '<form method="post" action="/sign-out/" data-forget-all>' in page


def test_menu_marks_where_you_are(request_of):
    page = show(PAGE.replace("LAYOUT", "page"), request_of(signed_in=True, path="/today/"))
    assert '<a href="/today/" aria-current="page">Today</a>' in page


def test_back_link_stands_in_its_own_landmark(request_of):
    source = '{% extends "layouts/page.jinja" %}{% block back %}{{ back_link("/ideas/") }}{% endblock %}'
    page = show(source, request_of())
    assert '<nav class="app-back" aria-label="Back">' in page
    assert '<a class="nhsuk-back-link" href="/ideas/">Back</a>' in page
    assert "app-back" not in show(PAGE.replace("LAYOUT", "page"), request_of())


def test_synthetic_programme_says_so_on_every_page(request_of):
    says = "The people, ideas, strategies and plans here are made up. Some places and partners are real, by name alone:"
    assert says in show(PAGE.replace("LAYOUT", "question"), request_of(synthetic=True))
    assert says not in show(PAGE.replace("LAYOUT", "question"), request_of())


def test_messages_are_banners_with_escaped_words(request_of):
    request = request_of()
    messages.success(request, f"Sent {BAD}")
    messages.info(request, "A new date")
    page = show(PAGE.replace("LAYOUT", "page"), request)
    assert "nhsuk-notification-banner--success" in page
    assert BAD not in page
    assert f"Sent {SAFE}" in page
    assert page.count('id="message-') == 2


def test_offer_undo_shows_a_button_that_posts_its_fields(request_of):
    request = request_of()
    until = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
    offer_undo(request, f"Given to {BAD}", action="/triage/several/undo/", until=until, revision=3)
    page = show(PAGE.replace("LAYOUT", "wide"), request)
    assert '<form method="post" action="/triage/several/undo/"' in page
    assert '<input type="hidden" name="revision" value="3">' in page
    assert "You can undo this until 10:42." in page
    assert page.count("csrfmiddlewaretoken") == 1
    assert BAD not in page


def test_offer_undo_refuses_words_as_fields(request_of):
    with pytest.raises(ValueError, match="not words"):
        offer_undo(request_of(), "Given", action="/undo/", until=datetime(2026, 11, 23, tzinfo=UTC), why="two words")


def test_undo_banner_refuses_to_be_drawn_without_the_token():
    with pytest.raises(Exception, match="import_undo_banner_with_context"):
        show(
            '{% from "components/undo_banner/macro.jinja" import undo_banner %}{{ undo_banner("Done", "/u/", {}, "10:42") }}',
            RequestFactory().get("/"),
        )


def test_tracker_says_who_when_and_which_step_is_now():
    steps = [
        SimpleNamespace(title="We got it", when=date(2026, 11, 23), who="Dee", note="", status="done"),
        SimpleNamespace(title=BAD, when=None, who=BAD, note=BAD, status="now"),
        SimpleNamespace(title="Decision", when=None, who="", note="", status="todo"),
    ]
    drawn = component("tracker", "tracker(steps)", steps=steps)
    assert "Monday 23 November · Dee" in drawn
    assert drawn.count('aria-current="step"') == 1
    assert drawn.count("<li") == 3
    assert BAD not in drawn


def test_pagination_keeps_the_filters_and_is_absent_for_one_page():
    pages = Paginator(range(60), 25)
    drawn = component("pagination", 'pagination(page, "/triage/", query)', page=pages.page(2), query={"which": "a b&c"})
    assert 'href="/triage/?which=a+b%26c&amp;page=1"' in drawn
    assert 'href="/triage/?which=a+b%26c&amp;page=3"' in drawn
    assert "Page 2 of 3" in drawn
    assert 'href="/triage/?page=2"' in component("pagination", 'pagination(page, "/triage/", "")', page=pages.page(1))
    assert component("pagination", 'pagination(page, "/x/", {})', page=Paginator([], 25).page(1)).strip() == ""


def test_components_escape_what_they_are_given():
    item = Item(BAD, BAD, date(2026, 11, 23), "/x/", BAD, late=True)
    links = [{"words": BAD, "href": "?", "count": 3, "current": True}]
    for name, call in {
        "work_item": "work_item(item)",
        "filters": "filters(links)",
        "number": "number(bad, bad)",
        "card": "card(bad, '/x/', bad)",
        "undo_banner": "undo_banner(bad, '/u/', {bad: bad}, bad)",
    }.items():
        source = f'{{% from "components/{name}/macro.jinja" import {name} with context %}}{{{{ {call} }}}}'
        drawn = show(source, RequestFactory().get("/"), item=item, links=links, bad=BAD)
        assert BAD not in drawn, name
        assert SAFE in drawn, name


def test_words_are_said_in_the_language_in_force():
    day = engines["jinja2"].from_string('{{ _("Monday") }}')
    said = []
    for language in ("en-gb", "cy", "en-gb"):
        with override(language):
            said.append(day.render())
    assert said == ["Monday", "Dydd Llun", "Monday"]


def test_addresses_stand_below_the_place_of_the_site():
    link = engines["jinja2"].from_string('{{ url("journey:menu") }}')
    assert link.render() == "/menu/"
    with override_script_prefix("/essex/"):
        assert link.render() == "/essex/menu/"
    assert link.render() == "/menu/"
