"""The same pages printed, in forced colours, and with larger or wider text."""

import pytest

from tests.stories import checks
from tests.stories.people import IDEA

# Text that can be read on the screen, by element, to compare with what is printed.
SEEN = """() => [...document.querySelectorAll("main h1, main h2, main p, main li, main dd, main td, main th")]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
     && !e.closest(".nhsuk-u-visually-hidden, form, .app-skip")
     && e.innerText.trim()).map(e => e.innerText.trim().replace(/\\s+/g, " "))"""
EDGES = """() => [...document.querySelectorAll("main button, main a.nhsuk-button, main textarea, main .app-card")]
  .filter(e => e.checkVisibility() && !e.matches(".app-link-button, .app-back-button"))
  .filter(e => getComputedStyle(e).borderTopStyle === "none" || parseFloat(getComputedStyle(e).borderTopWidth) < 1)
  .map(e => e.outerHTML.slice(0, 100))"""


@pytest.fixture
def idea_page(grace):
    """The tracking page of an idea."""
    return grace.given_she_sent_an_idea().when_she_opens_the_link_in_her_mail()


def test_printed_pages_keep_their_text_and_drop_the_menu(idea_page):
    page = idea_page.page
    on_screen = page.evaluate(SEEN)
    page.emulate_media(media="print")
    assert IDEA in on_screen
    assert [words for words in on_screen if words not in page.evaluate(SEEN)] == []
    assert [nav.inner_text() for nav in page.get_by_role("navigation").all() if nav.is_visible()] == []


def test_forced_colours_keep_the_edges_of_what_can_be_pressed(idea_page):
    idea_page.unfolds("Take my idea back").page.emulate_media(forced_colors="active")
    assert idea_page.page.evaluate(EDGES) == []


def test_wider_text_is_not_cut(idea_page):
    with checks.spaced(idea_page.page):
        assert idea_page.page.evaluate(checks.CLIPPED) == []
        assert checks.sideways(idea_page.page) <= 0


def test_text_of_twice_the_size_is_not_cut(idea_page):
    with checks.twice_as_large(idea_page.page):
        assert idea_page.page.evaluate(checks.CLIPPED) == []
