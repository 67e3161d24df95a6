"""How many rows a query gives, as a column beside others."""

from django.db.models import IntegerField, Subquery


class Counted(Subquery):
    """How many rows a query gives, as one column, so that one statement holds many counts."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # where it is known without asking that nothing fits
