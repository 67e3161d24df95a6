"""Who hosts a programme that lived before this was kept: what its migration writes."""

from datetime import date
from importlib import import_module

from django.apps import apps

from groundswell.partnership.models import Organisation
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import Beginning, partners, set_up_programme
from tests.factories.partnership import make_organisation, make_programme

HOSTS = import_module("groundswell.partnership.migrations.0013_who_hosts")


def made(host):
    beginning = Beginning("Fenland", host, "Europe/London", "ENG", "Fenland Hospitals", "trust", "Ada", f"ada@{host}")
    return set_up_programme(beginning)


def test_whoever_was_set_up_hosts_by_its_name_of_today(db):
    plain, renamed, other = made("a.example"), made("b.example"), make_programme()
    make_organisation(other)
    Organisation.objects.update(since=date(2020, 1, 1), hosts=False)
    before = Organisation.objects.get(programme=renamed)
    by = asker_for(renamed.default_duty, renamed)
    partners.rename(before.pk, name="Fens", on=date(2026, 4, 1), source="A law", by=by)
    HOSTS.name_hosts(apps, None)
    found = set(Organisation.objects.filter(hosts=True).values_list("programme", "name"))
    assert found == {(plain.pk, "Fenland Hospitals"), (renamed.pk, "Fens")}
