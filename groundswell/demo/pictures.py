"""Two photos of the demonstration, drawn when it is made: no picture of a real place, and no file in the repository."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 720)
WALL, FLOOR, DOOR, WOOD, DARK, SIGN = "#dfe7ea", "#9fb0b8", "#7d94a1", "#b98d5e", "#2b3a42", "#005eb8"


def photo(name: str) -> SimpleUploadedFile:
    """A drawing by its name in the data, as somebody would choose it on a page."""
    sheet = Image.new("RGB", SIZE, WALL)
    DRAWINGS[name](ImageDraw.Draw(sheet))
    kept = BytesIO()
    sheet.save(kept, "PNG")
    return SimpleUploadedFile(f"{name}.png", kept.getvalue(), content_type="image/png")


def _sign(pen: ImageDraw.ImageDraw) -> None:
    """A door under a sign, and a letter that calls the same place something else."""
    pen.rectangle((0, 600, 960, 720), fill=FLOOR)
    pen.rectangle((330, 190, 640, 600), fill=DOOR, outline=DARK, width=6)
    pen.ellipse((595, 390, 620, 415), fill=DARK)
    pen.rectangle((290, 60, 680, 160), fill=SIGN)
    _write(pen, (485, 110), "Eye Unit", 60, "white")
    pen.polygon([(40, 420), (300, 380), (340, 640), (80, 690)], fill="white", outline=DARK)
    _write(pen, (190, 520), "Go to Clinic 4", 36, DARK)


def _chargers(pen: ImageDraw.ImageDraw) -> None:
    """A desk with a box of cables and a sheet to sign."""
    pen.rectangle((0, 430, 960, 720), fill=WOOD)
    pen.rectangle((140, 260, 520, 540), fill="#f2c14e", outline=DARK, width=6)
    _write(pen, (330, 480), "Chargers", 54, DARK)
    for number in range(5):
        left = 170 + number * 65
        pen.arc((left, 150, left + 60, 330), 180, 360, fill=DARK, width=9)
    pen.rectangle((610, 330, 860, 620), fill="white", outline=DARK, width=4)
    for line in range(5):
        pen.line((640, 410 + line * 42, 830, 410 + line * 42), fill=FLOOR, width=4)
    _write(pen, (735, 370), "Sign me out", 32, DARK)


def _write(pen: ImageDraw.ImageDraw, place: tuple[int, int], words: str, size: int, ink: str) -> None:
    pen.text(place, words, fill=ink, font=ImageFont.load_default(size), anchor="mm")


DRAWINGS = {"sign": _sign, "chargers": _chargers}
