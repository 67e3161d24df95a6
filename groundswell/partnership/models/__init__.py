"""The tables of this room: who and where in `people`, questions from outside in `enquiries`, who stands behind work in
`sponsorships`, how many work where in `headcounts`.
"""

from groundswell.partnership.models.enquiries import Enquiry
from groundswell.partnership.models.headcounts import Headcount
from groundswell.partnership.models.people import (
    Absence,
    DatedQuerySet,
    DutyTurn,
    Erasure,
    Organisation,
    PeopleManager,
    Person,
    Programme,
    Role,
    SecondStep,
    Service,
    Succession,
)
from groundswell.partnership.models.sponsorships import Sponsorship

__all__ = [
    "Absence",
    "DatedQuerySet",
    "DutyTurn",
    "Enquiry",
    "Erasure",
    "Headcount",
    "Organisation",
    "PeopleManager",
    "Person",
    "Programme",
    "Role",
    "SecondStep",
    "Service",
    "Sponsorship",
    "Succession",
]
