"""The people of the stories, and what each of them does here."""

from datetime import timedelta

from groundswell.foundation.clocks import Nation, working_days_after
from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from tests.stories.later import last_letter_to, link_in
from tests.stories.visitor import Visitor

IDEA = "Print the clinic list once, not twice. We print it at the desk and again in the clinic room."
NAME = "Print the clinic list once, not twice"
GRACE = "grace@example.org"


def in_working_days(count):
    return working_days_after(clock.today(), count, Nation.ENGLAND)


def promise(count):
    """A date so many working days from now, as pages and mails say it."""
    return long_date(in_working_days(count))


class Grace(Visitor):
    """A ward nurse with a phone and three minutes."""

    def given_she_stands_before_the_poster(self):
        return self.opens("/i")

    def when_she_writes_her_idea(self, text=IDEA):
        return self.types("What is your idea, or the problem you see?", text).presses("Continue")

    def when_she_says_how_to_reply(self, address=GRACE):
        return self.types("Your email address", address).presses("Continue")

    def when_she_sends_it(self):
        return self.presses("Send my idea")

    def given_she_sent_an_idea(self, text=IDEA):
        self.given_she_stands_before_the_poster().when_she_writes_her_idea(text)
        return self.when_she_says_how_to_reply().when_she_sends_it().is_on("We have your idea")

    def when_she_opens_the_link_in_her_mail(self):
        return self.opens(link_in(last_letter_to(GRACE)))

    def when_she_answers(self, words):
        return self.types("Your answer", words).presses("Send my answer")

    def when_she_thanks(self, words):
        self.unfolds("Say thanks to people who helped")
        return self.types("Your thanks", words).presses("Send my thanks")

    def when_she_asks_for_a_second_look(self, words):
        self.unfolds("Ask for a second look")
        return self.types("What should we look at again?", words).presses("Ask for a second look")


class Answerer(Visitor):
    """Someone of the team who reads an idea and answers it."""

    def when_opening_the_idea(self, name=NAME):
        return self.opens("/triage/").follows(name)

    def begins_an_answer(self, choice):
        """The harm question comes first; the answer's own fields follow. Gives the place of those fields."""
        self.picks("No", self.page.get_by_role("group", name="Could this harm someone?"))
        self.picks(choice)
        return self.under(choice)

    def when_asking(self, question):
        fields = self.begins_an_answer("Ask a question")
        return self.types("Your question to the sender", question, fields).presses("Save and stay")

    def when_giving_it_as_a_quick_fix(self, who, words, days=5):
        fields = self.begins_an_answer("Quick fix: someone can just do this")
        self.types("Who could just do this?", who, fields)
        self.types_day("Done by when?", clock.today() + timedelta(days=days), fields)
        return self.types("Tell the sender what will be done", words, fields).presses("Save and stay")

    def when_saying_not_now(self, reason, words):
        fields = self.begins_an_answer("Not now, and why")
        self.selects("What is the main reason?", reason, fields)
        return self.types("Tell the sender why, in your own words", words, fields).presses("Save and stay")

    def when_saying_what_happens_now(self, words):
        fields = self.begins_an_answer("Say what happens now")
        return self.types("Your reply: what happens now", words, fields).presses("Save and stay")

    def when_taking_it_back(self):
        return self.presses("Undo")


class Amina(Answerer):
    """The programme manager."""


class Dee(Answerer):
    """Her colleague, who is on duty for new ideas."""


class Joe(Visitor):
    """Runs the estates team, and can just do it."""

    def when_he_opens_what_he_was_given(self):
        return self.opens(link_in(last_letter_to("joe@example.org")))

    def when_he_says_what_was_done(self, words):
        return self.types("What was done?", words).presses("It is done")
