"""setup, erase-person and reset-second-step, as whoever keeps the server types them."""

import pytest

from groundswell import cli
from groundswell.cli import people
from groundswell.foundation.audit import checking
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from groundswell.partnership.models import Erasure, Organisation, Person, Programme, Role
from groundswell.partnership.selectors import asker_for, has_devices
from groundswell.partnership.services import devices
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person, make_programme

HOST = "innovation.example.org"
SAID = {
    "--name": "Fenland Innovation",
    "--host": HOST,
    "--timezone": "Europe/London",
    "--nation": "WLS",
    "--organisation": "Fenland Hospitals",
    "--kind": "trust",
    "--admin-name": "Ada Fenn",
    "--admin-email": "Ada@Example.org",
}


def setup(**changes):
    said = SAID | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return cli.run(["setup", *[word for pair in said.items() if pair[1] is not None for word in pair]])


@pytest.fixture
def typed(monkeypatch):
    """What somebody types, an answer a line; after the last one there is nobody."""

    def answers(*lines):
        waiting = list(lines)

        def answer(_question):
            if not waiting:
                raise EOFError
            return waiting.pop(0)

        monkeypatch.setattr("builtins.input", answer)
        return waiting

    return answers


def refused(command, *words):
    with pytest.raises(SystemExit) as left:
        command(*words)
    return str(left.value)


def nothing_made():
    return not any(kind.objects.exists() for kind in (Programme, Organisation, Person, Role, AuditEntry))


def test_setup_makes_a_programme_that_its_administrator_can_run(db, settings, capsys):
    settings.ALLOWED_HOSTS = [HOST]
    assert setup() == 0
    assert capsys.readouterr().out == f"Fenland Innovation is ready. Ada Fenn can sign in at {HOST}.\n"
    programme, ada = Programme.objects.get(), Person.objects.get()
    assert (programme.host, programme.timezone, programme.nation) == (HOST, "Europe/London", "WLS")
    assert (ada.email, ada.name, programme.default_duty) == ("ada@example.org", "Ada Fenn", ada)
    assert list(Organisation.objects.values_list("name", "kind")) == [("Fenland Hospitals", "trust")]
    assert asker_for(ada, programme).holds("programme_admin")


def test_setup_takes_how_to_reach_the_programme_and_keeps_who_hosts_it(db):
    assert setup(phone=" 01632 960417", email="us@example.org") == 0
    programme, host = Programme.objects.get(), Organisation.objects.get()
    assert (programme.phone, programme.email, host.hosts) == ("01632 960417", "us@example.org", True)


def test_setup_is_audited_as_the_system(db):
    setup()
    rows = AuditEntry.objects.order_by("pk").values_list("verb", "record_type", "actor_kind", "actor_id", "channel")
    assert list(rows) == [
        ("set_up", "partnership.programme", "system", None, "task"),
        ("grant", "partnership.role", "system", None, "task"),
    ]
    assert checking.troubles() == []


def test_setup_refuses_a_host_that_has_a_programme(db):
    setup()
    before = AuditEntry.objects.count()
    assert refused(lambda: setup(name="Another")) == f"There is a programme at {HOST} already. Nothing was changed."
    assert refused(lambda: setup(host=HOST.upper())) == f"There is a programme at {HOST} already. Nothing was changed."
    assert (Programme.objects.get().name, AuditEntry.objects.count()) == ("Fenland Innovation", before)


def test_setup_asks_for_what_was_left_out(db, typed):
    left = typed("Fenland Innovation", "", "Ada Fenn")
    assert setup(name=None, timezone=None, admin_name=None) == 0
    assert left == []
    programme = Programme.objects.get()
    assert (programme.name, programme.timezone, programme.default_duty.name) == (
        "Fenland Innovation", "Europe/London", "Ada Fenn",
    )  # fmt: skip


def test_setup_says_which_option_is_missing_when_nobody_answers(db, typed):
    typed()
    assert refused(lambda: setup(admin_email=None)) == "Say it with --admin-email. Nothing was changed."
    assert nothing_made()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"host": "https://innovation.example.org/"}, "The host is a bare name, such as innovation.example.nhs.uk."),
        ({"host": "innovation.example.org:8000"}, "The host is a bare name, such as innovation.example.nhs.uk."),
        ({"timezone": "Europe/Basildon"}, "There is no time zone called Europe/Basildon."),
        ({"admin_name": " "}, "The first administrator needs a name and an e-mail address."),
        ({"admin_email": "ada"}, "email: Enter a valid email address."),
        ({"email": "us"}, "email: Enter a valid email address."),
        ({"kind": "circus"}, "kind: Value 'circus' is not a valid choice."),
    ],
)
def test_setup_refuses_what_cannot_be(db, changes, said):
    assert refused(lambda: setup(**changes)) == f"{said}\nNothing was changed."
    assert nothing_made()


def test_setup_says_when_the_settings_do_not_let_the_host_in(db, settings, capsys):
    settings.ALLOWED_HOSTS = ["localhost"]
    setup()
    assert f"Add {HOST} to GROUNDSWELL_HOSTS, or nobody reaches it." in capsys.readouterr().out


def test_setup_keeps_a_person_who_is_known_already(db):
    ada = make_person("Ada Fenn-Smith", email="ada@example.org")
    setup()
    assert Programme.objects.get().default_duty == ada
    assert Person.objects.get().name == "Ada Fenn-Smith"


def test_erase_person_asks_once_more(programme, typed, capsys):
    idea = send_idea(programme)
    typed("grace@example.org")
    assert cli.run(["erase-person", "grace@example.org"]) == 0
    erasure = Erasure.objects.get()
    said = "Erased. Backups made before still hold them: after restoring one, erase the same address again.\n"
    assert capsys.readouterr().out == said
    assert (erasure.reason, Idea.objects.get(pk=idea.pk).sender_email) == ("asked", "")
    assert checking.troubles() == []


@pytest.mark.parametrize("lines", [(), ("",), ("yes",), ("joe@example.org",)])
def test_erase_person_does_nothing_when_the_second_time_differs(programme, typed, lines):
    send_idea(programme)
    typed(*lines)
    assert refused(cli.run, ["erase-person", "grace@example.org"]) == "Nothing was erased."
    assert Erasure.objects.count() == 0


def test_erase_person_by_id_with_somebody_in_their_place(programme, capsys):
    amina, ben = make_person("Amina Khan"), make_person("Ben Osei")
    for person in (amina, ben):
        give_role(person, programme)
    idea = send_idea(programme)
    services.take(idea, by=asker_for(amina, programme))
    asked = ["erase-person", str(amina.pk), "--yes", "--why", "ended"]
    assert refused(cli.run, asked) == "This person still holds ideas. Name who takes them on."
    assert refused(cli.run, [*asked, "--hand-to", "x@example.org"]) == "Nobody here has the address x@example.org."
    assert cli.run([*asked, "--hand-to", ben.email.upper()]) == 0
    assert Idea.objects.get(pk=idea.pk).holder == ben
    assert Erasure.objects.get().reason == "ended"
    assert capsys.readouterr().out.endswith(f"erase the id {amina.pk} again.\n")


def test_erase_person_asks_which_programme_does_it(programme):
    other = make_programme()
    send_idea(other)
    hosts = ", ".join(sorted([programme.host, other.host]))
    asked = ["erase-person", "grace@example.org", "--yes"]
    assert refused(cli.run, asked) == f"Say which programme with --host: {hosts}."
    assert refused(cli.run, [*asked, "--host", "x.org"]) == f"No programme is at x.org. There are: {hosts}."
    assert cli.run([*asked, "--host", other.host]) == 0
    assert Erasure.objects.get().programme == other


def test_erase_person_needs_a_programme(db):
    assert refused(cli.run, ["erase-person", "x@example.org", "--yes"]) == (
        "Say which programme with --host: there is none yet."
    )


def test_every_question_has_its_option():
    assert {f"--{name.replace('_', '-')}" for name in people.QUESTIONS} == set(SAID)


def test_reset_second_step_is_done_by_the_system_and_told(programme, capsys):
    ada = make_person("Ada Fenn", email="ada@example.org")
    devices.add(ada.pk, devices.APP, {"secret": devices.new_app_key()})
    assert cli.run(["reset-second-step", "Ada@Example.org"]) == 0
    assert capsys.readouterr().out == "Taken away. Ada Fenn sets it up anew at the next sign-in.\n"
    assert not has_devices(ada.pk)
    row = AuditEntry.objects.get(verb="reset")
    assert (row.actor_kind, row.facts) == ("system", {"person": str(ada.pk)})
    assert OutboxRow.objects.get().key == "partnership.second_step_reset"


def test_reset_second_step_of_nobody_says_so(programme):
    assert refused(cli.run, ["reset-second-step", "x@example.org"]) == "Nobody here has the address x@example.org."
