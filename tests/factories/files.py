"""Real bytes of photos and documents, made when a test asks for them."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

CANARY = "CanaryWardPhone"
GPS, ORIENTATION, MODEL, ARTIST, TAKEN = 0x8825, 0x0112, 0x0110, 0x013B, 0x0132


def drawing(size=(80, 60), mode="RGB"):
    """Left half dark, right half light, so that a turn shows."""
    paper = Image.new(mode, size, "white")
    ImageDraw.Draw(paper).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="navy")
    return paper


def saved(picture, kind, **options):
    kept = BytesIO()
    picture.save(kept, kind, **options)
    return kept.getvalue()


def jpeg(size=(80, 60), *, orientation=1):
    """As a telephone makes it: where, when, by which telephone and whose."""
    told = Image.Exif()
    told[MODEL], told[ARTIST], told[TAKEN], told[ORIENTATION] = CANARY, CANARY, "2026:11:23 10:47:13", orientation
    told[GPS] = {1: "N", 2: (51.0, 34.0, 12.5), 3: "E", 4: (0.0, 29.0, 3.25)}
    return saved(drawing(size), "JPEG", exif=told, comment=CANARY.encode())


def png(size=(80, 60), mode="RGB"):
    return saved(drawing(size, mode), "PNG")


def clear_png():
    paper = drawing(mode="RGBA")
    paper.putpixel((0, 0), (0, 0, 0, 0))
    return saved(paper, "PNG")


def png_of_many_dots(width=20_000, height=20_000):
    """A few bytes that ask for memory for four hundred million dots."""

    def chunk(name, content):
        return struct.pack("!L", len(content)) + name + content + struct.pack("!L", zlib.crc32(name + content))

    head = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def package(*names, first=("[Content_Types].xml", "<Types/>"), content="<x/>"):
    kept = BytesIO()
    with ZipFile(kept, "w") as made:
        for name, text in (first, *((name, content) for name in names)):
            made.writestr(ZipInfo(name), text)  # the same bytes at any second
    return kept.getvalue()


def package_of_many_parts(count):
    """Only a list of parts, which are not there; reading the list makes an object of each."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, *[0] * 7, 1, *[0] * 6) + b"a"
    parts = entry * count
    number = min(count, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(parts), 4, 0)
    return b"PK\x03\x04" + parts + end


def docx(*more):
    return package("_rels/.rels", "word/document.xml", *more)


def odt(*more):
    return package("content.xml", *more, first=("mimetype", "application/vnd.oasis.opendocument.text"))


PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def upload(content=None, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, jpeg() if content is None else content)
