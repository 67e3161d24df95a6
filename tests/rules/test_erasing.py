"""Erasing a person: nothing that says who they were is left in any table, and the audit stays whole."""

import json
from dataclasses import replace

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import checking
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.erasing import Leaver
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Draft, Idea, Message
from groundswell.partnership.models import DutyTurn, Erasure, Person, Programme, Role
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.services import erase_person, grant_role, set_duty
from tests.factories.ideas import nobody, send_idea
from tests.factories.jobs import work_off
from tests.factories.partnership import enter, give_role, make_person, make_programme
from tests.rules.cast import Story, everything, in_days, link_holder, mail_of, rows_of
from tests.rules.test_audit import everything_in

REMOVED = "This text was removed at its sender's wish"
WHO = {"name": "Zephyrine Quillfeather", "email": "zephyrine@quillfeather.example", "phone": "01632 960777"}
CANARIES = ("zephyrine", "quillfeather", "960777", "canaryjob", "canaryidea", "canaryplace", "canaryanswer")


@pytest.fixture
def zephyrine(cast):
    cast.people["zephyrine"] = make_person(job_title="canaryjob", **WHO)
    return cast.zephyrine


@pytest.fixture
def staff(cast):
    """An administrator, with a second one beside them."""
    for person in (cast.staff, cast.bea):
        give_role(person, cast.programme, "programme_admin")
    Role.objects.update(revision=0)  # the roles of the factories were never audited
    return cast.staff


def erase(cast, **given):
    by = given.pop("by", None) or task_asker(cast.programme)
    return erase_person(by=by, reason=given.pop("reason", "asked"), **given)


def tables():
    """Everything in every table of this database, in small letters; sessions decoded."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            values = [value for row in cursor.fetchall() for value in row]
            yield table, " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for v in values).lower()
    yield "sessions", json.dumps([one.get_decoded() for one in Session.objects.all()]).lower()


def canaries():
    return {(table, canary) for table, text in tables() for canary in CANARIES if canary in text}


def a_whole_life(cast, who):
    """She sends signed in and by link, begins two more, is answered by name, and has asked for a code."""
    idea = send_idea(cast.programme, by=cast.as_("zephyrine"), text="A canaryidea of mine.", place="canaryplace 7")
    by_link = send_idea(cast.programme, text="Another canaryidea.", name=who.name, email=who.email.upper())
    services.keep_draft(cast.programme, {"text": "canaryidea three"}, by=cast.as_("zephyrine"))
    services.keep_draft(cast.programme, {"text": "canaryidea four", "email": who.email}, by=nobody(cast.programme))
    for one, asker in ((idea, cast.as_("zephyrine")), (by_link, link_holder(by_link))):
        services.ask(one, "Hello Zephyrine, which ward? Shall we ring 01632 960777?", by=cast.as_("amina"))
        services.send_now(one, by=cast.as_("amina"))
        services.answer(one, "canaryanswer, the one above.", by=asker)
    enter(Client(HTTP_HOST=cast.programme.host), who)
    waiting = SessionStore()
    waiting["account_login"] = {"email": who.email}
    waiting.save()
    return idea, by_link


def test_erase_leaves_no_trace_of_a_sender(cast, zephyrine):
    a_whole_life(cast, zephyrine)
    assert {canary for _, canary in canaries()} == set(CANARIES)  # so that silence below means something
    assert Session.objects.count() == 2
    erase(cast, email="Zephyrine@Quillfeather.example")
    assert canaries() == set()
    assert (Session.objects.count(), Draft.objects.count()) == (0, 0)
    assert not Person.objects.filter(pk=zephyrine.pk).exists()
    assert checking.troubles() == []


def test_erase_keeps_the_record_of_an_idea_and_what_the_team_said(cast, zephyrine):
    ideas = a_whole_life(cast, zephyrine)
    before = Idea.objects.count()
    erase(cast, person_id=zephyrine.pk)
    assert Idea.objects.count() == before
    for idea in Idea.objects.filter(pk__in=[one.pk for one in ideas]):
        assert (idea.title, idea.text, idea.answers, idea.place) == (REMOVED, REMOVED, {}, "")
        assert (idea.state, idea.due_on, idea.sender_id, idea.erased_on) == ("withdrawn", None, None, in_days(0))
        assert mail_of(idea).filter(key="ideas.withdrawn", person_id=idea.holder_id).count() == 1
        said = Message.objects.filter(idea=idea).order_by("written_at")
        question = "Hello …, which ward? Shall we ring …?"
        assert list(said.values_list("text", "author_id")) == [(question, cast.amina.pk), (REMOVED, None)]
        row = rows_of(idea)[-1]
        assert (row.verb, row.actor_kind, row.from_state, row.digests) == (
            "erase and close",
            "system",
            "finding_out",
            {},
        )


def test_erase_takes_a_new_salt_so_that_the_digests_say_nothing(cast, zephyrine):
    """Who knows the text by heart cannot tell any more that it was this one."""
    idea, _ = a_whole_life(cast, zephyrine)
    salt = bytes(idea.salt)
    erase(cast, person_id=zephyrine.pk)
    assert bytes(Idea.objects.get(pk=idea.pk).salt) != salt
    assert salt.hex() not in everything_in(Idea)


def test_erase_closes_the_link(cast, zephyrine):
    _, by_link = a_whole_life(cast, zephyrine)
    page = f"/t/{by_link.reference}/{selectors.token_of(by_link)}/"
    browser = Client(HTTP_HOST=cast.programme.host)
    assert browser.get(page).status_code == 200
    erase(cast, person_id=zephyrine.pk)
    assert browser.get(page).status_code == 404
    browser.post("/t/", {"reference": by_link.reference})
    work_off("ideas.mail_link")
    assert not OutboxRow.objects.filter(key="ideas.link").exists()


@pytest.mark.parametrize("way", ["quick_fix", "better_route", "selection", "not_now", "closed"])
def test_erase_leaves_an_answered_idea_where_it_is(cast, way):
    idea = Story(cast, way).idea
    erase(cast, person_id=cast.grace.pk)
    after = Idea.objects.get(pk=idea.pk)
    stands = (after.state, after.outcome, after.due_on, after.holder_id)
    assert stands == (idea.state, idea.outcome, idea.due_on, idea.holder_id)
    assert (after.text, after.ask_again_by, after.revision) == (REMOVED, None, idea.revision + 1)
    assert rows_of(after)[-1].verb == "erase"
    assert checking.troubles() == []


def test_erase_someone_of_whom_only_an_address_is_known(cast):
    idea = send_idea(cast.programme, text="A canaryidea.", name="Quillfeather", email="q@quillfeather.example")
    erasure = erase(cast, email="Q@quillfeather.example")
    assert canaries() == set()
    assert erasure.person_id is None
    assert Idea.objects.get(pk=idea.pk).erased_on == in_days(0)
    assert checking.troubles() == []


def test_erase_takes_the_address_off_an_idea_that_someone_else_keeps(cast):
    idea = send_idea(cast.programme, name="Quillfeather", email="q@quillfeather.example")
    services.claim(idea, by=replace(cast.as_("bea"), record_ids=frozenset({idea.pk})))
    send_idea(cast.programme, email="q@quillfeather.example")
    erase(cast, email="q@quillfeather.example")
    kept = Idea.objects.get(pk=idea.pk)
    assert (kept.sender_id, kept.sender_email, kept.sender_name, kept.erased_on) == (cast.bea.pk, "", "", None)
    assert canaries() == set()


def worked_here(cast, who):
    """She was of the team: gave a role, had a turn, decided, signed her words, and moved something a moment ago."""
    give_role(who, cast.programme)
    fields = {"programme": cast.programme, "kind": "triager", "since": in_days(0), "granted_by": who}
    Role.objects.create(person=cast.bea, **fields)
    DutyTurn.objects.create(programme=cast.programme, person=who, since=in_days(-9), until=in_days(-5))
    by = cast.as_("zephyrine")
    decided = send_idea(cast.programme, by=cast.as_("grace"))
    words = "The service changes in May. Best wishes, Zephyrine"
    services.decide(decided, services.Decision("not_now", words, reason="changing"), by=by)
    given = send_idea(cast.programme, by=cast.as_("grace"))
    services.take(given, by=by)
    services.give(given, to=cast.tom.pk, by=by)
    held = send_idea(cast.programme, by=cast.as_("grace"))
    services.take(held, by=by)
    return decided, given, held


def test_erase_leaves_no_trace_of_one_of_the_team(cast, zephyrine):
    decided, given, held = worked_here(cast, zephyrine)
    erase(cast, person_id=zephyrine.pk, successor_id=cast.amina.pk)
    assert canaries() == set()
    assert str(zephyrine.pk) not in "".join(map(everything_in, (Idea, Message, Role, DutyTurn, OutboxRow, UndoPoint)))
    assert checking.troubles() == []
    for idea in (decided, given, held):
        idea.refresh_from_db()
    assert [idea.holder_id for idea in (decided, given, held)] == [cast.amina.pk, cast.tom.pk, cast.amina.pk]
    assert rows_of(held)[-1].verb == "hand on"
    assert mail_of(held).filter(key="ideas.given", person_id=cast.amina.pk).count() == 1
    assert rows_of(held)[-1].facts == {"holder": str(cast.amina.pk), "before": str(zephyrine.pk)}


def test_erase_puts_someone_without_a_name_where_a_fact_names_somebody(cast, zephyrine):
    decided, _, _ = worked_here(cast, zephyrine)
    erase(cast, person_id=zephyrine.pk, successor_id=cast.amina.pk)
    nobody_now = Idea.objects.get(pk=decided.pk).decided_by
    assert (nobody_now.name, nobody_now.email, nobody_now.is_active) == ("Someone who has left", None, False)
    assert not nobody_now.has_usable_password()
    said = Message.objects.get(idea=decided)
    assert (said.text, said.author) == ("The service changes in May. Best wishes, …", nobody_now)
    assert Role.objects.get(person=cast.bea).granted_by == nobody_now


def test_erase_makes_nobody_up_for_someone_who_only_sent(cast, zephyrine):
    a_whole_life(cast, zephyrine)
    people = Person.objects.count()
    erase(cast, person_id=zephyrine.pk)
    assert Person.objects.count() == people - 1


def test_erase_says_what_it_did_without_a_name(cast, zephyrine):
    worked_here(cast, zephyrine)
    erasure = erase(cast, person_id=zephyrine.pk, successor_id=cast.amina.pk, reason="ended")
    assert (erasure.person_id, erasure.reason, erasure.revision) == (zephyrine.pk, "ended", 1)
    (row,) = AuditEntry.objects.filter(record_id=erasure.pk)
    assert (row.verb, row.actor_kind, row.record_type) == ("erase", "system", "partnership.erasure")
    assert row.facts["person"] == str(zephyrine.pk)
    assert row.facts["successor"] == str(cast.amina.pk)
    assert (row.facts["roles"], row.facts["turns"]) == (1, 1)


def test_erase_refuses_while_they_hold_ideas_that_nobody_takes_on(cast, zephyrine):
    worked_here(cast, zephyrine)
    before = everything()
    with pytest.raises(NotAllowed, match=r"This person still holds ideas\. Name who takes them on"):
        erase(cast, person_id=zephyrine.pk)
    assert everything() == before
    assert Person.objects.filter(pk=zephyrine.pk).exists()


def test_erase_passes_to_another_of_the_team_what_the_successor_may_not_have(cast, zephyrine):
    """Two of the three were sent by Grace, who takes their place: these go to the first of the team by name."""
    decided, given, held = worked_here(cast, zephyrine)
    erase(cast, person_id=zephyrine.pk, successor_id=cast.grace.pk)
    assert Idea.objects.get(pk=held.pk).holder == Idea.objects.get(pk=decided.pk).holder == cast.amina
    assert Idea.objects.get(pk=given.pk).holder == cast.tom


def test_erase_refuses_a_successor_who_sent_the_idea_when_there_is_nobody_else(cast, zephyrine):
    worked_here(cast, zephyrine)
    Role.objects.exclude(person=zephyrine).delete()
    with pytest.raises(NotAllowed, match="This person sent the idea, so someone else must answer it"):
        erase(cast, person_id=zephyrine.pk, successor_id=cast.grace.pk)


@pytest.mark.parametrize("who", ["themselves", "left", "paper"])
def test_erase_refuses_a_successor_who_cannot_take_their_place(cast, who):
    stands_in = {
        "themselves": cast.joe,
        "left": make_person("Lou Left", is_active=False),
        "paper": make_person("Pat Paper", email=None),
    }[who]
    with pytest.raises(NotAllowed, match="Name somebody else who can sign in to take their place"):
        erase(cast, person_id=cast.joe.pk, successor_id=stands_in.pk)


def test_erase_puts_the_successor_where_nobody_is_on_duty(cast):
    with pytest.raises(NotAllowed, match=r"This person answers when nobody is on duty\. Name who takes their place"):
        erase(cast, person_id=cast.dee.pk)
    erase(cast, person_id=cast.dee.pk, successor_id=cast.tom.pk)
    assert Programme.objects.get(pk=cast.programme.pk).default_duty == cast.tom
    (row,) = rows_of(cast.programme)
    assert row.facts == {"default_duty": str(cast.tom.pk), "before": str(cast.dee.pk)}
    assert checking.troubles() == []


def test_erase_refuses_the_last_administrator(cast, staff):
    erase(cast, person_id=cast.bea.pk)
    with pytest.raises(NotAllowed, match="Give the administrator's role to somebody else first"):
        erase(cast, person_id=staff.pk)


def test_erase_refuses_who_is_not_known(cast):
    with pytest.raises(NotAllowed, match="We know nobody with this address"):
        erase(cast, email="nobody@example.org")
    with pytest.raises(NotAllowed, match="Say who is to be erased"):
        erase(cast, email=" ")
    erase(cast, person_id=cast.joe.pk)
    with pytest.raises(NotAllowed, match="We do not know this person"):
        erase(cast, person_id=cast.joe.pk)
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize("who", ["amina", "grace", "joe"])
def test_erase_refuses_everyone_but_administrators(cast, who):
    with pytest.raises(NotAllowed, match="Only a programme administrator can erase a person"):
        erase(cast, person_id=cast.joe.pk, by=cast.as_(who))


def test_erase_refuses_an_administrator_to_themselves(cast, staff):
    with pytest.raises(NotAllowed, match="Someone else must erase you"):
        erase(cast, person_id=staff.pk, by=cast.as_("staff"))


def test_erase_by_an_administrator(cast, staff):
    idea = Story(cast).idea
    erase(cast, person_id=cast.grace.pk, by=cast.as_("staff"))
    assert rows_of(idea)[-1].actor_id == staff.pk
    assert AuditEntry.objects.get(record_type="partnership.erasure").actor_id == staff.pk


def test_erase_refuses_an_administrator_when_the_person_works_in_another_programme(cast, staff):
    give_role(cast.joe, make_programme(default_duty=cast.dee))
    with pytest.raises(NotAllowed, match="This person is known in another programme too"):
        erase(cast, person_id=cast.joe.pk, by=cast.as_("staff"))


def test_erase_refuses_an_administrator_when_the_person_sent_an_idea_elsewhere(cast, staff):
    elsewhere = make_programme(default_duty=cast.dee)
    send_idea(elsewhere, by=replace(nobody(elsewhere), person_id=cast.grace.pk))
    with pytest.raises(NotAllowed, match="This idea belongs to another programme"):
        erase(cast, person_id=cast.grace.pk, by=cast.as_("staff"))


def test_erase_by_the_platform_in_every_programme(cast):
    elsewhere = make_programme(default_duty=cast.dee)
    there = send_idea(elsewhere, by=replace(nobody(elsewhere), person_id=cast.grace.pk))
    here = Story(cast).idea
    erase(cast, person_id=cast.grace.pk)
    assert [rows_of(idea)[-1].programme_id for idea in (here, there)] == [cast.programme.pk, elsewhere.pk]
    assert checking.troubles() == []


def test_erase_leaves_the_audit_of_roles_and_turns_that_go(cast, staff, zephyrine):
    given = {"person_id": zephyrine.pk, "by": cast.as_("staff")}
    gone = [
        grant_role(cast.programme, kind="triager", **given),
        set_duty(cast.programme, since=in_days(0), **given),
    ]
    erase(cast, person_id=zephyrine.pk)
    assert not Role.objects.filter(pk=gone[0].pk).exists()
    assert not DutyTurn.objects.filter(pk=gone[1].pk).exists()
    assert [len(rows_of(record)) for record in gone] == [1, 1]
    assert checking.troubles() == []


@pytest.mark.parametrize(
    ("text", "called", "left"),
    [
        ("Ask Will Grey, will you?", "", "Ask …, will you?"),
        ("WILL GREY says will@example.org or 01632 960001", "", "… says … or …"),
        ("Will said the Greyhound will do", "", "… said the Greyhound will do"),
        ("Dr Al met Bo, and Billy", "Dr Billy Bo", "Dr Al met Bo, and …"),
        ("Nothing here", "", "Nothing here"),
    ],
)
def test_leave_a_name_out_of_words(text, called, left):
    leaver = Leaver(None, "will@example.org", None, "Dr Will Grey", "01632 960001")
    assert leaver.left_out_of(text, also_called=called) == left
