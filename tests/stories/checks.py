"""What every page must pass in every story: accessibility rules, and no scrolling sideways on a small phone."""

import json
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Both come from the design system: nothing else may be added here.
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


SKIPPED = """() => { let last = 0; return [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
  .filter(e => e.checkVisibility() && !e.matches(".nhsuk-error-summary *, .nhsuk-notification-banner *")).flatMap(e => { const now = +e.tagName[1], skip = now > last + 1; last = now;
    return skip ? [e.outerHTML.slice(0, 100)] : []; }) }"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter(e => {
  const s = getComputedStyle(e);
  if (!e.innerText || !e.checkVisibility() || e.closest(".nhsuk-u-visually-hidden, .nhsuk-skip-link")) return false;
  if (s.position === "absolute" && e.clientWidth <= 1) return false;
  return (s.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) ||
         (s.overflowY !== "visible" && e.scrollHeight > e.clientHeight + 1);
}).filter(e => !e.matches("textarea, select, html, body")).map(e => e.outerHTML.slice(0, 120))"""

# How each thing looks while it has no focus, to compare with how it looks when it has.
LOOKS = """() => {
  window.look = e => [e, e.labels && e.labels[0]].filter(Boolean).flatMap(x => [null, "::before"].map(p => {
    const s = getComputedStyle(x, p); return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.border].join()
  })).join("|");
  window.calm = new Map([...document.querySelectorAll("a,button,input,select,textarea,summary,[tabindex]")]
    .filter(e => e !== document.activeElement).map(e => [e, window.look(e)]));
}"""
STOP = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const shown = (e.labels && e.labels[0] && e.matches("[type=radio],[type=checkbox]") ? e.labels[0] : e).getBoundingClientRect();
  const after = !window.before || !!(window.before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.before = e;
  return {
    what: e.outerHTML.slice(0, 120),
    seen: !window.calm.has(e) || window.look(e) !== window.calm.get(e),
    inside: shown.bottom > 0 && shown.top < innerHeight && shown.right > 0 && shown.left < innerWidth,
    after,
  };
}"""


@contextmanager
def spaced(page):
    """Text as wide and as far apart as WCAG 1.4.12 asks pages to bear."""
    page.evaluate(
        "css => {const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]}", SPACED
    )
    try:
        yield
    finally:
        page.evaluate("document.adoptedStyleSheets = []")


@contextmanager
def twice_as_large(page):
    """Text at 200 %, on a window as wide as a phone held across."""
    size = page.viewport_size
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": max(640, size["width"]), "height": size["height"]})
    try:
        yield
    finally:
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size(size)
