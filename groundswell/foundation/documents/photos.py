"""Photos, drawn anew: what we keep are the dots alone, so that place, time, device and owner are gone."""

from __future__ import annotations

from io import BytesIO
from logging import getLogger
from threading import Lock
from typing import TYPE_CHECKING

import filetype
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin
from pillow_heif import register_heif_opener

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

register_heif_opener(thumbnails=False)
for _reader in (JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin):
    # turned up, these logs tell whatever a photo tells, the name of its owner too
    getLogger(_reader.__name__).addFilter(lambda _record: False)  # a switch would be turned back by the next set-up
Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, a setting, and asked before any dot is read
ENDINGS = {
    "image/jpeg": "jpg jpeg jpe jfif",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic heif hif",
}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}
SAME = {"image/heif": "image/heic"}
QUALITY = 85
OPAQUE = 255
_one_at_a_time = Lock()  # of each process: a photo of 50 million dots takes about 250 MB while it is read
SMALL = 400  # the longest side of a small one, in dots


class Trouble(Exception):  # noqa: N818  a sentence, as all our errors are
    """Why a photo cannot be kept; `%(file)s` stands where its name goes."""

    def __init__(self, words: StrPromise) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


TOO_LARGE = _("%(file)s has too many dots for us to open. Choose a smaller photo")
BROKEN = _("We cannot open %(file)s as a photo. It may be broken. Choose another one")


def kind_of(raw: bytes) -> str | None:
    """The kind of photo that these bytes are; none for anything else."""
    found = filetype.guess_mime(raw)
    found = SAME.get(found, found)
    return found if found in ENDINGS else None


def drawn_anew(raw: bytes, kind: str) -> tuple[bytes, str]:
    """The same picture, upright, at most so many dots a side: as JPEG, or PNG where one can see through it.

    Raises `Trouble`. The number of dots is read from the first bytes, before memory is taken for them.
    """
    try:
        with _one_at_a_time, Image.open(BytesIO(raw), formats=[FORMATS[kind]]) as picture:
            _check_dots(picture, kind)
            return _saved(_bare(_made_smaller(picture)))
    except Trouble:
        raise
    except Exception as error:  # whatever a decoder raises at bytes that somebody made to hurt it
        raise Trouble(BROKEN) from error


def _check_dots(picture: Image.Image, kind: str) -> None:
    """A JPEG is read smaller at once; of any other kind every dot is in memory for a moment."""
    most = settings.DOCUMENT_MOST_PIXELS if kind == "image/jpeg" else settings.DOCUMENT_MOST_PIXELS_WHOLE
    if picture.width * picture.height > most:
        raise Trouble(TOO_LARGE)


def small(content: bytes) -> bytes:
    """A little JPEG of a photo that we keep, for a list."""
    with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as picture:
        picture.draft("RGB", (SMALL, SMALL))
        seen = picture.convert("RGBA")
    seen.thumbnail((SMALL, SMALL))
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen)
    kept = BytesIO()
    paper.save(kept, "JPEG", quality=75, optimize=True)
    return kept.getvalue()


def _made_smaller(picture: Image.Image) -> Image.Image:
    """At most so many dots a side. First of all: every later step copies the dots that are left."""
    side = settings.DOCUMENT_LONGEST_SIDE
    picture.draft("RGB", (side, side))  # a JPEG is read smaller at once
    if picture.has_transparency_data and picture.mode != "RGBA":
        picture = picture.convert("RGBA")
    elif picture.mode not in {"RGB", "RGBA", "L"}:
        picture = picture.convert("RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture


def _bare(picture: Image.Image) -> Image.Image:
    """The dots, upright, on a new sheet: whatever else the file told does not come along."""
    dots = ImageOps.exif_transpose(picture)
    if dots.mode != "RGBA" or dots.getchannel("A").getextrema()[0] == OPAQUE:
        dots = dots.convert("RGB")
    sheet = Image.new(dots.mode, dots.size)
    sheet.paste(dots)
    return sheet


def _saved(sheet: Image.Image) -> tuple[bytes, str]:
    kept = BytesIO()
    if sheet.mode == "RGBA":
        sheet.save(kept, "PNG", optimize=True)
        return kept.getvalue(), "image/png"
    sheet.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return kept.getvalue(), "image/jpeg"
