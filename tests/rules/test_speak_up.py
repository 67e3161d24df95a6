"""Safety concerns go on only if their sender agrees; text that tells who wrote it is pointed out, and may be sent
(issue 1B, 1; domain C8)."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from tests.factories.ideas import send_idea
from tests.rules.cast import VERBS, WHY, Story, everything, in_days, link_holder, rows_of
from tests.rules.pages import Walk, form_on, four_words, press, read
from tests.rules.without_name import AnonymousStory

MODES = ("named", "confidential", "anonymous")


def story_of(cast, mode, way="read", **answers):
    if mode == "anonymous":
        return AnonymousStory(cast, way, **answers)
    return Story(cast, way, mode=mode, **answers)


def sender(story):
    return story.asker if isinstance(story, AnonymousStory) else story.cast.as_("grace")


def to_speak_up(story, route="speak_up"):
    story.wait(hours=1)
    with clock.at(story.now):
        decision = services.Decision("better_route", WHY, story.cast.bea.pk, in_days(14), route=route)
        return services.decide(Idea.objects.get(pk=story.idea.pk), decision, by=story.cast.as_("amina"))


def agree(story, yes, by=None):
    story.wait(hours=1)
    with clock.at(story.now):
        services.agree_to_speak_up(Idea.objects.get(pk=story.idea.pk), yes, by=by or sender(story))
    story.idea.refresh_from_db()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("typed", "kept"), [(None, None), ("yes", True), ("no", False)])
def test_what_the_sender_said_at_sending_is_kept(cast, mode, typed, kept):
    answers = {"speak_up": typed} if typed else {}
    assert story_of(cast, mode, "received", **answers).idea.may_speak_up is kept


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("typed", [None, "no"])
@pytest.mark.parametrize("route", ["speak_up", "incident"])
def test_a_concern_does_not_go_on_unless_the_sender_agreed(cast, mode, typed, route):
    story = story_of(cast, mode, **({"speak_up": typed} if typed else {}))
    before = everything()
    with pytest.raises(NotAllowed):
        to_speak_up(story, route)
    assert everything() == before


@pytest.mark.parametrize("route", ["speak_up", "incident"])
@pytest.mark.parametrize("mode", MODES)
def test_a_concern_goes_on_when_the_sender_agreed_at_sending(cast, mode, route):
    assert to_speak_up(story_of(cast, mode, speak_up="yes"), route).route == route


@pytest.mark.parametrize("mode", MODES)
def test_a_sender_agrees_later(cast, mode):
    story = story_of(cast, mode)
    agree(story, yes=True)
    assert story.idea.may_speak_up is True
    idea = to_speak_up(story)
    assert (idea.route, idea.holder) == ("speak_up", cast.bea)


@pytest.mark.parametrize("mode", MODES)
def test_a_sender_who_takes_the_yes_back_is_heard(cast, mode):
    story = story_of(cast, mode, speak_up="yes")
    agree(story, yes=False)
    with pytest.raises(NotAllowed):
        to_speak_up(story)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("route", ["improvement", "team", "appraisal"])
def test_other_routes_need_no_such_yes(cast, mode, route):
    assert to_speak_up(story_of(cast, mode), route).route == route


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", ["amina", "dee", "tom", "joe", "staff"])
def test_nobody_agrees_in_the_senders_place(cast, mode, who):
    story = story_of(cast, mode)
    before = everything()
    with pytest.raises(NotAllowed):
        agree(story, yes=True, by=cast.as_(who))
    assert everything() == before


@pytest.mark.parametrize(
    ("mode", "actor"), [("named", "person"), ("confidential", "sender"), ("anonymous", "anonymous")]
)
def test_the_answer_is_booked(cast, mode, actor):
    story = story_of(cast, mode)
    agree(story, yes=True)
    row = rows_of(story.idea)[-1]
    assert (row.actor_kind, row.actor_id) == (actor, cast.grace.pk if mode == "named" else None)
    assert row.revision == story.idea.revision


def test_the_link_in_the_mail_agrees_too(cast):
    idea = send_idea(cast.programme)
    services.agree_to_speak_up(idea, yes=True, by=link_holder(idea))
    assert Idea.objects.get(pk=idea.pk).may_speak_up is True


def test_a_yes_does_not_send_it_on_by_itself(cast):
    story = story_of(cast, "anonymous")
    state = story.idea.state, story.idea.route, story.idea.holder_id
    agree(story, yes=True)
    assert (story.idea.state, story.idea.route, story.idea.holder_id) == state


def test_an_undone_decision_leaves_the_senders_yes(cast):
    story = story_of(cast, "confidential", speak_up="yes")
    to_speak_up(story)
    story.wait(minutes=5)
    with clock.at(story.now):
        VERBS["undo"](cast, Idea.objects.get(pk=story.idea.pk), cast.as_("amina"))
    assert Idea.objects.get(pk=story.idea.pk).may_speak_up is True


# Text that tells who wrote it


@pytest.mark.parametrize(
    ("text", "name", "piece"),
    [
        ("Write to grace.obi@example.org for more.", "", "grace.obi@example.org"),
        ("Ring me on 01632 960983 after five.", "", "01632 960983"),
        ("My mobile is 07700 900123.", "", "07700 900123"),
        ("My mobile is +44 7700 900123.", "", "7700 900123"),
        ("My name is Grace and I print lists.", "", "my name is grace"),
        ("my name’s Grace, and I print lists.", "", "grace"),
        ("I am the only porter on nights.", "", "i am the only"),
        ("I'm the only porter on nights.", "", "the only"),
        ("We print it twice. Yours, Grace Obi", "Grace Obi", "grace obi"),
        ("Ask GRACE OBI about it.", "Grace Obi", "grace obi"),
    ],
)
def test_what_could_tell_who_wrote_it_is_found(text, name, piece):
    from groundswell.foundation.kit import identifying

    assert any(piece in found.lower().replace("’", "'") for found in identifying.find(text, name))
    assert all(found.lower() in text.lower() for found in identifying.find(text, name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Print the clinic list once, not twice.", ""),
        ("The only printer is on ward 9, and 120 lists a week come out of it.", ""),
        ("On 23 November 2026 we printed 1,250 pages in room 3/4.", ""),
        ("The name of the form is wrong. It is my second try.", ""),
        ("The gracefulness of the gait is not measured.", "Grace"),
        ("", "Grace Obi"),
    ],
)
def test_what_tells_nobody_is_left_alone(text, name):
    from groundswell.foundation.kit import identifying

    assert identifying.find(text, name) == []


@pytest.mark.parametrize("piece", ["grace.obi@example.org", "01632 960983", "I am the only porter"])
def test_an_anonymous_sender_is_warned_and_may_still_send(cast, piece):
    """The piece stands on the page once more than in the idea itself; pressing on sends it unchanged."""
    text = f"Print the list once. {piece} on nights."
    walk = Walk(cast.programme)
    walk.writes(text)
    walk.chooses("anonymous")
    walk.sends()
    shown = [" ".join(read(page).pieces) for page in walk.shown[1:-1]]
    assert max(page.lower().count(piece.lower()) for page in shown) >= 2
    assert Idea.objects.get().text == text


def test_a_harmless_text_is_not_warned_of(cast):
    """So that the warning above is no part of every page: send works with one press."""
    walk = Walk(cast.programme)
    walk.writes("Print the list once, as on ward nine.")
    walk.chooses("anonymous")
    sent = press(walk.client, walk.checks(), "/ideas/new/without-name/", "send")
    assert four_words(sent)


def test_three_ways_are_explained_before_anything_is_saved(cast):
    walk = Walk(cast.programme)
    before = everything()
    page = walk.writes()
    markup = page.content.decode()
    form = form_on(page, "/ideas/new/about-you/")
    assert all(f'value="{mode}"' in markup for mode in MODES)
    assert form.hidden
    assert "no-store" in page["Cache-Control"]
    assert everything() == before
