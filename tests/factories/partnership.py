"""Programmes and people without surprises: everything that matters is said by the test."""

from datetime import date
from itertools import count
from time import time
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from groundswell.foundation.access import Asker, Held
from groundswell.partnership.models import Organisation, Person, Programme, Role, Service
from groundswell.partnership.services import signing_in

_numbers = count(1)
START = date(2018, 1, 1)


def make_person(name="Amina Khan", **fields):
    fields.setdefault("email", f"person{next(_numbers)}@example.org")
    return Person.objects.create_user(name=name, **fields)


def make_programme(**fields):
    fields.setdefault("default_duty", None)
    duty = fields.pop("default_duty") or make_person("Dee Duty")
    number = next(_numbers)
    return Programme.objects.create(
        name="Mid and South Essex", host=f"site{number}.localhost", default_duty=duty, **fields
    )


def make_organisation(programme, name="Basildon Hospital", **fields):
    return Organisation.objects.create(programme=programme, name=name, kind="trust", since=START, **fields)


def make_service(organisation, name="Outpatients", place="Basildon"):
    return Service.objects.create(organisation=organisation, name=name, place=place)


def give_role(person, programme, kind="triager", organisation=None):
    return Role.objects.create(programme=programme, person=person, kind=kind, organisation=organisation, since=START)


def enter(client, person, *, noted=False):
    """Sign in in a test's browser with the second step passed, marked as the site itself marks a session.

    `noted`: that the visit goes on is noted already, so that no page does it, for a minute.
    """
    if settings.SESSION_COOKIE_NAME in client.cookies:
        client.force_login(person)
        take_step(client, person)
        return
    session = SessionStore()  # written once; Django would make three and throw two away
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    signing_in.mark_stepped(session, person.pk)
    if noted:
        session[signing_in.SINCE] = session[signing_in.SEEN] = int(time())
    session.save()
    client._set_login_cookies(SimpleNamespace(session=session))


def take_step(client, person):
    """Pass the second step in a test's browser in which this person has signed in."""
    session = client.session
    signing_in.mark_stepped(session, person.pk)
    session.save()


def asker_of(person, programme, *kinds, organisation=None):
    """The asker that a signed-in person with these roles is."""
    roles = frozenset(Held(kind, organisation and organisation.pk) for kind in kinds)
    return Asker(programme_id=programme.pk, person_id=person.pk, name=person.name, roles=roles)
