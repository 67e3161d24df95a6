"""What a page costs on the wire, as the real server sends it: compressed, with its headers."""

from tests.stories.serving import real_server

FIRST_VISIT, NEXT_PAGE = 60_000, 15_000  # bytes
PUBLIC = ["/", "/i", "/ideas/new/", "/t/", "/team/", "/sign-in/", "/menu/"]


class Scales:
    """Counts bytes as they arrive, and the hosts that were asked."""

    def __init__(self, page):
        self.page, self.bytes, self.hosts = page, 0, set()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._arrived)
        wire.on("Network.requestWillBeSent", lambda told: self.hosts.add(told["request"]["url"].split("/")[2]))

    def _arrived(self, told):
        self.bytes += told["encodedDataLength"]

    def weigh(self, url):
        self.bytes = 0
        self.page.goto(url, wait_until="networkidle")
        return self.bytes


def test_public_pages_are_light_and_ask_nobody_else(browser, tmp_path):
    with real_server(tmp_path) as address:
        for path in PUBLIC:
            context = browser.new_context(viewport={"width": 320, "height": 640})
            scales = Scales(context.new_page())
            first = scales.weigh(address + path)
            following = scales.weigh(address + ("/t/" if path != "/t/" else "/"))
            context.close()
            assert 20_000 < first <= FIRST_VISIT, path  # less would mean that the style sheet did not come
            assert 500 < following <= NEXT_PAGE, path
            assert scales.hosts == {address.removeprefix("http://")}
