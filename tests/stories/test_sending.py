"""From a poster on the wall to thanks: an idea that someone could just do."""

from tests.stories.later import last_letter_to, ten_minutes_pass
from tests.stories.people import IDEA, NAME, promise

ASKED = "How many clinics print it twice?"
DONE = "The desk printer is switched off, and the list comes out in the clinic room."


def test_grace_sends_an_idea_and_is_told_who_replies_by_when(grace):
    grace.given_she_stands_before_the_poster()
    grace.when_she_writes_her_idea().when_she_says_how_to_reply()
    grace.is_on("Check your idea, then send it").reads(IDEA)
    grace.reads(f"Dee Duty will read it. You will get a reply by {promise(5)}.")
    grace.when_she_sends_it()
    grace.is_on("We have your idea").reads(f"Dee Duty will read your idea and reply by {promise(5)}.")
    assert f"Dee Duty will read your idea and reply by {promise(5)}." in last_letter_to("grace@example.org").body


def test_an_idea_is_asked_about_done_and_thanked_for(grace, amina, joe):
    grace.given_she_sent_an_idea()
    amina.when_opening_the_idea().when_asking(f"Thank you. {ASKED}")
    ten_minutes_pass()

    grace.when_she_opens_the_link_in_her_mail().is_on(NAME).reads(ASKED)
    grace.when_she_answers("All four of them.").reads("Thank you. Your answer has been sent.")

    amina.when_opening_the_idea().reads("All four of them.")
    amina.when_giving_it_as_a_quick_fix("Joe Bell joe@example.org", "Joe changes the printer this week.")
    ten_minutes_pass()
    grace.when_she_opens_the_link_in_her_mail().reads("Joe changes the printer this week.").reads("Joe Bell")

    joe.when_he_opens_what_he_was_given().is_on(NAME).when_he_says_what_was_done(DONE)
    ten_minutes_pass()

    grace.when_she_opens_the_link_in_her_mail().reads(DONE)
    grace.when_she_thanks("That was quick, Joe!").reads("Your thanks have been sent. That was kind.")
    assert "That was quick, Joe!" not in last_letter_to("joe@example.org").body
    joe.when_he_opens_what_he_was_given().reads("That was quick, Joe!")
