"""Who covers after the decision: a doer who is away, and who decided while a question of the sender's waits."""

from datetime import date, timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, services
from groundswell.ideas.models import Idea
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import by, fresh, sender_of
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person
from tests.ideas.test_promises import SENT, away, keep, mails, on, priya, ruth  # noqa: F401  the lead and the director

FIX_BY = date(2026, 12, 8)
KEYS = ("ideas.cover", "ideas.covered")


@pytest.fixture
def ann(db):
    return make_person("Ann Other", job_title="Estates")


@pytest.fixture
def idea(programme, priya, ruth):  # noqa: F811  the fixtures of that file
    with clock.at(SENT):
        return send_idea(programme, title="Print the list once")


def decided(programme, idea, by_whom, outcome, at=SENT, **more):
    with clock.at(at):
        return services.decide(
            idea, services.Decision(outcome, "A few words.", **more), by=by(by_whom, programme), harm="no"
        )


@pytest.fixture
def fix(programme, idea, amina, joe):
    return decided(programme, idea, amina, "quick_fix", person_id=joe.pk, on=FIX_BY)


def letter(key, idea, person=None):
    return notice_for(key).write(idea.pk, recipient_of(key, idea.pk, person and person.pk))


def reminded(idea, key):
    return [row.person_id for row in OutboxRow.objects.filter(record_id=idea.pk, key=key)]


def test_a_quick_fix_passes_to_the_cover_of_its_doer_and_is_done_there(programme, fix, joe, ann):
    away(programme, joe, ann, 3, 4)
    assert keep(12, 2, fix).holder == joe
    idea = keep(12, 3, fix)
    assert (idea.holder, idea.due_on, idea.fix_by) == (ann, FIX_BY, FIX_BY)
    assert mails(idea, *KEYS) == ["ideas.cover", "ideas.covered"]
    assert mails(keep(12, 3, idea), *KEYS) == mails(idea, *KEYS)
    with clock.at(on(12, 3)):
        assert letter("ideas.covered", idea).paragraphs == (
            "Who had your idea is away, so Ann Other has it now.",
            "The date stays the same: Tuesday 8 December. You do not need to do anything.",
        )
        said = letter("ideas.cover", idea, ann).paragraphs
        assert said == ("You have this idea now. The next date is Tuesday 8 December.",)
        services.finish(idea, "It is done.", by=asker_for(ann, programme))
    assert fresh(idea).state == "closed"


def test_the_cover_of_a_doer_is_reminded_of_the_date(programme, fix, joe, ann):
    away(programme, joe, ann, 3, 31)
    assert reminded(keep(12, 7, fix), "ideas.due_soon") == [ann.pk]


def test_a_better_route_passes_to_the_cover_too(programme, idea, amina, joe, ann):
    route = decided(programme, idea, amina, "better_route", person_id=joe.pk, on=FIX_BY, route="team")
    away(programme, joe, ann, 3, 4)
    assert keep(12, 3, route).holder == ann


def test_a_fix_goes_to_who_decided_when_the_cover_sent_the_idea(programme, fix, joe, ann, amina):
    Idea.objects.update(sender=ann)
    away(programme, joe, ann, 3, 4)
    assert keep(12, 3, fix).holder == amina


def test_a_decision_that_can_be_taken_back_is_not_covered_yet(programme, idea, amina, joe, ann):
    at = on(12, 3) - timedelta(minutes=5)
    fix = decided(programme, idea, amina, "quick_fix", at=at, person_id=joe.pk, on=FIX_BY)
    away(programme, joe, ann, 1, 4)
    assert keep(12, 3, fix).holder == joe
    with clock.at(at + timedelta(minutes=10)):
        services.keep_promises()
    assert fresh(fix).holder == ann


@pytest.mark.parametrize("way", ["not_now", "closed"])
def test_a_question_about_what_is_decided_passes_to_the_cover(programme, idea, amina, ben, way):
    if way == "closed":
        decided(programme, idea, amina, "quick_fix", person_id=amina.pk, on=FIX_BY)
        with clock.at(SENT):
            services.finish(fresh(idea), "It is done.", by=by(amina, programme))
    else:
        decided(programme, idea, amina, "not_now", reason="cost")
    away(programme, amina, ben, 3, 31)
    assert keep(12, 3, idea).holder == amina  # nobody waits
    with clock.at(on(12, 4)):
        services.ask_us(fresh(idea), "When will you look again?", by=sender_of(idea))
    moved = keep(12, 4, idea)
    assert (moved.holder, moved.question_by) == (ben, date(2026, 12, 11))
    with clock.at(on(12, 4)):
        assert "The date stays the same: Friday 11 December." in letter("ideas.covered", moved).paragraphs[1]
        assert policies.can_tell(by(ben, programme), moved)
    assert reminded(keep(12, 10, moved), "ideas.question_due_soon") == [ben.pk]


def test_what_a_cover_in_confidence_does_asks_for_no_name(programme, amina, joe, ann):
    with clock.at(SENT):
        grace = make_person("Grace Obi")
        idea = send_idea(programme, by=by(grace, programme), mode="confidential")
    fix = decided(programme, idea, amina, "quick_fix", person_id=joe.pk, on=FIX_BY)
    asked = fresh(fix).asks_to_know
    away(programme, joe, ann, 3, 4)
    moved = keep(12, 3, fix)
    assert (moved.holder, moved.asks_to_know) == (ann, asked)


def test_what_is_joined_follows_the_other_to_its_cover(programme, idea, amina, ben):
    with clock.at(SENT):
        other = services.take(send_idea(programme, title="The same list"), by=by(ben, programme))
        services.take(idea, by=by(amina, programme))
        Idea.objects.update(colleagues_may_see=True, may_join=True)
        services.join(fresh(idea), other.pk, "Both go on together.", by=by(amina, programme))
    assert fresh(idea).holder == ben
    away(programme, ben, amina, 3, 4)
    with clock.at(on(12, 3)):
        services.ask_us(fresh(idea), "When?", by=sender_of(idea))
    assert [keep(12, 3, one).holder for one in (other, idea)] == [amina, amina]


@pytest.fixture
def joined(programme, idea, amina, ben):
    """With an idea that Ben decided, of which nobody waits for anything."""
    with clock.at(SENT):
        other = services.take(send_idea(programme, title="The same list"), by=by(ben, programme))
        not_now = services.Decision("not_now", "A few words.", reason="cost")
        services.decide(other, not_now, by=by(ben, programme), harm="no")
        services.take(idea, by=by(amina, programme))
        Idea.objects.update(colleagues_may_see=True, may_join=True)
        return services.join(fresh(idea), other.pk, "Both go on together.", by=by(amina, programme))


def test_a_question_about_a_joined_idea_passes_both_to_the_cover(programme, joined, amina, ben):
    away(programme, ben, amina, 3, 31)
    assert keep(12, 3, joined).holder == ben  # nobody waits
    with clock.at(on(12, 4)):
        services.ask_us(fresh(joined), "When will you look again?", by=sender_of(joined))
    moved = keep(12, 4, joined)
    assert [one.holder for one in (moved, moved.joined_to)] == [amina, amina]
    assert (mails(moved, *KEYS), mails(moved.joined_to, *KEYS)) == (["ideas.cover", "ideas.covered"], [])
    with clock.at(on(12, 4)):
        said = letter("ideas.cover", moved, amina).paragraphs
        assert said == ("You have this idea now. The next date is Friday 11 December.",)
    assert mails(keep(12, 4, moved), *KEYS) == mails(moved, *KEYS)
    assert reminded(keep(12, 10, moved), "ideas.question_due_soon") == [amina.pk]


def test_a_joined_idea_passes_by_itself_where_its_cover_may_not_have_it(programme, joined, amina, ben):
    give_role(programme.default_duty, programme)
    Idea.objects.filter(pk=joined.pk).update(sender=amina, sender_email="")
    away(programme, ben, amina, 3, 31)
    with clock.at(on(12, 4)):
        services.ask_us(fresh(joined), "When will you look again?", by=by(amina, programme))
    moved = keep(12, 4, joined)
    assert (moved.joined_to.holder, moved.holder) == (amina, programme.default_duty)
    assert mails(moved, *KEYS) == ["ideas.cover", "ideas.covered"]
