"""Ideas in confidence and without a name run by the same clocks, and escalating them names nobody (issue 1B, 1 and 4)."""

import re
from datetime import date

import pytest
from django.test import Client

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import policies
from tests.factories.partnership import enter
from tests.rules.cast import Story, mail_of
from tests.rules.pages import Walk, read
from tests.rules.promised import LATE, letter_of, run, run_daily, stands, told, with_lead_and_director
from tests.rules.traces import spelled, spellings
from tests.rules.without_name import AnonymousStory

TUESDAY, TWICE_LATE = date(2026, 12, 1), date(2026, 12, 7)
REPLY_BY, NEW_DATE = date(2026, 11, 30), date(2026, 12, 4)
HOUR = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?[ap]m\b", re.IGNORECASE)


@pytest.fixture
def cast(cast):
    return with_lead_and_director(cast)


def story_of(cast, mode, way="read"):
    if mode == "anonymous":
        return AnonymousStory(cast, way)
    named = {"name": cast.grace.name, "email": cast.grace.email}
    return Story(cast, way, **({"mode": mode} | named if mode == "confidential" else {}))


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
@pytest.mark.parametrize("way", ["received", "finding_out", "quick_fix"])
def test_the_clocks_are_the_same_for_all(cast, mode, way):
    """Day by day through Christmas Eve: reminded, late, escalated and told on the same days."""
    days = [date(2026, 11, 27), TUESDAY, date(2026, 12, 8), date(2026, 12, 14), date(2026, 12, 22)]
    named, secret = Story(cast, way), story_of(cast, mode, way)
    for day in days:
        assert stands(run(secret, day).idea) == stands(run(named, day).idea), day
    assert told(secret.idea, "ideas.escalated") == told(named.idea, "ideas.escalated")
    assert told(secret.idea, "ideas.due_soon") == told(named.idea, "ideas.due_soon")


@pytest.mark.parametrize(("mode", "rows"), [("confidential", ["None"]), ("anonymous", [])])
def test_the_row_that_tells_the_sender_names_nobody(cast, mode, rows):
    assert told(run(story_of(cast, mode), TUESDAY).idea, LATE) == rows


def test_a_confidential_sender_reads_it_in_the_mail(cast):
    story = run(story_of(cast, "confidential"), TUESDAY)
    with clock.at(story.now):
        letter = letter_of(mail_of(story.idea, key=LATE).get())
    assert long_date(REPLY_BY) in letter
    assert long_date(NEW_DATE) in letter


@pytest.mark.parametrize("who", ["lea", "dora"])
def test_lead_and_director_may_not_know_a_confidential_sender(cast, who):
    story = run(run(story_of(cast, "confidential"), TUESDAY), TWICE_LATE)
    with clock.at(story.now):
        verdict = policies.can_know_sender(cast.as_(who), story.idea)
    assert not verdict.allowed
    assert cast.grace.name not in str(verdict.reason)


def test_what_lead_and_director_are_mailed_does_not_name_the_sender(cast):
    story, said = story_of(cast, "confidential"), []
    for who, day in (("lea", TUESDAY), ("dora", TWICE_LATE)):
        run(story, day)
        with clock.at(story.now):
            said.append(letter_of(mail_of(story.idea, key="ideas.escalated", person_id=cast.people[who].pk).get()))
    assert [word for word in ("Grace", "Obi", cast.grace.email) if word in " ".join(said)] == []


@pytest.mark.parametrize(("who", "day"), [("lea", TUESDAY), ("dora", TWICE_LATE)])
def test_the_page_of_lead_and_director_does_not_name_the_sender(cast, who, day):
    story = run_daily(story_of(cast, "confidential"), day)
    browser = Client(HTTP_HOST=cast.programme.host)
    enter(browser, cast.people[who])
    with clock.at(story.now):
        answer = browser.get(f"/triage/{story.idea.reference}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert [word for word in ("Grace", "Obi", cast.grace.email, str(cast.grace.pk)) if word in page] == []


def test_a_lead_who_takes_it_over_must_ask_like_anybody(cast):
    story = run(story_of(cast, "confidential"), TUESDAY).do("take", "lea", hours=1)
    with clock.at(story.now):
        assert not policies.can_know_sender(cast.as_("lea"), story.idea).allowed
    assert story.idea.asks_to_know


def test_no_row_of_audit_or_outbox_holds_the_id_of_a_confidential_sender(cast):
    run(run(story_of(cast, "confidential"), TUESDAY), TWICE_LATE)
    rows = [*AuditEntry.objects.values(), *OutboxRow.objects.values()]
    said = "\n".join(spelled(value) for row in rows for value in row.values()).lower()
    assert [word for word in spellings(cast.grace.pk) if word in said] == []


# Without a name: the words stand on the page that the receipt opens


@pytest.fixture
def page(cast):
    """The page as the four words open it on the day on which the reply is late."""
    story = run(AnonymousStory(cast, "read"), TUESDAY)
    with clock.at(story.now):
        return Walk(cast.programme).opens(story.words, story.idea.reference)


def test_who_gave_no_name_reads_what_we_said_and_the_new_date(page):
    said = " ".join(read(page).pieces)
    for words in (long_date(REPLY_BY), long_date(NEW_DATE), "Lea Lead"):
        assert words in said


def test_who_gave_no_name_reads_days_and_no_hours(page):
    assert HOUR.findall(" ".join(read(page).pieces)) == []


def test_no_mail_about_it_waits_for_who_gave_no_name(cast):
    story = run(AnonymousStory(cast, "read"), TUESDAY)
    assert not mail_of(story.idea, person_id=None).exists()
