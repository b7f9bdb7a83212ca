"""What is said where decisions lie in a file beside the project."""

from qualog.health.file import beside
from qualog.log.store import Store
from qualog.log.stores.sqlite import SqliteStore
from qualog_cli.shared.output import warn


def warn_of_side_file(store: Store) -> None:
    """Warn where a plain copy of the project would have lacked decisions."""
    if isinstance(store, SqliteStore) and store.side_file is not None:
        warn(beside(store.side_file))
