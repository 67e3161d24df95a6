"""S7: the sentence for its sender. A date that we named for looking again is shown, and never a past one as a promise."""

from datetime import date, timedelta

import pytest
from django.template import engines

from groundswell.foundation.design.words import long_date, short_date
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import Recipient
from groundswell.foundation.notices.registry import notice_for
from groundswell.ideas import services
from groundswell.ideas.presenters.sentences import Sentence
from groundswell.ideas.presenters.what_next import next_step
from tests.rules.cast import WHY, Story, make_cast


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def put_off(cast):
    """Not now; we look at it again in 40 days."""
    story = Story(cast, "read").wait(hours=1)
    again = services.Decision("not_now", WHY, reason="cost", on=story.today + timedelta(days=40))
    with clock.at(story.now):
        services.decide(story.idea, again, by=cast.as_("amina"))
    return story


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (1, "We look at it again on {day}. You can ask another person to look again, until {until}."),
        (40, "We look at it again on {day}. You do not need to do anything."),
        (41, "We said that we look at it again on {day}. We are late. You do not need to do anything."),
    ],
)
def test_next_step_says_when_we_look_again_at_a_not_now(put_off, days, says):
    idea = put_off.idea
    told = next_step(idea, put_off.today + timedelta(days=days))
    assert told.to_do == says.format(day=short_date(idea.review_on), until=long_date(idea.ask_again_by))


def test_next_step_names_no_day_to_look_again_where_none_was_set(cast):
    story = Story(cast, "not_now")
    assert next_step(story.idea, story.today).to_do.startswith("You can ask another person to look again")


def test_the_mail_of_a_not_now_says_when_we_look_again(put_off):
    with clock.at(put_off.now):
        letter = notice_for("ideas.not_now").write(put_off.idea.pk, Recipient("Grace", "grace@example.org"))
    assert letter.paragraphs[2:] == (f"We look at it again on {short_date(put_off.idea.review_on)}.",)


def test_next_step_of_an_idea_taken_back_is_the_day_on_which_it_was(cast):
    story = Story(cast, "read").do("withdraw", "grace", days=3)
    told = next_step(story.idea, story.today)
    said = f"You took this idea back on {long_date(story.today)}."
    assert (told.who, str(told.sentence), told.when) == ("You", said, story.today)


def test_a_language_puts_names_and_days_where_it_wants():
    said = Sentence("By %(date)s <soon> %(who)s reads it.", "Amina <Khan>", date(2026, 12, 7))
    drawn = '{% from "components/sentence/macro.jinja" import sentence %}{{ sentence(said) }}'
    page = engines["jinja2"].from_string(drawn).render({"said": said})
    strong = "<strong>Monday 7 December</strong>", "<strong>Amina &lt;Khan&gt;</strong>"
    assert page == f"By {strong[0]} &lt;soon&gt; {strong[1]} reads it."
    assert str(said) == "By Monday 7 December <soon> Amina <Khan> reads it."
