"""V29 beyond search: a record that somebody may not see leaves no trace on any page, list, number, feed or file.

Each page is asked for before there is anything hidden and after everything is there that this persona may not see, here
and in the programme next door: status, headers, each byte and the number of statements must be the same. When they are
not, each record is made alone, to name the one that is told. Whoever may see a record sees it, so that this can fail.
"""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from groundswell.foundation.kit import clock
from groundswell.ideas.models import Idea
from groundswell.ideas.services.likeness import find_all_alike
from groundswell.partnership.selectors import asker_for
from tests.access.world import PERSONAS, World
from tests.attacks.every_page import ALONE, Looker, answer_of, known, open_addresses
from tests.attacks.ground import Ground
from tests.attacks.hidden_ideas import HIDDEN as HIDDEN_IDEAS
from tests.attacks.hidden_needs import HIDDEN as HIDDEN_NEEDS
from tests.attacks.site import awake, put_back
from tests.attacks.who_sees import sees
from tests.factories.ideas import nobody

HIDDEN = HIDDEN_NEEDS | HIDDEN_IDEAS
MADE_HERE = ("mia", "sue", "ivy")  # who manages, who looks after innovations, who votes and sponsors
LOOKERS = (*PERSONAS, *MADE_HERE)
# What these count is for everyone, and says nothing of any one idea; how they count is held in tests of their own.
NUMBERS_OF_IDEAS = ("/", "/promises/", "/promises/table.csv")
WHEN_NOTHING_IS_UNDONE = timedelta(minutes=15)


class Site(World):
    def __init__(self):
        super().__init__()
        self.now = clock.now()
        self.ground, self.beside = Ground(self.programme), Ground(self.next_door)
        self.people |= {name: getattr(self.ground, name) for name in MADE_HERE}

    def later(self):
        """Some pages tell the minute."""
        return clock.at(self.now + WHEN_NOTHING_IS_UNDONE)

    def asker(self, persona):
        person = self.people.get(persona)
        return asker_for(person, self.programme) if person else nobody(self.programme)

    def make(self, names, *grounds):
        with clock.at(self.now):
            return [HIDDEN[name].make(ground) for ground in grounds or [self.ground] for name in names]

    def hidden(self):
        """The names of what each persona may not see."""
        found = {persona: [] for persona in LOOKERS}
        for name in HIDDEN:
            with put_back(), clock.at(self.now):
                record = HIDDEN[name].make(self.ground)
                for persona in LOOKERS:
                    if not sees(self.asker(persona), record):
                        found[persona].append(name)
        return found

    def changed(self, looker, names, wanted=None, *, beside=True):
        with put_back():
            self.make(names, self.ground)
            if beside:
                self.make(HIDDEN, self.beside)
            find_all_alike()
            with self.later():
                return looker.changed(wanted)

    def blame(self, looker, names, pages):
        """Which record is told on which of these pages."""
        alone = {name: self.changed(looker, [name], pages, beside=False) for name in names}
        return {name: told for name, told in alone.items() if told} or f"next door, or several together: {pages}"


@pytest.mark.parametrize("some", [LOOKERS[:4], LOOKERS[4:8], LOOKERS[8:]], ids=" ".join)
def test_no_page_is_another_for_what_somebody_may_not_see(db, some):
    site = Site()
    find_all_alike()  # as the site itself does each night
    hidden = site.hidden()
    for persona in some:
        with site.later():
            looker = Looker(site, persona)
        told = [page for page in site.changed(looker, hidden[persona]) if page not in NUMBERS_OF_IDEAS]
        assert told == [], (persona, site.blame(looker, hidden[persona], told))


def test_numbers_of_ideas_are_the_same_for_what_is_no_idea(db):
    site = Site()
    with put_back():
        made = dict(zip(HIDDEN, site.make(HIDDEN), strict=True))
        others = [name for name, one in made.items() if not isinstance(one, Idea) and not sees(site.asker(""), one)]
    browser = awake(site, "anonymous")
    with site.later():
        before = [answer_of(browser, page) for page in NUMBERS_OF_IDEAS]
    site.make(others)
    cache.clear()  # where the numbers are kept for an hour
    with site.later():
        assert [answer_of(browser, page) for page in NUMBERS_OF_IDEAS] == before


def test_somebody_sees_each_of_them(db):
    site = Site()
    for name, one in HIDDEN.items():
        page = one.at if one.at.startswith("/") else reverse(one.at, args=known(site.ground)[one.at][0])
        browser = awake(site, one.seer)
        with site.later():
            before = answer_of(browser, page)
        with put_back():
            (record,) = site.make([name])
            assert sees(site.asker(one.seer), record), name
            with site.later():
                assert answer_of(browser, page) != before, f"{name}: {one.seer} sees no trace of it at {page}"


def test_each_address_is_walked_or_is_of_one_record_alone(db):
    _plain, filled = open_addresses()
    assert sorted(filled) == sorted([*known(Site().ground), "ideas:track", *ALONE])
