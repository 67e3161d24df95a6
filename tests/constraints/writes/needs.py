"""For each constraint of needs and strategy, a direct write that it must refuse, as in `writes.py`."""

from datetime import UTC, date, datetime
from uuid import uuid4

from groundswell.needs import models
from groundswell.needs.models.worded import Stated
from tests.factories.partnership import make_person, make_programme

FIRST, DAY_BEFORE = date(2026, 11, 23), date(2026, 11, 22)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BACKWARDS = {"since": FIRST, "until": DAY_BEFORE}


class Here:
    """A programme with one person, and rows of it that say only what they must."""

    def __init__(self):
        self.programme, self.person = make_programme(), make_person()

    def make(self, model, **said):
        row = {"programme": self.programme, "salt": b"1", **said}
        if issubclass(model, Stated):
            row = {"state_since": FIRST} | row
        return model.objects.create(**row)

    def theme(self, name="Safer care"):
        return self.make(models.Theme, name=name)

    def need(self, **said):
        said = {"reference": str(uuid4())[:30], "title": "Scan", "problem": "Slow"} | said
        return self.make(models.Need, raised_by=self.person, raised_on=FIRST, **said)

    def priority(self, **said):
        return self.make(models.Priority, title="Safer care", owner=self.person, **said)

    def round(self, **said):
        return self.make(
            models.Round, **{"reference": str(uuid4())[:30], "title": "Spring", "manager": self.person} | said
        )  # fmt: skip

    def challenge(self, **said):
        said = {"reference": str(uuid4())[:30], "need": said.pop("need", None) or self.need()} | said
        return self.make(models.Challenge, title="Who?", brief="Slow", owner=self.person, **said)

    def commitment(self, **said):
        row = {"priority": self.priority(), "kind": "spent", "title": "Scanner", "amount": 5, "currency": "GBP"}
        row |= {"happened_on": FIRST, "recorded_at": NOW, "source": "tests.post", "key": uuid4()}
        return self.make(models.Commitment, **row | said)

    def alignment(self, **said):
        row = {"text": "They meet.", "said_by": self.person, "said_on": FIRST}
        return self.make(models.Alignment, **row | said)

    def sign_off(self, **said):
        row = {"of_revision": 1, "person": self.person, "role": "governor", "signed_on": FIRST}
        return self.make(models.SignOff, **row | said)

    def voted(self):
        """A ballot, and what a vote in it names."""
        round_ = self.round()
        entry = models.Entry.objects.create(round=round_, need=self.need())
        criterion = models.Criterion.objects.create(round=round_, position=1, title="Harm", weight=100)
        ballot = models.Ballot.objects.create(round=round_, person=self.person, role="governor", cast_on=FIRST)
        return {"ballot": ballot, "entry": entry, "criterion": criterion}


def twice(write):
    """The same row a second time; `write` is given a place, and what the first row hung on."""

    def do():
        here = Here()
        kept = {}
        for _ in range(2):
            write(here, kept)

    return do


def once(write):
    return lambda: write(Here())


def kept(store, key, make):
    if key not in store:
        store[key] = make()
    return store[key]


def _same_key(make):
    """Two rows of one key, each otherwise its own."""
    return twice(lambda here, store: make(here, key=kept(store, "key", uuid4)))


def _of(model, **said):
    return lambda here, **key: here.make(model, **said, **key)


def _offered(here, **key):
    return here.make(models.Asset, kind="space", title="A room", offered_by=here.person, offered_on=FIRST, **key)


def _written(here, **key):
    said = {"title": "Waits", "text": "Nine", "source": "Us", "written_by": here.person, "written_on": FIRST}
    return here.make(models.InsightBrief, **said, **key)


def _begun(here, **key):
    return here.make(models.CaseForChange, line=uuid4(), title="Why", owner=here.person, **key)


def _source(here, **key):
    return models.CaseSource.objects.create(case=_begun(here), title="Count", **key)


def _theme(here, **key):
    return here.make(models.Theme, name=str(uuid4()), **key)


def _objective(here, **key):
    return here.make(models.Objective, title="Less harm", owner=here.person, **key)


def _vision(here, **key):
    return here.make(models.Vision, number=models.Vision.objects.count(), text="Less", owner=here.person, **key)


SENT_ONCE = {
    "Asset": _offered,
    "BroaderStrategy": _of(models.BroaderStrategy, title="Ten years"),
    "CaseForChange": _begun,
    "CaseSource": _source,
    "Challenge": Here.challenge,
    "ChangeProgramme": _of(models.ChangeProgramme, title="Outpatients"),
    "EnablingFunction": _of(models.EnablingFunction, title="Digital"),
    "InsightBrief": _written,
    "Need": Here.need,
    "Objective": _objective,
    "Priority": Here.priority,
    "Round": Here.round,
    "Theme": _theme,
    "TimelineEntry": _of(models.TimelineEntry, happens_on=FIRST, title="The first day"),
    "Vision": _vision,
}


def _case(here, store):
    here.make(
        models.CaseForChange,
        line=kept(store, "line", uuid4),
        title="Why",
        owner=here.person,
    )


def _builds_on(here, store):
    models.BuildsOn.objects.create(
        objective=kept(store, "o", lambda: _objective(here)),
        strategy=kept(store, "s", lambda: here.make(models.BroaderStrategy, title="Ten years")),
    )


def _brief(here, store):
    brief = kept(store, "b", lambda: _written(here))
    models.BriefOnNeed.objects.create(brief=brief, need=kept(store, "n", here.need))


def _criterion(here, store):
    round_ = kept(store, "round", here.round)
    models.Criterion.objects.create(round=round_, position=1, title="Harm", weight=50)


def _entry(here, store):
    models.Entry.objects.create(round=kept(store, "round", here.round), need=kept(store, "need", here.need))


def _ballot(here, store):
    round_ = kept(store, "round", here.round)
    models.Ballot.objects.create(round=round_, person=here.person, role="governor", cast_on=FIRST)


def _vote(here, store):
    models.Vote.objects.create(**kept(store, "vote", here.voted), score=1)


def _aligned(name, model):
    def write(here, store):
        ally = kept(store, "ally", lambda: here.make(model, title="Digital"))
        here.alignment(priority=kept(store, "priority", here.priority), **{name: ally})

    return write


def _signed(name):
    def write(here, store):
        here.sign_off(**{name: kept(store, name, getattr(here, name))})

    return write


def _weight(here):
    models.Criterion.objects.create(round=here.round(), position=1, title="Harm", weight=101)


def _deviation(here):
    models.Entry.objects.create(round=here.round(), need=here.need(), deviation="No room.")


WRITES = {
    "alignment_once_a_function": twice(_aligned("function", models.EnablingFunction)),
    "alignment_once_a_programme": twice(_aligned("programme_of_change", models.ChangeProgramme)),
    "alignment_with_one_ally": once(lambda here: here.alignment(priority=here.priority())),
    "ballot_once_a_person": twice(_ballot),
    "brief_once_a_need": twice(_brief),
    "broader_strategy_dates_in_order": once(lambda here: here.make(models.BroaderStrategy, title="Ten", **BACKWARDS)),
    "builds_on_once": twice(_builds_on),
    "case_number_once": twice(_case),
    "challenge_budget_has_a_currency": once(lambda here: here.challenge(budget=5)),
    "challenge_dates_in_order": once(lambda here: here.challenge(opens_on=FIRST, closes_on=DAY_BEFORE)),
    "challenge_open_has_dates": once(lambda here: here.challenge(state="open", opens_on=FIRST)),
    "commitment_is_some_money": once(lambda here: here.commitment(amount=0)),
    "commitment_posted_once": twice(lambda here, store: here.commitment(key=kept(store, "key", uuid4))),
    "criterion_position_once": twice(_criterion),
    "criterion_weight_is_a_share": once(_weight),
    "deviation_has_words_person_and_day": once(_deviation),
    "entry_once_a_round": twice(_entry),
    "need_joined_with_another": once(lambda here: here.need(state="merged")),
    "need_published_by_and_on_together": once(lambda here: here.need(published_on=FIRST)),
    "needs.Challenge.reference": twice(lambda here, _store: here.challenge(reference="A-B-1234")),
    "needs.Need.reference": twice(lambda here, _store: here.need(reference="A-B-1234")),
    "needs.Round.reference": twice(lambda here, _store: here.round(reference="A-B-1234")),
    "priority_budget_has_a_currency": once(lambda here: here.priority(budget=5)),
    "priority_dates_in_order": once(lambda here: here.priority(**BACKWARDS)),
    "priority_signed_once": twice(_signed("priority")),
    "round_dates_in_order": once(lambda here: here.round(opens_on=FIRST, closes_on=DAY_BEFORE)),
    "round_decided_by_and_on_together": once(lambda here: here.round(decided_on=FIRST)),
    "sign_off_of_one_thing": once(lambda here: here.sign_off()),
    "theme_name_once": twice(lambda here, _store: here.theme()),
    "theme_signed_once": twice(_signed("theme")),
    "vision_number_once": twice(
        lambda here, _store: here.make(models.Vision, number=1, text="Less", owner=here.person)
    ),
    "vote_once": twice(_vote),
    "vote_score_on_the_scale": once(lambda here: models.Vote.objects.create(**here.voted(), score=6)),
} | {f"needs.{name}.key": _same_key(make) for name, make in SENT_ONCE.items()}
