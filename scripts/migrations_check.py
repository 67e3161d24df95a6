"""Whether the version before can go on running while a migration is applied and after it: expand first, contract later.

django-migration-linter reads the statements of each migration, on the database that the settings name. On SQLite a
table is rebuilt for nearly every change and its NOT NULL columns are written anew, so that finding says something on
PostgreSQL only, where the tests ask for it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What was found and looked at, with the reason why it may stand. Never for a column that the site itself writes.
SMALL = "writers wait while it is made: under a second for 100,000 rows, far more than a site has"
NO_KEYS = "the column is new: no row has a key, and the version before writes none"
REVIEWED = {
    "ideas.0002_first_decider CREATE_INDEX": SMALL,
    "ideas.0002_first_decider CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0003_newest_first CREATE_INDEX": SMALL,
    "ideas.0005_waits_for DROP_INDEX": "the same index is made anew, with another first column, a moment later",
    "ideas.0005_waits_for CREATE_INDEX": SMALL,
    "ideas.0005_waits_for CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0006_three_ways_to_send NOT_NULL": "no version without it was ever released, so none runs beside it",
    "ideas.0006_three_ways_to_send CREATE_INDEX": SMALL,
    "ideas.0006_three_ways_to_send CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0007_promises CREATE_INDEX": SMALL,
    "ideas.0007_promises DROP_INDEX": "the same index is made anew, with one column more, a moment later",
    "ideas.0007_promises CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0011_joined CREATE_INDEX": SMALL,
    "ideas.0011_joined CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0015_answers_to CREATE_INDEX": SMALL,
    "ideas.0015_answers_to CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0016_queue_of_a_challenge CREATE_INDEX": SMALL,
    "ideas.0016_queue_of_a_challenge CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0019_question_waits CREATE_INDEX": SMALL,
    "ideas.0019_question_waits CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0022_comment_sent_once ADD_UNIQUE": NO_KEYS,
    "ideas.0024_likeness_tells_no_hour DROP_COLUMN": "no version with these columns was ever released",
    "ideas.0025_message_sent_once ADD_UNIQUE": NO_KEYS,
    "ideas.0026_appeals_that_are_late CREATE_INDEX": SMALL,
    "ideas.0026_appeals_that_are_late CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0027_to_a_panel_waits_too DROP_COLUMN": "the same column is made anew a moment later, by the database",
    "ideas.0027_to_a_panel_waits_too DROP_INDEX": "the same index is made anew a moment later",
    "ideas.0027_to_a_panel_waits_too CREATE_INDEX": SMALL,
    "ideas.0027_to_a_panel_waits_too CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0028_reviews_are_kept CREATE_INDEX": SMALL,
    "ideas.0028_reviews_are_kept CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0029_seldom_named DROP_INDEX": "a smaller one is made a moment later, or another begins with the column",
    "ideas.0029_seldom_named CREATE_INDEX": SMALL,
    "ideas.0029_seldom_named CREATE_INDEX_EXCLUSIVE": SMALL,
    "ideas.0032_newest_counted DROP_INDEX": "the same index is made anew, with four columns more, a moment later",
    "ideas.0032_newest_counted CREATE_INDEX": SMALL,
    "ideas.0032_newest_counted CREATE_INDEX_EXCLUSIVE": SMALL,
    "innovations.0002_answers_to CREATE_INDEX": SMALL,
    "innovations.0002_answers_to CREATE_INDEX_EXCLUSIVE": SMALL,
    "innovations.0003_sent_once ADD_UNIQUE": NO_KEYS,
    "needs.0004_sponsors_stand_elsewhere DROP_COLUMN": "no version with these columns was ever released",
    "needs.0005_sent_once ADD_UNIQUE": NO_KEYS,
    "notices.0002_preferences_and_list ADD_UNIQUE": "on tables that are made in the same migration and are empty",
    "notices.0002_preferences_and_list DROP_INDEX": "another index that serves the same reads is made a moment later",
    "notices.0002_preferences_and_list CREATE_INDEX": SMALL,
    "notices.0002_preferences_and_list CREATE_INDEX_EXCLUSIVE": SMALL,
    "partnership.0004_promises CREATE_INDEX": "on a table that is made in the same migration and is empty",
    "partnership.0002_erasure CREATE_INDEX": "on a table that is made in the same migration and is empty",
    "partnership.0012_partners_are_added ADD_UNIQUE": NO_KEYS,
    "partnership.0012_partners_are_added CREATE_INDEX": SMALL,
    "partnership.0012_partners_are_added CREATE_INDEX_EXCLUSIVE": SMALL,
    "partnership.0009_succession CREATE_INDEX": SMALL,
    "partnership.0009_succession CREATE_INDEX_EXCLUSIVE": SMALL,
    "partnership.0003_audited_programme NOT_NULL": "a command of the new version makes programmes, never the site",
}


def findings() -> list[str]:
    """Each finding that nobody has looked at, as "app.migration CODE: what it is". Django is set up."""
    from django.apps import apps  # noqa: PLC0415  --help of pytest needs no Django
    from django.db import connection  # noqa: PLC0415
    from django_migration_linter import MigrationLinter  # noqa: PLC0415
    from django_migration_linter.sql_analyser.analyser import analyse_sql_statements  # noqa: PLC0415

    left_out = ["NOT_NULL"] if connection.vendor == "sqlite" else []
    linter = MigrationLinter(str(ROOT), no_cache=True, no_output=True)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("groundswell.")}
    found = []
    for label, name in sorted(key for key in linter.migration_loader.disk_migrations if key[0] in ours):
        statements = linter.get_sql(label, name)
        errors, _, warnings = analyse_sql_statements(linter.sql_analyser_class, statements, left_out)
        of_data, _, doubts = linter.analyse_data_migration(linter.migration_loader.disk_migrations[label, name])
        issues = [*errors, *warnings, *(of_data or []), *(doubts or [])]
        found += [f"{label}.{name} {issue.code}: {issue.message}" for issue in issues]
    return [one for one in found if one.split(":")[0] not in REVIEWED]


def main() -> None:
    """Stop when a migration would break the version before."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    os.environ["GROUNDSWELL_DATABASE_URL"] = "sqlite:///:memory:"  # nothing is read from it
    import django  # noqa: PLC0415  the settings are known only now

    django.setup()
    found = findings()
    sys.exit("\n".join(found) if found else 0)


if __name__ == "__main__":
    main()
