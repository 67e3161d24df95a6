"""V29 beyond search: a record that somebody may not see leaves no trace on any page, list, number, feed or file.

Each page is asked for before there is anything hidden and after everything is there that this persona may not see, here
and in the programme next door: status, headers, each byte and the number of statements must be the same. When they are
not, each record is made alone, to name the one that is told. The first who may see a record sees it, so that this can fail.
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
        self.ground = Ground(self.programme)
        self.people |= {name: getattr(self.ground, name) for name in MADE_HERE}

    def later(self):
        """Some pages tell the minute."""
        return clock.at(self.now + WHEN_NOTHING_IS_UNDONE)

    def asker(self, persona):
        person = self.people.get(persona)
        return asker_for(person, self.programme) if person else nobody(self.programme)

    def make(self, names, ground=None):
        with clock.at(self.now):
            return [HIDDEN[name].make(ground or self.ground) for name in names]

    def changed(self, looker, names, wanted=None, *, beside=True):
        with put_back():
            self.make(names)
            if beside:
                self.make(HIDDEN, Ground(self.next_door))
            find_all_alike()
            with self.later():
                return looker.changed(wanted)

    def blame(self, looker, names, pages):
        """Which record is told on which of these pages."""
        alone = {name: self.changed(looker, [name], pages, beside=False) for name in names}
        return {name: told for name, told in alone.items() if told} or f"next door, or several together: {pages}"


def hidden_from(persona):
    return [name for name, one in HIDDEN.items() if persona not in one.seers.split()]


@pytest.mark.parametrize("some", [LOOKERS[:4], LOOKERS[4:8], LOOKERS[8:]], ids=" ".join)
def test_no_page_is_another_for_what_somebody_may_not_see(db, some):
    site = Site()
    find_all_alike()  # as the site itself does each night
    for persona in some:
        hidden = hidden_from(persona)
        with site.later():
            looker = Looker(site, persona)
        told = [page for page in site.changed(looker, hidden) if page not in NUMBERS_OF_IDEAS]
        assert told == [], (persona, site.blame(looker, hidden, told))


def test_numbers_of_ideas_count_ideas_of_this_programme_alone(db):
    site = Site()
    with put_back():
        made = dict(zip(HIDDEN, site.make(HIDDEN), strict=True))
        others = [name for name in hidden_from("anonymous") if not isinstance(made[name], Idea)]
    browser = awake(site, "anonymous")
    with site.later():
        before = [answer_of(browser, page) for page in NUMBERS_OF_IDEAS]
    site.make(others)
    site.make(HIDDEN, Ground(site.next_door))
    cache.clear()  # where the numbers are kept for an hour
    with site.later():
        assert [answer_of(browser, page) for page in NUMBERS_OF_IDEAS] == before


def test_each_is_seen_by_these_and_no_others(db):
    site = Site()
    for name, one in HIDDEN.items():
        page = one.at if one.at.startswith("/") else reverse(one.at, args=known(site.ground)[one.at][0])
        browser = awake(site, one.seers.split()[0])
        with site.later():
            before = answer_of(browser, page)
        with put_back():
            (record,) = site.make([name])
            seers = [persona for persona in LOOKERS if sees(site.asker(persona), record)]
            assert sorted(seers) == sorted(one.seers.split()), name
            with site.later():
                assert answer_of(browser, page) != before, f"{name} leaves no trace on {page}"


def test_each_address_is_walked_or_is_of_one_record_alone(db):
    _plain, filled = open_addresses()
    assert sorted(filled) == sorted([*known(Site().ground), "ideas:track", *ALONE])
