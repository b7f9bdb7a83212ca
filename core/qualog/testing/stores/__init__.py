"""The contract of stores: what the log rests on, as tests for any store, shipped or yours.

Write a class that begins with `Test`, let it inherit from `StoreContract`, and say how a store
is made; pytest does the rest:

    class TestMyStore(StoreContract):
        @pytest.fixture
        def make_store(self, tmp_path):
            return lambda project: MyStore.create(tmp_path / new_id(), project)

        def open_again(self, store):
            return MyStore.open(store.path)
"""

from qualog.testing.stores.changes import ChangeContract
from qualog.testing.stores.copies import CopiesContract
from qualog.testing.stores.fixtures import (
    MakeStore,
    decide,
    everything,
    put,
)
from qualog.testing.stores.programs import ProgramsContract
from qualog.testing.stores.reading import ReadingContract
from qualog.testing.stores.transactions import TransactionContract

__all__ = ["MakeStore", "StoreContract", "decide", "everything", "put"]


class StoreContract(
    ReadingContract, TransactionContract, ChangeContract, ProgramsContract, CopiesContract
):
    """What every store promises. Inherit, and provide the fixture `make_store`.

    `shared` says that several programs may use one place at once; set it to False for a store
    that lives in one program alone.
    """
