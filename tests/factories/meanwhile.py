"""What another person does meanwhile: after a page was opened, or between a look at a row and its lock."""

from contextlib import contextmanager

from django.db import connection

from groundswell.foundation.audit.models import AuditEntry


@contextmanager
def between(words, does):
    """Another does this just after the first statement that holds these words."""
    done = []

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if words in sql and not done:
            done.append(sql)
            does()
        return result

    with connection.execute_wrapper(watch):
        yield
    assert done, f"no statement held: {words}"


def revisions(record):
    """Which changes of a record its audit knows: each once."""
    return list(AuditEntry.objects.filter(record_id=record.pk).order_by("revision").values_list("revision", flat=True))
