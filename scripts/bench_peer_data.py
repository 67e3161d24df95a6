"""An event of pretalx with many submissions, written straight into its database; run with pretalx's own Python.

    python scripts/bench_peer_data.py SUBMISSIONS

Prints one line of JSON: its addresses, and the cookie of an organiser who is signed in.
"""

import datetime as dt
import json
import os
import random
import sys
from string import ascii_uppercase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretalx.settings")

# ruff: noqa: E402  models can be read only after the settings

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import now
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event
from pretalx.event.utils import create_organiser_with_team
from pretalx.person.models import SpeakerProfile, User
from pretalx.submission.models import Submission, SubmissionStates

SEED, SPEAKERS, BATCH, OFTEN = 2018, 300, 1000, 30_000
STATES = (SubmissionStates.SUBMITTED, SubmissionStates.ACCEPTED, SubmissionStates.REJECTED)


def event_of(organiser: User) -> Event:
    """An event whose call is open, with what pretalx makes for each event by itself."""
    host, team = create_organiser_with_team(name="Bench", slug="benchers", users=[organiser])
    begins = now() + dt.timedelta(days=90)
    event = Event.objects.create(
        name="Bench", slug="bench", organiser=host, is_public=True, date_from=begins.date(), date_to=begins.date(),
        timezone="Europe/London", email="bench@example.org", locale_array="en", locale="en",
    )  # fmt: skip
    with scope(event=event):
        event.build_initial_data()
        team.all_events = team.can_change_submissions = team.can_change_event_settings = True
        team.save()
        event.cfp.deadline = begins - dt.timedelta(days=30)
        event.cfp.save()
    return event


def fill(event: Event, size: int, chance: random.Random) -> list[str]:
    """Texts as long as ours; one speaker each. Gives the codes of a few."""
    names = [User(name=f"Speaker {number}", email=f"s{number}@example.org") for number in range(SPEAKERS)]
    speakers = User.objects.bulk_create(names)
    SpeakerProfile.objects.bulk_create(SpeakerProfile(event=event, user=one, biography="") for one in speakers)
    kind, through = event.cfp.default_type, Submission.speakers.through
    codes = []
    for start in range(0, size, BATCH):
        made = Submission.objects.bulk_create(
            Submission(
                event=event, code=code(number), title=text(chance, 6), abstract=text(chance, 40), submission_type=kind,
                state=STATES[number % 3], content_locale="en",
            )
            for number in range(start, min(start + BATCH, size))
        )  # fmt: skip
        through.objects.bulk_create(
            through(submission_id=one.pk, user_id=speakers[at % SPEAKERS].pk) for at, one in enumerate(made)
        )
        codes += [one.code for one in made[:3]]
    return codes[:50]


def code(number: int) -> str:
    letters = ascii_uppercase
    return "".join(letters[number // len(letters) ** place % len(letters)] for place in range(6))


def text(chance: random.Random, words: int) -> str:
    return " ".join(f"w{int(chance.paretovariate(0.5)) % OFTEN}x" for _word in range(words))


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with scopes_disabled():
        organiser = User.objects.create_user(name="Organiser", email="o@example.org", password=os.urandom(9).hex())
        event = event_of(organiser)
    with scope(event=event):
        codes = fill(event, int(sys.argv[1]), random.Random(SEED))
    client = Client()
    client.force_login(organiser, backend="django.contrib.auth.backends.ModelBackend")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    own = "/orga/event/bench/submissions/"
    print(json.dumps({"cookie": cookie, "list": own, "detail": f"{own}{codes[0]}/", "submit": "/bench/submit/"}))


if __name__ == "__main__":
    main()
