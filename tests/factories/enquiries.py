"""Questions to the programme, asked as the contact page asks them."""

from uuid import uuid4

from groundswell.foundation.access import Asker
from groundswell.partnership.services import enquiries

TEXT = "Who can tell me more about the walking group?"


def ask(programme, **said):
    given = {"key": uuid4(), "name": "Len Park", "email": "len@example.org", "text": TEXT} | said
    return enquiries.ask(programme, by=Asker(programme_id=programme.pk), **given)
