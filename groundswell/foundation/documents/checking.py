"""What may be kept: the content says what a file is, and its name may not say otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from groundswell.foundation.documents import papers, photos
from groundswell.foundation.documents.words import size_of

ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")
ENDINGS = {kind: frozenset(endings.split()) for kind, endings in (photos.ENDINGS | papers.ENDINGS).items()}


class Unfit(ValidationError):  # noqa: N818  a sentence, as all our errors are
    """A file that we do not keep; the message says why, and what to do."""


@dataclass(frozen=True)
class Fit:
    """What is kept of a file: a photo as we drew it anew, a document as it came."""

    content: bytes
    content_type: str


def fit(raw: bytes, *, name: str) -> Fit:
    """Check a file and make it fit to keep. Raises `Unfit`, in words for who chose it."""
    check_size(len(raw), name=name)
    try:
        return _made_fit(raw, name)
    except (photos.Trouble, papers.Trouble) as trouble:
        raise Unfit(str(trouble) % {"file": called(name)}) from trouble


def _made_fit(raw: bytes, name: str) -> Fit:
    kind = photos.kind_of(raw) or papers.kind_of(raw)
    if kind is None:
        raise Unfit(
            _("%(file)s is not a kind of file that we can take. Choose a photo, or a PDF, Word, Excel, or text file")
            % {"file": called(name)}
        )
    _check_ending(name, kind)
    if kind in photos.ENDINGS:
        return Fit(*photos.drawn_anew(raw, kind))
    papers.check(raw, kind)
    return Fit(raw, kind)


def check_size(size: int, *, name: str) -> None:
    """Asked before a file is read into memory, and once more of what was read."""
    if size == 0:
        raise Unfit(_("%(file)s is empty. Choose another file") % {"file": called(name)})
    if size > settings.DOCUMENT_LARGEST:
        most = size_of(settings.DOCUMENT_LARGEST)
        raise Unfit(_("%(file)s is too big. Choose a file of %(most)s or less") % {"file": called(name), "most": most})


def called(name: str) -> str:
    """How a sentence names the file that somebody chose."""
    told = tidy_name(name)
    return f"“{told}”" if told else _("This file")


def tidy_name(name: str) -> str:
    """The last part of a name, on one line, with nothing that cannot be printed; its ending stays."""
    last = re.split(r"[/\\]", name)[-1]
    plain = " ".join("".join(one for one in last if one.isprintable()).split())
    return plain if len(plain) <= papers.LONGEST_NAME else plain[: papers.LONGEST_NAME - 12] + "…" + plain[-10:]


def _check_ending(name: str, kind: str) -> None:
    found = ENDING.search(tidy_name(name))
    if found and found.group(1).lower() not in ENDINGS[kind]:
        raise Unfit(
            _("%(file)s says that it is one kind of file and is another: inside it is %(kind)s. Choose another file")
            % {"file": called(name), "kind": kind_words(kind)}
        )


def kind_words(kind: str) -> str:
    """What a person calls this kind of file, as it stands in the middle of a sentence."""
    return {
        "image/jpeg": _("a JPEG photo"),
        "image/png": _("a PNG picture"),
        "image/webp": _("a WebP picture"),
        "image/heic": _("an iPhone photo (HEIC)"),
    }.get(kind, "") or _("a %(kind)s file") % {"kind": papers.words(kind)}
