"""The tables of the log in PostgreSQL, made and brought up to date by the program itself.

Every key begins with the project, so that a distributed engine can keep a project's rows
together. Words, and nothing else, are in `qualog_sealed` and `qualog_content`.
"""

from contextlib import suppress
from typing import Final

from psycopg import errors

from qualog_plugins.stores.postgresql.session import Session

# Byte order, whatever language the database sorts by: the order of replay is the same everywhere.
_ID: Final = 'text COLLATE "C" NOT NULL'

_FIRST: Final = (
    f"""CREATE TABLE qualog_project (
        id {_ID} PRIMARY KEY, unscrubbed bigint NOT NULL DEFAULT 0)""",
    f"""CREATE TABLE qualog_replica (
        project {_ID}, replica {_ID}, seq bigint NOT NULL, hash bytea NOT NULL, at bigint NOT NULL,
        PRIMARY KEY (project, replica))""",
    f"""CREATE TABLE qualog_line (
        project {_ID}, replica {_ID}, seq bigint NOT NULL, at bigint NOT NULL,
        authors text NOT NULL, kind text NOT NULL, version bigint NOT NULL, command text NOT NULL,
        together text NOT NULL, subjects text NOT NULL, body bytea NOT NULL,
        commitment bytea NOT NULL, hash bytea NOT NULL,
        PRIMARY KEY (project, replica, seq))""",
    "CREATE INDEX qualog_line_command ON qualog_line (project, command) WHERE command <> ''",
    """CREATE INDEX qualog_line_kinds ON qualog_line (project, kind, replica, seq)
        WHERE kind IN ('replicas-merged', 'decision-reverted', 'words-erased',
        'erasure-confirmed', 'consent-withdrawn', 'decision-redacted')""",
    f"""CREATE TABLE qualog_sealed (
        project {_ID}, replica {_ID}, seq bigint NOT NULL, salt bytea NOT NULL,
        words bytea NOT NULL, PRIMARY KEY (project, replica, seq))""",
    f"""CREATE TABLE qualog_content (
        project {_ID}, id {_ID}, salt bytea NOT NULL, bytes bytea NOT NULL,
        PRIMARY KEY (project, id))""",
    f"""CREATE TABLE qualog_branch (
        project {_ID}, name {_ID}, parent {_ID}, seq bigint NOT NULL,
        PRIMARY KEY (project, name))""",
    f"""CREATE TABLE qualog_checkpoint (
        project {_ID}, replica {_ID}, size bigint NOT NULL, root bytea NOT NULL,
        key bytea NOT NULL, signature bytea NOT NULL,
        PRIMARY KEY (project, replica, key))""",
    # An entry gets another replica's name where a chain forked, and is changed by nothing else.
    """CREATE FUNCTION qualog_keep_line() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND current_setting('qualog.branching', true) = 'yes' THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'the log is append-only';
        END $$""",
    """CREATE TRIGGER qualog_line_is_kept BEFORE UPDATE OR DELETE ON qualog_line
        FOR EACH ROW EXECUTE FUNCTION qualog_keep_line()""",
    """CREATE TRIGGER qualog_lines_are_kept BEFORE TRUNCATE ON qualog_line
        FOR EACH STATEMENT EXECUTE FUNCTION qualog_keep_line()""",
)

# Chains begin with their author and key, and copies are accepted (log format 3).
_SECOND: Final = (
    """CREATE INDEX qualog_line_copies ON qualog_line (project, kind, replica, seq)
        WHERE kind IN ('replica-begun', 'key-bound', 'copy-accepted', 'copy-ended',
        'copy-reopened')""",
)

MIGRATIONS: Final[list[tuple[str, ...]]] = [_FIRST, _SECOND]
"""What brings the tables from each version to the next; the first makes them."""

READABLE_FROM: Final = 1
"""The oldest version whose programs may read what this one writes."""

_VERSION_TABLE: Final = """CREATE TABLE IF NOT EXISTS qualog_version (
    one smallint PRIMARY KEY CHECK (one = 1), version bigint NOT NULL,
    readable_from bigint NOT NULL)"""


def version_of(session: Session) -> tuple[int, int]:
    """Return the version of the tables, and the oldest that may read them; zeros without any."""
    try:
        rows = session.rows("SELECT version, readable_from FROM qualog_version")
    except errors.UndefinedTable:
        return 0, 0
    return rows[0] if rows else (0, 0)


def bring_up_to_date(session: Session) -> None:
    """Make the tables, or bring older ones up to date, under the lock of one row.

    Several programs may come here at once: one does it, the others wait and find it done.
    """
    if version_of(session)[0] >= len(MIGRATIONS):
        return
    # Of two who make one table at once, the second is refused by the catalogue's own keys.
    with suppress(errors.UniqueViolation, errors.DuplicateTable, errors.DuplicateObject):
        session.do(_VERSION_TABLE)
    session.again(lambda: _migrate(session))


def _migrate(session: Session) -> None:
    with session.transaction():
        session.do("INSERT INTO qualog_version VALUES (1, 0, 0) ON CONFLICT DO NOTHING")
        [(found,)] = session.rows("SELECT version FROM qualog_version FOR UPDATE")
        for statements in MIGRATIONS[found:]:
            for statement in statements:
                session.do(statement)
        if found < len(MIGRATIONS):
            session.do(
                "UPDATE qualog_version SET version=%s, readable_from=%s",
                (len(MIGRATIONS), READABLE_FROM),
            )
