"""Pages of one process take turns; who sends slowly keeps nobody waiting."""

import threading
from io import BytesIO

import pytest

from groundswell.config.turns import AT_ONCE, IN_MEMORY, InTurns

LARGEST = 3 * IN_MEMORY
LONG = 10  # seconds until a test gives up


class Application:
    """Says what it read, and notes how many were inside at once. `gate`: it waits there, if there is one."""

    def __init__(self, gate=None):
        self.gate, self.inside, self.most = gate, 0, 0
        self.entered = threading.Semaphore(0)

    def __call__(self, environ, _start_response):
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.release()
        if self.gate:
            self.gate.wait(LONG)
        body = environ["wsgi.input"].read()
        self.inside -= 1
        return [body]


class Slow(BytesIO):
    """A client whose last bytes come when the gate opens."""

    def __init__(self, content, gate):
        super().__init__(content)
        self.gate = gate

    def read(self, size=-1):
        self.gate.wait(LONG)
        return super().read(size)


def asked(application, body=b"", *, told=None, source=None):
    environ = {"CONTENT_LENGTH": str(len(body) if told is None else told), "wsgi.input": source or BytesIO(body)}
    return b"".join(application(environ, None))


def begun(work):
    """Run by another thread; gives the thread."""
    one = threading.Thread(target=work)
    one.start()
    return one


@pytest.mark.parametrize("size", [0, 1, AT_ONCE + 1, IN_MEMORY + 1, LARGEST])
def test_read_a_body_as_it_was_sent(size):
    body = bytes(number % 251 for number in range(size))
    assert asked(InTurns(Application(), largest=LARGEST), body) == body


def test_read_as_much_as_came_before_the_client_went_away():
    assert asked(InTurns(Application(), largest=LARGEST), b"half", told=8) == b"half"


@pytest.mark.parametrize("told", [LARGEST + 1, "many", "-1", ""])
def test_leave_a_body_unread_that_is_too_large_or_of_no_length(told):
    source = BytesIO(b"body")
    reader = InTurns(lambda environ, _start: [str(environ["wsgi.input"] is source).encode()], largest=LARGEST)
    assert asked(reader, told=told, source=source) == b"True"


def test_answer_one_page_after_the_other():
    gate = threading.Event()
    inner = Application(gate)
    outer = InTurns(inner, largest=LARGEST)
    threads = [begun(lambda: asked(outer)) for _number in range(3)]
    assert inner.entered.acquire(timeout=LONG)
    assert not inner.entered.acquire(timeout=0.1)
    gate.set()
    for one in threads:
        one.join(LONG)
    assert inner.most == 1
    assert inner.inside == 0


def test_answer_others_while_a_client_sends_slowly():
    gate, said = threading.Event(), []
    outer = InTurns(Application(), largest=LARGEST)
    slow = begun(lambda: said.append(asked(outer, b"slow", source=Slow(b"slow", gate))))
    assert asked(outer, b"quick") == b"quick"
    assert said == []
    gate.set()
    slow.join(LONG)
    assert said == [b"slow"]


def test_give_the_turn_on_when_a_page_breaks():
    def broken(_environ, _start_response):
        raise RuntimeError

    outer = InTurns(broken, largest=LARGEST)
    for _turn in range(2):
        with pytest.raises(RuntimeError):
            asked(outer)
