"""Photos and documents as a page shows them: with words for who cannot see, and what is still being checked."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import Channel
from groundswell.foundation.documents import papers, photos, selectors
from groundswell.foundation.documents.models import DocumentState
from groundswell.foundation.documents.words import size_of
from groundswell.ideas import policies
from groundswell.ideas.selectors import KIND

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.foundation.documents.models import Document
    from groundswell.ideas.models import Idea


@dataclass(frozen=True)
class Shown:
    """One file. `small`: the address of a little picture; `address`: of the whole, none where a form must ask for it.

    `status` says why it cannot be opened, or nothing. `mine`: this reader may take it away.
    """

    key: str
    words: str
    small: str
    address: str
    status: str
    mine: bool


def shown(idea: Idea, asker: Asker, *, base: str = "") -> list[Shown]:
    """The files of an idea for who may see it. `base`: the address of the page that a mailed link opened.

    Where the text is covered, so are they.
    """
    if not policies.can_read_text(asker, idea):
        return []
    found = selectors.files_of(KIND, idea.pk)
    many = sum(one.is_photo for one in found)
    numbers = {one.pk: number for number, one in enumerate((one for one in found if one.is_photo), start=1)}
    return [
        Shown(
            key=str(one.pk),
            words=_photo_words(one, numbers[one.pk], many) if one.is_photo else _paper_words(one),
            small=_small(one, asker, base) if one.is_photo and one.is_clean else "",
            address=_address(one, asker, base) if one.is_clean else "",
            status=_status(one),
            mine=bool(policies.can_remove_file(asker, idea, one.added_by)),
        )
        for one in found
    ]


def _photo_words(photo: Document, number: int, many: int) -> str:
    if many == 1 and photo.described:
        return photo.described
    place = {"number": number, "many": many, "shows": photo.described}
    if photo.described:
        return _("Photo %(number)d of %(many)d: %(shows)s") % place
    return _("Photo %(number)d of %(many)d, sent with the idea") % place


def _paper_words(paper: Document) -> str:
    """Its name or what it shows, its kind and its size."""
    told = {"kind": papers.words(paper.content_type), "size": size_of(paper.size)}
    called = paper.name or paper.described
    return f"{called} ({told['kind']}, {told['size']})" if called else _("Document (%(kind)s, %(size)s)") % told


def _status(document: Document) -> str:
    if document.state == DocumentState.WAITING:
        return _("We are still checking this file. Come back in a few minutes.")
    if document.state == DocumentState.REFUSED:
        return _("We took this file away. Our check found that it could do harm, or could not read it.")
    return ""


def _address(document: Document, asker: Asker, base: str) -> str:
    """By four words nothing stands in an address: there a form asks for the file."""
    if asker.channel == Channel.RECEIPT:
        return ""
    if asker.channel == Channel.LINK:
        return f"{base}files/{document.pk}/"
    return reverse("documents:file", args=[document.pk])


def _small(photo: Document, asker: Asker, base: str) -> str:
    if asker.channel != Channel.RECEIPT:
        return f"{_address(photo, asker, base)}?small"
    content = selectors.content_of(photo)
    return f"data:image/jpeg;base64,{b64encode(photos.small(content)).decode()}" if content else ""
