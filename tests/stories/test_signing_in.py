"""Signing in by a code from a mail, and what happens to words when the session ends under them."""

from django.contrib.sessions.models import Session

from tests.stories.app import App
from tests.stories.later import code_in, last_letter_to
from tests.stories.people import NAME

CODE = "What is the code in the e-mail?"


def asks_for_a_code(person, address):
    return person.types("What is your e-mail address?", address).presses("Send me a code").is_on(CODE)


def types_the_code(person, address):
    return person.types(CODE, code_in(last_letter_to(address))).presses("Sign in")


def test_grace_signs_in_by_a_code_and_comes_where_she_wanted(grace):
    grace.opens("/ideas/").is_on("What is your e-mail address?")
    asks_for_a_code(grace, "grace@example.org")
    types_the_code(grace, "grace@example.org").is_on("My ideas")
    grace.reads("You have not sent an idea yet. Most ideas start as a moan.")


def test_a_wrong_code_says_so_and_the_right_one_still_works(grace):
    grace.opens("/sign-in/")
    asks_for_a_code(grace, "grace@example.org")
    grace.types(CODE, "AAAAAA").presses("Sign in").reads("That is not the code")
    assert grace.page.title().startswith("Error: ")
    types_the_code(grace, "grace@example.org").reads("Nothing needs you today")


def test_an_unknown_address_is_told_the_same(grace):
    grace.opens("/sign-in/")
    asks_for_a_code(grace, "stranger@example.org").reads("We sent an e-mail to the address you gave.")
    assert "We do not know this address" in last_letter_to("stranger@example.org").body


def test_words_typed_when_the_session_ends_are_kept_until_after_signing_in(grace, amina):
    grace.given_she_sent_an_idea()
    amina.when_opening_the_idea()
    Session.objects.all().delete()
    amina.when_saying_what_happens_now("I ask the outpatients manager on Friday.")
    amina.is_on("What is your e-mail address?").reads("We kept what you typed")
    asks_for_a_code(amina, "amina@example.org")
    types_the_code(amina, "amina@example.org").is_on("We kept what you typed")
    amina.reads("I ask the outpatients manager on Friday.").presses("Send it now").reads("We kept what you typed")
    App(amina)
    amina.is_on("We kept what you typed").presses("Send it now")
    amina.is_on(NAME).reads("Your reply is ready to go")
