"""The audit row: who, verb, ids, states and dates, never words (settled.md, "State, audit, mail, jobs")."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise

import pytest

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from groundswell.partnership.services import grant_role
from tests.factories.ideas import nobody, send_idea
from tests.factories.partnership import give_role
from tests.rules.cast import MONDAY, WAYS, Story, link_holder, rows_of

WORDS = ("alpha", "bravo", "cedar", "delta", "ember", "frost", "glade", "heron", "inlet")
CANARIES = [f"canary{word}" for word in WORDS]
TEXT = f"{CANARIES[0]} prints the list twice. The second print of {CANARIES[0]} is never read."


def told_in_canaries(cast):
    """A whole story in which every sentence, name and address holds a word that is nowhere else."""
    said = CANARIES[1:]
    cast.people["amina"].name = f"Amina {said[0]}"
    cast.people["amina"].save()
    typed = {"name": f"Grace {said[1]}", "email": f"{said[2]}@example.org", "place": f"Ward {said[3]}"}
    idea = send_idea(cast.programme, by=nobody(cast.programme), text=TEXT, **typed)
    amina, link = cast.as_("amina"), link_holder(idea)
    services.ask(idea, f"Which clinic, {said[4]}?", by=amina)
    services.send_now(idea, by=amina)
    services.answer(idea, f"The one by {said[5]}.", by=link)
    services.tell(idea, f"We rang {said[6]}.", by=amina)
    services.decide(idea, services.Decision("not_now", f"Because of {said[7]}.", reason="cost"), by=amina)
    return idea


def everything_in(model):
    return json.dumps(list(model.objects.values()), default=lambda v: v.hex() if isinstance(v, bytes) else str(v))


@pytest.mark.parametrize("model", [AuditEntry, OutboxRow])
def test_no_word_that_anybody_typed_stands_in_the_books(cast, model):
    with clock.at(MONDAY):
        idea = told_in_canaries(cast)
    found = everything_in(model).lower()
    assert str(idea.pk) in found
    for canary in CANARIES:
        assert canary not in found
    for person in cast.people.values():
        assert person.name.lower() not in found
        assert person.email.lower() not in found
    assert idea.title.lower() not in found


def test_the_canaries_sing_where_they_may(cast):
    """The same search does find them where the words are kept, so that silence above means something."""
    with clock.at(MONDAY):
        told_in_canaries(cast)
    assert CANARIES[0] in everything_in(Idea)


def test_a_digest_cannot_be_guessed_from_the_text(cast):
    """Salted: two ideas of the same words have no digest in common, and none is the plain hash."""
    with clock.at(MONDAY):
        first, second = (send_idea(cast.programme, text=TEXT) for _ in range(2))
    one, two = (set(rows_of(idea)[0].digests.values()) for idea in (first, second))
    assert one
    assert not one & two
    assert not (one | two) & {sha256(text.encode()).hexdigest() for text in (TEXT, first.title)}


def test_history_tells_the_story_in_order(cast):
    idea = Story(cast, "not_now_again").idea
    rows = list(history_of(idea.pk))
    assert [row.revision for row in rows] == list(range(1, len(rows) + 1))
    assert [row.verb for row in rows[:3]] == ["send", "take", rows[2].verb]
    states = [(row.from_state, row.to_state) for row in rows]
    assert all(a[1] == b[0] for a, b in pairwise(states))
    assert states[-1][1] == idea.state == "decided"
    assert {row.programme_id for row in rows} == {cast.programme.pk}


@pytest.mark.parametrize("way", WAYS)
def test_revision_equals_the_number_of_rows(cast, way):
    idea = Story(cast, way).idea
    assert idea.revision == AuditEntry.objects.filter(record_id=idea.pk).count()
    assert Idea.objects.get(pk=idea.pk).revision == idea.revision


def test_a_row_names_the_person_by_id(cast):
    row = rows_of(Story(cast, "read").idea)[-1]
    assert (row.actor_kind, row.actor_id, row.verb) == ("person", cast.amina.pk, "take")
    assert (row.from_state, row.to_state) == ("received", "read")


def test_a_row_of_the_link_holder_names_a_sender_and_no_person(cast):
    story = Story(cast, "asked")
    story.do("answer", link_holder(story.idea), hours=1)
    row = rows_of(story.idea)[-1]
    assert (row.actor_kind, row.actor_id) == ("sender", None)


def test_a_visitor_who_gave_a_name_is_a_sender(cast):
    with clock.at(MONDAY):
        row = rows_of(send_idea(cast.programme))[0]
    assert (row.actor_kind, row.actor_id) == ("sender", None)


def test_a_fact_has_the_day_on_which_it_happened_there(cast):
    """A local date: 23:30 UTC in June is the next day in Basildon."""
    idea = Story(cast, start=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).idea
    assert rows_of(idea)[0].happened_on == date(2026, 7, 1)


def test_a_refused_grant_and_a_grant_leave_no_name(cast):
    give_role(cast.staff, cast.programme, "programme_admin")
    with clock.at(MONDAY):
        role = grant_role(cast.programme, person_id=cast.joe.pk, kind="triager", by=cast.as_("staff"))
    rows = rows_of(role)
    assert len(rows) == role.revision == 1
    assert rows[0].actor_id == cast.staff.pk
    assert "Joe" not in everything_in(AuditEntry)
    assert cast.joe.email not in everything_in(AuditEntry)
