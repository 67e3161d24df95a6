"""How the address of a file is filled: a photo that the doer of an idea added, looked at by the scanner."""

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from groundswell.foundation.documents.checking import fit
from groundswell.foundation.documents.models import Document
from groundswell.foundation.documents.scanning import scan_document
from groundswell.ideas import services
from tests.access.world import Sample
from tests.factories.files import jpeg, upload


def clean_photo(idea, by):
    """Its bytes are put where the end of the transaction would put them: a matrix is tried inside one."""
    before = set(Document.objects.values_list("pk", flat=True))
    services.add_files(idea, [upload()], by=by, patient_seen=False)
    document = Document.objects.exclude(pk__in=before).get()
    storages["documents"].save(str(document.pk), ContentFile(fit(jpeg(), name="").content))
    assert scan_document(document.pk) == "clean"
    return document


def _file(world, _persona):
    from tests.access.ideas import _as, _with_doer

    return Sample((clean_photo(_with_doer(world), _as(world, "doer")).pk,))


SAMPLES = {"documents:file": _file}
