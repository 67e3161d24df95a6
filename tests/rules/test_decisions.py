"""What a decision needs, and the second look (settled.md, the table; ux S12; domain C3)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.registry import Recipient, notice_for
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from groundswell.ideas.presenters.choices import choices
from groundswell.ideas.presenters.what_next import next_step
from groundswell.ideas.selectors import as_sender_sees
from tests.factories.partnership import make_person
from tests.rules.cast import WHY, Story, everything, link_holder, mail_of, make_cast

MONDAY = date(2026, 11, 23)
REASONS = ("already", "changing", "no_capacity", "cost", "safety", "evidence", "elsewhere")
ROUTES = ("improvement", "speak_up", "incident", "team", "appraisal")


def decide(story, outcome, words=WHY, by="amina", **given):
    with clock.at(story.now):
        return services.decide(story.idea, services.Decision(outcome, words, **given), by=story.cast.as_(by))


def is_refused(story, outcome, words=WHY, by="amina", **given):
    """Refused as a rule is refused: the page can say why, the record in hand and all tables are as before."""
    before = everything()
    with pytest.raises(NotAllowed) as refused:
        decide(story, outcome, words, by, **given)
    assert str(refused.value) != ""
    assert everything() == before
    assert story.idea.state == Idea.objects.get(pk=story.idea.pk).state
    assert story.idea.revision == Idea.objects.get(pk=story.idea.pk).revision
    return True


@pytest.fixture(params=["received", "read", "finding_out"])
def story(cast, request):
    return Story(cast, request.param)


@pytest.mark.parametrize("reason", REASONS)
def test_not_now_keeps_its_reason(cast, reason):
    assert decide(Story(cast, "read"), "not_now", reason=reason).reason == reason


def test_not_now_without_a_reason_is_refused(story):
    assert is_refused(story, "not_now")


def test_not_now_with_a_reason_off_the_list_is_refused(story):
    assert is_refused(story, "not_now", reason="boring")


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
@pytest.mark.parametrize("outcome", ["quick_fix", "selection", "better_route", "not_now"])
def test_a_decision_without_own_words_is_refused(cast, outcome, words):
    given = {"person_id": cast.joe.pk, "on": MONDAY + timedelta(days=9), "reason": "cost", "route": "team"}
    assert is_refused(Story(cast, "read"), outcome, words, **given)


def test_a_quick_fix_names_a_doer(story):
    assert is_refused(story, "quick_fix", on=MONDAY + timedelta(days=9))


def test_a_quick_fix_names_a_doer_who_exists(story):
    """Only a forged form names nobody; refused by the verb, or at the latest by the database at commit."""
    before = everything()
    with pytest.raises((NotAllowed, IntegrityError)), transaction.atomic():
        decide(story, "quick_fix", person_id=uuid4(), on=MONDAY + timedelta(days=9))
        connection.check_constraints()
    assert everything() == before


def test_a_quick_fix_has_a_date(story):
    assert is_refused(story, "quick_fix", person_id=story.cast.joe.pk)


def test_a_quick_fix_is_not_promised_for_yesterday(story):
    assert is_refused(story, "quick_fix", person_id=story.cast.joe.pk, on=MONDAY - timedelta(days=1))


def test_a_quick_fix_may_be_promised_for_today(story):
    assert decide(story, "quick_fix", person_id=story.cast.joe.pk, on=MONDAY).due_on == MONDAY


@pytest.mark.parametrize("route", ROUTES)
def test_a_better_route_has_a_person_at_the_other_end_and_a_date(cast, route):
    story = Story(cast, "read", speak_up="yes")
    idea = decide(story, "better_route", person_id=cast.bea.pk, on=MONDAY, route=route)
    assert (idea.holder, idea.due_on, idea.route) == (cast.bea, MONDAY, route)


@pytest.mark.parametrize("missing", ["person_id", "on", "route"])
def test_a_better_route_without_person_date_or_route_is_refused(cast, missing):
    given = {"person_id": cast.bea.pk, "on": MONDAY, "route": "team"}
    del given[missing]
    assert is_refused(Story(cast, "read"), "better_route", **given)


def test_a_better_route_off_the_list_is_refused(cast):
    assert is_refused(Story(cast, "read"), "better_route", person_id=cast.bea.pk, on=MONDAY, route="bin")


def test_a_better_route_is_not_promised_for_yesterday(cast):
    yesterday = MONDAY - timedelta(days=1)
    assert is_refused(Story(cast, "read"), "better_route", person_id=cast.bea.pk, on=yesterday, route="team")


def test_a_selection_has_a_person_and_a_review_date(cast):
    """The table: "named person", "review date". Either it is asked for or it is given by itself."""
    story = Story(cast, "read")
    before = everything()
    try:
        decide(story, "selection")
    except NotAllowed:
        assert everything() == before
    else:
        assert story.idea.holder is not None
        assert story.idea.due_on >= MONDAY


def test_a_selection_is_not_reviewed_yesterday(cast):
    given = {"person_id": cast.amina.pk, "on": MONDAY - timedelta(days=1)}
    assert is_refused(Story(cast, "read"), "selection", **given)


@pytest.mark.parametrize("outcome", ["", "joined", "yes", "decided", "withdrawn"])
def test_an_outcome_off_the_list_is_never_written(cast, outcome):
    """No page can send one, so how it fails is free; that nothing is written is not."""
    given = {"person_id": cast.joe.pk, "on": MONDAY + timedelta(days=9), "reason": "cost", "route": "team"}
    story = Story(cast, "read")
    before = everything()
    with pytest.raises((NotAllowed, ValueError, IntegrityError)), transaction.atomic():
        decide(story, outcome, **given)
    assert everything() == before


def test_anyone_named_as_the_doer_can_finish(cast):
    story = Story(cast, "read")
    decide(story, "quick_fix", person_id=cast.staff.pk, on=MONDAY)
    story.do("finish", "staff", hours=1)
    assert story.idea.state == "closed"


def test_a_decision_names_who_and_when_and_both(cast):
    story = Story(cast, "read")
    assert (story.idea.decided_by, story.idea.decided_at) == (None, None)
    decide(story, "not_now", reason="cost")
    assert (story.idea.decided_by, story.idea.decided_at) == (cast.amina, story.now)


def test_the_doer_is_told(cast):
    story = Story(cast, "quick_fix")
    assert mail_of(story.idea, person_id=cast.joe.pk).count() == 1


@pytest.mark.parametrize(
    ("verb", "way", "who"),
    [
        ("reply", "read", "amina"),  # "reply with what happens now"
        ("ask", "read", "amina"),  # "We asked you something"
        ("answer", "asked", "grace"),
        ("finish", "quick_fix", "joe"),  # "closed with what came of it"
        ("give_back", "quick_fix", "joe"),  # "give back with reason"
    ],
)
def test_a_move_that_is_made_of_words_is_refused_without_any(cast, verb, way, who):
    story = Story(cast, way).wait(hours=1)
    before = everything()
    with clock.at(story.now), pytest.raises(NotAllowed):
        getattr(services, verb)(story.idea, "  ", by=cast.as_(who))
    assert everything() == before


class TestSecondLook:
    """ "second look, once, by another person", to be asked within 20 working days."""

    @pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 12, 21)])
    def test_is_given_until_the_last_day(self, cast, day):
        story = Story(cast, "not_now")
        story.do("look_again", "grace", days=(day - story.today).days)
        assert (story.idea.state, story.idea.looked_again) == ("finding_out", True)

    def test_is_given_late_in_the_last_evening(self, cast):
        """settled.md: closing is 23:59:59 local."""
        story = Story(cast, "not_now").do("look_again", "grace", days=28, hours=11, minutes=50)
        assert story.idea.state == "finding_out"

    @pytest.mark.parametrize("by_link", [True, False])
    def test_is_refused_a_day_later(self, cast, by_link):
        story = Story(cast, "not_now").wait(days=29)
        before = everything()
        with pytest.raises(NotAllowed):
            story.do("look_again", link_holder(story.idea) if by_link else "grace")
        assert everything() == before

    def test_is_given_once(self, cast):
        story = Story(cast, "not_now_again").wait(days=1)
        before = everything()
        with pytest.raises(NotAllowed):
            story.do("look_again", "grace")
        assert everything() == before

    @pytest.mark.parametrize("verb", ["quick_fix", "selection", "better_route", "not_now"])
    def test_is_not_decided_by_who_decided_first(self, cast, verb):
        story = Story(cast, "second_look").wait(hours=1)
        before = everything()
        with pytest.raises(NotAllowed):
            story.do(verb, "amina")
        assert everything() == before

    def test_is_not_decided_first_by_taking_it(self, cast):
        """However the idea comes back into her hands, the first decider does not decide again."""
        story = Story(cast, "second_look").wait(hours=1)
        for verb in ("take", "not_now"):
            try:
                story.do(verb, "amina", minutes=1)
            except NotAllowed:
                continue
        assert (story.idea.state, story.idea.outcome) == ("finding_out", "")

    def test_goes_to_another_person_when_the_duty_person_decided_first(self, cast):
        story = Story(cast).do("not_now", "dee", hours=1).do("look_again", "grace", days=1)
        assert story.idea.holder != cast.dee
        assert story.idea.holder in {cast.amina, cast.tom}
        assert mail_of(story.idea, person_id=story.idea.holder_id).count() == 1

    def test_undone_by_nobody(self, cast):
        story = Story(cast, "second_look")
        for who in ("amina", "dee"):
            with pytest.raises(NotAllowed):
                story.do("undo", who, minutes=1)

    def test_a_not_now_that_was_undone_does_not_use_it_up(self, cast):
        story = Story(cast, "read").do("not_now", "amina", hours=1).do("undo", "amina", minutes=1)
        assert story.idea.ask_again_by is None
        story.do("not_now", "tom" if story.idea.holder == cast.tom else "amina", hours=1)
        story.do("look_again", "grace", days=1)
        assert story.idea.looked_again is True

    def test_is_offered_only_after_a_not_now(self, cast):
        for way in ("quick_fix", "selection", "better_route", "closed"):
            with pytest.raises(NotAllowed):
                Story(cast, way).do("look_again", "grace", days=1)


def test_a_doer_may_have_no_login(cast):
    """settled.md: people without a login exist."""
    story = Story(cast, "read")
    paper = make_person("Pat Paper", email=None)
    assert decide(story, "quick_fix", person_id=paper.pk, on=MONDAY).holder == paper


def test_a_decision_in_another_programme_is_refused(cast):
    story, other = Story(cast, "read"), make_cast()
    with clock.at(story.now), pytest.raises(NotAllowed):
        services.decide(story.idea, services.Decision("not_now", WHY, reason="cost"), by=other.as_("amina"))


class TestAfterASecondLook:
    """settled.md: "second look, once, by another person"."""

    def test_who_decided_the_second_time_can_decide_again_when_it_comes_back(self, cast):
        story = Story(cast, "second_look").do("quick_fix", "dee", hours=1).do("give_back", "joe", hours=1)
        assert story.idea.holder == cast.dee
        story.do("better_route", "dee", hours=1)
        assert (story.idea.outcome, story.idea.decided_by) == ("better_route", cast.dee)

    @pytest.mark.parametrize("verb", ["take", "quick_fix"])
    def test_who_decided_first_stays_out_when_it_comes_back(self, cast, verb):
        story = Story(cast, "second_look").do("quick_fix", "dee", hours=1).do("give_back", "joe", hours=1)
        before = everything()
        with pytest.raises(NotAllowed):
            story.do(verb, "amina", hours=1)
        assert everything() == before

    @pytest.mark.parametrize(
        ("way", "says"),
        [
            ("not_now", "You can ask another person to look again, until Monday 21 December."),
            ("not_now_again", "You can still ask us a question."),
        ],
    )
    def test_the_mail_promises_a_second_look_only_once(self, cast, way, says):
        idea = Story(cast, way).idea
        letter = notice_for("ideas.not_now").write(idea.pk, Recipient("Grace", "grace@example.org"))
        assert letter.paragraphs[1] == says

    @pytest.mark.parametrize(("days", "offered"), [(28, True), (29, False)])
    def test_the_page_offers_it_until_the_last_day(self, cast, days, offered):
        story = Story(cast, "not_now").wait(days=days)
        with clock.at(story.now):
            idea, asker = as_sender_sees(story.idea), cast.as_("grace")
            assert ("look-again" in [choice.verb for choice in choices(idea, asker)]) is offered
            assert ("look again" in next_step(idea, story.today).to_do) is offered
