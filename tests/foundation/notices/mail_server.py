"""A mail server on this computer that takes mail, and refuses the addresses that a test names with its own answer."""

import socketserver
import threading
from contextlib import contextmanager


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 here")
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            word = line.split(" ")[0].upper()
            if word == "DATA":
                self._say("354 go on")
                self.server.taken.append(self._letter())
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say(self._refusal(line) if word == "RCPT" else "250 fine")

    def _refusal(self, line):
        return next((said for address, said in self.server.refuses.items() if f"<{address}>" in line), "250 fine")

    def _letter(self):
        lines = []
        while (line := self.rfile.readline().decode("utf-8", "replace")).strip() != ".":
            lines.append(line)
        return "".join(lines)

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode("ascii"))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def mail_server():
    """`port`; `refuses`: address to answer, such as "550 5.1.1 no such user"; `taken`: the letters that came."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.refuses, server.taken, server.port = {}, [], server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(5)
