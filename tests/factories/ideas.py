"""Ideas in any state, made through the services as in life."""

from groundswell.foundation.access import Asker
from groundswell.ideas import services

TEXT = "Print the clinic list once, not twice. We print it at the desk and again in the clinic room."


def nobody(programme):
    """A visitor who has not signed in."""
    return Asker(programme_id=programme.pk)


def send_idea(programme, *, by=None, text=TEXT, email="grace@example.org", share=False, **answers):
    by = by or nobody(programme)
    typed = {"text": text, "name": "Grace", "email": email} | answers
    draft = services.keep_draft(programme, typed, by=by)
    return services.send(draft, by=by, share=share)
