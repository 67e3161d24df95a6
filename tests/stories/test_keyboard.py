"""Everything by keyboard alone: Tab, Enter, Space and arrows, and one always sees where one is."""

from tests.stories import checks
from tests.stories.people import IDEA, NAME, Amina, Grace

DESK = {"width": 1280, "height": 800}
MOST_STOPS = 60


class Keys:
    """A visitor's hands on the keyboard."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def tab_to(self, target):
        """Press Tab until the target has the focus; every stop on the way must be seen, in sight and in order."""
        self.page.evaluate(checks.LOOKS)
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(checks.STOP)
            assert stop["seen"], f"no focus to see at {stop['what']}"
            assert stop["inside"], f"out of sight: {stop['what']}"
            assert stop["after"], f"out of order: {stop['what']}"
            if target.evaluate("e => e === document.activeElement"):
                return self
        raise AssertionError(f"{MOST_STOPS} stops and not there yet")

    def write(self, label, words, within=None):
        self.tab_to((within or self.page).get_by_label(label, exact=True))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        return self

    def enter(self, role, name):
        """Go to a link or button and press Enter; another page comes."""
        self.tab_to(self.page.get_by_role(role, name=name, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.evaluate("window.before = null")
        return self

    def press(self, *names):
        for name in names:
            self.page.keyboard.press(name)
        return self


def test_an_idea_is_sent_by_keyboard(someone):
    grace = someone(Grace, viewport=DESK).opens("/")
    keys = Keys(grace).enter("button", "Share an idea").enter("button", "Start now")
    keys.write("What is your idea, or the problem you see?", IDEA).enter("button", "Continue")
    keys.tab_to(grace.page.get_by_label("With my name", exact=True)).press("Space")
    keys.write("Where would it help?", "Ward 4").write("Your email address", "grace@example.org")
    keys.enter("button", "Continue")
    keys.tab_to(grace.page.get_by_label("I am happy for colleagues to see my idea (without my name)")).press("Space")
    keys.enter("button", "Send my idea")
    grace.is_on("We have your idea")


def test_an_idea_is_answered_by_keyboard(someone, site, grace):
    grace.given_she_sent_an_idea()
    amina = someone(Amina, signed_in=site.amina, viewport=DESK).opens("/triage/")
    keys = Keys(amina).enter("link", NAME)
    harm = amina.page.get_by_role("group", name="Could this harm someone?")
    keys.tab_to(harm.get_by_role("radio", name="Yes")).press("ArrowDown")
    keys.tab_to(amina.page.get_by_role("radio", name="Say what happens now")).press("Space")
    keys.write("Your reply: what happens now", "I ask the clinic today.", amina.under("Say what happens now"))
    keys.enter("button", "Save and stay")
    amina.reads("Your reply is ready to go")
    keys.enter("button", "Undo")
    amina.reads("Taken back. Nothing was sent")


def test_the_first_stop_skips_to_the_content(someone):
    grace = someone(Grace, viewport=DESK).opens("/")
    grace.page.keyboard.press("Tab")
    grace.page.keyboard.press("Enter")
    grace.page.keyboard.press("Tab")
    assert grace.main.evaluate("main => main.contains(document.activeElement)")
