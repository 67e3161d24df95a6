"""What keeps promises when nobody does: reminders, the lead, the director, pauses, covers; and what an answer ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.presenters.what_next import next_step
from groundswell.ideas.states import PauseReason
from groundswell.partnership import services as partnership
from tests.factories.answers import by, fresh
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person

SENT = datetime(2026, 11, 30, 10, tzinfo=UTC)  # a Monday: reply by 7 December, decision by 30 December
HOUR = timedelta(hours=1)


def on(month, day):
    return datetime(2027 if month < 11 else 2026, month, day, 9, tzinfo=UTC)


def keep(month, day, idea):
    with clock.at(on(month, day)):
        services.keep_promises()
    return fresh(idea)


def mails(idea, *keys):
    rows = OutboxRow.objects.filter(record_id=idea.pk).exclude(key__in=["ideas.sent", "ideas.arrived"])
    return [row.key for row in rows.order_by("revision", "key") if not keys or row.key in keys]


@pytest.fixture
def priya(programme):
    person = make_person("Priya Shah")
    give_role(person, programme, policies.LEAD)
    return person


@pytest.fixture
def ruth(programme):
    person = make_person("Ruth Adeyemi")
    give_role(person, programme, policies.DIRECTOR)
    return person


@pytest.fixture
def idea(programme, priya, ruth):
    with clock.at(SENT):
        return send_idea(programme, title="Print the list once")


@pytest.fixture
def replied(programme, idea, amina):
    with clock.at(SENT + HOUR):
        return services.reply(idea, "I am asking.", by=by(amina, programme))


def stands(idea):
    who = idea.escalated_to.name if idea.escalated_to else ""
    return int(idea.escalation), who, idea.said_on, idea.due_on


def test_nothing_happens_while_all_is_in_time(idea):
    idea = keep(12, 3, idea)
    assert (idea.revision, mails(idea)) == (1, [])


def test_an_idea_that_cannot_be_moved_holds_up_no_other(programme, idea):
    with clock.at(SENT):
        other = send_idea(programme)
    first, second = selectors.ideas_with_promises(programme)
    assert {first, second} == {idea, other}
    Idea.objects.filter(pk=first.pk).update(revision=0)  # its next row of the audit is there already
    with clock.at(on(12, 8)), pytest.raises(IntegrityError):
        services.keep_promises()
    assert [fresh(one).escalation for one in (first, second)] == [0, 1]


def test_the_holder_is_reminded_once_on_the_working_day_before(idea):
    keep(12, 4, idea)  # a Friday, for Monday
    keep(12, 5, idea)
    idea = keep(12, 6, idea)
    assert mails(idea) == ["ideas.due_soon"]
    assert idea.revision == 1


def test_nobody_is_reminded_on_the_day_itself(idea):
    assert mails(keep(12, 7, idea)) == []


def test_a_missed_reply_goes_to_the_lead_with_a_new_date(idea):
    idea = keep(12, 8, idea)
    assert stands(idea) == (1, "Priya Shah", date(2026, 12, 7), date(2026, 12, 11))
    assert idea.holder.name == "Dee Duty"
    assert mails(idea) == ["ideas.escalated", "ideas.late"]


def test_running_twice_does_it_once(idea):
    keep(12, 8, idea)
    once = keep(12, 8, idea)
    assert (once.revision, len(mails(once))) == (2, 2)


def test_a_second_missed_date_goes_to_the_director(idea):
    keep(12, 8, idea)
    idea = keep(12, 14, idea)
    assert stands(idea) == (2, "Ruth Adeyemi", date(2026, 12, 11), date(2026, 12, 17))
    assert mails(idea, "ideas.late") == ["ideas.late", "ideas.late"]


def test_a_third_missed_date_is_told_again(idea):
    for day in (8, 14):
        keep(12, day, idea)
    assert stands(keep(12, 18, idea)) == (2, "Ruth Adeyemi", date(2026, 12, 17), date(2026, 12, 23))


def test_a_decision_that_comes_near_goes_to_the_lead_without_a_word_of_lateness(replied):
    idea = keep(12, 18, replied)  # 14 working days after sending
    assert stands(idea) == (0, "", None, date(2026, 12, 30))
    idea = keep(12, 21, idea)
    assert stands(idea) == (1, "Priya Shah", None, date(2026, 12, 30))
    assert mails(idea, "ideas.late", "ideas.escalated") == ["ideas.escalated"]


def test_a_missed_decision_goes_to_the_director(replied):
    keep(12, 21, replied)
    assert stands(keep(12, 31, replied)) == (2, "Ruth Adeyemi", date(2026, 12, 30), date(2027, 1, 6))


def test_a_late_doer_goes_to_the_lead_too(programme, idea, amina, joe):
    decision = services.Decision("quick_fix", "We can do this.", joe.pk, date(2026, 12, 4))
    with clock.at(SENT + HOUR):
        services.decide(idea, decision, by=by(amina, programme))
    idea = keep(12, 7, idea)
    assert stands(idea) == (1, "Priya Shah", date(2026, 12, 4), date(2026, 12, 10))
    with clock.at(on(12, 8)):
        services.finish(idea, "It is done.", by=by(joe, programme))
    assert stands(fresh(idea)) == (0, "", None, None)


def test_without_a_lead_it_goes_to_who_answers_for_all(programme, idea):
    from groundswell.partnership.models import Role

    Role.objects.filter(programme=programme, kind=policies.LEAD).delete()
    Idea.objects.update(holder=make_person("Tom Reed"))
    assert stands(keep(12, 8, idea))[1] == "Dee Duty"


def test_the_lead_of_its_organisation_comes_before_the_programmes(programme, idea):
    hospital, bea = make_organisation(programme), make_person("Bea Lowe")
    give_role(bea, programme, policies.LEAD, hospital)
    Idea.objects.update(organisation=hospital)
    assert stands(keep(12, 8, idea))[1] == "Bea Lowe"


def test_a_lead_does_not_get_their_own_idea(programme, priya, idea):
    Idea.objects.update(sender=priya)
    give_role(make_person("Zoe West"), programme, policies.LEAD)
    assert stands(keep(12, 8, idea))[1] == "Zoe West"


def test_a_lead_who_is_away_has_a_cover(programme, priya, amina, idea):
    away(programme, priya, amina, 1, 31)
    assert stands(keep(12, 8, idea))[1] == "Amina Khan"


@pytest.mark.parametrize("verb", ["reply", "ask", "decide"])
def test_an_answer_ends_it(programme, idea, amina, verb):
    keep(12, 8, idea)
    answers = {
        "reply": lambda: services.reply(idea, "I am asking.", by=by(amina, programme)),
        "ask": lambda: services.ask(idea, "Which clinic?", by=by(amina, programme)),
        "decide": lambda: services.decide(
            idea, services.Decision("not_now", "Not yet.", reason="cost"), by=by(amina, programme)
        ),
    }
    with clock.at(on(12, 9)):
        answers[verb]()
    idea = fresh(idea)
    assert (idea.escalation, idea.escalated_to, idea.said_on) == (0, None, None)
    assert AuditEntry.objects.get(record_id=idea.pk, verb=verb).facts["said_on"] == "2026-12-07"


def test_taking_giving_and_telling_do_not_end_it(programme, idea, amina, ben):
    keep(12, 8, idea)
    with clock.at(on(12, 9)):
        services.take(idea, by=by(amina, programme))
        services.tell(idea, "I am on it.", by=by(amina, programme))
        services.give(idea, to=ben.pk, by=by(amina, programme))
    assert stands(fresh(idea))[:3] == (1, "Priya Shah", date(2026, 12, 7))


def test_an_answer_taken_back_leaves_it_late(programme, idea, amina):
    keep(12, 8, idea)
    with clock.at(on(12, 9)):
        services.reply(idea, "I am asking.", by=by(amina, programme))
        services.undo(idea, by=by(amina, programme))
    assert stands(fresh(idea)) == (1, "Priya Shah", date(2026, 12, 7), date(2026, 12, 11))


def test_nobody_but_the_site_can_pass_on_or_cover(programme, idea, amina):
    assert not policies.can_keep_promises(by(amina, programme), idea)


def test_the_lead_sees_answers_and_hands_over_what_was_passed_on(programme, idea, priya, ben):
    lead = asker_of(priya, programme, policies.LEAD)
    assert not selectors.ideas_for(lead).exists()
    idea = keep(12, 8, idea)
    assert [found.pk for found in selectors.ideas_for(lead)] == [idea.pk]
    with clock.at(on(12, 8)):
        services.give(idea, to=ben.pk, by=lead)
        services.reply(services.take(idea, by=lead), "I have it now.", by=lead)
    assert fresh(idea).holder == priya


def test_what_waits_for_its_sender_is_never_passed_on(programme, idea, amina):
    with clock.at(SENT + HOUR):
        services.ask(idea, "Which clinic?", by=by(amina, programme))
    assert stands(keep(2, 1, idea))[:2] == (0, "")


def test_a_lead_who_left_hands_on(idea, priya):
    keep(12, 8, idea)
    priya.is_active = False
    priya.save()
    assert stands(keep(12, 9, idea))[:2] == (1, "Ruth Adeyemi")


def test_a_lead_who_was_erased_hands_on(programme, idea, priya, amina):
    keep(12, 8, idea)
    admin = asker_of(amina, programme, "programme_admin")
    partnership.erase_person(by=admin, reason="asked", person_id=priya.pk)
    assert stands(keep(12, 9, idea)) == (1, "Ruth Adeyemi", date(2026, 12, 7), date(2026, 12, 11))


def test_the_late_mail_says_which_date_who_and_when(idea):
    idea = keep(12, 8, idea)
    with clock.at(on(12, 8)):
        letter = notice_for("ideas.late").write(idea.pk, recipient_of("ideas.late", idea.pk, None))
    assert letter.paragraphs[0] == (
        "We said Monday 7 December. We are late. Priya Shah, who leads the team, now has it too. "
        "New date: Friday 11 December."
    )


def test_the_page_says_the_same(idea):
    idea = keep(12, 8, idea)
    told = next_step(idea, date(2026, 12, 8))
    assert told.late == "We said Monday 7 December. We are late. Priya Shah, who leads the team, now has it too."
    assert (told.who, told.when) == ("Dee Duty", date(2026, 12, 11))


def test_an_idle_idea_is_asked_after_once_in_ten_working_days(replied):
    for day in (11, 14, 15):
        keep(12, day, replied)
    assert mails(replied, "ideas.idle") == ["ideas.idle"]


# Pauses


def pause(programme, idea, who, until=date(2026, 12, 9), reason=PauseReason.OUTSIDE):
    with clock.at(on(12, 2)):
        return services.pause(idea, reason, until, by=by(who, programme))


def test_a_pause_moves_every_date_that_runs_and_is_told(programme, replied, amina):
    pause(programme, replied, amina)  # 5 working days
    idea = fresh(replied)
    assert (idea.due_on, idea.decide_by, idea.reply_by) == (date(2027, 1, 7), date(2027, 1, 7), date(2026, 12, 7))
    assert mails(idea, "ideas.paused") == ["ideas.paused"]
    assert next_step(idea, date(2026, 12, 3)).to_do == (
        "The clock stands still until Wednesday 9 December, because we wait for someone outside. "
        "You do not need to do anything."
    )


def test_starting_again_sooner_gives_back_the_days_that_were_not_needed(programme, replied, amina):
    pause(programme, replied, amina)
    with clock.at(on(12, 4)):
        services.resume(replied, by=by(amina, programme))
    idea = fresh(replied)
    assert (idea.due_on, idea.paused_on, idea.pause_reason) == (date(2027, 1, 4), None, "")
    assert mails(idea, "ideas.resumed") == ["ideas.resumed"]


def test_a_pause_ends_by_itself_after_its_last_day(programme, replied, amina):
    pause(programme, replied, amina)
    assert keep(12, 9, replied).paused_until == date(2026, 12, 9)
    idea = keep(12, 10, replied)
    assert (idea.paused_until, idea.due_on, mails(idea, "ideas.resumed")) == (None, date(2027, 1, 7), [])


def test_deciding_ends_a_pause(programme, replied, amina):
    pause(programme, replied, amina)
    with clock.at(on(12, 4)):
        services.decide(replied, services.Decision("not_now", "Not yet.", reason="cost"), by=by(amina, programme))
    idea = fresh(replied)
    assert (idea.paused_until, idea.first_decide_by) == (None, date(2027, 1, 4))


def test_a_pause_is_given_once_a_step(programme, replied, amina):
    pause(programme, replied, amina)
    with clock.at(on(12, 4)):
        services.resume(replied, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="paused once already"):
        pause(programme, replied, amina)


def test_a_late_idea_is_not_paused(programme, replied, amina):
    keep(12, 21, replied)
    with pytest.raises(NotAllowed, match="late"):
        pause(programme, replied, amina)


@pytest.mark.parametrize(
    ("until", "reason", "why"),
    [
        (date(2026, 12, 2), "outside", "a working day to come"),
        (date(2027, 1, 5), "outside", "at most 20"),
        (date(2026, 12, 9), "bored", "Say why"),
    ],
)
def test_a_pause_needs_a_reason_and_an_end_within_twenty_days(programme, replied, amina, until, reason, why):
    with pytest.raises(NotAllowed, match=why):
        pause(programme, replied, amina, until, reason)


def test_only_the_holder_pauses(programme, replied, ben):
    with pytest.raises(NotAllowed, match="Only the person who has this idea"):
        pause(programme, replied, ben)


# Covers


def away(programme, person, cover, first, last):
    with clock.at(SENT):
        return partnership.set_absence(
            programme,
            person_id=person.pk,
            cover_id=cover.pk,
            since=date(2026, 12, first),
            until=date(2026, 12, last),
            by=asker_of(person, programme),
        )


def test_open_ideas_pass_to_the_cover_and_the_sender_is_told(programme, replied, amina, ben):
    away(programme, amina, ben, 3, 4)
    assert keep(12, 2, replied).holder == amina
    idea = keep(12, 3, replied)
    assert (idea.holder, idea.due_on) == (ben, date(2026, 12, 30))
    assert mails(idea, "ideas.cover", "ideas.covered") == ["ideas.cover", "ideas.covered"]
    assert keep(12, 7, idea).holder == ben


@pytest.mark.parametrize(("day", "same"), [(4, True), (8, False)])
def test_two_mails_of_one_hour_say_one_date(programme, idea, ben, day, same):
    """The holder is away, and on the 8th the idea is late too: only the mail about that tells the new date."""
    away(programme, programme.default_duty, ben, day, day)
    idea = keep(12, day, idea)
    with clock.at(on(12, day)):
        letters = [
            notice_for(key).write(idea.pk, recipient_of(key, idea.pk, None))
            for key in mails(idea)
            if key in {"ideas.covered", "ideas.late"}
        ]
    said = [" ".join(letter.paragraphs) for letter in letters]
    assert ["The date stays the same" in words for words in said] == ([True] if same else [False] * 2)
    assert "still" not in " ".join(said)
    assert idea.holder == ben


def test_a_cover_who_sent_it_is_passed_over(programme, replied, amina, ben):
    dee = programme.default_duty
    give_role(dee, programme)
    Idea.objects.update(sender=ben)
    away(programme, amina, ben, 3, 4)
    assert keep(12, 3, replied).holder == dee


def test_a_new_idea_goes_to_the_cover_of_who_is_on_duty(programme, ben):
    away(programme, programme.default_duty, ben, 3, 4)
    with clock.at(on(12, 3)):
        assert send_idea(programme).holder == ben
