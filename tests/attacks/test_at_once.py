"""V22: many at the same moment count as many, and what is there once goes to one. On PostgreSQL, with real threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import places
from groundswell.ideas import services
from groundswell.ideas.models import Idea, Message
from groundswell.partnership.models import Person
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import enter, give_role, make_person, make_programme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
MANY, ROUNDS = 3, 4  # threads, as the pool of the settings holds four connections; and how often each goes on
FOUR = "acorn bagel cable dandelion"


@pytest.fixture
def programme():
    cache.clear()
    return make_programme()


def together(do, rounds=1):
    """What each of many got who did it at the same moment, and went on doing it."""
    start = Barrier(MANY)

    def one(number):
        start.wait(10)
        try:
            return [do(number) for _round in range(rounds)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return [each for got in pool.map(one, range(MANY)) for each in got]


def browser_of(programme, person=None):
    client = Client(HTTP_HOST=programme.host, raise_request_exception=False)
    if person:
        enter(client, person)
        client.get("/menu/")
    return client


class AllLookFirst:
    """The cache, where nobody goes on before all have seen what is free."""

    def __init__(self):
        self.looked = Barrier(MANY)

    def __getattr__(self, name):
        return getattr(cache, name)

    def get_many(self, keys):
        found = cache.get_many(keys)
        connections.close_all()  # nobody waits with a connection that another needs to get here
        self.looked.wait(10)
        return found


def test_places_are_taken_by_as_many_as_there_are(programme, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(places, "cache", AllLookFirst())
        keys = together(lambda _number: places.take("places", 5, window=1, keep=900), ROUNDS)
    assert len({key for key in keys if key}) == len([key for key in keys if key]) <= 5
    assert places.taken("places", 5, window=1) == len([key for key in keys if key])


def test_wrong_words_at_the_same_moment_are_counted_one_by_one(programme):
    idea = services.send_anonymously(programme, {"text": TEXT}, key=UUID(int=1), words=FOUR)
    typed = {"reference": idea.reference, "words": "four wrong little words"}
    answers = together(lambda _number: browser_of(programme).post("/t/words/", typed).status_code, ROUNDS)
    assert set(answers) <= {422, 429}
    assert answers.count(422) <= 5
    rest = [browser_of(programme).post("/t/words/", typed).status_code for _ in range(5)]
    assert (answers + rest).count(422) == 5


def test_an_idea_that_many_take_is_taken_once(programme):
    team = [make_person(f"Triager {number}") for number in range(MANY)]
    browsers = []
    for person in team:
        give_role(person, programme)
        browsers.append(browser_of(programme, person))
    idea = send_idea(programme)
    answers = together(
        lambda number: browsers[number].post(f"/triage/{idea.reference}/take/", {"revision": 1}).status_code
    )
    assert sorted(answers) == [302] + [409] * (MANY - 1)
    assert AuditEntry.objects.filter(record_id=idea.pk).count() == 2


def test_thanks_that_are_sent_together_are_said_once(programme):
    sender, doer = make_person("Grace"), make_person("Amina")
    give_role(doer, programme)
    idea = _closed(programme, sender, doer)
    browsers = [browser_of(programme, sender) for _ in range(MANY)]
    answers = together(
        lambda number: browsers[number].post(f"/ideas/{idea.reference}/thank/", {"words": "Thank you."}).status_code
    )
    assert all(answer < 500 for answer in answers)
    assert Message.objects.filter(idea=idea, text="Thank you.").count() == 1


def _closed(programme, sender, doer):
    from groundswell.partnership.selectors import asker_for
    from tests.rules.cast import in_days

    by = asker_for(doer, programme)
    idea = send_idea(programme, by=asker_for(sender, programme))
    services.take(idea, by=by)
    services.decide(idea, services.Decision("quick_fix", "We print it once.", doer.pk, in_days(5)), by=by)
    services.send_now(idea, by=by)
    services.finish(idea, "It is done.", by=by)
    services.send_now(idea, by=by) if idea.state == "decided" else None
    return idea


def test_one_key_sends_one_idea(programme):
    found = together(
        lambda _number: services.send_anonymously(programme, {"text": TEXT}, key=UUID(int=2), words=FOUR).reference,
        ROUNDS,
    )
    assert len(set(found)) == 1
    assert Idea.objects.count() == 1


def test_a_person_who_is_new_to_many_forms_is_made_once(programme):
    boss = make_person("Boss")
    give_role(boss, programme, "programme_admin")
    browsers = [browser_of(programme, boss) for _ in range(MANY)]
    data = {"email": "new.person@example.org", "name": "New Person", "kind": "triager", "organisation_id": "whole"}
    answers = together(lambda number: browsers[number].post("/settings/people/give/", data).status_code)
    assert all(answer < 500 for answer in answers), answers
    assert Person.objects.filter(email="new.person@example.org").count() == 1
