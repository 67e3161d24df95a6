"""The story of a confidential idea names whoever stands in it, its sender too (issue 1B; reliability.md V2, V4).

A triager who names a colleague, looks and takes it back must read the same whether or not that colleague sent it:
Ann stands in the story of an idea that she sent, and of the same idea sent by Zachariah.
"""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.partnership.services import set_absence
from tests.factories.partnership import give_role
from tests.rules.cast import in_days
from tests.rules.scene import SENDERS, Scene
from tests.rules.test_confidential_pages import NOON, bare

READERS = ["triager", "duty", "programme_admin"]


def given(scene, idea, _hours):
    services.give(idea, to=scene.senders["ann"].pk, by=scene.as_("triager"))


def doing(scene, idea, _hours):
    decision = services.Decision("quick_fix", "Print it.", scene.senders["ann"].pk, in_days(9))
    services.decide(idea, decision, by=scene.as_("triager"))


def looking_after(scene, idea, _hours):
    decision = services.Decision("selection", "To the panel.", scene.senders["ann"].pk, in_days(60))
    services.decide(idea, decision, by=scene.as_("triager"))


def covered(scene, idea, hours):
    given(scene, idea, hours)
    away = {"person_id": scene.senders["ann"].pk, "cover_id": scene.world.people["triager"].pk}
    today = clock.today()
    set_absence(scene.world.programme, **away, since=today, until=in_days(9), by=scene.as_("ann"))
    hours.shift(timedelta(hours=1))
    services.keep_promises()


def passed_on(scene, _idea, hours):
    give_role(scene.senders["ann"], scene.world.programme, "ideas.lead")
    hours.shift(timedelta(days=20))
    services.keep_promises()


HANDS = {
    "given to its sender": given,
    "decided with its sender as doer": doing,
    "decided with its sender to look after it": looking_after,
    "covered from its sender": covered,
    "passed on to its sender": passed_on,
}


def page_of(scene, reader, hand, sender):
    with time_machine.travel(NOON, tick=False) as hours, transaction.atomic():
        idea = scene.sent_by(sender, "taken")
        hand(scene, idea, hours)
        idea.refresh_from_db()
        page = bare(scene.world.browser(reader, {}).get(reverse("ideas:one", args=[idea.reference])), idea)
        transaction.set_rollback(True)
    return page


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)
def test_naming_a_colleague_does_not_tell_whether_they_sent_it(db, hand, reader):
    scene = Scene(team=True, roles=())
    hers, another = (page_of(scene, reader, hand, sender) for sender in ("ann", "zac"))
    assert hers == another


@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)
def test_the_story_names_the_sender_where_they_stand_as_a_colleague(db, hand):
    status, _headers, text = page_of(Scene(team=True, roles=()), "triager", hand, "ann")
    story = text[text.index("app-thread") :]
    assert status == 200
    assert SENDERS["ann"][0] in story
    assert "A colleague, in confidence sent the idea" in story
