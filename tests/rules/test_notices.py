"""Nothing confidential goes by mail or into a list, to anybody; and each notice goes to who may see, and nobody else."""

from datetime import timedelta

import pytest
from django.core import mail

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import selectors
from groundswell.foundation.notices.models import OutboxRow, Preference, SenderPreference
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import selectors as ideas
from groundswell.ideas.notices.reasons import DECISIONS
from groundswell.partnership.models import Person
from tests.rules import traces
from tests.rules.cast import Story
from tests.rules.without_name import AnonymousStory

TITLE, TEXT = "Canarytitle about the rota", "Canarytext: the rota on the canaryward is unsafe at night."
WAYS = ["asked", "quick_fix", "second_look", "closed_route", "withdrawn"]


def confidential(cast, way):
    typed = {"title": TITLE, "text": TEXT, "name": cast.grace.name, "email": cast.grace.email}
    return Story(cast, way, mode="confidential", **typed)


def everyone_wants(how):
    """Every reader of every row has chosen so."""
    for kind in ("my_ideas", "ideas_i_hold", "reminders", "news"):
        for person in Person.objects.all():
            Preference.objects.create(person_id=person.pk, kind=kind, how=how)
        for record in OutboxRow.objects.values_list("record_id", flat=True).distinct().order_by():
            SenderPreference.objects.get_or_create(record_id=record, kind=kind, defaults={"how": how})


def all_goes(story):
    """What was held goes, and so does the mail of the next morning."""
    for hours in (1, 26):
        with clock.at(story.now + timedelta(hours=hours)):
            deliver_due()


@pytest.mark.parametrize("how", ["now", "daily"])
@pytest.mark.parametrize("way", WAYS)
def test_no_mail_holds_the_words_of_a_confidential_idea_or_names_its_sender(cast, way, how):
    story = confidential(cast, way)
    everyone_wants(how)
    all_goes(story)
    assert len(mail.outbox) >= 1
    assert traces.in_letters({"canarytitle", "canarytext", "canaryward"}) == set()
    others = [letter for letter in mail.outbox if letter.to != [cast.grace.email]]
    said = "\n".join(str(letter.message()) for letter in others)
    assert [name for name in ("Grace", "Obi", cast.grace.email) if name in said] == []


@pytest.mark.parametrize("way", ["asked", "quick_fix", "second_look"])
def test_no_list_holds_the_words_of_a_confidential_idea_or_names_its_sender(cast, way):
    story = confidential(cast, way)
    for name in set(cast.people) - {"grace"}:
        with clock.at(story.now + timedelta(hours=1)):
            told = [one.letter for one in selectors.page_for(cast.as_(name)) if one.letter]
        said = str(told).lower()
        assert [canary for canary in ("canary", "grace", "obi") if canary in said] == []


@pytest.mark.parametrize("way", WAYS)
def test_each_mail_goes_to_one_address_of_someone_who_may_see(cast, way):
    story = Story(cast, way)
    all_goes(story)
    by_address = {person.email: person for person in Person.objects.exclude(email=None)}
    for letter in mail.outbox:
        [address] = letter.recipients()
        assert [other for other in by_address if other != address and other in str(letter.message())] == []
        with clock.at(story.now + timedelta(hours=1)):
            asker = cast.as_(next(key for key, one in cast.people.items() if one == by_address[address]))
            assert ideas.ideas_for(asker).filter(pk=story.idea.pk).exists()


@pytest.mark.parametrize("outcome", ["quick_fix", "selection", "better_route", "not_now"])
@pytest.mark.parametrize("how", ["never", "daily"])
def test_nobody_can_choose_away_what_was_decided_about_their_idea(cast, outcome, how):
    story = Story(cast, outcome)
    everyone_wants(how)
    with clock.at(story.now + timedelta(hours=1)):
        deliver_due()
    told = OutboxRow.objects.filter(key__in=DECISIONS, sent_at__isnull=False)
    assert list(told.values_list("person_id", flat=True)) == [cast.grace.pk]
    assert [letter.to for letter in mail.outbox] == [[cast.grace.email]]


@pytest.mark.parametrize("way", ["asked", "quick_fix", "closed"])
def test_a_sender_without_a_name_has_no_row_and_nothing_to_choose(cast, way):
    story = AnonymousStory(cast, way)
    all_goes(story)
    rows = OutboxRow.objects.filter(record_id=story.idea.pk)
    assert rows.filter(person_id=None).count() == 0
    assert SenderPreference.objects.count() == 0
    assert set(rows.values_list("key", flat=True)) & DECISIONS == set()
