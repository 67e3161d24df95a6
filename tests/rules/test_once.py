"""Once: sending twice is one idea; two people on one record: the second is told (settled.md, State; issue 1A, 4)."""

from datetime import timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Draft, Idea
from tests.factories.ideas import TEXT, nobody
from tests.rules.cast import MONDAY, WHY, Story, everything

TYPED = {"text": TEXT, "name": "Grace", "email": "grace@example.org"}


def keep(cast, who=None, **more):
    by = cast.as_(who) if who else nobody(cast.programme)
    return services.keep_draft(cast.programme, TYPED | more, by=by), by


@pytest.mark.parametrize("who", [None, "grace"])
@pytest.mark.parametrize("times", [2, 5])
def test_sending_again_gives_the_same_idea_and_writes_nothing(cast, who, times):
    draft, by = keep(cast, who)
    first = services.send(draft, by=by)
    written = everything()
    assert {services.send(draft, by=by).pk for _ in range(times)} == {first.pk}
    assert everything() == written
    assert Idea.objects.count() == 1
    assert AuditEntry.objects.filter(record_id=first.pk).count() == 1
    assert OutboxRow.objects.filter(person_id=cast.dee.pk).count() == 1
    assert OutboxRow.objects.count() == 2


def test_sending_from_two_tabs_gives_one_idea(cast):
    draft, by = keep(cast)
    other_tab = Draft.objects.get(pk=draft.pk)
    assert services.send(draft, by=by) == services.send(other_tab, by=by)
    assert Idea.objects.count() == 1


def test_sending_again_after_someone_answered_changes_nothing(cast):
    draft, by = keep(cast)
    idea = services.send(draft, by=by)
    services.take(idea, by=cast.as_("amina"))
    again = services.send(draft, by=by)
    assert (again.pk, again.state, again.revision, again.holder) == (idea.pk, "read", 2, cast.amina)


def test_sending_leaves_no_draft(cast):
    draft, by = keep(cast)
    services.send(draft, by=by)
    assert Draft.objects.count() == 0


def test_two_drafts_of_the_same_words_are_two_ideas_with_two_references(cast):
    ideas = [services.send(*[draft], by=by) for draft, by in (keep(cast), keep(cast))]
    assert len({idea.reference for idea in ideas}) == 2


def test_a_draft_is_kept_twenty_eight_days_and_written_over(cast):
    with clock.at(MONDAY):
        draft, by = keep(cast)
        again = services.keep_draft(cast.programme, TYPED | {"text": "Other words"}, by=by, draft_id=draft.pk)
    assert again.pk == draft.pk
    assert Draft.objects.count() == 1
    assert again.kept_until == MONDAY.date() + timedelta(days=28)


def test_nobody_else_writes_over_a_signed_in_persons_draft(cast):
    draft, _ = keep(cast, "grace")
    try:
        other = services.keep_draft(cast.programme, {"text": "x"}, by=cast.as_("joe"), draft_id=draft.pk)
    except NotAllowed:
        pass
    else:
        assert other.pk != draft.pk
    assert Draft.objects.get(pk=draft.pk).answers["text"] == TEXT


def test_nobody_else_sends_a_signed_in_persons_draft(cast):
    draft, _ = keep(cast, "grace")
    with pytest.raises(NotAllowed):
        services.send(draft, by=cast.as_("joe"))
    assert Idea.objects.count() == 0


def test_an_empty_idea_is_not_sent(cast):
    """ux S2: "Enter your idea, even a few words"."""
    draft, by = keep(cast, text="  ")
    with pytest.raises(NotAllowed):
        services.send(draft, by=by)
    assert Idea.objects.count() == 0


@pytest.mark.parametrize(
    ("way", "who", "act"),
    [
        ("received", "tom", lambda cast, idea, **k: services.take(idea, **k)),
        ("received", "tom", lambda cast, idea, **k: services.give(idea, to=cast.dee.pk, **k)),
        ("received", "tom", lambda cast, idea, **k: services.reply(idea, "Hello", **k)),
        ("read", "amina", lambda cast, idea, **k: services.reply(idea, "Hello", **k)),
        (
            "read",
            "amina",
            lambda cast, idea, **k: services.decide(idea, services.Decision("not_now", WHY, reason="cost"), **k),
        ),
    ],
)
def test_an_old_page_is_told_so_and_writes_nothing(cast, way, who, act):
    story = Story(cast, way).wait(hours=1)
    before = everything()
    seen = story.idea.state, story.idea.revision
    with clock.at(story.now), pytest.raises(Stale):
        act(cast, story.idea, by=cast.as_(who), revision=story.idea.revision - 1)
    assert everything() == before
    assert (story.idea.state, story.idea.revision) == seen
    assert issubclass(Stale, NotAllowed)


def test_the_page_of_now_is_accepted(cast):
    story = Story(cast, "read").wait(hours=1)
    with clock.at(story.now):
        services.reply(story.idea, "Hello", by=cast.as_("amina"), revision=story.idea.revision)
    assert story.idea.state == "finding_out"


def test_two_people_take_one_idea_and_the_second_is_refused(cast):
    """Both opened the page at revision 1; each holds an own copy of the record."""
    idea = Story(cast).idea
    copy = Idea.objects.get(pk=idea.pk)
    services.take(idea, by=cast.as_("amina"), revision=1)
    with pytest.raises(Stale):
        services.take(copy, by=cast.as_("tom"), revision=1)
    assert Idea.objects.get(pk=idea.pk).holder == cast.amina


def test_a_record_in_hand_that_is_old_does_not_decide_what_is_allowed(cast):
    """The row is locked and read anew: a copy that still says "received" does not move what is withdrawn."""
    story = Story(cast)
    copy = Idea.objects.get(pk=story.idea.pk)
    story.do("withdraw", "grace", hours=1)
    before = everything()
    for act in (services.take, services.withdraw):
        with pytest.raises(NotAllowed):
            act(copy, by=cast.as_("amina" if act is services.take else "grace"))
    with pytest.raises(NotAllowed):
        services.reply(copy, "Hello", by=cast.as_("amina"))
    assert everything() == before


def test_an_old_copy_without_a_revision_is_refused_whole_or_brought_up_to_date(cast):
    story = Story(cast)
    copy = Idea.objects.get(pk=story.idea.pk)
    story.do("take", "amina", hours=1)
    before = everything()
    with clock.at(story.now + timedelta(hours=1)):
        try:
            services.reply(copy, "Hello", by=cast.as_("amina"))
        except NotAllowed:
            assert everything() == before
            return
    fresh = Idea.objects.get(pk=copy.pk)
    assert (copy.state, copy.revision, copy.holder_id) == (fresh.state, fresh.revision, fresh.holder_id)


def test_sent_with_finds_what_a_lost_answer_sent(cast):
    draft, by = keep(cast)
    key = draft.pk
    idea = services.send(draft, by=by)
    assert idea.draft_id == key
    assert selectors.sent_with(key, cast.programme) == idea
