"""Each statement that is put together once, compared with the one put together anew, wherever a test asks it."""

from groundswell.foundation.access.prepared import Prepared
from groundswell.foundation.kit import clock

_form = Prepared._form


def _compared(self, args, named):
    form, given = _form(self, args, named)
    if form is not None:
        with clock.at(given.now):
            assert form.says_the_same(self.build(*args), given.values), f"another statement for {args}"
    return form, given


def compare(monkeypatch):
    monkeypatch.setattr(Prepared, "_form", _compared)
