"""How the addresses of the strategy are filled: the doer writes it, staff answer for a priority and the vision."""

from uuid import uuid4

from groundswell.foundation.kit import clock
from groundswell.needs.selectors import cases
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.services import strategy
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from tests.access.world import Sample
from tests.factories.partnership import give_role
from tests.factories.strategy import FIVE, make_ally, make_case, make_priority, promised

ONCE = {"key": "7d1f7a52-5f0c-4c0e-8d0b-1f6a2b9c3d4e"}  # which a form draws for itself


def _by(world):
    """The doer, who writes the strategy; staff hold a role, so that they can answer for something."""
    give_role(world.people["doer"], world.programme, RoleKey.MANAGER)
    give_role(world.people["staff"], world.programme, RoleKey.SERVICE_OWNER)
    return asker_for(world.people["doer"], world.programme)


def _day(name):
    return {f"{name}_{part}": getattr(clock.today(), part) for part in ("day", "month", "year")}


def _priority(world):
    return make_priority(world.programme, world.people["staff"], by=_by(world))


def _of_priority(*args, **data):
    def sample(world, _persona):
        row = _priority(world)
        return Sample((*args, row.pk), {"revision": row.revision} | data)

    return sample


def _change(world, _persona):
    row = _priority(world)
    typed = {"title": "Other words", "text": "Twice", "owner_id": row.owner_id, "budget": "50000"}
    return Sample(("priorities", row.pk), {"revision": row.revision} | typed)


def _move(world, _persona):
    row = _priority(world)
    return Sample(("priorities", row.pk), {"do": "end", "revision": row.revision})


def _writer(*args, **data):
    def sample(world, _persona):
        by = _by(world)
        return Sample(args, {"owner_id": by.person_id} | data)

    return sample


def _settle(world, _persona):
    row = _priority(world)
    money = promised(row, "300", asker_for(world.people["staff"], world.programme))
    return Sample((row.pk, money.pk), {"kind": "spent", "amount": "280"})


def _align(world, _persona):
    row = _priority(world)
    ally = make_ally(world.programme, world.people["doer"])
    return Sample((row.pk, "programmes", ally.pk), {"text": "They print", "revision": 0})


def _ally(world, _persona):
    _by(world)
    return Sample(("programmes", make_ally(world.programme, world.people["doer"]).pk), _day("on"))


def _vision(world, *, publish=True):
    by, owner = _by(world), world.people["staff"].pk
    draft = selectors.vision(by).draft
    given = {"owner_id": owner, "by": by, "revision": draft.revision if draft else 0}
    row = strategy.write_vision(text="Care made here", changed="", **given)
    return strategy.publish_vision(row, by=by) if publish else row


def _version(world, _persona):
    return Sample((_vision(world).number,))


def _write_vision(world, _persona):
    _vision(world)
    return Sample((), {"text": "Better", "owner_id": world.people["staff"].pk, "revision": 0} | ONCE)


def _publish_vision(world, _persona):
    return Sample((), {"revision": _vision(world, publish=False).revision})


def _still_right(world, _persona):
    row = _vision(world)
    type(row).objects.filter(pk=row.pk).update(review_on=clock.today())
    return Sample(())


def _case(world, *, publish=True):
    _by(world)
    return make_case(world.programme, world.people["doer"], publish=publish)


def _of_case(*rest, publish=True, **data):
    def sample(world, _persona):
        case = _case(world, publish=publish)
        return Sample((case.line, *rest), {"revision": case.revision} | data)

    return sample


def _source(world, _persona):
    case = _case(world, publish=False)
    strategy.add_source(case, strategy.Source("Count"), by=asker_for(world.people["doer"], world.programme))
    return Sample((case.line, cases.sources(case)[0].pk))


SAMPLES = {
    "needs:priority": _of_priority(),
    "needs:promise": _of_priority(title="A screen", amount="300", key=uuid4()),
    "needs:settle": _settle,
    "needs:align": _align,
    "needs:ally": _ally,
    "needs:strategy-report": _writer(),
    "needs:strategy-report-csv": _writer(),
    "needs:strategy-gap": _writer("needs-without-priority"),
    "needs:strategy-all": _writer("objectives"),
    "needs:strategy-add": _writer("objectives", title="Fewer lists", text="One list", **ONCE),
    "needs:strategy-change": _change,
    "needs:strategy-move": _move,
    "needs:vision": _version,
    "needs:write-vision": _write_vision,
    "needs:publish-vision": _publish_vision,
    "needs:still-right": _still_right,
    "needs:begin-case": _writer(title="One list", **FIVE, **ONCE),
    "needs:case": _of_case(),
    "needs:case-version": _of_case(1),
    "needs:case-print": _of_case(1),
    "needs:case-pdf": _of_case(1),
    "needs:next-case": _of_case(),
    "needs:write-case": _of_case(publish=False, title="Other words", **FIVE),
    "needs:publish-case": _of_case(publish=False),
    "needs:add-source": _of_case(publish=False, title="Count", **ONCE),
    "needs:remove-source": _source,
}
