"""For each constraint, a direct write that it must refuse: `WRITES` by the constraint's name, or `app.Model.field`.

Each function takes nothing: it makes what it needs, and its last write is the one that is refused.
"""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from django.db import connection

from groundswell.foundation.audit import triggers
from groundswell.foundation.audit.models import AuditEntry, Seal
from groundswell.foundation.notices.models import OutboxRow, Preference, SenderPreference
from groundswell.foundation.search.models import PublicWord, SearchRow
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas.models import (
    Batch,
    BatchItem,
    Comment,
    Idea,
    KeysOff,
    Likeness,
    Resemblance,
    Scoreboard,
    Template,
    Voice,
)
from groundswell.innovations.models import EvidenceItem, Follow, Innovation, InStream, Link, Risk, Section, Standing
from groundswell.partnership.models import (
    Absence,
    DutyTurn,
    Enquiry,
    Erasure,
    Headcount,
    Organisation,
    Person,
    Programme,
    Role,
    SecondStep,
    Service,
    Sponsorship,
    Succession,
)
from tests.constraints.needs_writes import NEEDS
from tests.factories.enquiries import ask
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, stands
from tests.factories.partnership import make_organisation, make_person, make_programme, make_service

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIRST, DAY_BEFORE = date(2026, 11, 23), date(2026, 11, 22)


def a_row(**said):
    row = {
        "programme_id": uuid4(),
        "recorded_at": NOW,
        "happened_on": FIRST,
        "actor_kind": "sender",
        "channel": "page",
        "verb": "send",
        "record_type": "ideas.idea",
        "record_id": uuid4(),
        "revision": 1,
        "hash": b"\0" * 32,
    }
    return AuditEntry.objects.create(**row | said)


def two_rows_for_a_revision():
    """The audit's triggers refuse this too, and first; they stand aside so that the constraint is asked."""
    triggers.remove(connection)
    record_id = uuid4()
    a_row(record_id=record_id)
    a_row(record_id=record_id)


def two_seals_with_a_number():
    triggers.remove(connection)
    seal = {"programme_id": uuid4(), "number": 1, "closed_at": NOW, "entries": [1], "total": 1}
    for _ in range(2):
        Seal.objects.create(**seal, previous=b"\0" * 32, hash=b"\1" * 32)


def a_mail(**said):
    mail = {
        "programme_id": uuid4(),
        "key": "ideas.sent",
        "record_id": uuid4(),
        "revision": 1,
        "queued_at": NOW,
        "send_after": NOW,
    }
    return OutboxRow.objects.create(**mail | said)


def two_mails(**said):
    record_id = uuid4()
    a_mail(record_id=record_id, **said)
    a_mail(record_id=record_id, **said)


def two_undo_points():
    record_id = uuid4()
    for verb in ("take", "reply"):
        UndoPoint.objects.create(
            record_id=record_id, verb=verb, revision=2, person_id=uuid4(), before={}, until=NOW
        )  # fmt: skip


def two_erasures_of_a_person():
    programme, person_id = make_programme(), uuid4()
    for _ in range(2):
        Erasure.objects.create(programme=programme, person_id=person_id, reason="asked", erased_at=NOW)


def two_questions_of_a_form():
    first, second = ask(make_programme()), ask(make_programme())
    Enquiry.objects.filter(pk=second.pk).update(key=first.key)


def question_with(**changes):
    Enquiry.objects.filter(pk=ask(make_programme()).pk).update(**changes)


def sponsorship_of(record_id=None, **said):
    row = {"programme": make_programme(), "kind": "tests", "record_id": record_id or uuid4(), "salt": b"0" * 16}
    days = {"asked_on": FIRST, "answer_by": FIRST}
    people = {} if "person" in said else {"person": make_person(), "asked_by": make_person()}
    return Sponsorship.objects.create(**row | days | people | said)


def two_sponsorships(state):
    record_id = uuid4()
    for _ in range(2):
        sponsorship_of(record_id, state=state)


def a_sponsorship_asked_of_oneself():
    person = make_person()
    sponsorship_of(person=person, asked_by=person)


def step_from(before, after):
    return Succession.objects.create(
        programme=before.programme, before=before, after=after or before, kind="merged", happened_on=FIRST,
        source="A law", noted_by=make_person(), noted_at=NOW,
    )  # fmt: skip


def steps_of_one(count):
    before = make_organisation(make_programme())
    for number in range(count):
        step_from(before, make_organisation(before.programme, f"Other {number}"))


def two_counts_of_a_day():
    place, person = make_organisation(make_programme()), make_person()
    for count in (1, 2):
        Headcount.objects.create(
            programme=place.programme, organisation=place, group="nursing", count=count, counted_on=FIRST,
            source="A report", entered_by=person, entered_at=NOW,
        )  # fmt: skip


def rows_of_search(*records):
    return [
        SearchRow.objects.create(
            id=number, programme_id=uuid4(), kind="idea", record_id=record, reference="RED-HERRING-11", title="Lists",
            title_words="lists", words="lists", happened_on=FIRST,
        )
        for number, record in enumerate(records, 1)
    ]  # fmt: skip


def a_record_found_twice():
    record = uuid4()
    rows_of_search(record, record)


def a_word_twice_in_a_row():
    (row,) = rows_of_search(uuid4())
    for _ in range(2):
        PublicWord.objects.create(row=row, word="lists")


def idea_with(**changes):
    """A sent idea, changed behind everyone's back."""
    Idea.objects.filter(pk=send_idea(make_programme()).pk).update(**changes)


def idea_decided_with(**changes):
    """A sent idea made to look decided, but for what the constraint asks for."""
    decided = {"state": "decided", "outcome": "not_now", "reason": "changing", "decided_at": NOW}
    idea_with(**decided | {"decided_by": make_person()} | changes)


def idea_like_another(name):
    programme = make_programme()
    first, second = send_idea(programme), send_idea(programme)
    Idea.objects.filter(pk=second.pk).update(**{name: getattr(first, name)})


def two_ideas_of_an_innovation():
    programme = make_programme()
    innovation = make_innovation(programme)
    for _ in range(2):
        Idea.objects.filter(pk=send_idea(programme).pk).update(innovation=innovation)


def batch_of(person=None, **more):
    person = person or make_person()
    return Batch.objects.create(programme=make_programme(), person=person, started_at=NOW, **more)


def two_open_batches():
    first = batch_of()
    Batch.objects.create(programme=first.programme, person=first.person, started_at=NOW)


def items(*places, idea=None, **more):
    """Items of a batch at these places, of one idea or of one each."""
    batch = batch_of()
    for place in places:
        BatchItem.objects.create(batch=batch, idea=idea or send_idea(batch.programme), position=place, **more)


def joined_with_itself():
    idea = send_idea(make_programme())
    decided = {"state": "decided", "outcome": "joined", "decided_at": NOW, "decided_by": make_person()}
    Idea.objects.filter(pk=idea.pk).update(**decided, joined_to=idea.pk)


def likenesses(count, **more):
    """So many rows for one pair; `other` none: the same idea twice."""
    programme = make_programme()
    idea, other = send_idea(programme), send_idea(programme)
    pair = {"idea": idea, "other": other, "score": 0.9, "found_at": NOW} | more
    for _number in range(count):
        Likeness.objects.create(**pair | {"other": pair["other"] or idea})


def a_resemblance_twice():
    idea = send_idea(make_programme())
    for _number in range(2):
        Resemblance.objects.create(idea=idea, kind="innovation", record_id=idea.pk, score=0.9, found_at=NOW)


def two_scoreboards():
    programme = make_programme()
    for _number in range(2):
        Scoreboard.objects.create(
            programme=programme, counted_at=NOW, since=FIRST, until=FIRST, steps=[], weeks=[]
        )  # fmt: skip


def a_voice_twice():
    idea, person = send_idea(make_programme()), make_person()
    for _number in range(2):
        Voice.objects.create(idea=idea, person=person, said_at=NOW)


def a_comment(**more):
    said = {"idea": send_idea(make_programme()), "author": make_person(), "text": "So it is.", "written_at": NOW}
    Comment.objects.create(**said | more)


def a_comment_sent_twice():
    idea, author, key = send_idea(make_programme()), make_person(), uuid4()
    for _ in range(2):
        a_comment(idea=idea, author=author, key=key)


def a_risk_sent_twice():
    twice(Risk, text="It jams", size=1, owner=make_person(), look_on=FIRST, revision=1, key=uuid4())


def template_with(**more):
    kept = {"programme": make_programme(), "outcome": "ask", "title": "March", "words": "[Ask]"}
    return Template.objects.create(**kept | more)


def two_templates_of_a_title():
    template_with(programme=template_with().programme)


def keys_off_twice():
    person = make_person()
    for _ in range(2):
        KeysOff.objects.create(person=person)


def two_people_with_an_address():
    make_person(email="amina@example.org")
    Person.objects.create(name="Somebody else", email="amina@example.org")


def preferences(model, *, how="never", times=1):
    """The same choice of the same person (or sender) so many times."""
    whose = "person_id" if model is Preference else "record_id"
    model.objects.bulk_create(model(kind="ideas.mine", how=how, **{whose: UUID(int=1)}) for _ in range(times))


def two_second_steps_of_a_person():
    programme = make_programme()
    SecondStep.objects.create(person=programme.default_duty, programme=programme)
    SecondStep.objects.create(person=programme.default_duty, programme=programme)


def two_programmes_at_a_host():
    first, second = make_programme(), make_programme()
    Programme.objects.filter(pk=second.pk).update(host=first.host)


def programme_with(**promises):
    Programme.objects.filter(pk=make_programme().pk).update(**promises)


def ends_before_it_starts(model, **rest):
    programme = make_programme()
    model.objects.create(programme=programme, since=FIRST, until=DAY_BEFORE, **rest)


def two_organisations_with_a_name():
    programme = make_programme()
    make_organisation(programme)
    make_organisation(programme)


def two_services_at_a_place():
    organisation = make_organisation(make_programme())
    make_service(organisation)
    Service.objects.create(organisation=organisation, name="Outpatients", place="Basildon")


def a_role_to_oneself():
    programme, person = make_programme(), make_person()
    Role.objects.create(programme=programme, person=person, kind="triager", since=FIRST, granted_by=person)


def innovation_with(**changes):
    """A begun innovation, changed behind everyone's back."""
    Innovation.objects.filter(pk=make_innovation(make_programme()).pk).update(**changes)


def two_innovations_with_a_reference():
    programme = make_programme()
    first, second = make_innovation(programme), make_innovation(programme)
    Innovation.objects.filter(pk=second.pk).update(reference=first.reference)


def twice(model, **row):
    """The same row of one innovation, two times."""
    innovation = make_innovation(make_programme())
    for _ in range(2):
        model.objects.create(innovation=innovation, **row)


def standing_with(**changes):
    innovation = make_innovation(make_programme())
    standing = stands(innovation, make_person(), "team")
    Standing.objects.filter(pk=standing.pk).update(**changes)


def two_standings_at_a_time():
    innovation, person = make_innovation(make_programme()), make_person()
    for _ in range(2):
        Standing.objects.create(innovation=innovation, person=person, kind="team", since=FIRST, source="test")


def evidence_without_strength():
    innovation = make_innovation(make_programme())
    EvidenceItem.objects.create(innovation=innovation, title="Count", text="Nine", strength=0, revision=1)


def risk_without_size():
    innovation = make_innovation(make_programme())
    Risk.objects.create(innovation=innovation, text="It jams", size=0, owner=make_person(), look_on=FIRST, revision=1)


def two_follows_of_one():
    innovation, person = make_innovation(make_programme()), make_person()
    for _ in range(2):
        Follow.objects.create(innovation=innovation, person=person, since=FIRST)


def two_ties_of_a_kind():
    programme = make_programme()
    first, second = make_innovation(programme), make_innovation(programme)
    for _ in range(2):
        Link.objects.create(innovation=first, other=second, kind="similar")


def a_tie_to_itself():
    innovation = make_innovation(make_programme())
    Link.objects.create(innovation=innovation, other=innovation, kind="similar")


def an_absence_covered_by_oneself():
    person = make_person()
    Absence.objects.create(programme=make_programme(), person=person, cover=person, since=FIRST, until=FIRST)


WRITES = {
    "audit_one_row_a_revision": two_rows_for_a_revision,
    "audit_person_has_an_id": lambda: a_row(actor_kind="person", actor_id=None),
    "audit_one_seal_a_number": two_seals_with_a_number,
    "outbox_once_a_person": lambda: two_mails(person_id=uuid4()),
    "outbox_once_the_sender": lambda: two_mails(person_id=None),
    "outbox_sent_or_cancelled": lambda: a_mail(sent_at=NOW, cancelled_at=NOW),
    "workflow.UndoPoint.record_id": two_undo_points,
    "ideas.Idea.reference": lambda: idea_like_another("reference"),
    "ideas.Idea.draft_id": lambda: idea_like_another("draft_id"),
    "ideas.Idea.innovation": two_ideas_of_an_innovation,
    "idea_decision_by_and_at_together": lambda: idea_with(decided_at=NOW),
    "idea_decided_has_an_outcome": lambda: idea_decided_with(outcome=""),
    "idea_open_has_a_date": lambda: idea_with(due_on=None),
    "idea_escalated_to_somebody": lambda: idea_with(escalation=1),
    "idea_question_passed_on_while_it_waits": lambda: idea_with(question_level=1),
    "idea_pause_has_a_beginning": lambda: idea_with(paused_until=FIRST),
    "idea_not_now_has_a_reason": lambda: idea_decided_with(reason=""),
    "idea_joined_names_the_other": lambda: idea_decided_with(outcome="joined", reason=""),
    "idea_joined_with_another": joined_with_itself,
    "likeness_one_of_a_pair": lambda: likenesses(2),
    "resemblance_once": a_resemblance_twice,
    "ideas.Scoreboard.programme": two_scoreboards,
    "likeness_of_two": lambda: likenesses(1, other=None),
    "likeness_dismissed_by_somebody": lambda: likenesses(1, dismissed_at=NOW),
    "voice_once_a_person": a_voice_twice,
    "comment_sent_once": a_comment_sent_twice,
    "evidence_sent_once": lambda: twice(EvidenceItem, title="Count", text="Nine", strength=1, revision=1, key=uuid4()),
    "risk_sent_once": a_risk_sent_twice,
    "comment_removed_by_somebody": lambda: a_comment(removed_at=NOW, text=""),
    "idea_hidden_by_somebody": lambda: idea_with(hidden="abuse"),
    "idea_appeal_has_somebody_and_a_day": lambda: idea_with(hidden="abuse", hidden_by=make_person(), appeal="waiting"),
    "batch_one_open_a_person": two_open_batches,
    "batch_item_one_a_place": lambda: items(1, 1),
    "batch_item_holds_an_idea_once": lambda: items(1, 2, idea=send_idea(make_programme())),
    "batch_item_put_off_until_a_day": lambda: items(1, status="put_off"),
    "batch_item_ready_has_an_answer": lambda: items(1, status="ready"),
    "template_one_of_a_title": two_templates_of_a_title,
    "template_has_a_gap": lambda: template_with(words="No gap"),
    "ideas.KeysOff.person": keys_off_twice,
    "idea_erased_names_nobody": lambda: idea_with(erased_on=FIRST),
    "idea_has_someone_to_answer": lambda: idea_with(sender=None, sender_email=""),
    "idea_anonymous_holds_nobody": lambda: idea_with(mode="anonymous", receipt=b"kept", sender_name="Grace"),
    "innovations.Innovation.reference": two_innovations_with_a_reference,
    "innovation_maturity_on_the_ladder": lambda: innovation_with(maturity=7),
    "innovation_openness_is_a_level": lambda: innovation_with(openness=3),
    "innovation_shown_says_what_it_is": lambda: innovation_with(openness=1, summary=""),
    "stream_once_an_innovation": lambda: twice(InStream, stream="industry"),
    "section_once_an_innovation": lambda: twice(Section, key="needs", revision=1),
    "standing_dates_in_order": lambda: standing_with(until=DAY_BEFORE, since=FIRST),
    "standing_once_at_a_time": two_standings_at_a_time,
    "evidence_strength_is_known": evidence_without_strength,
    "risk_size_is_known": risk_without_size,
    "link_once_a_kind": two_ties_of_a_kind,
    "link_leads_to_another": a_tie_to_itself,
    "follow_once": two_follows_of_one,
    "partnership.Erasure.person_id": two_erasures_of_a_person,
    "partnership.Person.email": two_people_with_an_address,
    "partnership.Programme.host": two_programmes_at_a_host,
    "preference_once_a_kind": lambda: preferences(Preference, times=2),
    "preference_how_is_known": lambda: preferences(Preference, how="weekly"),
    "sender_preference_once": lambda: preferences(SenderPreference, times=2),
    "sender_preference_is_known": lambda: preferences(SenderPreference, how="weekly"),
    "partnership.SecondStep.person": two_second_steps_of_a_person,
    "programme_promises_in_order": lambda: programme_with(reply_days=6, decision_days=5),
    "programme_fewest_shown_is_safe": lambda: programme_with(fewest_shown=2),
    "programme_new_date_lies_ahead": lambda: programme_with(late_days=0),
    "organisation_dates_in_order": lambda: ends_before_it_starts(Organisation, name="Basildon", kind="trust"),
    "organisation_once_a_programme": two_organisations_with_a_name,
    "service_once_a_place": two_services_at_a_place,
    "role_dates_in_order": lambda: ends_before_it_starts(Role, person=make_person(), kind="triager"),
    "role_not_granted_to_oneself": a_role_to_oneself,
    "duty_dates_in_order": lambda: ends_before_it_starts(DutyTurn, person=make_person()),
    "absence_dates_in_order": lambda: ends_before_it_starts(Absence, person=make_person(), cover=make_person()),
    "absence_covered_by_somebody_else": an_absence_covered_by_oneself,
    "search_record_once": a_record_found_twice,
    "search_public_word_once": a_word_twice_in_a_row,
    "partnership.Enquiry.key": two_questions_of_a_form,
    "enquiry_end_has_a_person_and_a_time": lambda: question_with(state="answered"),
    "enquiry_aside_has_a_reason": lambda: question_with(state="aside", ended_by=make_person(), ended_at=NOW),
    "sponsorship_asks_one_at_a_time": lambda: two_sponsorships("asked"),
    "sponsorship_one_at_a_time": lambda: two_sponsorships("accepted"),
    "sponsorship_not_asked_of_oneself": a_sponsorship_asked_of_oneself,
    "succession_once": lambda: steps_of_one(2),
    "succession_leads_to_another": lambda: step_from(make_organisation(make_programme()), None),
    "headcount_once_a_day": two_counts_of_a_day,
    "sponsorship_no_has_a_reason": lambda: sponsorship_of(state="declined"),
} | NEEDS
