"""A person at a browser, who finds things by the words and roles that a screen reader tells."""

import os
import re
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Error, expect

from tests.stories import checks

looked_at = set()
LOOKED = os.environ.get("GROUNDSWELL_LOOKED")  # a folder that several runs share: each state of a page once for all


def first_look(shape):
    """Whether this state of a page was not looked at before."""
    if not LOOKED:
        new = shape not in looked_at
        looked_at.add(shape)
        return new
    try:
        (Path(LOOKED) / sha256(shape.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


class Visitor:
    """Counts taps as a person would: each press, and each tap that puts the cursor into a field."""

    def __init__(self, page, site, *, scripts):
        self.page, self.site, self.scripts = page, site, scripts
        self.taps = 0

    def opens(self, address):
        """Go to a path of the site, or to a whole link from a mail."""
        self.page.goto(address if address.startswith("http") else self.site + address)
        return self._looks()

    def follows(self, words, within=None):
        return self._goes((within or self.page).get_by_role("link", name=words, exact=True))

    def presses(self, words, within=None):
        """A button that leads to another page."""
        return self._goes((within or self.page).get_by_role("button", name=words, exact=True))

    def _goes(self, target):
        self.taps += 1
        with self.page.expect_navigation():
            target.click()
        return self._looks()

    def types(self, label, text, within=None):
        """Tap a field and type."""
        self.taps += 1
        (within or self.page).get_by_label(label, exact=True).fill(text)
        return self

    def types_day(self, label, day, within=None):
        boxes = (within or self.page).get_by_role("group", name=label)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.types(part, str(value), boxes)
        return self

    def chooses_file(self, label, content, name, within=None):
        """Choose a file, or several of the same bytes by their names."""
        self.taps += 1
        names = [name] if isinstance(name, str) else name
        files = [{"name": one, "mimeType": "application/octet-stream", "buffer": content} for one in names]
        (within or self.page).get_by_label(label, exact=True).set_input_files(files)
        return self

    def picks(self, label, within=None):
        """Choose a radio or tick a box."""
        self.taps += 1
        (within or self.page).get_by_label(label, exact=True).check()
        return self

    def ticks_first(self):
        """The first box of a list."""
        self.taps += 1
        self.page.get_by_role("checkbox").first.check()
        return self

    def presses_first(self, words):
        """The first button whose name begins with these words."""
        return self._goes(self.page.get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first)

    def selects(self, label, words, within=None):
        self.taps += 1
        (within or self.page).get_by_label(label, exact=True).select_option(label=words)
        return self

    def unfolds(self, words):
        """Open a fold of the page."""
        self.taps += 1
        self.page.locator("summary").get_by_text(words, exact=True).click()
        return self._looks()

    def goes_back(self):
        """The browser's own button. Where the page before came from a form, the browser shows a page of its own."""
        try:
            self.page.go_back()
        except Error as refusal:
            if "Not attached" in str(refusal):  # the browser is still swapping its own page in: nobody is that quick
                self.page.wait_for_timeout(250)
                return self.goes_back()
            assert "ERR_CACHE_MISS" in str(refusal)
        return self

    def under(self, radio):
        """The fields that belong to one choice."""
        marker = self.page.get_by_role("radio", name=radio, exact=True)
        named = marker.get_attribute("aria-controls") or marker.get_attribute("data-aria-controls")
        return self.page.locator(f"#{named}")

    def reads(self, words):
        """These words stand on the page, and can be seen."""
        expect(self.main.get_by_text(words).first).to_be_visible()
        return self

    def reads_nothing_of(self, words):
        assert words not in self.page.locator("html").inner_html()
        return self

    def boxes(self):
        """What stands in the boxes of this page."""
        return [box.input_value() for box in self.page.get_by_role("textbox").all()]

    def is_on(self, heading):
        words = r"\s+".join(re.escape(word) for word in heading.split())
        expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(words))
        return self

    def holds(self, label, text, within=None):
        """The field still holds what was typed."""
        expect((within or self.page).get_by_label(label, exact=True)).to_have_value(text)
        return self

    @property
    def main(self):
        return self.page.get_by_role("main")

    @property
    def path(self):
        return self.page.url.removeprefix(self.site)

    def _looks(self):
        """Every page is checked: its width at once, and each new state of a page by the rules of accessibility."""
        assert checks.sideways(self.page) <= 0, f"{self.path} scrolls sideways"
        if not self.scripts:
            return self
        if first_look(checks.shape(self.page)):
            assert checks.axe_faults(self.page) == [], self.path
            assert checks.dark_faults(self.page) == [], self.path
        return self
