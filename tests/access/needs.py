"""How this room's addresses are filled: the doer runs its needs, staff raised them and speaks for a community."""

from datetime import date, timedelta
from uuid import uuid4

from groundswell.foundation.kit import clock
from groundswell.needs.models import Challenge, Round
from groundswell.needs.services import assets, briefs, rounds
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.briefs import BriefWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from tests.access.world import Sample
from tests.factories.answers import day as day_of
from tests.factories.needs import (
    chosen_need,
    make_challenge,
    make_manager,
    make_need,
    make_round,
    make_sponsor,
    make_theme,
    opened_challenge,
    published,
    stand_behind,
)
from tests.factories.partnership import give_role

ONCE = {"key": "7d1f7a52-5f0c-4c0e-8d0b-1f6a2b9c3d4e"}  # which a form draws for itself
NEED = {"problem": "People wait.", "title": "Waiting", "affected": "Patients", "source": "staff"}
WHO = {"name": "Len Park", "email": "len@example.org"}  # which only who is signed out is asked
ASSET = {"kind": "space", "title": "A spare room"}
BRIEF = {"title": "Waits", "text": "Nine weeks.", "source": "Insight team"}
ROUND = {"title": "Spring", "text": ""} | day_of(date(2100, 1, 1), "closes_on")
CHALLENGE = {"title": "Who?", "brief": "Slow.", "criteria": "Quick."} | day_of(date(2100, 1, 1), "closes_on")
LATER = day_of(date(2100, 1, 1), "closes_on")


def _run(world):
    """The doer runs the programme's needs, and staff speaks for a community."""
    give_role(world.people["doer"], world.programme, RoleKey.MANAGER)
    give_role(world.people["staff"], world.programme, RoleKey.COMMUNITY)
    return asker_for(world.people["doer"], world.programme)


def _bare(**data):
    def sample(world, _persona):
        _run(world)
        return Sample(data=data)

    return sample


def _new_theme(world):
    return make_theme(world.programme, f"Theme {uuid4()}", world.people["doer"])


def _raised(*args, **data):
    """A need of staff's that nobody has published."""

    def sample(world, _persona):
        _run(world)
        need = make_need(world.programme, raiser=world.people["staff"])
        return Sample((need.reference, *args), {"revision": need.revision} | data)

    return sample


def _check(world, persona):
    made = _raised(outcome="publish")(world, persona)
    theme = _new_theme(world)
    return Sample(made.args, made.data | {"theme": theme.pk})


def _ended(world, _persona):
    _run(world)
    need = published(world.programme)
    return Sample((need.reference,), {"outcome": "retire", "words": "Gone.", "revision": need.revision})


def _brief(world, _persona):
    by = _run(world)
    need = published(world.programme)
    return Sample((need.reference, briefs.write_brief(need, BriefWords(**BRIEF), by=by).pk))


def _briefed(world, _persona):
    _run(world)
    return Sample((published(world.programme).reference,), BRIEF | ONCE)


def _theme(world, _persona):
    _run(world)
    theme = _new_theme(world)
    return Sample((theme.pk,), {"name": "Safer", "text": "", "revision": theme.revision})


def _signed(world, _persona):
    _run(world)
    theme = _new_theme(world)
    return Sample(("theme", theme.pk), {"words": "", "revision": theme.revision})


def _asset(**data):
    """Offered by staff, not published yet."""

    def sample(world, _persona):
        _run(world)
        by = asker_for(world.people["staff"], world.programme)
        asset = assets.offer_asset(world.programme, AssetWords(**ASSET), by=by)
        return Sample((asset.pk,), {"revision": asset.revision} | data)

    return sample


def _draft(**data):
    """A round that the doer prepares."""

    def sample(world, _persona):
        _run(world)
        needs = [published(world.programme) for _ in range(2)]
        made = make_round(world.programme, world.people["doer"], needs)
        more = {"needs": [one.pk for one in needs]} if data.get("needs") else {}
        return Sample((made.reference,), {"revision": made.revision} | data | more)

    return sample


def _open(make=lambda _made: ((), {}), **data):
    def sample(world, _persona):
        by = _run(world)
        made = make_round(world.programme, world.people["doer"], [published(world.programme) for _ in range(2)])
        rounds.open_round(made, by=by)
        more, typed = make(made)
        return Sample((made.reference, *more), {"revision": made.revision} | data | typed)

    return sample


def _vote_on(made):
    return (made.entries.first().need.reference,), {"score_1": "3", "score_2": "3"}


def _closed(world, _persona):
    """Its votes are in: written past the services, which wait for its last day."""
    sample = _open(words="Falls.")(world, _persona)
    made = Round.objects.get(reference=sample.args[0])
    over = clock.today() - timedelta(days=1)
    Round.objects.filter(pk=made.pk).update(state="closed", opens_on=over, closes_on=over)
    made.entries.update(points=5, place=1)
    return Sample(sample.args, sample.data | {"chosen": [str(one.pk) for one in made.entries.all()]})


def _challenge(**data):
    """A draft of the doer's, for which staff is asked to stand."""

    def sample(world, _persona):
        _run(world)
        give_role(world.people["staff"], world.programme, "sponsor")
        made = make_challenge(world.programme, world.people["doer"], sponsor=world.people["staff"])
        return Sample((made.reference,), {"revision": made.revision} | data)

    return sample


def _stood(world, persona):
    """The same, and staff has said yes."""
    sample = _challenge(do="open")(world, persona)
    stand_behind(Challenge.objects.get(reference=sample.args[0]), world.people["staff"])
    return sample


def _unsponsored(world, _persona):
    """A draft of the doer's that nobody is asked to sponsor."""
    _run(world)
    made = make_challenge(world.programme, world.people["doer"])
    return Sample((made.reference,), {"to": make_sponsor(world.programme).pk})


def _asked(**data):
    """An open challenge."""

    def sample(world, _persona):
        _run(world)
        made = opened_challenge(world.programme, make_manager(world.programme))
        return Sample((made.reference,), {"revision": made.revision} | data)

    return sample


def _put(world, _persona):
    _run(world)
    return Sample((chosen_need(world.programme, world.people["doer"]).reference,), CHALLENGE | ONCE)


SAMPLES = {
    "needs:new": _bare(**NEED, **WHO, **ONCE),
    "needs:add-theme": _bare(name="Safer", text="", **ONCE),
    "needs:offer-asset": _bare(**ASSET, **ONCE),
    "needs:new-round": _bare(**ROUND, **ONCE),
    "needs:need": _raised(),
    "needs:change": _raised(**NEED),
    "needs:check": _check,
    "needs:end": _ended,
    "needs:add-brief": _briefed,
    "needs:take-brief-away": _brief,
    "needs:change-theme": _theme,
    "needs:sign-off": _signed,
    "needs:sign": _signed,
    "needs:asset": _asset(),
    "needs:change-asset": _asset(**ASSET),
    "needs:move-asset": _asset(do="publish"),
    "needs:round": _draft(),
    "needs:round-csv": _draft(),
    "needs:change-round": _draft(**ROUND),
    "needs:criteria": _draft(title_1="Harm", weight_1="100"),
    "needs:round-needs": _draft(needs=True),
    "needs:move-round": _draft(do="open"),
    "needs:more-time": _open(**LATER),
    "needs:decide": _closed,
    "needs:vote": _open(),
    "needs:vote-on": _open(_vote_on),
    "needs:challenge": _challenge(),
    "needs:print-challenge": _challenge(),
    "needs:change-challenge": _challenge(**CHALLENGE),
    "needs:move-challenge": _stood,
    "needs:ask-sponsor": _unsponsored,
    "needs:stop-asking": _challenge(),
    "needs:more-time-challenge": _asked(**LATER),
    "needs:new-challenge": _put,
}
