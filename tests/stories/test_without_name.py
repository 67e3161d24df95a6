"""An idea without a name, followed by its receipt on a computer that others use; and a name told only to who may know."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.later import letters_to, post_comes, ten_minutes_pass
from tests.stories.people import IDEA, NAME, Grace
from tests.stories.visitor import Visitor

ASKED = "How many clinics print it twice?"
ANSWER = "All four of them do, each morning."
BOX = "What is your idea, or the problem you see?"
REFERENCE = re.compile(r"\b[A-Z]{2,}-[A-Z]{2,}-\d{2}\b")


class Nurse(Visitor):
    """Does not want to give a name."""

    def given_the_way_is_asked(self, text=IDEA):
        """Signed in, the three ways stand below the text; signed out, on the page after it."""
        self.opens("/ideas/new/idea/").types(BOX, text)
        if self.page.locator("input[name=mode]").count():
            return self
        return self._goes(self.page.get_by_role("button", name="Continue", exact=True))

    def when_choosing(self, mode):
        self.taps += 1
        self.page.locator(f"input[name=mode][value={mode}]").check()
        return self

    def when_pressing_on(self):
        return self._goes(
            self.page.locator("form:has(input[name=mode]) button[type=submit], form:has(input[name=mode]) button").first
        )

    def when_sending(self):
        self._goes(self.page.locator("button[name=send]"))
        self.reference = REFERENCE.search(self.main.inner_text()).group()
        self.words = self._four_words()
        return self

    def _four_words(self):
        from groundswell.foundation.kit.receipts import WORDS

        listed = set(WORDS)
        lines = [line.strip().lower() for line in self.main.inner_text().splitlines()]
        found = [line for line in lines if len(line.split()) == 4 and listed.issuperset(line.split())]
        assert found, "the page shows no line of four words"
        return found[0]

    def given_an_idea_was_sent_without_a_name(self):
        self.given_the_way_is_asked().when_choosing("anonymous").when_pressing_on()
        return self.when_sending()

    def when_entering_the_receipt(self):
        self.opens("/t/")
        form = self.page.locator('form[action="/t/words/"]')
        form.locator("[name=reference]").fill(self.reference)
        form.locator("[name=words]").fill(self.words)
        return self._goes(form.get_by_role("button"))

    def when_writing(self, verb, words):
        """On the tracking page, open its fold if it has one."""
        form = self.page.locator(f'form[action="/t/words/{verb}/"]')
        if not form.locator("textarea").is_visible():
            self.page.locator("details", has=form).locator("summary").click()
        form.locator("textarea").fill(words)
        return self._goes(form.get_by_role("button"))


@pytest.fixture
def nurse(someone):
    return someone(Nurse)


def traces_of(nurse):
    return IDEA, NAME, ANSWER, nurse.reference, nurse.words, nurse.words.title()


def sees_nothing(visitor, traces):
    held = visitor.page.locator("html").inner_html() + " ".join(visitor.boxes())
    assert [trace for trace in traces if trace in held] == []


def kept_by_the_browser(page):
    """Cookies and whatever scripts can keep."""
    kept = page.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys().catch(() => []),
        history.state, window.name])"""
    )
    return kept + str(page.context.cookies())


def test_an_idea_without_a_name_is_asked_about_and_answered_by_its_receipt(nurse, amina, site):
    nurse.given_an_idea_was_sent_without_a_name()
    amina.when_opening_the_idea().reads_nothing_of("Grace").when_asking(f"Thank you. {ASKED}")
    ten_minutes_pass()
    nurse.when_entering_the_receipt().reads(ASKED)
    nurse.when_writing("answer", ANSWER)
    amina.when_opening_the_idea().reads(ANSWER)
    nurse.when_writing("ask", "Have they said anything yet?")
    amina.when_opening_the_idea().reads("Have they said anything yet?")
    amina.when_saying_not_now("The service is about to change", "We asked outpatients this week.")
    ten_minutes_pass()
    nurse.when_entering_the_receipt().reads("We asked outpatients this week.")
    post_comes()
    assert letters_to("grace@example.org") == []


def test_wrong_words_are_met_with_plain_words_and_no_idea(nurse):
    nurse.given_an_idea_was_sent_without_a_name()
    right, nurse.words = nurse.words, "four wrong little words"
    nurse.when_entering_the_receipt().reads("We cannot find that").reads_nothing_of(NAME)
    nurse.words = right
    nurse.when_entering_the_receipt().reads(IDEA)


def test_after_sending_the_next_person_at_this_computer_sees_nothing_of_it(nurse):
    nurse.given_an_idea_was_sent_without_a_name()
    traces = traces_of(nurse)
    for _steps in range(4):
        sees_nothing(nurse.goes_back(), traces)
    next_person_looks_around(nurse, traces)


def test_after_following_the_next_person_at_this_computer_sees_nothing_of_it(nurse, amina):
    been = []
    nurse.page.on("framenavigated", lambda frame: been.append(frame.url))
    nurse.given_an_idea_was_sent_without_a_name()
    amina.when_opening_the_idea().when_asking(f"Thank you. {ASKED}")
    ten_minutes_pass()
    nurse.when_entering_the_receipt().when_writing("answer", ANSWER)
    traces = (*traces_of(nurse), ASKED)
    assert [where for where in been if nurse.reference in where or nurse.words.split()[0] in where] == []
    for _steps in range(5):
        sees_nothing(nurse.goes_back(), traces)
    next_person_looks_around(nurse, traces)


def test_who_leaves_in_haste_leaves_nothing_behind(nurse):
    """Before anything is sent: with scripts the page is not even gone back to, and no tab keeps the words."""
    nurse.given_the_way_is_asked().follows("Leave this page")
    sees_nothing(nurse, (IDEA, NAME))
    if nurse.scripts:
        assert IDEA not in kept_by_the_browser(nurse.page)
        sees_nothing(nurse.goes_back(), (IDEA, NAME))
    nurse.given_an_idea_was_sent_without_a_name().when_entering_the_receipt().reads(IDEA)
    sees_nothing(nurse.follows("Leave this page"), traces_of(nurse))


def next_person_looks_around(nurse, traces):
    """The same tab, a new tab, every address of the route, forward again, and what the browser keeps."""
    tab = Visitor(nurse.page.context.new_page(), nurse.site, scripts=nurse.scripts)
    for visitor in (nurse, tab):
        for address in (
            "/", "/t/", "/t/words/", f"/t/{nurse.reference}/", "/ideas/", "/ideas/new/idea/", "/ideas/new/about-you/",
            "/ideas/new/without-name/", "/ideas/new/check/", "/ideas/new/sent/", "/today/",
        ):  # fmt: skip
            visitor.page.goto(nurse.site + address)
            held = visitor.page.locator("html").inner_html()
            allowed = {nurse.reference} if nurse.reference in address else set()
            assert [trace for trace in traces if trace in held and trace not in allowed] == [], address
        visitor.opens("/ideas/new/idea/").holds(BOX, "")
    assert [one["name"] for one in nurse.page.context.cookies() if one["name"] not in {"csrf", "session"}] == []
    if nurse.scripts:
        for visitor in (nurse, tab):
            assert [trace for trace in traces if trace in kept_by_the_browser(visitor.page)] == []


def test_choosing_anonymous_while_signed_in_signs_out_first(someone, site):
    nurse = someone(Nurse, signed_in=site.grace)
    nurse.given_the_way_is_asked().when_choosing("anonymous").when_pressing_on().reads_nothing_of("Grace Obi")
    assert "session" not in {one["name"] for one in nurse.page.context.cookies() if one["value"]}
    nurse.when_sending().reads_nothing_of("Grace Obi")
    nurse.opens("/ideas/").reads_nothing_of(NAME)


def test_a_confidential_idea_changes_hands_and_its_sender_says_who_may_know(someone, site, dee, amina):
    grace = someone(Nurse, signed_in=site.grace)
    grace.given_the_way_is_asked().when_choosing("confidential").when_pressing_on()
    grace.presses("Send my idea").is_on("We have your idea")

    dee.opens("/triage/").follows(NAME).reads("Grace Obi")
    amina.opens("/triage/").follows(NAME).reads_nothing_of("Grace Obi").reads_nothing_of("grace@example.org")

    dee.presses("Take it").unfolds("Give to someone else").selects("Give to", "Amina Khan, Programme manager")
    dee._goes(dee.page.locator('form[action$="/give/"] button'))
    ten_minutes_pass()
    dee.opens("/triage/").follows(NAME).reads_nothing_of("Grace Obi")
    amina.opens("/triage/").follows(NAME).reads_nothing_of("Grace Obi")

    post_comes()
    assert [letter for letter in letters_to("grace@example.org") if "Amina Khan" in letter.body]
    grace.opens("/ideas/").follows(NAME).reads("Amina Khan")
    grace._goes(grace.page.locator('form[action$="/let-know/"] button'))

    amina.opens("/triage/").follows(NAME).reads("Grace Obi")
    dee.opens("/triage/").follows(NAME).reads_nothing_of("Grace Obi")


class Sender(Grace, Nurse):
    """Grace, who is signed out and gives her address in confidence."""


def test_a_sender_without_an_account_says_yes_from_the_link_in_the_mail(someone, site, amina):
    grace = someone(Sender)
    grace.given_the_way_is_asked().when_choosing("confidential")
    grace.page.locator("[name=email]:visible").first.fill("grace@example.org")
    grace.when_pressing_on().presses("Send my idea").is_on("We have your idea")
    amina.opens("/triage/").follows(NAME).presses("Take it").reads_nothing_of("grace@example.org")
    ten_minutes_pass()
    grace.when_she_opens_the_link_in_her_mail()
    expect(grace.page.locator('form[action$="/let-know/"]')).to_be_visible()
    grace._goes(grace.page.locator('form[action$="/let-know/"] button'))
    amina.opens("/triage/").follows(NAME).reads("grace@example.org")
