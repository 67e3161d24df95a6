"""Pictures of every page at 360 and 1280 pixels, from the demonstration, and an index of them.

python scripts/contact_sheet.py              all pages
python scripts/contact_sheet.py home queue   only these, and the index of all
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from every_page import DAY, NOBODY, ROOT, Shown, chromium, demonstration, pages, sign_in
from PIL import Image

PICTURES = ROOT / "docs/pictures/pages"
INDEX = ROOT / "docs/contact-sheet.md"
WIDTHS = {360: 740, 1280: 800}
SIZE = "--size"  # one size alone, in a process of its own
TALLEST = 3600  # pixels: what lies below is more of the same
LARGEST = 200_000  # bytes
COLOURS = (64, 32, 16, 8)


def main() -> None:
    """A demonstration for each size: what a page does, such as stopping mails, is done once in each."""
    if sys.argv[1:2] == [SIZE]:
        _one_size(int(sys.argv[2]), set(sys.argv[3:]))
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        subprocess.run([sys.executable, __file__, SIZE, str(width), *sys.argv[1:]], check=True)


def _one_size(width: int, wanted: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder)) as site, chromium() as browser:
        every = pages()
        for page in every:
            if not wanted or page.name in wanted:
                _picture(browser, site, page, width=width, height=WIDTHS[width])
        _tidy(every)
        INDEX.write_text(_index(every), encoding="utf-8")


def _picture(browser: object, site: str, shown: Shown, *, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    context.set_default_timeout(30_000)
    try:
        sign_in(context, site, shown.who)
        page = context.new_page()
        page.goto(site + shown.address)
        if shown.act:
            shown.act(page)
        small = _reduced(page.screenshot(full_page=True, animations="disabled"))
        (PICTURES / f"{shown.name}-{width}.png").write_bytes(small)
    except Exception as trouble:  # noqa: BLE001  one page must not keep the others from being seen
        print(f"{shown.name} at {width}: {str(trouble).splitlines()[0]}", flush=True)
    finally:
        context.close()


def _reduced(png: bytes) -> bytes:
    """Fewer colours until it is small enough; never taller than TALLEST."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    for colours in COLOURS:
        out = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def _tidy(shown: list[Shown]) -> None:
    """Remove pictures of pages that are no more."""
    kept = {f"{page.name}-{width}.png" for page in shown for width in WIDTHS}
    for old in PICTURES.glob("*.png"):
        if old.name not in kept:
            old.unlink()


def _index(shown: list[Shown]) -> str:
    rows = [
        "# Contact sheet",
        "",
        f"Every page at 360 and 1280 pixels, from the demonstration as it stands on {DAY}: everyone in it is made up.",
        "Made by `python scripts/contact_sheet.py`. A page taller than 3,600 pixels is cut there.",
        "",
        "| Page | Seen by | 360 | 1280 |",
        "|---|---|---|---|",
    ]
    for page in shown:
        who = "a visitor" if page.who == NOBODY else page.who
        phone, desk = (f"pictures/pages/{page.name}-{width}.png" for width in WIDTHS)
        rows.append(f"| {page.name} | {who} | ![{page.name} on a phone]({phone}) | ![{page.name} on a desk]({desk}) |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
