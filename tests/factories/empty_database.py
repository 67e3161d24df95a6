"""A new database without tables beside that of the tests, for what migrates: it need not take back all that came since."""

import secrets
from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def empty_database(folder):
    """Inside, the connection leads to it; afterwards to the tables of the tests again, as if nothing had been."""
    own = connections[connection.alias]
    other = own.copy()
    name = str(folder / "empty.sqlite3") if own.vendor == "sqlite" else f"empty_{secrets.token_hex(4)}"
    other.settings_dict["NAME"] = name
    other.settings_dict["OPTIONS"].pop("pool", None)  # whose connections lead to the tables of the tests
    _on_the_server(own, f"CREATE DATABASE {name} TEMPLATE template0")
    connections[own.alias] = other
    try:
        yield
    finally:
        other.close()
        connections[own.alias] = own
        _on_the_server(own, f"DROP DATABASE {name}")


def _on_the_server(own, statement):
    """On PostgreSQL a database is a thing of its own, outside of any transaction."""
    if own.vendor != "postgresql":
        return
    control = own.copy()
    control.settings_dict["OPTIONS"].pop("pool", None)
    with control.cursor() as cursor:
        cursor.execute(statement)
    control.close()
