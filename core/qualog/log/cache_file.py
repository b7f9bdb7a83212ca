"""Where a project's cache lies. It is a copy of words: whoever erases any deletes it as well."""

from pathlib import Path

import platformdirs

from qualog.errors import LogError
from qualog.files import delete_drafts
from qualog.log.store import Store
from qualog.log.stores.sqlite import SqliteStore


def cache_file(store: Store) -> Path:
    """Return the file: beside a project file; in the user's cache for a project elsewhere."""
    if isinstance(store, SqliteStore):
        return store.path.with_name(f"{store.path.name}-cache")
    return Path(platformdirs.user_cache_dir("qualog")) / f"{store.project}.qualog-cache"


def delete_cache(store: Store) -> None:
    """Delete the cache, and one that was being written when the power went.

    Raises:
        LogError: it is there, and cannot be deleted.
    """
    try:
        cache_file(store).unlink(missing_ok=True)
        delete_drafts(cache_file(store))
    except OSError as error:
        raise LogError(
            "The cache {path} cannot be deleted: {reason}.",
            path=error.filename,
            reason=error.strerror,
        ) from None
