"""Single keys on the team's pages: they do what the buttons do, not while one types, and each can turn them off."""

import pytest

from groundswell.ideas.models import Idea
from tests.factories.ideas import send_idea
from tests.stories.people import Amina

DESK = {"width": 1280, "height": 800}
TITLES = ("Print the list once", "One chair with arms")


@pytest.fixture
def at_the_desk(new_browser, site):
    """Amina at a desk, with scripts, before two ideas; gives her and the titles in the order of the queue."""
    from tests.stories.conftest import session_cookie

    for title in TITLES:
        send_idea(site.programme, title=title)
    window = new_browser(viewport=DESK)
    window.add_cookies([session_cookie(site.amina, site.url)])
    amina = Amina(window.new_page(), site.url, scripts=True).opens("/triage/")
    shown = [link.inner_text() for link in amina.page.locator("[data-row]").all()]
    return amina, shown


def focus(amina):
    return amina.page.evaluate("document.activeElement.innerText")


def keys(amina, *names):
    for name in names:
        amina.page.keyboard.press(name)


def test_j_and_k_go_through_the_rows_and_stop_at_the_ends(at_the_desk):
    amina, shown = at_the_desk
    stops = []
    for key in ("j", "j", "j", "k", "k"):
        keys(amina, key)
        stops.append(focus(amina))
    assert stops == [shown[0], shown[1], shown[1], shown[0], shown[0]]
    with amina.page.expect_navigation():
        keys(amina, "Enter")
    amina.is_on(shown[0])


def test_x_ticks_and_g_gives_the_ticked_ideas_to_me(at_the_desk, site):
    amina, _shown = at_the_desk
    keys(amina, "j", "x", "j", "x")
    with amina.page.expect_navigation():
        keys(amina, "g")
    amina.reads("You took 2 ideas")
    assert {idea.holder for idea in Idea.objects.all()} == {site.amina}


def test_n_leads_to_not_now_and_q_opens_a_quick_fix(at_the_desk):
    amina, shown = at_the_desk
    keys(amina, "j")
    with amina.page.expect_navigation():
        keys(amina, "n")
    amina.is_on("Not now, for 1 idea").opens("/triage/")
    keys(amina, "j", "j")
    with amina.page.expect_navigation():
        keys(amina, "q")
    amina.is_on(shown[1])
    assert amina.page.get_by_label("Quick fix: someone can just do this", exact=True).is_checked()


def test_on_the_page_of_an_idea_keys_choose_and_are_silent_while_one_types(at_the_desk):
    amina, shown = at_the_desk
    amina.follows(shown[0])
    keys(amina, "n")
    assert amina.page.get_by_label("Not now, and why", exact=True).is_checked()
    box = amina.page.get_by_label("Tell the sender why, in your own words")
    box.fill("")
    box.press_sequentially("gqnjk?")
    amina.holds("Tell the sender why, in your own words", "gqnjk?")
    assert not amina.page.get_by_label("Quick fix: someone can just do this", exact=True).is_checked()
    assert Idea.objects.filter(state="received").count() == 2


def test_a_question_mark_shows_the_list_and_the_switch_turns_all_off(at_the_desk):
    amina, shown = at_the_desk
    keys(amina, "?")
    amina.reads("Next idea, and the one before")
    amina.presses("Turn the keys off").reads("The keys are off")
    before = focus(amina)
    keys(amina, "j", "x", "g", "?")
    assert (focus(amina), amina.path) == (before, "/triage/")
    amina.unfolds("Keys").reads("The keys are off for you.").presses("Turn the keys on").reads("The keys are on")
    keys(amina, "j")
    assert focus(amina) == shown[0]
