"""Statements that are put together once: which are kept, and each compared with the one put together anew."""

from groundswell.foundation.access.preparing import Prepared, _kept
from groundswell.foundation.kit import clock

_form = Prepared._form


def forms_of(asked):
    """What is kept of one statement, by its invented arguments."""
    return {invented: form for (one, invented), form in _kept.items() if one is asked}


def compare(monkeypatch):
    """Fail where a test asks something else than would be put together for whoever asks."""

    def compared(self, args, named):
        form, given = _form(self, args, named)
        if form is not None:
            with clock.at(given.now):
                assert form.says_the_same(self.build(*args), given.values), f"another statement for {args}"
        return form, given

    monkeypatch.setattr(Prepared, "_form", compared)
