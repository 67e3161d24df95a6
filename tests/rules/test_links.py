"""Links, "my ideas" and the queue (settled.md, Words and The life; ux S8, S11; domain C8)."""

from contextlib import suppress
from datetime import date, timedelta

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_organisation, make_person
from tests.rules.cast import MONDAY, Story, everything, link_holder, make_cast, rows_of

TODAY = MONDAY.date()


def by_link(idea, token, programme=None):
    return selectors.idea_by_link(programme or idea.programme, idea.reference, token)


def test_the_mailed_link_opens_its_idea_and_only_it(cast):
    idea, other = send_idea(cast.programme), send_idea(cast.programme)
    found, asker = by_link(idea, selectors.token_of(idea))
    assert found == idea
    assert asker.record_ids == {idea.pk}
    assert asker.roles == frozenset()
    assert list(selectors.ideas_for(asker)) == [idea]
    assert selectors.idea_for(asker, other.reference) is None


@pytest.mark.parametrize("token", ["", "wrong", "0" * 43, "é", " "])
def test_a_wrong_token_opens_nothing(cast, token):
    assert by_link(send_idea(cast.programme), token) is None


def test_another_ideas_token_opens_nothing(cast):
    idea, other = send_idea(cast.programme), send_idea(cast.programme)
    assert by_link(idea, selectors.token_of(other)) is None


def test_a_token_one_letter_off_opens_nothing(cast):
    idea = send_idea(cast.programme)
    token = selectors.token_of(idea)
    assert by_link(idea, token[:-1]) is None
    assert by_link(idea, token + "A") is None
    assert by_link(idea, ("A" if token[0] != "A" else "B") + token[1:]) is None


def test_the_link_opens_nothing_at_another_programmes_host(cast):
    idea, other = send_idea(cast.programme), make_cast()
    assert by_link(idea, selectors.token_of(idea), other.programme) is None
    assert selectors.idea_for(other.as_("amina"), idea.reference) is None


def test_a_token_is_long_and_does_not_hold_the_reference(cast):
    idea = send_idea(cast.programme)
    assert len(selectors.token_of(idea)) >= 22  # 128 bits
    assert idea.reference not in selectors.token_of(idea)
    assert str(idea.pk) not in selectors.token_of(idea)


def test_a_reference_alone_shows_nothing(cast):
    idea = send_idea(cast.programme)
    assert selectors.idea_for(Asker(programme_id=cast.programme.pk), idea.reference) is None


def test_an_unknown_reference_is_nothing(cast):
    assert selectors.idea_for(cast.as_("amina"), "NO-SUCH-00") is None
    assert selectors.idea_by_link(cast.programme, "NO-SUCH-00", "token") is None


def opened(cast, idea, who):
    """The person, signed in, in the browser that opened the mailed link."""
    person = cast.as_(who)
    return Asker(
        programme_id=person.programme_id,
        person_id=person.person_id,
        name=person.name,
        roles=person.roles,
        record_ids=frozenset({idea.pk}),
    )


def test_a_named_idea_joins_my_ideas_once_the_mailed_link_was_opened(cast):
    idea = send_idea(cast.programme, email=cast.grace.email)
    assert list(selectors.my_ideas(cast.as_("grace"))) == []
    assert selectors.idea_for(cast.as_("grace"), idea.reference) is None
    services.claim(idea, by=opened(cast, idea, "grace"))
    assert list(selectors.my_ideas(cast.as_("grace"))) == [idea]
    assert selectors.idea_for(cast.as_("grace"), idea.reference) == idea
    assert idea.sender == cast.grace


@pytest.mark.parametrize("who", ["grace", "amina", "staff"])
def test_nobody_claims_without_the_link(cast, who):
    idea = send_idea(cast.programme, email=cast.grace.email)
    before = everything()
    with pytest.raises(NotAllowed):
        services.claim(idea, by=cast.as_(who))
    assert everything() == before


def test_a_claim_is_booked_like_every_other_change(cast):
    idea = send_idea(cast.programme)
    services.claim(idea, by=opened(cast, idea, "grace"))
    idea.refresh_from_db()
    assert idea.revision == len(rows_of(idea))


@pytest.mark.parametrize("who", ["joe", "amina"])
def test_a_claim_does_not_take_an_idea_from_its_sender(cast, who):
    """A forwarded link: opened by someone else who is signed in. Refused or without effect."""
    idea = Story(cast).idea
    before = everything()
    with suppress(NotAllowed):
        services.claim(idea, by=opened(cast, idea, who))
    assert everything() == before
    assert idea.sender == cast.grace


def test_a_visitor_with_a_link_but_no_account_claims_nothing(cast):
    idea = send_idea(cast.programme)
    before = everything()
    with suppress(NotAllowed):
        services.claim(idea, by=link_holder(idea))
    assert everything() == before


def test_my_ideas_are_those_i_sent_here(cast):
    mine = Story(cast).idea
    send_idea(cast.programme)
    other = make_cast()
    send_idea(other.programme, by=signed_in(cast.grace, other.programme))
    assert list(selectors.my_ideas(cast.as_("grace"))) == [mine]


def test_somebody_signed_out_has_no_ideas(cast):
    send_idea(cast.programme)
    assert list(selectors.my_ideas(Asker(programme_id=cast.programme.pk))) == []


def signed_in(person, programme):
    return Asker(programme_id=programme.pk, person_id=person.pk, name=person.name)


LISTS = ("all", "mine", "new", "late", "asked", "quick")


@pytest.fixture
def ideas(cast):
    ways = ("received", "read", "asked", "finding_out", "quick_fix", "not_now", "closed", "withdrawn")
    return {way: Story(cast, way).idea for way in ways}


def listed(asker, which, ideas, today=TODAY):
    found = {idea.pk for idea in selectors.queue(asker, which, today)}
    return {way for way, idea in ideas.items() if idea.pk in found}


def test_the_queue_sorts_ideas_by_what_they_wait_for(cast, ideas):
    amina = cast.as_("amina")
    assert listed(amina, "new", ideas) == {"received"}
    assert listed(amina, "asked", ideas) == {"asked"}
    assert listed(amina, "quick", ideas) == {"quick_fix"}
    assert {"received", "read", "finding_out"} <= listed(amina, "all", ideas)
    assert listed(amina, "all", ideas).isdisjoint({"closed", "withdrawn"})
    assert {"read", "finding_out"} <= listed(amina, "mine", ideas)
    assert "received" not in listed(amina, "mine", ideas)
    assert "received" in listed(cast.as_("dee"), "mine", ideas)


def test_late_is_past_the_day_that_was_promised(cast, ideas):
    amina = cast.as_("amina")
    assert listed(amina, "late", ideas, date(2026, 11, 30)) == set()
    assert listed(amina, "late", ideas, date(2026, 12, 1)) == {"received", "read"}
    assert {"received", "read", "finding_out"} <= listed(amina, "late", ideas, date(2026, 12, 22))
    assert "asked" not in listed(amina, "late", ideas, date(2026, 12, 22))  # paused, with reason


def test_the_queue_is_sorted_by_due_date_not_by_newest(cast):
    starts = [MONDAY - timedelta(days=n) for n in (1, 9, 4)]
    stories = [Story(cast, start=start) for start in starts]
    due = [idea.due_on for idea in selectors.queue(cast.as_("amina"), "all", TODAY)]
    assert due == sorted(story.idea.due_on for story in stories)
    assert len(due) == 3


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 22)])
def test_each_count_is_the_length_of_its_list(cast, ideas, today):
    counts = selectors.queue_numbers(cast.as_("amina"), today).counts
    assert counts == {which: selectors.queue(cast.as_("amina"), which, today).count() for which in LISTS}


@pytest.mark.parametrize("who", ["staff", "sender", "doer", "foreign triager", "link", "signed out"])
def test_the_queue_shows_nothing_to_those_who_do_not_triage(cast, ideas, who):
    asker = {
        "staff": cast.as_("staff"),
        "sender": cast.as_("grace"),
        "doer": cast.as_("joe"),
        "foreign triager": make_cast().as_("amina"),
        "link": link_holder(ideas["read"]),
        "signed out": Asker(programme_id=cast.programme.pk),
    }[who]
    late = date(2027, 6, 1)
    assert {which: list(selectors.queue(asker, which, late)) for which in LISTS} == {which: [] for which in LISTS}
    assert not any(selectors.queue_numbers(asker, late).counts.values())


def test_the_queue_of_an_organisations_triager_is_that_organisations(cast):
    for key, name in (("bas", "Basildon Hospital"), ("sou", "Southend Hospital")):
        cast.people[key] = make_person(name)
        give_role(cast.people[key], cast.programme, "triager", make_organisation(cast.programme, name))
    here = Story(cast, place="Basildon Hospital").idea
    Story(cast, place="Southend Hospital")
    Story(cast)
    with clock.at(MONDAY):
        assert list(selectors.queue(cast.as_("bas"), "all", TODAY)) == [here]
        assert selectors.queue_numbers(cast.as_("bas"), TODAY).counts["all"] == 1
        assert selectors.queue_numbers(cast.as_("amina"), TODAY).counts["all"] == 3
