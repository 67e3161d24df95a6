"""What runs each hour to keep promises, as a test calls it; who is told then, and what they read."""

from datetime import UTC, datetime, timedelta

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, services
from tests.factories.partnership import give_role, make_person

LATE = "ideas.late"


def with_lead_and_director(cast, *, lead=True, director=True):
    """Lea leads, Dora directs, Ada administers; each of the whole programme."""
    kinds = {"lea": ("Lea Lead", policies.LEAD), "dora": ("Dora Director", policies.DIRECTOR)}
    for key, (name, kind) in kinds.items():
        cast.people[key] = make_person(name)
        if {"lea": lead, "dora": director}[key]:
            give_role(cast.people[key], cast.programme, kind)
    cast.people["ada"] = make_person("Ada Admin")
    give_role(cast.ada, cast.programme, "programme_admin")
    return cast


def run(story, day, hour=9):
    """The task runs once, at that hour of that day; the idea is read anew."""
    story.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    with clock.at(story.now):
        services.keep_promises()
    story.idea.refresh_from_db()
    return story


def run_daily(story, until):
    """The task runs once on each day after today, through that day."""
    while story.today < until:
        run(story, story.today + timedelta(days=1))
    return story


def told(idea, key):
    """Whom rows of this kind are for: names nobody where the row means the sender of the record."""
    rows = OutboxRow.objects.filter(record_id=idea.pk, key=key, cancelled_at=None)
    return sorted(str(row.person_id) for row in rows)


def letter_of(row):
    """The letter of a row as one text, as it is written now."""
    letter = notice_for(row.key).write(row.record_id, recipient_of(row.key, row.record_id, row.person_id))
    return " ".join([letter.subject, *letter.paragraphs, letter.link, str(letter.link_words), letter.from_name])


def letters(story, key):
    with clock.at(story.now):
        return [letter_of(row) for row in OutboxRow.objects.filter(record_id=story.idea.pk, key=key)]


def stands(idea):
    """What a missed promise leaves on the idea, and nobody but an answer takes off."""
    return idea.escalation, idea.escalated_to, idea.said_on, idea.due_on
