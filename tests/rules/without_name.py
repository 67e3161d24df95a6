"""Ideas without a name, brought to any state through the services, by the receipt alone."""

from uuid import uuid4

from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from tests.factories.ideas import TEXT
from tests.rules.cast import MONDAY, WAYS, Story


def new_words():
    from groundswell.foundation.kit import receipts

    return receipts.words_of(receipts.new_secret())


def send_without_name(programme, words, *, key=None, share=False, **answers):
    return services.send_anonymously(programme, {"text": TEXT} | answers, key=key or uuid4(), words=words, share=share)


def receipt_asker(idea, words):
    found, asker = selectors.idea_by_receipt(idea.programme, idea.reference, words)
    assert found == idea
    return asker


class AnonymousStory(Story):
    """As a story of Grace's idea, but nobody knows that it is hers: whatever she does, the receipt does."""

    def __init__(self, cast, way="received", *, start=MONDAY, **answers):
        self.cast, self.now, self.words = cast, start, new_words()
        with clock.at(start):
            self.idea = send_without_name(cast.programme, self.words, **answers)
        for step in filter(None, WAYS[way].split(", ")):
            self.wait(hours=1)
            self.park() if step == "park" else self.do(*reversed(step.split()))

    @property
    def asker(self):
        return receipt_asker(self.idea, self.words)

    def do(self, verb, who, **span):
        return super().do(verb, self.asker if who == "grace" else who, **span)
