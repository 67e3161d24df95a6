"""Every page by the rules of accessibility; writes docs/accessibility/result.md.

    python scripts/accessibility.py              everything
    python scripts/accessibility.py home queue   only these pages, written to the screen alone

Beyond axe: scrolling sideways, text cut when it is spaced (WCAG 1.4.12) or twice as large (1.4.4), headings that
skip a level, and stops of the Tab key that cannot be seen. Ends with 1 when anything is found.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from every_page import DAY, ROOT, Shown, chromium, demonstration, pages, sign_in

from tests.stories import checks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RESULT = ROOT / "docs/accessibility/result.md"
WIDTHS = {320: 640, 1280: 800}
MOST_STOPS = 90  # of the Tab key: a queue of 25 rows with its menu and its bar
SCHEMES = {"light": {}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}
PLAIN = {"color_scheme": "light", "forced_colors": "none"}


def main() -> int:
    wanted = set(sys.argv[1:])
    found: list[str] = []
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder)) as site, chromium() as browser:
        version = browser.version
        for shown in pages():
            if wanted and shown.name not in wanted:
                continue
            for width, height in WIDTHS.items():
                counted["pages opened"] += 1
                faults = _look(browser, site, shown, (width, height), counted)
                found += [f"{shown.name} ({shown.who}, {width}): {fault}" for fault in faults]
                for fault in faults:
                    print(f"{shown.name} {width}: {fault}", flush=True)
    text = _result(found, counted, version)
    if wanted:
        print(text)
    else:
        RESULT.parent.mkdir(parents=True, exist_ok=True)
        RESULT.write_text(text, encoding="utf-8")
    return 1 if found else 0


def _look(browser: Browser, site: str, shown: Shown, size: tuple[int, int], counted: Counter[str]) -> list[str]:
    """One page at one width, through all checks; what was found."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB")
    context.set_default_timeout(15_000)
    try:
        sign_in(context, site, shown.who)
        page = context.new_page()
        page.goto(site + shown.address)
        if shown.act:
            shown.act(page)
        return [*_by_rules(page, counted), *_by_layout(page, counted), *_by_keys(page, counted)]
    except Exception as trouble:  # noqa: BLE001  a page that does not open is a finding, and the others go on
        return [f"did not open: {str(trouble).splitlines()[0]}"]
    finally:
        context.close()


def _by_rules(page: Page, counted: Counter[str]) -> list[str]:
    found = []
    for scheme, media in SCHEMES.items():
        page.emulate_media(**(PLAIN | media))
        rules = ["color-contrast"] if scheme == "dark" else None
        found += [f"{scheme}: {fault}" for fault in checks.axe_faults(page, rules)]
        counted[f"axe, {scheme}"] += 1
    page.emulate_media(**PLAIN)
    return found


def _by_layout(page: Page, counted: Counter[str]) -> list[str]:
    counted["layout"] += 1
    found = [f"scrolls sideways by {wide} pixels" for wide in [checks.sideways(page)] if wide > 0]
    found += [f"heading skips a level: {skip}" for skip in page.evaluate(checks.SKIPPED)]
    with checks.spaced(page):
        found += [f"cut when spaced: {cut}" for cut in page.evaluate(checks.CLIPPED)]
    with checks.twice_as_large(page):
        found += [f"cut at twice the size: {cut}" for cut in page.evaluate(checks.CLIPPED)]
    return found


def _by_keys(page: Page, counted: Counter[str]) -> list[str]:
    """Tab through the whole page once."""
    counted["keyboard"] += 1
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.evaluate(checks.LOOKS)
    found, first = [], None
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(checks.STOP)
        if stop["what"].startswith("<body") or stop["what"] == first:
            return found
        first = first or stop["what"]
        counted["stops of the Tab key"] += 1
        if not stop["seen"]:
            found.append(f"no focus to see: {stop['what']}")
    return [*found, f"more than {MOST_STOPS} stops"]


def _result(found: list[str], counted: Counter[str], version: str) -> str:
    axe = checks.axe_source().split("v", 1)[1].split("\n", 1)[0].strip()
    rows = [f"| {what} | {count} |" for what, count in counted.items()]
    faults = [f"- {fault.replace(chr(10), ' ')}" for fault in found] or ["None."]
    return "\n".join(
        [
            "# Accessibility: the full run",
            "",
            f"Run on {datetime.now(UTC).date().isoformat()} by `make accessibility`, on the demonstration as of {DAY}.",
            f"axe-core {axe}, Chromium {version}; WCAG 2.0 to 2.2, A and AA, target size and landmarks.",
            f"Widths {' and '.join(map(str, WIDTHS))}; light, dark (contrast alone) and forced colours.",
            "Left out, as they come from the design system: `aria-allowed-attr` on conditional radios, `region` on",
            "back links. A machine finds a part of all faults: nobody with a screen reader has tried these pages yet.",
            "",
            "| What | How often |",
            "|---|---|",
            *rows,
            "",
            f"## Found: {len(found)}",
            "",
            *faults,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
