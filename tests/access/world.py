"""Who asks in the access matrix, and what there is to ask for.

`PERSONAS` are the columns of the tables. A room says in `tests/access/<room>.py` how its addresses are filled
(`SAMPLES`: address name to a function of world and persona); an address without arguments and data needs nothing.
"""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.factories.partnership import enter, give_role, make_organisation, make_person, make_programme

PERSONAS = (
    "anonymous",
    "sender_by_link",
    "staff",
    "triager",
    "triager_other_place",
    "doer",
    "organisation_admin",
    "programme_admin",
    "other_programme",
)
SIGNED_OUT = PERSONAS[:2]


@dataclass
class Sample:
    """How one address is asked for: its arguments, what is posted, cookies; `changes` false: a POST writes nothing."""

    args: tuple = ()
    data: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    changes: bool = True


class World:
    """One programme with two hospitals, a person for each persona, and another programme next door."""

    def __init__(self):
        self.duty = make_person("Dee Duty")
        self.programme = make_programme(default_duty=self.duty)
        self.hospital = make_organisation(self.programme)
        self.other_hospital = make_organisation(self.programme, "Southend Hospital")
        self.next_door = make_programme()
        self.people = {persona: make_person(persona) for persona in PERSONAS if persona not in SIGNED_OUT}
        give_role(self.people["triager"], self.programme)
        give_role(self.people["triager_other_place"], self.programme, "triager", self.other_hospital)
        give_role(self.people["organisation_admin"], self.programme, "organisation_admin", self.hospital)
        give_role(self.people["programme_admin"], self.programme, "programme_admin")
        for kind in ("triager", "programme_admin"):
            give_role(self.people["other_programme"], self.next_door, kind)

    def browser(self, persona, cookies, *, stepped=True):
        """`stepped` false: the mailed code was typed, and the second step is still to come."""
        client = Client(HTTP_HOST=self.programme.host)
        if persona in self.people and stepped:
            enter(client, self.people[persona], noted=True)
        elif persona in self.people:
            client.force_login(self.people[persona])
        for name, value in cookies.items():
            client.cookies[name] = value
        return client
