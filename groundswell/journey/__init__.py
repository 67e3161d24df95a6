"""Pages that span rooms: home, what needs you today, menu, and the pages for when something went wrong.

Owns no tables; composed from what rooms register with the foundation's `menu`, `work` and `timeline`.
"""
