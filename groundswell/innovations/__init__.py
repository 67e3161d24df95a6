"""The thing that travels: one record from idea to adoption, who stands how to it, and who may see which part.

In: ideas that became innovations (`ideas` calls `services.begin`), and what comes from outside.
Out: `policies.stands` says who stands how to an innovation; every later room hangs on it.
Verbs: begin, change, show, join, leave, add evidence, add a risk, link, say what it serves, follow.
"""
