"""Adding files to an idea: who may, in every way to send; what is kept of whose file; and what erasing leaves."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.http import Http404

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.documents.checking import Unfit
from groundswell.foundation.documents.models import Document
from groundswell.foundation.jobs.models import Job
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import policies, selectors, services
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import erase_person
from tests.factories import files
from tests.factories.files import upload
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import give_role, make_person
from tests.rules.cast import link_holder, make_cast

FOUR = "acorn bagel cable dandelion"


@pytest.fixture
def cast(db):
    return make_cast()


def sent(cast, mode="named", chosen=None):
    """Grace's idea, sent with these files."""
    if mode == "anonymous":
        return services.send_anonymously(cast.programme, {"text": TEXT}, key=uuid4(), words=FOUR, files=chosen)
    draft = services.keep_draft(cast.programme, {"text": TEXT, "mode": mode}, by=cast.as_("grace"))
    return services.send(draft, by=cast.as_("grace"), files=chosen)


def photo(name="grace-obi.jpg"):
    return services.Files([upload(name=name)], described="The desk")


def sender(cast, idea):
    return selectors.asker_by_receipt(idea) if idea.mode == "anonymous" else cast.as_("grace")


def rows(idea):
    return [
        (row.verb, row.actor_kind, row.revision)
        for row in AuditEntry.objects.filter(record_id=idea.pk).order_by("revision")
    ]


@pytest.mark.parametrize(
    ("mode", "actor", "named"),
    [("named", "person", True), ("confidential", "sender", False), ("anonymous", "anonymous", False)],
)
def test_a_file_goes_with_the_sending_and_names_only_who_gave_a_name(cast, mode, actor, named):
    idea = sent(cast, mode, photo())
    document = Document.objects.get(record_id=idea.pk)
    assert rows(idea) == [("send", actor, 1), ("add files", actor, 2)]
    assert (document.name, document.described) == ("grace-obi.jpg" if named else "", "The desk")
    assert document.added_by == (cast.grace.pk if named else None)


@pytest.mark.parametrize("mode", ["named", "confidential", "anonymous"])
def test_add_files_by_the_sender_later_tells_who_has_it(cast, mode):
    idea = sent(cast, mode)
    services.add_files(idea, [upload()], by=sender(cast, idea), patient_seen=False)
    assert idea.revision == 2
    assert Document.objects.get().added_by == (cast.grace.pk if mode == "named" else None)
    assert list(OutboxRow.objects.filter(key="ideas.files_added").values_list("person_id", flat=True)) == [cast.dee.pk]


def test_add_files_by_the_holder_tells_nobody(cast):
    idea = sent(cast)
    services.add_files(idea, [upload(files.PDF, "plan.pdf")], by=cast.as_("dee"), patient_seen=False)
    assert Document.objects.get().added_by == cast.dee.pk
    assert not OutboxRow.objects.filter(key="ideas.files_added").exists()


def test_add_files_in_confidence_leaves_the_same_rows_when_it_came_back_to_its_sender(cast):
    """Dee is on duty, so her own idea is in her hands; a mail that is not there would say whose it is."""
    for who in ("grace", "dee"):
        draft = services.keep_draft(cast.programme, {"text": TEXT, "mode": "confidential"}, by=cast.as_(who))
        idea = services.send(draft, by=cast.as_(who))
        services.add_files(idea, [upload()], by=cast.as_(who), patient_seen=False)
    told = OutboxRow.objects.filter(key="ideas.files_added").values_list("person_id", flat=True)
    assert list(told) == [cast.dee.pk, cast.dee.pk]


@pytest.mark.parametrize("who", ["amina", "joe", "staff"])
def test_add_files_is_refused_to_everyone_else(cast, who):
    idea = sent(cast)
    with pytest.raises(NotAllowed, match="Only the person who sent this idea"):
        services.add_files(idea, [upload()], by=cast.as_(who), patient_seen=False)
    assert (idea.revision, Document.objects.count()) == (1, 0)


def test_add_files_is_refused_once_it_was_taken_back(cast):
    idea = services.withdraw(sent(cast), by=cast.as_("grace"))
    with pytest.raises(NotAllowed, match="This cannot be done now"):
        services.add_files(idea, [upload()], by=cast.as_("grace"), patient_seen=False)


def test_a_photo_of_a_patient_is_refused_and_nothing_is_sent(cast):
    with pytest.raises(Unfit, match="Choose one without the patient"):
        sent(cast, "named", services.Files([upload()], patient_seen=True))
    assert selectors.my_ideas(cast.as_("grace")).count() == 0


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_a_document_is_refused_where_it_could_tell_who_wrote_it(cast, mode):
    with pytest.raises(Unfit, match="can carry the name of who wrote it"):
        sent(cast, mode, services.Files([upload(files.docx(), "a.docx")]))
    idea = sent(cast, mode)
    with pytest.raises(Unfit, match="can carry the name of who wrote it"):
        services.add_files(idea, [upload(files.PDF, "a.pdf")], by=sender(cast, idea), patient_seen=False)
    assert idea.revision == 1


def test_a_helper_leaves_no_name_on_the_file_and_its_sender_may_take_it_away(cast):
    idea = services.send_for(
        cast.programme,
        {"text": TEXT, "email": "len@example.org"},
        key=uuid4(),
        by=cast.as_("staff"),
        agreed=True,
        files=photo(),
    )
    document = Document.objects.get(record_id=idea.pk)
    assert document.added_by is None
    services.remove_file(idea, document.pk, by=link_holder(idea))
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("mode", "by_link"), [("named", False), ("named", True), ("confidential", False), ("anonymous", False)]
)
def test_remove_file_by_who_sent_it(cast, mode, by_link):
    idea = sent(cast, mode, photo())
    asker = link_holder(idea) if by_link else sender(cast, idea)
    services.remove_file(idea, Document.objects.get().pk, by=asker)
    assert Document.objects.count() == 0
    assert rows(idea)[-1][0] == "remove file"


def test_remove_file_is_refused_to_who_did_not_add_it(cast):
    idea = sent(cast, "named", photo())
    services.add_files(idea, [upload()], by=cast.as_("dee"), patient_seen=False)
    hers, dees = Document.objects.order_by("position")
    for document, who in ((hers, "dee"), (dees, "grace"), (hers, "amina")):
        with pytest.raises(NotAllowed):
            services.remove_file(idea, document.pk, by=cast.as_(who))
    assert Document.objects.count() == 2


def test_remove_file_of_another_idea_is_not_found(cast):
    one, other = sent(cast, "named", photo()), sent(cast)
    with pytest.raises(Http404):
        services.remove_file(other, Document.objects.get(record_id=one.pk).pk, by=cast.as_("grace"))


def test_the_queue_of_jobs_does_not_tell_the_hour_of_a_file_without_a_name(cast):
    sent(cast, "anonymous", photo())
    queued = Job.objects.get(name="documents.scan").queued_at
    assert (queued.hour, queued.minute, queued.second, queued.microsecond) == (0, 0, 0, 0)
    added = Document.objects.get().added_at
    assert (added.hour, added.minute, added.second) == (0, 0, 0)


def test_who_may_add_and_remove_is_said_by_the_policies(cast):
    idea = sent(cast)
    grace, dee, amina = (cast.as_(who) for who in ("grace", "dee", "amina"))
    assert [bool(policies.can_add_files(asker, idea)) for asker in (grace, dee, amina)] == [True, True, False]
    may = [
        (asker, added_by)
        for asker in (grace, dee, replace(link_holder(idea)))
        for added_by in (None, cast.grace.pk, cast.dee.pk)
        if policies.can_remove_file(asker, idea, added_by)
    ]
    assert [added_by for _asker, added_by in may] == [None, cast.grace.pk, cast.dee.pk, None, cast.grace.pk]


def test_erase_takes_the_files_of_the_sender_and_keeps_those_of_the_team(cast, django_capture_on_commit_callbacks):
    give_role(cast.dee, cast.programme, "programme_admin")
    with django_capture_on_commit_callbacks(execute=True):
        idea = sent(cast, "named", photo())
        services.add_files(idea, [upload()], by=cast.as_("dee"), patient_seen=False)
    hers = Document.objects.get(added_by=cast.grace.pk)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(by=cast.as_("dee"), reason="asked", person_id=cast.grace.pk)
    assert list(Document.objects.values_list("added_by", flat=True)) == [cast.dee.pk]
    assert not storages["documents"].exists(str(hers.pk))


def test_erase_leaves_a_stand_in_on_files_that_somebody_added_for_the_team(cast):
    give_role(cast.dee, cast.programme, "programme_admin")
    joe = make_person("Jo Doer")
    idea = send_idea(cast.programme, by=cast.as_("grace"))
    services.give(idea, to=joe.pk, by=cast.as_("dee"))
    services.add_files(idea, [upload()], by=asker_for(joe, cast.programme), patient_seen=False)
    erase_person(by=cast.as_("dee"), reason="asked", person_id=joe.pk, successor_id=cast.tom.pk)
    assert Document.objects.get().added_by not in {None, joe.pk}
