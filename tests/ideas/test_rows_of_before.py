"""Ideas that were here before a column or a word of it: what its migration writes is what the site itself writes."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from groundswell.foundation.kit import clock
from groundswell.foundation.search.models import SearchRow
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from tests.factories.answers import by
from tests.factories.ideas import send_idea

STATES, DAYS, PAUSES = (
    import_module(f"groundswell.ideas.migrations.{name}")
    for name in ("0018_states_in_search", "0020_questions_that_wait", "0023_pause_for_sender")
)
BEFORE = ("ideas", "0017_resemblance")
SENT = datetime(2026, 11, 30, 10, tzinfo=UTC)
DAY_AFTER = SENT + timedelta(days=1)
DAY = date(2026, 12, 7)
NOT_NOW = services.Decision("not_now", "Not this year.", reason="cost")


def link_of(programme, idea):
    return selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]


def words_of(idea):
    return SearchRow.objects.get(record_id=idea.pk).state


def test_search_learns_where_each_idea_stands_but_for_what_can_be_taken_back(programme, amina):
    team = by(amina, programme)
    with clock.at(timezone.now() - timedelta(hours=1)):  # by the clock of the machine, as a migration has no other
        waits, asked, turned, gone = [send_idea(programme) for _ in range(4)]
        services.ask(asked, "Which list?", by=team)
        services.decide(turned, NOT_NOW, by=team)
        services.withdraw(gone, by=link_of(programme, gone))
    fresh = send_idea(programme)
    services.decide(fresh, NOT_NOW, by=team)
    SearchRow.objects.update(state="")
    STATES.name_states(apps, None)
    told = {idea: words_of(idea) for idea in (waits, asked, turned, gone, fresh)}
    assert told == {waits: "received", asked: "asked", turned: "not_now", gone: "taken_back", fresh: ""}


def test_a_question_that_waits_gets_the_day_that_was_told_and_an_answered_one_none(programme, amina):
    team = by(amina, programme)
    with clock.at(SENT):
        open_, older, answered, gone = ideas = [send_idea(programme) for _ in range(4)]
        for idea in ideas:
            services.ask_us(idea, "Have you read it?", by=link_of(programme, idea))
    with clock.at(DAY_AFTER):
        services.take(answered, by=team)
        services.tell(answered, "We have.", by=team)
        services.ask_us(open_, "And have you decided?", by=link_of(programme, open_))
        services.withdraw(gone, by=link_of(programme, gone))
    Message.objects.filter(idea=older).update(answer_by=None)
    Idea.objects.filter(pk__in=[idea.pk for idea in ideas]).update(question_by=None)
    DAYS.name_days(apps, None)
    told = {idea: Idea.objects.get(pk=idea.pk).question_by for idea in ideas}
    assert told == {open_: DAY, older: DAY, answered: None, gone: None}


def test_an_idea_whose_sender_is_asked_has_a_key_for_words_there_and_back(programme, idea, amina):
    services.ask(idea, "Which list?", by=by(amina, programme))
    PAUSES.say_it(apps, None)
    assert Idea.objects.get(pk=idea.pk).pause_reason == "waiting for the sender's answer"
    PAUSES.name_it(apps, None)
    assert Idea.objects.get(pk=idea.pk).pause_reason == "sender"


@pytest.fixture
def apps_before(transactional_db):
    """The tables as they were, and back again as they are. Runs where migrations made them."""
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    yield executor.loader.project_state([BEFORE, *others(executor)]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def others(executor):
    return [node for node in executor.loader.graph.leaf_nodes() if node[0] in {"search", "workflow", "partnership"}]


def an_old_idea(old, **said):
    """As it stood in the tables of then."""
    make = lambda model, **fields: old.get_model(model).objects.create(**fields)  # noqa: E731  said three times below
    people = old.get_model("partnership.Person").objects
    holder = people.filter(name="Amina").first() or make("partnership.Person", name="Amina", email="a@example.org")
    programme = old.get_model("partnership.Programme").objects.first() or make(
        "partnership.Programme", host="a.example", name="A", default_duty=holder
    )
    given = {
        "programme": programme,
        "reference": str(uuid4())[:30],
        "draft_id": uuid4(),
        "holder": holder,
        "title": "x",
    }
    given |= {
        "text": "x",
        "salt": b"1",
        "sender_email": "g@example.org",
        "sent_at": SENT,
        "reply_by": DAY,
        "decide_by": DAY,
        "due_on": DAY,
    }
    return make("ideas.Idea", **given | said)


def test_migrations_name_states_days_and_pauses_of_what_stood_in_the_tables_before(apps_before):
    asked = an_old_idea(apps_before, state="asked", paused_on=DAY, pause_reason=PAUSES.WORDS)
    apps_before.get_model("search.SearchRow").objects.create(
        id=1, programme_id=asked.programme_id, kind="idea", record_id=asked.pk, reference="A", title="x",
        title_words="x", words="x", happened_on=DAY,
    )  # fmt: skip
    apps_before.get_model("ideas.Message").objects.create(
        idea_id=asked.pk, kind="sender_question", text="When?", written_at=SENT, visible_from=SENT, revision=1
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    now = Idea.objects.get(pk=asked.pk)
    assert (words_of(asked), now.question_by, now.pause_reason) == ("asked", DAY, "sender")
