"""How this room's addresses are filled."""

from uuid import uuid4

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import stopping
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import kinds
from tests.access.world import SIGNED_OUT, Sample


def _row(world, persona):
    """A notice of this very persona, or of a sender whom no row names."""
    person = None if persona in SIGNED_OUT else world.people[persona]
    moment = clock.now()
    return OutboxRow.objects.create(
        programme_id=world.programme.pk, key="ideas.told", record_id=uuid4(), revision=1,
        person_id=person and person.pk, queued_at=moment, tell_at=moment, send_after=moment,
    )  # fmt: skip


def _unread(world, persona):
    _row(world, persona)
    return Sample()


def _choices(_world, _persona):
    return Sample(data={kind.key: "never" for kind in kinds()})


def _signed(world, persona):
    return Sample((stopping.signed(_row(world, persona)),))


SAMPLES = {
    "journey:today-all": lambda *_: Sample(("ideas-to-answer",), changes=False),
    "journey:notices": _unread,
    "journey:notice-settings": _choices,
    "journey:stop-notices": _signed,
}
