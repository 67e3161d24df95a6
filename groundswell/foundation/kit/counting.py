"""How many rows a query gives, as a column beside others."""

from django.db.models import IntegerField, Subquery


class Counted(Subquery):
    """How many rows a query gives, as one column, so that one statement holds many counts."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
