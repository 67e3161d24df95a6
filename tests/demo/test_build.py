"""What the demonstration holds. It is made once, for a Tuesday, and read."""

import re
from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import textstat
from django.apps import apps
from django.db.models import Count

from groundswell.demo import build
from groundswell.demo.reading import read, read_ideas
from groundswell.foundation.audit import checking, sealing
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.clocks import Nation, is_working_day, working_days_between
from groundswell.foundation.documents.models import Document
from groundswell.foundation.jobs.models import Job
from groundswell.foundation.kit import clock, patients
from groundswell.foundation.kit.models import AuditedRecord
from groundswell.foundation.notices.models import OutboxRow, Preference
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.notices.selectors import unread_by
from groundswell.foundation.search import services as search
from groundswell.foundation.search.models import SearchRow
from groundswell.foundation.search.registry import kinds
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import selectors as ideas
from groundswell.ideas.models import Draft, Idea, Message, Note, Template
from groundswell.ideas.policies import TRIAGER
from groundswell.ideas.presenters import story
from groundswell.ideas.states import AnswerKind, IdeaState, IdeaType, MessageKind, Outcome, Reason, Route
from groundswell.innovations.models import Innovation, Link, Risk, Standing
from groundswell.innovations.states import Level, Maturity, Origin
from groundswell.needs.models import (
    Alignment,
    Asset,
    Ballot,
    Challenge,
    Entry,
    Need,
    Objective,
    Priority,
    Round,
    SignOff,
    TimelineEntry,
    Vision,
)
from groundswell.needs.selectors.strategy_money import balances
from groundswell.needs.states import AssetKind, ChallengeState, NeedState
from groundswell.partnership import selectors as partnership
from groundswell.partnership.models import (
    DutyTurn,
    Enquiry,
    Headcount,
    Organisation,
    Person,
    Programme,
    Role,
    Service,
    Sponsorship,
    Succession,
)
from groundswell.partnership.states import EnquiryState, RoleKey
from tests.demo.alike import most_alike

SAID_OF_A_NEED = ("problem", "affected", "scale", "workaround", "good", "evidence")
BY_THEMSELVES = [  # what the hourly job may mail in the morning
    "ideas.due_soon",
    "ideas.escalated",
    "ideas.late",
    "ideas.idle",
    "ideas.cover",
    "ideas.covered",
]
TEAM_SAYS = [
    MessageKind.REPLY,
    MessageKind.QUESTION,
    MessageKind.DECISION,
    MessageKind.DONE,
    MessageKind.GIVEN_BACK,
]


def test_make_shows_every_state_outcome_route_reason_and_type(demo):
    decided, closed = Idea.objects.filter(state="decided"), Idea.objects.filter(state="closed")
    assert set(Idea.objects.values_list("state", flat=True)) == set(IdeaState.values)
    assert set(decided.values_list("outcome", flat=True)) == set(Outcome.values)
    assert set(decided.exclude(route="").values_list("route", flat=True)) == set(Route.values)
    assert set(closed.exclude(route="").values_list("route", flat=True)) == set(Route.values)
    assert set(decided.exclude(reason="").values_list("reason", flat=True)) == set(Reason.values)
    assert set(Idea.objects.values_list("type", flat=True)) == set(IdeaType.values)
    assert 240 <= Idea.objects.count() <= 260


def test_make_shows_new_ideas_of_today_yesterday_and_late_ones(demo, built):
    received = Idea.objects.filter(state=IdeaState.RECEIVED)
    days = Counter((built.date() - idea.sent_at.date()).days for idea in received)
    assert days[0] == 4
    assert days[1] == 2
    assert received.filter(reply_by__lt=built.date()).count() == 2
    assert Idea.objects.filter(state=IdeaState.FINDING_OUT, decide_by__lt=built.date()).count() == 1


def test_make_hangs_two_drawn_photos_on_ideas(demo):
    shown = [(one.content_type, one.described[:12], one.name) for one in Document.objects.order_by("described")]
    assert shown == [("image/jpeg", "A yellow box", "chargers.png"), ("image/jpeg", "The sign ove", "sign.png")]
    assert Idea.objects.filter(pk__in=Document.objects.values("record_id")).count() == 2


def test_make_shows_reminders_as_the_daily_job_sends_them(demo):
    asked = Idea.objects.filter(state=IdeaState.ASKED).values("pk")
    rows = OutboxRow.objects.filter(record_id__in=asked, key__startswith="ideas.reminder")
    per_idea = Counter(rows.values_list("record_id", flat=True))
    assert sorted(per_idea.values()) == [1, 2]
    assert OutboxRow.objects.filter(key="ideas.parked").count() == 8  # one of them was answered since


def test_make_leaves_one_decision_that_can_still_be_undone(demo, built):
    point = UndoPoint.objects.get(until__gt=built)
    idea = Idea.objects.get(pk=point.record_id)
    assert idea.outcome == Outcome.QUICK_FIX
    assert point.until - built > timedelta(minutes=9)
    held = OutboxRow.objects.filter(record_id=idea.pk, revision=idea.revision)
    assert [row.sent_at for row in held] == [None, None]


def test_make_shows_one_reply_that_was_taken_back(demo):
    taken_back = Message.objects.get(taken_back=True)
    assert OutboxRow.objects.get(record_id=taken_back.idea_id, revision=taken_back.revision).cancelled_at is not None


def test_make_shows_second_looks_that_wait_and_that_were_answered_by_another(demo):
    looked = Idea.objects.filter(looked_again=True)
    assert sorted(looked.values_list("state", "outcome")) == [
        ("closed", "quick_fix"),
        ("closed", "quick_fix"),
        ("decided", "not_now"),
        ("finding_out", ""),
    ]
    for idea in looked.exclude(state="finding_out"):
        first, second = Message.objects.filter(idea=idea, kind=MessageKind.DECISION).order_by("written_at")
        assert first.author_id != second.author_id


def test_make_shows_questions_of_senders_that_wait_for_an_answer(demo):
    last_words = {message.idea_id: message.kind for message in Message.objects.order_by("written_at")}
    waiting = [kind for kind in last_words.values() if kind == MessageKind.SENDER_QUESTION]
    assert len(waiting) == 2


def test_make_shows_a_quick_fix_that_was_given_back_and_one_opened_again(demo):
    assert Message.objects.filter(kind=MessageKind.GIVEN_BACK).count() == 1
    assert AuditEntry.objects.filter(verb="reopen").count() == 1
    assert Message.objects.filter(kind=MessageKind.THANKS).count() >= 5


def test_make_keeps_ready_made_words_for_every_answer(demo):
    assert sorted(Template.objects.values_list("outcome", flat=True)) == sorted(AnswerKind.values)


def test_make_shows_two_notes_of_which_one_names_a_colleague(demo):
    notes = Note.objects.order_by("written_at")
    assert [[person.name for person in note.mentions.all()] for note in notes] == [["Bethan Rowlands"], []]


def test_make_shows_one_covered_text_whose_sender_asked(demo, built):
    idea = Idea.objects.exclude(hidden="").get()
    assert (idea.hidden, idea.appeal) == ("patient", "waiting")
    assert idea.appeal_with not in {idea.hidden_by, None}
    assert idea.appeal_by > built.date()


def test_make_names_a_person_and_a_date_for_every_idea(demo, built):
    ideas = list(Idea.objects.select_related("holder", "decided_by"))
    steps = [story.next_step(idea, built.date()) for idea in ideas]
    assert [idea.reference for idea, step in zip(ideas, steps, strict=True) if not (step.who and step.when)] == []


def test_make_writes_one_audit_row_for_each_revision(demo):
    rows = dict(AuditEntry.objects.values_list("record_id").annotate(Count("pk")))
    audited = [model for model in apps.get_models() if issubclass(model, AuditedRecord)]
    records = [record for model in audited for record in model.objects.only("revision")]
    assert {record.pk: record.revision for record in records if record.revision} == rows


def test_make_leaves_an_audit_without_troubles(demo):
    sealing.close_all()
    assert checking.troubles(None) == []


def test_make_dates_the_audit_rows_when_things_happened(demo, built):
    sent = dict(AuditEntry.objects.filter(verb="send").values_list("record_id", "recorded_at"))
    assert sent == dict(Idea.objects.values_list("pk", "sent_at"))
    timed = AuditEntry.objects.exclude(actor_kind="anonymous")  # what they did knows its day and no hour
    in_order = list(timed.order_by("pk").values_list("recorded_at", flat=True))
    assert in_order == sorted(in_order)
    assert in_order[-1] < built


def test_make_lets_people_act_on_working_days(demo, built):
    days = {row.happened_on for row in AuditEntry.objects.filter(record_type="ideas.idea")}
    assert [day for day in days if not is_working_day(day, Nation.ENGLAND)] == []
    oldest = Idea.objects.order_by("sent_at").first().sent_at.date()
    assert 240 <= working_days_between(oldest, built.date(), Nation.ENGLAND) <= 255


def test_make_makes_no_two_ideas_alike(demo):
    share, first, second = most_alike(list(Idea.objects.values_list("text", flat=True)))
    assert share < 0.5, (first, second)


def test_make_plants_a_few_ideas_that_mean_the_same_in_other_words(demo):
    planted = Counter(row["group"] for row in read_ideas() if "group" in row)
    assert planted == {"chairs": 2, "cold": 2, "film": 2, "forms": 3, "naps": 2}


def test_make_gives_ideas_of_many_lengths_and_odd_texts(demo):
    texts = list(Idea.objects.values_list("text", flat=True))
    lengths = [len(text.split()) for text in texts]
    assert min(lengths) >= 15
    assert max(lengths) <= 120
    assert sum(length >= 70 for length in lengths) >= 3
    assert max(len(word) for text in texts for word in text.split()) > 100
    assert any("<" in text and "&" in text and '"' in text for text in texts)
    assert any("siarad Cymraeg" in text for text in texts)
    assert [patients.find(text) for text in texts if patients.find(text)] == []


def test_make_marks_everything_that_is_made_up(demo):
    assert Programme.objects.get().synthetic
    assert not Person.objects.filter(synthetic=False).exists()
    assert not Service.objects.filter(synthetic=False).exists()
    assert not Idea.objects.filter(synthetic=False).exists()
    assert not Organisation.objects.filter(kind="voluntary", synthetic=False).exists()
    assert not Organisation.objects.exclude(ods_code="").exists()  # no code was checked against its source


def test_make_gives_no_address_or_number_that_could_be_real(demo):
    addresses = [*Person.objects.values_list("email", flat=True), *Idea.objects.values_list("sender_email", flat=True)]
    assert [address for address in addresses if address and not address.endswith(".example")] == []
    numbers = [number for number in Person.objects.values_list("phone", flat=True) if number]
    assert [number for number in numbers if not re.fullmatch(r"01632 960\d{3}", number)] == []


def test_make_gives_roles_by_another_person(demo):
    given = Role.objects.filter(granted_by=None)
    assert [(role.person.name, role.kind) for role in given] == [("Helen Osei", RoleKey.PROGRAMME_ADMIN)]
    kinds = set(Role.objects.values_list("kind", "organisation__name"))
    assert {
        (TRIAGER, None),
        (TRIAGER, "Southend Hospital"),
        (RoleKey.ORGANISATION_ADMIN, "Broomfield Hospital"),
    } <= kinds


def test_make_puts_cover_on_duty_for_who_is_on_leave(demo, built):
    programme, today = Programme.objects.select_related("default_duty").get(), built.date()
    on_rota = {turn.person.name for turn in DutyTurn.objects.on(today).filter(organisation=None)}
    assert on_rota == {"Priya Raman"}
    assert partnership.away_on(programme, today) == {
        Person.objects.get(name="Priya Raman").pk: Person.objects.get(name="Amina Khan").pk
    }
    assert partnership.on_duty(programme, None, today).name == "Amina Khan"
    southend = Organisation.objects.get(name="Southend Hospital")
    assert partnership.on_duty(programme, southend.pk, today).name == "Bethan Rowlands"
    assert partnership.on_duty(programme, None, today - timedelta(days=7)).name == "Priya Raman"


def test_make_shows_the_first_cohort_and_says_what_is_published_of_it(demo):
    cohort = Innovation.objects.filter(began_on__lt="2019-01-01")
    assert cohort.count() == 16
    assert cohort.filter(summary__contains="The name is published. All else here is made up").count() == 7
    assert cohort.filter(summary__contains="This innovation is made up").count() == 9
    assert set(cohort.values_list("maturity", flat=True)) >= {Maturity.CONCEPT, Maturity.IN_USE}


def test_make_shows_innovations_of_every_origin_level_and_state(demo):
    everyone = Innovation.objects.all()
    assert set(everyone.values_list("origin", flat=True)) == set(Origin.values)
    assert set(everyone.values_list("openness", flat=True)) == set(Level.values)
    assert set(everyone.values_list("state", flat=True)) == {"active", "resting"}
    assert not everyone.filter(synthetic=False).exists()
    assert Risk.objects.filter(owner__name="Grace Mensah").count() == 1
    assert Link.objects.count() == 2


def test_make_lets_two_ideas_become_innovations(demo):
    grown = Idea.objects.exclude(innovation=None).select_related("innovation", "sender").order_by("sent_at")
    assert [idea.reference == idea.innovation.reference for idea in grown] == [True, True]
    teams = [Standing.objects.get(innovation=idea.innovation).person for idea in grown]
    assert teams == [idea.sender for idea in grown]


def test_make_tells_innovations_in_plain_words(demo):
    texts = [f"{one.summary} {one.problem}" for one in Innovation.objects.filter(began_on__lt="2019-01-01")]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= 7
    assert [text for text in texts if patients.find(text)] == []


def test_make_shows_what_is_late_with_lead_and_director_and_one_that_is_paused(demo, built):
    late = Idea.objects.exclude(said_on=None)
    assert {idea.escalated_to.name for idea in late} == {"Nkechi Obi", "Ruth Adeyemi"}
    assert {idea.due_on >= built.date() for idea in late} == {True}
    paused = Idea.objects.get(paused_until__gt=built.date())
    assert (paused.pause_reason, paused.escalation) == ("outside", 0)


def test_make_shows_questions_from_outside_in_every_state_and_one_that_is_late(demo, built):
    assert set(Enquiry.objects.values_list("state", flat=True)) == set(EnquiryState.values)
    assert Enquiry.objects.late(built.date()).count() == 1
    assert not Enquiry.objects.filter(synthetic=False).exists()


def test_make_shows_sponsors_who_said_yes_no_and_nothing_yet(demo):
    here = Sponsorship.objects.filter(kind="innovations.innovation")
    states = list(here.order_by("asked_on").values_list("person__name", "state"))
    assert states == [("Dr Fiona Lowe", "declined"), ("Ruth Adeyemi", "accepted"), ("Ruth Adeyemi", "asked")]


def test_make_shows_one_partner_under_a_new_name_and_counts_that_say_they_are_made_up(demo):
    assert [str(step.after) for step in Succession.objects.all()] == ["Kettle and Chat Befriending"]
    assert set(Headcount.objects.values_list("source", flat=True)) == {"Made up for trying out the site"}


def test_make_counts_the_same_from_the_records_and_from_the_event_log(demo, built):
    programme, since = Programme.objects.get(), built.date() - timedelta(days=365)
    with clock.at(built):
        found = ideas.scoreboard(programme, since=since, until=built.date())
        assert found == ideas.scoreboard_from_events(programme, since=since, until=built.date())
    assert [one.step for one in found if one.median_days] == ["reply", "decision", "quick_fix"]


def test_make_recognises_every_place_that_is_a_partner_or_service(demo):
    assert [idea.place for idea in Idea.objects.filter(organisation=None).exclude(place="")] == []


def test_make_keeps_drafts_of_the_cast(demo):
    assert sorted(Draft.objects.values_list("person__name", flat=True)) == ["Grace Mensah", "Joe Bell", "Len Whitlock"]


def test_make_leaves_only_the_mail_of_today_to_be_sent(demo, built):
    midnight = datetime.combine(built.date(), time(0), ZoneInfo("Europe/London"))
    waiting = OutboxRow.objects.waiting()
    assert not waiting.filter(send_after__lt=midnight).exists()
    keys = Counter(waiting.filter(send_after__lte=built).values_list("key", flat=True))
    assert (keys["ideas.sent"], keys["ideas.arrived"]) == (4, 4)  # four ideas: their senders, and who is on duty
    assert set(keys) - {"ideas.sent", "ideas.arrived"} <= set(BY_THEMSELVES)
    assert Job.objects.count() == 1


def test_make_shows_a_mail_that_came_back_and_one_mail_a_day(demo):
    back = OutboxRow.objects.get(refused_at__isnull=False)
    assert Idea.objects.get(pk=back.record_id).state == IdeaState.FINDING_OUT
    assert list(Preference.objects.values_list("kind", "how")) == [("ideas_i_hold", "daily")]


def test_make_leaves_a_few_notices_unread(demo, built):
    with clock.at(built):
        programme, people = Programme.objects.get(), Person.objects.exclude(email=None)
        unread = {person.name: unread_by(partnership.asker_for(person, programme)) for person in people}
    assert [name for name, count in unread.items() if count == "9+"] == ["Amina Khan"]  # who covers this week
    assert "" in unread.values()


def _some_of_every_kind():
    """The last few notices of each kind, and all about the idea that was given back."""
    rows = OutboxRow.objects.filter(cancelled_at=None).order_by("-tell_at", "pk")
    few = [
        row for key in OutboxRow.objects.values_list("key", flat=True).distinct() for row in rows.filter(key=key)[:6]
    ]
    about = rows.filter(record_id=Message.objects.get(kind=MessageKind.GIVEN_BACK).idea_id)
    return {row.pk: row for row in [*few, *about]}.values()


def test_make_gives_every_notice_someone_to_tell_and_a_letter(demo):
    silent = []
    for row in _some_of_every_kind():
        to = recipient_of(row.key, row.record_id, row.person_id)
        if to is None or notice_for(row.key).write(row.record_id, to) is None:
            silent.append(row)
    withdrawn = set(Idea.objects.filter(state=IdeaState.WITHDRAWN).values_list("pk", flat=True))
    has = set(Idea.objects.values_list("pk", "holder")) | set(Idea.objects.values_list("pk", "escalated_to"))
    told = [
        (row.key, row.person_id)
        for row in silent
        if row.record_id not in withdrawn
        and not (row.key in BY_THEMSELVES and (row.record_id, row.person_id) not in has)  # they have it no more
    ]
    gave_back = Message.objects.get(kind=MessageKind.GIVEN_BACK).author_id  # who cannot see it any more
    assert told == [("ideas.in_your_hands", gave_back)]


def test_replies_are_plain_and_kind(demo):
    said = list(Message.objects.filter(kind__in=TEAM_SAYS).values_list("text", flat=True))
    hard = [(textstat.flesch_kincaid_grade(text), text) for text in said if textstat.flesch_kincaid_grade(text) > 8]
    assert hard == []
    assert textstat.flesch_kincaid_grade(" ".join(said)) <= 5
    cold = re.compile(r"\b(reject\w*|fail\w*|unfortunately|regret\w*|unsuccessful|decline\w*)\b", re.IGNORECASE)
    assert [text for text in said if cold.search(text)] == []


def test_is_made_knows_a_database_that_has_it(demo):
    assert build.is_made()


def test_read_gives_people_with_keys_of_their_own():
    keys = [row["key"] for row in read("people.toml")["person"]]
    assert len(keys) == len(set(keys))


def test_search_is_kept_as_it_would_be_made_anew(demo):
    """No verb of any room forgets the row by which its record is found: each says what the records say now."""
    kept = list(SearchRow.objects.order_by("pk").values())
    assert {row["kind"] for row in kept} == {kind.key for kind in kinds()}
    search.rebuild()
    assert list(SearchRow.objects.order_by("pk").values()) == kept


def _states(model):
    return dict(Counter(model.objects.values_list("state", flat=True)))


def test_make_shows_forty_needs_in_every_state(demo):
    assert _states(Need) == {
        NeedState.RAISED: 3,
        NeedState.PUBLISHED: 17,
        NeedState.IN_ROUND: 6,
        NeedState.APPROVED: 3,
        NeedState.CHALLENGE: 3,
        NeedState.WORKED_ON: 1,
        NeedState.MET: 1,
        NeedState.NOT_MET: 1,
        NeedState.MERGED: 2,
        NeedState.RETIRED: 1,
        NeedState.RETURNED: 2,
    }


def test_make_says_of_each_need_in_the_bank_who_how_many_and_how_we_know(demo):
    published = Need.objects.exclude(published_on=None)
    assert [need.title for need in published if not all(getattr(need, name) for name in SAID_OF_A_NEED)] == []
    assert [need.title for need in published if need.published_by_id == need.raised_by_id] == []
    assert published.filter(theme=None).count() == 0


def test_make_tells_needs_in_plain_words_and_no_two_alike(demo):
    texts = [f"{need.title} {need.problem} {need.good}" for need in Need.objects.all()]
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= 6
    share, first, second = most_alike(texts)
    assert share < 0.5, (first, second)
    assert [text for text in texts if patients.find(text)] == []


def test_make_shows_ideas_that_answer_challenges_on_the_way_from_a_need_to_an_innovation(demo):
    answers = Counter(Idea.objects.exclude(answers_to=None).values_list("answers_to__title", flat=True))
    assert answers == {
        "One list that is right": 3,
        "A call worth picking up": 2,
        "An answer at three in the morning": 1,
        "Four steps in the dark": 1,
    }
    (innovation,) = Innovation.objects.exclude(answers_to=None)
    assert innovation.answers_to.title == "Four steps in the dark"
    assert innovation.answers_to.need.title[:5] == "Fewer"


def test_make_shows_eight_challenges_in_every_state(demo):
    assert _states(Challenge) == {ChallengeState.DRAFT: 2, ChallengeState.OPEN: 3, ChallengeState.CLOSED: 3}
    here = Sponsorship.objects.filter(kind=Challenge.KIND)
    assert set(here.values_list("person__name", flat=True)) == {"Ruth Adeyemi", "Nkechi Obi"}
    assert Counter(here.values_list("state", flat=True)) == {"accepted": 4, "ended": 3, "asked": 1}


def test_make_shows_a_round_that_was_decided_and_one_that_is_open(demo):
    decided, still_open = Round.objects.get(state="decided"), Round.objects.get(state="open")
    assert [Ballot.objects.filter(round=one).count() for one in (decided, still_open)] == [3, 2]
    explained = Entry.objects.filter(round=decided).exclude(deviation="").order_by("place")
    assert [(entry.need.title, entry.chosen) for entry in explained] == [
        ("Someone to ring on the first night at home", False),
        ("An interpreter in ten minutes", True),
    ]
    assert Entry.objects.filter(round=decided, chosen=True).count() == 9


def test_make_shows_what_could_help_and_who_stands_behind_it(demo):
    assert _states(Asset) == {"published": 10, "offered": 1, "withdrawn": 1}
    assert set(Asset.objects.values_list("kind", flat=True)) == set(AssetKind.values)
    assert sorted(SignOff.objects.values_list("role", flat=True)) == [
        "needs.community_partner",
        "needs.community_partner",
        "needs.governor",
        "needs.patient_partner",
        "needs.patient_partner",
    ]


def test_make_marks_needs_and_strategy_as_made_up(demo):
    for model in (Need, Asset, Round, Challenge, SignOff, Objective):
        assert not model.objects.filter(synthetic=False).exists(), model


def test_make_says_of_a_date_that_was_worked_out_that_it_was(demo):
    inferred = TimelineEntry.objects.filter(inferred=True)
    assert list(inferred.values_list("title", "happens_on__year")) == [("The third call for fellows", 2022)]


def test_make_writes_a_strategy_with_money_over_a_budget_and_a_gap_of_each_kind(demo):
    assert dict(Vision.objects.values_list("number", "state")) == {1: "over", 2: "published"}
    short = [one for one in balances(Priority.objects.exclude(budget=None)).values() if one.free < 0]
    assert [one.free for one in short] == [-4500]
    assert sorted(Priority.objects.values_list("state", flat=True)) == ["draft", *["published"] * 4]
    assert Objective.objects.filter(on_board=True).count() == 2
    assert Alignment.objects.count() == 3
    assert TimelineEntry.objects.filter(inferred=True).count() == 1
