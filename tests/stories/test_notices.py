"""Amina sees what happened on the site first, chooses one mail a day, looks at a mail before it goes; Grace stops hers."""

import re

from tests.stories.later import last_letter_to, letters_to, post_comes, ten_minutes_pass
from tests.stories.people import GRACE, NAME
from tests.stories.visitor import Visitor

OWN = "I ask the outpatients manager on Friday, and tell you what she says."


def stop_link(letter):
    return re.search(r"http\S+/notices/stop/\S+", letter.body).group()


def test_dee_reads_her_list_and_chooses_one_mail_a_day(grace, dee):
    grace.given_she_sent_an_idea()
    dee.opens("/today/").follows("Notices (1 new)").is_on("Notices").reads("A new idea is with you")
    dee.reads("Why did I get this? New ideas of this place come to you first.")
    dee.presses("I have read these").is_on("Notices").follows("Choose what we mail you").is_on(
        "Choose what we mail you"
    )
    holds = dee.page.get_by_role("group", name="Ideas I hold")
    dee.picks("Once a day, in one mail at 7 in the morning", holds).presses("Save").reads("Saved")
    post_comes()
    assert letters_to("dee@example.org") == []
    dee.opens("/notices/").reads("A new idea is with you")


def test_amina_sees_the_mail_before_it_goes_and_changes_it(grace, amina):
    grace.given_she_sent_an_idea()
    fields = amina.when_opening_the_idea().begins_an_answer("Say what happens now")
    amina.types("Your reply: what happens now", "I ask on Friday.", fields).presses("See the mail first")
    amina.is_on("See the mail first").reads("Amina has read your idea").reads("I ask on Friday.")
    amina.presses("Change it").is_on(NAME).holds("Your reply: what happens now", "I ask on Friday.")
    amina.types("Your reply: what happens now", OWN).presses("See the mail first").reads(OWN).presses("Save and stay")
    amina.is_on(NAME).reads("Your reply is ready to go")
    ten_minutes_pass()
    assert last_letter_to(GRACE).subject == "Amina has read your idea"


def test_grace_stops_her_mails_without_signing_in(grace, amina, someone):
    grace.given_she_sent_an_idea()
    link = stop_link(last_letter_to(GRACE))
    anyone = someone(Visitor)
    anyone.opens(link).is_on("Stop these mails?").reads("My ideas").reads_nothing_of(NAME)
    anyone.presses("Stop these mails").is_on("We have stopped these mails").reads("You get no more mail about this.")
    amina.when_opening_the_idea().when_saying_what_happens_now(OWN)
    ten_minutes_pass()
    post_comes()
    assert len(letters_to(GRACE)) == 1
    anyone.presses("Mail me again").is_on("Stop these mails?").reads("You get a mail at once.")
