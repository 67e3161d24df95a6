"""The checks themselves find what they are for."""

import pytest

from tests.stories import checks

HEAD = "<!doctype html><html lang='en'><title>A page</title>"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<input>", "label"),
        ("<img src='data:,'>", "image-alt"),
        ("<p style='color:#aaa'>Pale words</p>", "color-contrast"),
        ("<button style='width:12px;height:12px;padding:0' aria-label='a'></button>" * 2, "target-size"),
        ("<p id='a'>Outside any landmark</p>", "region"),
    ],
)
def test_axe_names_the_fault(page, body, rule):
    page.set_content(
        f"{HEAD}<main><h1>A page</h1></main>{body}" if rule == "region" else f"{HEAD}<main><h1>A</h1>{body}</main>"
    )
    assert {fault.partition(":")[0] for fault in checks.axe_faults(page)} == {rule}


def test_axe_is_content_with_a_plain_page(page):
    page.set_content(f"{HEAD}<main><h1>A page</h1><p>Words</p></main>")
    assert checks.axe_faults(page) == []


def test_dark_colours_are_checked_in_the_dark(page):
    style = "<style>@media (prefers-color-scheme: dark) {p {background: #000; color: #333}}</style>"
    page.set_content(f"{HEAD}{style}<main><h1>A page</h1><p>Words</p></main>")
    assert checks.axe_faults(page) == []
    assert [fault.partition(":")[0] for fault in checks.dark_faults(page)] == ["color-contrast"]


def test_a_wide_page_is_seen(page):
    page.set_content(f"{HEAD}<main><h1>A page</h1><p style='width:400px'>Words</p></main>")
    assert checks.sideways(page) == 88
