"""Verbs, all audited: roles, turns of duty, absences, erasing a person, the second step. And signing in and out."""

from groundswell.partnership.services.absences import call_off_absence, end_absence, set_absence
from groundswell.partnership.services.duty import end_duty, set_duty
from groundswell.partnership.services.erasing import erase_person
from groundswell.partnership.services.people import person_with_email
from groundswell.partnership.services.roles import end_role, give_role_to, grant_role
from groundswell.partnership.services.second_step import reset_second_step
from groundswell.partnership.services.setting_up import Beginning, set_up_programme

__all__ = [
    "Beginning",
    "call_off_absence",
    "end_absence",
    "end_duty",
    "end_role",
    "erase_person",
    "give_role_to",
    "grant_role",
    "person_with_email",
    "reset_second_step",
    "set_absence",
    "set_duty",
    "set_up_programme",
]
