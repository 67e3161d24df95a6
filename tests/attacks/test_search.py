"""V29: search says nothing of a record that somebody may not see: not its words, not by counts, order or spelling.

For each kind of hidden record each persona searches before it is there and after: pages and costs must be the same.
Whoever may see it sees it, so that the test can fail.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction
from django.http import QueryDict

from groundswell.foundation.search import alike
from groundswell.ideas import policies as ideas
from groundswell.ideas.models import Idea
from groundswell.innovations import policies as innovations
from groundswell.innovations.models import Innovation
from groundswell.innovations.states import Level
from groundswell.journey.presenters import finding
from groundswell.needs import policies as needs
from groundswell.needs.models import Asset, Challenge, Need
from groundswell.needs.services.needs import NeedWords
from groundswell.partnership.selectors import asker_for
from tests.access.world import PERSONAS, Sample, World
from tests.attacks.site import asked, awake, likeness
from tests.factories.ideas import nobody, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.needs import make_asset, make_challenge, make_manager, make_need, published
from tests.factories.rows import statements

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TITLE = "Badges for visitors of the helicopter ward"
QUESTIONS = (
    "q=badges",
    "q=badges&kind=idea",
    "q=badges&kind=idea&state=received",
    "q=badges&kind=idea&state=not_now",
    "q=badges&kind=innovation&state=early",
    "q=badges&kind=need&state=unpublished",
    "q=badges&kind=challenge",
    "q=badges&kind=asset&state=offered",
    "q=visitors+helicopter",
    "q=helicoptor",
    "q=badgs",
)


RULES = {
    Idea: ideas.visible_to,
    Innovation: innovations.visible_to,
    Need: needs.needs_visible_to,
    Challenge: needs.challenges_visible_to,
    Asset: needs.assets_visible_to,
}


class Site(World):
    """The world of the matrix in which some badges are known already."""

    def __init__(self):
        super().__init__()
        self.sue = make_steward(self.programme)
        opened(make_innovation(self.programme, team=[self.sue], keeper=self.sue, title="Badges that shine"), self.sue)
        for persona in ("staff", "triager", "doer"):
            self.idea(self.programme, "Badges with a name", by=asker_for(self.people[persona], self.programme))
        self.mia = self.people["manager"] = make_manager(self.programme)
        published(self.programme, manager=self.mia, words=NeedWords("Badges for all", "Nobody knows who is who."))
        self.browsers = {persona: awake(self, persona) for persona in ("anonymous", "staff")}

    def idea(self, programme, text=TITLE, place="", **rest):
        return send_idea(programme, text=text, place=place, **rest)

    def innovation(self, programme, level):
        sue = self.sue if programme == self.programme else make_steward(programme)
        made = make_innovation(programme, team=[sue], keeper=sue, title=TITLE)
        return opened(made, sue, level) if level else made

    def asker(self, persona, programme):
        person = self.people.get(persona)
        return asker_for(person, programme) if person else nobody(programme)

    def sees(self, persona, record):
        seen = RULES[type(record)](self.asker(persona, self.programme))
        return type(record).objects.filter(seen, pk=record.pk).exists()

    def finds(self, persona):
        """All that any page can say, with its cost; the whole page for two of them; and what is alike."""
        asker = self.asker(persona, self.programme)
        said = []
        for question in QUESTIONS:
            with statements() as queries:
                found = finding.results(asker, self.programme, finding.asked(QueryDict(question)), None)
            pages = found.page and (found.page.paginator.count, found.page.paginator.num_pages)
            said.append((replace(found, page=None), pages, len(queries)))
        if persona in self.browsers:
            answer, cost = asked(self.browsers[persona], "get", f"/search/?{QUESTIONS[0]}", Sample())
            said.append((likeness(answer), cost))
        return said, alike(asker, TITLE, limit=10)


SEARCHERS = (*PERSONAS, "manager")  # who runs the needs of the programme
NEED = NeedWords(TITLE, "Nobody knows who they are.")
HIDDEN = {
    "an idea": lambda site: site.idea(site.programme),
    "an idea of one hospital": lambda site: site.idea(site.programme, place="Southend Hospital"),
    "a confidential idea": lambda site: site.idea(site.programme, mode="confidential"),
    "a private innovation": lambda site: site.innovation(site.programme, Level.PRIVATE),
    "an innovation for who signed in": lambda site: site.innovation(site.programme, Level.PARTNERSHIP),
    "a public innovation": lambda site: site.innovation(site.programme, Level.PUBLIC),
    "a need that is only raised": lambda site: make_need(site.programme, words=NEED),
    "a need in the bank": lambda site: published(site.programme, manager=site.mia, words=NEED),
    "a challenge that is not open": lambda site: make_challenge(site.programme, site.mia, title=TITLE),
    "something that is only offered": lambda site: make_asset(site.programme, title=TITLE),
    "a need next door": lambda site: published(site.next_door, words=NEED),
    "an idea next door": lambda site: site.idea(site.next_door),
    "a public innovation next door": lambda site: site.innovation(site.next_door, Level.PUBLIC),
}
SEEN_BY_NOBODY_HERE = {"a private innovation", "an idea next door", "a public innovation next door", "a need next door"}
SEEN_BY_ALL_HERE = {"a public innovation", "a need in the bank"}


@pytest.fixture(scope="module")
def searched(django_db_setup, django_db_blocker):
    """The site and what each of them finds, before anything is hidden: once for all cases, which put theirs back.

    It stays noon, so that nothing but the record lies between before and after.
    """
    with django_db_blocker.unblock(), time_machine.travel(NOON, tick=False), transaction.atomic():
        site = Site()
        yield site, {persona: site.finds(persona) for persona in SEARCHERS}
        transaction.set_rollback(True)


@pytest.mark.parametrize("what", HIDDEN)
def test_search_is_the_same_with_and_without_what_somebody_may_not_see(searched, db, what):
    site, before = searched
    record = HIDDEN[what](site)
    seers = {persona for persona in SEARCHERS if site.sees(persona, record)}
    for persona in SEARCHERS:
        after = site.finds(persona)
        if persona in seers:
            assert after != before[persona], persona
        else:
            assert after == before[persona], persona
    assert bool(seers) == (what not in SEEN_BY_NOBODY_HERE)
    assert (seers == set(SEARCHERS)) == (what in SEEN_BY_ALL_HERE)
