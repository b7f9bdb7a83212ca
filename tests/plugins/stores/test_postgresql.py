"""PostgreSQL keeps the contract of stores, and what only a shared database has to keep."""

import pytest

from qualog.testing.stores import StoreContract
from qualog_plugins.stores.postgresql.store import PostgresqlStore


@pytest.fixture(scope="module")
def home(server):
    """The URL of a database that tests share, each with a project of its own."""
    return server.database()


class TestPostgresql(StoreContract):
    @pytest.fixture
    def make_store(self, home, server):
        """Copies of one project cannot be in one database: the second gets another."""
        made = set()

        def make(project):
            place = server.database() if project in made else home
            made.add(project)
            return PostgresqlStore.create(place, project)

        return make

    def open_again(self, store):
        return PostgresqlStore.open(store.name)
