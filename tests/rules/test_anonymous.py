"""Anonymous ideas: nobody is known, and everything else is as for the others (settled.md, "Anonymity, said exactly")."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import models

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Draft, Idea
from tests.factories.ideas import nobody, send_idea
from tests.factories.partnership import give_role, make_organisation, make_person
from tests.rules.cast import MONDAY, VERBS, WAYS, Story, everything, mail_of, make_cast, rows_of
from tests.rules.traces import finer_than_a_day
from tests.rules.without_name import AnonymousStory, new_words, receipt_asker, send_without_name

ODD = datetime(2026, 11, 23, 10, 47, 13, tzinfo=UTC)
MERIT = (
    "state",
    "outcome",
    "holder_id",
    "route",
    "reason",
    "organisation_id",
    "decided_by_id",
    "revision",
    "title",
    "text",
)
SENDERS = {"asked": "answer", "read": "ask_us", "closed": "thank", "not_now": "look_again", "received": "withdraw"}


def dates_of(idea):
    """All its dates, by name; a moment is none."""
    fields = [f.name for f in Idea._meta.concrete_fields if type(f) is models.DateField]
    return {name: getattr(idea, name) for name in fields}


def merit(idea):
    return {name: getattr(idea, name) for name in MERIT if hasattr(idea, name)} | dates_of(idea)


@pytest.mark.parametrize("way", WAYS)
def test_an_idea_without_a_name_fares_as_one_with_a_name(cast, way):
    """The same people, states and dates at every step: same clocks, same merit."""
    named, unnamed = Story(cast, way), AnonymousStory(cast, way)
    assert unnamed.now == named.now
    assert merit(Idea.objects.get(pk=unnamed.idea.pk)) == merit(Idea.objects.get(pk=named.idea.pk))


@pytest.mark.parametrize("zone", ["Europe/London", "Atlantic/Azores", "Pacific/Auckland"])
@pytest.mark.parametrize("hour", ["2026-06-30T23:30", "2026-11-24T00:30", "2026-11-24T12:00"])
def test_the_promise_does_not_shift_with_the_hour_that_was_cut_off(db, zone, hour):
    """Midnight in UTC of the local date is another local date west of Greenwich."""
    cast, start = make_cast(timezone=zone), datetime.fromisoformat(hour).replace(tzinfo=UTC)
    named, unnamed = Story(cast, start=start).idea, AnonymousStory(cast, start=start).idea
    assert dates_of(unnamed) == dates_of(named)
    assert rows_of(unnamed)[0].happened_on == rows_of(named)[0].happened_on


def test_the_queue_places_it_by_its_date_and_no_worse(cast):
    makers = [Story, AnonymousStory, Story, AnonymousStory, Story]
    days = (4, 0, 2, 8, 7)
    stories = [make(cast, start=MONDAY + timedelta(days=n)) for make, n in zip(makers, days, strict=True)]
    queue = list(selectors.queue(cast.as_("amina"), "all", date(2026, 12, 9)))
    assert queue == [story.idea for story in sorted(stories, key=lambda story: story.now)]
    late = {idea.pk for idea in selectors.queue(cast.as_("amina"), "late", date(2027, 1, 4))}
    assert late == {story.idea.pk for story in stories}


def test_the_team_of_its_place_gets_it(cast):
    hospital = make_organisation(cast.programme, "Basildon Hospital")
    cast.people["bas"] = make_person("Triager bas")
    give_role(cast.bas, cast.programme, "triager", hospital)
    idea = send_without_name(cast.programme, new_words(), place="Basildon Hospital")
    assert idea.organisation == hospital
    assert selectors.idea_for(cast.as_("bas"), idea.reference) == idea


def test_nothing_of_a_person_stands_in_it(cast):
    idea = AnonymousStory(cast).idea
    assert (idea.mode, idea.sender_id, idea.sender_email, idea.sender_name) == ("anonymous", None, "", "")
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("way", WAYS)
def test_no_mail_is_ever_queued_or_sent_to_its_sender(cast, way):
    story = AnonymousStory(cast, way)
    if story.idea.state == "asked":
        story.park()  # no reminder either
    with clock.at(story.now + timedelta(days=90)):
        deliver_due()
    known = {person.email for person in cast.people.values()} - {cast.grace.email}
    assert {address for letter in mail.outbox for address in letter.recipients()} <= known
    assert not mail_of(story.idea, person_id=None).exists()


def test_the_same_story_with_a_name_does_mail_its_sender(cast):
    story = Story(cast, "finding_out")
    with clock.at(story.now + timedelta(days=1)):
        deliver_due()
    assert cast.grace.email in {address for letter in mail.outbox for address in letter.recipients()}


def test_the_team_is_told_as_of_any_idea(cast):
    def told(idea):
        return sorted(OutboxRow.objects.filter(record_id=idea.pk, person_id=cast.dee.pk).values_list("key", flat=True))

    assert told(AnonymousStory(cast).idea) == told(send_idea(cast.programme)) != []


@pytest.mark.parametrize(("way", "verb"), SENDERS.items())
def test_the_receipt_is_as_good_as_the_sender(cast, way, verb):
    story = AnonymousStory(cast, way)
    before = story.idea.revision
    story.do(verb, "grace", hours=1)
    row = rows_of(story.idea)[-1]
    assert story.idea.revision == row.revision == before + 1
    assert (row.actor_kind, row.actor_id) == ("anonymous", None)


def test_sending_is_booked_on_nobody(cast):
    row = rows_of(AnonymousStory(cast).idea)[0]
    assert (row.verb, row.actor_kind, row.actor_id, row.revision) == ("send", "anonymous", None, 1)


@pytest.mark.parametrize("way", WAYS)
def test_no_row_of_the_audit_names_a_sender_who_is_none(cast, way):
    rows = rows_of(AnonymousStory(cast, way).idea)
    assert {row.actor_kind for row in rows} <= {"anonymous", "person", "system"}
    assert [row.revision for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("verb", ["take", "give", "reply", "ask", "quick_fix", "not_now", "undo", "send_now"])
def test_the_receipt_does_not_triage(cast, verb):
    story = AnonymousStory(cast, "read")
    asker, before = story.asker, everything()
    with pytest.raises(NotAllowed):
        VERBS[verb](cast, story.idea, asker)
    assert everything() == before


@pytest.mark.parametrize(("way", "verb"), SENDERS.items())
@pytest.mark.parametrize("who", ["grace", "amina", "dee", "staff", "nobody", "another receipt"])
def test_the_senders_verbs_need_the_receipt(cast, way, verb, who):
    story = AnonymousStory(cast, way)
    by = {
        "nobody": lambda: nobody(cast.programme),
        "another receipt": lambda: AnonymousStory(cast).asker,
    }.get(who, lambda: cast.as_(who))()
    before = everything()
    with clock.at(story.now), pytest.raises(NotAllowed):
        VERBS[verb](cast, story.idea, by)
    assert everything() == before


def test_words_go_both_ways_by_the_receipt(cast):
    story = AnonymousStory(cast, "asked").wait(minutes=11)
    with clock.at(story.now):
        seen = [message.text for message in selectors.messages_of(story.idea, for_sender=True)]
    assert "How many clinics do this?" in seen
    story.do("answer", "grace", hours=1)
    told = [message.text for message in selectors.messages_of(story.idea, for_sender=False)]
    assert "All nine of them do." in told


@pytest.mark.parametrize("way", [None, *SENDERS])
def test_what_the_sender_does_is_stored_to_the_day(cast, way):
    """Staff act on other days, so every hour of this day would be the sender's."""
    story = AnonymousStory(cast, way or "received", start=ODD if way is None else ODD - timedelta(days=7))
    if way:
        with clock.at(ODD):
            VERBS[SENDERS[way]](cast, story.idea, story.asker)
    assert finer_than_a_day(ODD.date()) == []


def test_the_same_deed_with_a_name_is_stored_to_the_second(cast):
    """So that the silence above means something."""
    with clock.at(ODD):
        send_idea(cast.programme)
    assert any("10:47:13" in told for _table, told in finer_than_a_day(ODD.date()))


def test_what_the_sender_says_is_stored_to_the_day_of_the_place(db):
    cast = make_cast(timezone="Pacific/Auckland")
    story = AnonymousStory(cast, "asked", start=datetime(2026, 11, 20, 1, tzinfo=UTC))
    with clock.at(datetime(2026, 11, 23, 22, 47, tzinfo=UTC)):  # the 24th there
        services.answer(story.idea, "All nine of them do.", by=story.asker)
    assert rows_of(story.idea)[-1].happened_on == date(2026, 11, 24)
    assert finer_than_a_day(date(2026, 11, 23)) == []
    assert finer_than_a_day(date(2026, 11, 24)) == []


def test_an_empty_idea_is_not_sent(cast):
    before = everything()
    with pytest.raises(NotAllowed):
        send_without_name(cast.programme, new_words(), text=" \n")
    assert everything() == before


@pytest.mark.parametrize("answers", [{"email": "g@example.org"}, {"name": "Grace"}, {"sender": "x"}, {"mode": "named"}])
def test_a_name_that_slips_in_with_the_answers_is_not_kept(cast, answers):
    """Refused, or sent without it: an address in the answers never makes the idea tell who sent it."""
    try:
        idea = send_without_name(cast.programme, new_words(), **answers)
    except (NotAllowed, TypeError, ValueError):
        assert Idea.objects.count() == 0
        return
    assert (idea.mode, idea.sender_email, idea.sender_name, idea.sender_id) == ("anonymous", "", "", None)
    assert "g@example.org" not in str(list(Idea.objects.values()))


def test_nobody_claims_it_by_signing_in(cast):
    """A person who is signed in and has the receipt in hand still is nobody here, until they give a name."""
    story = AnonymousStory(cast)
    before = everything()
    with suppress(NotAllowed):
        services.claim(story.idea, by=story.asker)
    assert everything() == before
    assert list(selectors.my_ideas(cast.as_("grace"))) == []


def test_the_sender_is_known_to_nobody(cast):
    story = AnonymousStory(cast, "read")
    for who in ("dee", "amina", "tom", "staff"):
        assert not policies.can_know_sender(cast.as_(who), story.idea).allowed
    assert receipt_asker(story.idea, story.words).person_id is None


def test_colleagues_see_it_only_if_its_sender_said_so(cast):
    ideas = [send_without_name(cast.programme, new_words(), share=share) for share in (True, False)]
    assert [idea.colleagues_may_see for idea in ideas] == [True, False]
