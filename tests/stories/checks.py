"""What every page must pass in every story: accessibility rules, and no scrolling sideways on a small phone."""

import json
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Both come from the design system (see docs/accessibility): nothing else may be added here.
KNOWN = {"aria-allowed-attr": "nhsuk-radios__input", "region": "nhsuk-back-link"}

SHAPE = """() => [location.pathname.replace(/[A-Z]+-[A-Z]+-[0-9]+.*/, ""), document.title.startsWith("Error"),
  ...new Set([...document.querySelectorAll("main *")].map(e => e.tagName + "." + e.className
     + (e.type || "") + (e.open === true ? "open" : "")))].sort().join(" ")"""


@cache
def axe_source():
    """The rules, as `npm ci` installed them."""
    assert AXE.exists(), "axe-core is not installed: run scripts/build_assets.py"
    return AXE.read_text(encoding="utf-8")


def axe_faults(page, rules=None):
    """What axe finds here: rule, element and how to mend it. `rules`: only these, else WCAG 2.0 to 2.2 A and AA."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe_source())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARDS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    if not rules:
        options["rules"] = {"target-size": {"enabled": True}, "region": {"enabled": True}}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [fault for one in found["violations"] for fault in _told(one)]


def _told(one):
    """One line for each element; the two known faults of the design system are left out."""
    mark = KNOWN.get(one["id"])
    nodes = [node for node in one["nodes"] if not (mark and mark in node["html"])]
    return [f"{one['id']}: {node['html'][:160]} | {node['failureSummary'][:240]}" for node in nodes]


def dark_faults(page):
    """Contrast in dark colours."""
    page.emulate_media(color_scheme="dark")
    try:
        return axe_faults(page, ["color-contrast"])
    finally:
        page.emulate_media(color_scheme="light")


def sideways(page):
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def shape(page):
    """What kinds of element the page holds: equal for pages that differ only in their words."""
    return page.evaluate(SHAPE)
