"""Every page of the site that tells of more than one record, as somebody of the access matrix is answered.

Addresses come from the resolver: what takes nothing is asked for, with every narrower list that its own links lead to.
What takes something stands in `known`, or in `ALONE`: a page of one record in hand that lists nothing of others.
"""

import html
import re
from http import HTTPStatus

from django.urls import NoReverseMatch, reverse

from groundswell.foundation import work
from groundswell.ideas import selectors
from groundswell.needs.selectors.strategy import MODELS
from groundswell.needs.selectors.strategy_report import GAPS
from tests.access.test_matrix import addresses
from tests.access.world import Sample
from tests.attacks.ground import TITLE
from tests.attacks.site import asked, awake, likeness

NARROWER = re.compile(rb'href="([^"#]*\?(?!next=)[^"#]+)"')
DRAWN = re.compile(rb'name="(?:key|carried|secret)" value="[^"]*"|nonce-[\w-]+')
WROTE = "ideas:idea"  # its name stands for sending a text there
TYPED = (
    "/search/?q=badges", "/search/?q=badgs", "/search/?q=helicoptor", "/ideas/new/idea/?words=badges",
    "/challenges/?show=drafts", "/needs/?show=check",
)  # fmt: skip
# Whose lists are asked for whole, and whose work on one page: they narrow nothing that staff do not.
READS_AS_STAFF = {"doer", "organisation_admin", "other_programme", "ivy"}
ALONE = {
    "documents:file", "journey:stop-notices", "ideas:file-by-link", "ideas:find-one", "ideas:change", "ideas:template",
    "ideas:batch-item", "innovations:section", "innovations:who-sees", "innovations:show", "innovations:warning",
    "innovations:name", "innovations:ask-sponsor", "innovations:add-evidence", "innovations:evidence",
    "innovations:add-risk", "innovations:risk", "needs:change", "needs:check", "needs:add-brief", "needs:change-theme",
    "needs:change-asset", "needs:change-round", "needs:criteria", "needs:more-time", "needs:change-challenge",
    "needs:ask-sponsor", "needs:more-time-challenge", "needs:settle", "needs:write-case", "needs:add-source",
    "partnership:asked", "partnership:enquiry", "partnership:sponsorship", "partnership:step", "partnership:end-role",
    "partnership:end-partner", "partnership:add-service", "partnership:change-service",
    "partnership:end-absence", "partnership:end-turn", "partnership:reset-second-step",
}  # fmt: skip


def open_addresses():
    """What takes nothing, and the names of what takes something, each with its view."""
    plain, filled = {}, {}
    for name, view in addresses():
        if "GET" in view.methods:
            try:
                plain[reverse(name)] = view
            except NoReverseMatch:
                filled[name] = view
    return plain, filled


def known(ground):
    """Arguments of the pages on which what hangs together is shown, by address."""
    idea, record, case = ground.shared, (ground.innovation.reference,), ground.case
    priority, theme = (ground.priority.pk,), ground.theme.pk
    return {
        "journey:today-all": [(name,) for name in work._sources],
        "partnership:partner": [(ground.place.pk,)],
        "needs:need": [(one.reference,) for one in (ground.need, ground.challenge.need, ground.chosen)],
        "needs:end": [(ground.need.reference,)],
        "needs:asset": [(ground.asset.pk,)],
        "needs:challenge": [(ground.challenge.reference,)],
        "needs:print-challenge": [(ground.challenge.reference,)],
        "needs:new-challenge": [(ground.chosen.reference,)],
        "needs:round": [(ground.round.reference,)],
        "needs:round-csv": [(ground.round.reference,)],
        "needs:round-needs": [(ground.round.reference,)],
        "needs:vote": [(ground.round.reference,)],
        "needs:vote-on": [(ground.round.reference, ground.need.reference)],
        "needs:decide": [(ground.round.reference,)],
        "needs:sign-off": [("priority", *priority), ("theme", theme)],
        "needs:priority": [priority],
        "needs:promise": [priority],
        "needs:align": [(*priority, "programmes", ground.ally.pk)],
        "needs:ally": [("programmes", ground.ally.pk)],
        "needs:vision": [(ground.vision.number,)],
        "needs:case": [(case.line,)],
        "needs:case-version": [(case.line, case.number)],
        "needs:case-print": [(case.line, case.number)],
        "needs:case-pdf": [(case.line, case.number)],
        "needs:strategy-gap": [(gap,) for gap in GAPS],
        "needs:strategy-all": [(kind,) for kind in MODELS],
        "needs:strategy-add": [(kind,) for kind in MODELS],
        "needs:strategy-change": [("priorities", *priority)],
        "innovations:serving-one": [("priorities", *priority), ("programmes", ground.ally.pk)],
        "innovations:record": [record],
        "innovations:serves": [record],
        "innovations:print": [record],
        "innovations:history": [record],
        "innovations:team": [record],
        "innovations:add-link": [record],
        "innovations:hand-over": [record],
        "ideas:shared": [(idea.reference,)],
        "ideas:one": [(idea.reference,)],
        "ideas:my-idea": [(idea.reference,)],
    }  # fmt: skip


def pages(site, persona):
    """What a sender opens by their link is one page; everybody else asks for all the others that let them in."""
    idea = site.ground.shared
    if persona == "sender_by_link":
        return [reverse("ideas:track", args=[idea.reference, selectors.token_of(idea)])]
    (plain, filled), asker = open_addresses(), site.asker(persona)
    listed = known(site.ground)
    if persona in READS_AS_STAFF:
        del listed["journey:today-all"]
    found = [address for address, view in plain.items() if view.audience.admits(asker)]
    for name in (one for one in listed if filled[one].audience.admits(asker)):
        found += [reverse(name, args=args) for args in listed[name]]
    return [*found, *TYPED]


class Looker:
    """Somebody who goes through all pages and keeps what each said and cost, to go through them again."""

    def __init__(self, site, persona):
        self.site, self.persona, self.before = site, persona, {}
        browser, waiting = awake(site, persona), pages(site, persona)
        lists = {page for page in waiting if "?" not in page}
        for page in waiting:  # grows by what is found
            said = answer_of(browser, page)
            if said[0] == HTTPStatus.OK:  # a page that is closed before tells nothing
                self.before[page] = said
                found = narrower(said[2], page) if page in lists and persona not in READS_AS_STAFF else set()
                waiting.extend(sorted(one for one in found - set(waiting) if one.split("?")[0] in lists))
        self.before[WROTE] = answer_of(browser, WROTE)

    def changed(self, wanted=None):
        """The pages that say something else now, or cost something else."""
        browser = awake(self.site, self.persona)
        return [page for page in wanted or self.before if answer_of(browser, page) != self.before[page]]


def narrower(body, page):
    """The lists that this page leads to: filters, kinds, pages, and files of the same."""
    links = {html.unescape(link.decode()) for link in NARROWER.findall(body)}
    return {link if link.startswith("/") else page + link for link in links}


def answer_of(browser, page):
    """What can be told of a page from outside; of `WROTE`, what is said to who writes an idea like what is hidden."""
    method, sample = ("post", Sample(data={"text": TITLE})) if page == WROTE else ("get", Sample())
    answer, cost = asked(browser, method, page, sample)
    status, headers, body = likeness(answer)
    return status, headers, DRAWN.sub(b"", body), cost
