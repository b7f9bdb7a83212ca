"""The shipped stores keep the contract of stores."""

import pytest

from qualog.ids import new_id
from qualog.log.stores.sqlite import SqliteStore
from qualog.testing.memory_store import MemoryStore
from qualog.testing.stores import StoreContract


class TestSqlite(StoreContract):
    @pytest.fixture
    def make_store(self, tmp_path):
        return lambda project: SqliteStore.create(tmp_path / f"{new_id()}.qualog", project)

    def open_again(self, store):
        return SqliteStore.open(store.path)


class TestMemory(StoreContract):
    shared = False

    @pytest.fixture
    def make_store(self):
        return MemoryStore
