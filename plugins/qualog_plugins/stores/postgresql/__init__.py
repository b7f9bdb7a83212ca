"""PostgreSQL: a database that a team shares, with as many projects as it likes.

Only row locks are taken, no sequence is used, and every key begins with the project; so the
same program runs on what speaks PostgreSQL's protocol over many machines.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from qualog.errors import PluginError
from qualog.plugins.hookspecs import hookimpl

if TYPE_CHECKING:
    from qualog_plugins.stores.postgresql.store import PostgresqlStore


class Postgresql:
    """Opens projects in a PostgreSQL database."""

    name: Final = "postgresql"
    summary: Final = "PostgreSQL: several projects in one database, shared by a team."
    schemes: Final[Sequence[str]] = ("postgresql", "postgres")

    def open(self, url: str) -> "PostgresqlStore":
        """Open the project that the URL names with `?project=`, or the only one that is there."""
        return _store().open(url)

    def create(self, url: str, project: str) -> "PostgresqlStore":
        """Open the place of a project in the database; make it where it is not there yet."""
        return _store().create(url, project)


def _store() -> "type[PostgresqlStore]":
    try:
        from qualog_plugins.stores.postgresql.store import PostgresqlStore
    except ImportError as error:
        raise PluginError(
            "PostgreSQL needs the library psycopg, which cannot be imported ({reason}). To install "
            "it: pip install 'qualog[postgresql]'",
            reason=error,
        ) from None
    return PostgresqlStore


@hookimpl
def qualog_stores() -> Sequence[Postgresql]:
    """Return the store."""
    return [Postgresql()]
