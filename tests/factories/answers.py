"""What a browser posts to the page of one idea, and what is read back."""

from datetime import timedelta

from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Likeness, Message
from groundswell.ideas.policies import TRIAGER
from groundswell.ideas.services.templates import starts
from tests.factories.partnership import asker_of, enter

OWN = "We will print it once from Monday."
WHY = "Ward B told us of the same thing, so we look at both together."  # to who sent one that is joined


def signed_in(client, person):
    enter(client, person, noted=True)
    return client


def by(person, programme, *kinds):
    return asker_of(person, programme, *(kinds or (TRIAGER,)))


def sender_of(idea):
    """Its sender, by the link of the mail."""
    return selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))[1]


def body(response):
    return response.content.decode()


def at(idea, action=""):
    return f"/triage/{idea.reference}/" + (f"{action}/" if action else "")


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


def day(date, name):
    return {f"{name}_{part}": getattr(date, part) for part in ("day", "month", "year")}


def in_days(count):
    return clock.today() + timedelta(days=count)


def answer(idea, outcome, **parts):
    """What the page posts for one choice; the other choices post their first words, as a browser does."""
    typed = {f"{key}_words": words for key, words in starts().items()}
    typed |= {f"{outcome}_{name}": value for name, value in parts.items()}
    return {"revision": fresh(idea).revision, "harm": "no", "outcome": outcome} | typed


def quick_fix(idea, person, programme, by_whom):
    decision = services.Decision("quick_fix", "Please print it once.", person.pk, in_days(5))
    services.decide(idea, decision, by=by(by_whom, programme))


def alike(idea, other, score=0.9):
    """A pair that the site found: the later idea first."""
    return Likeness.objects.create(idea=idea, other=other, score=score)


def unchanged(idea, before):
    assert fresh(idea).revision == before.revision
    assert Message.objects.filter(idea=idea).count() == 0
