"""Where projects are: in a file on one's own disk, or at a URL that a plugin's store opens."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualog.errors import BadInput
from qualog.ids import new_id
from qualog.language import Sayable, alternatives, message, paragraph
from qualog.log.store import Store
from qualog.log.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from qualog.plugins.protocols import StoreOpener
    from qualog.plugins.registry import Registration

# Plugins are imported where there is a URL: a file needs none of them.

ProjectLocation = str | os.PathLike[str]
"""A file, or a URL: a text with `://` in it is a URL, and any other one names a file."""


def project_location(place: ProjectLocation) -> Path | str:
    """Return where a project is: a path, or the text of a URL.

    Raises:
        BadInput: it is neither.
    """
    if not isinstance(place, str | os.PathLike):
        raise BadInput(
            "{value} is not the place of a study. Name a file or an address, as a text or a Path.",
            value=repr(place),
        )
    return place if isinstance(place, str) and "://" in place else Path(place)


def open_store(location: ProjectLocation) -> Store:
    """Open the project at a place.

    Raises:
        LogError, NotFound: there is none, or it cannot be opened.
        BadInput: no plugin opens such a URL.
    """
    place = project_location(location)
    if isinstance(place, Path):
        return SqliteStore.open(place)
    from qualog.plugins import answers
    from qualog.plugins.registry import plugin_errors

    opener = _opener(place)
    with plugin_errors(opener):
        return answers.store(opener.plugin.open(place))


def create_store(location: ProjectLocation, project: str = "") -> Store:
    """Make the place of a project (an id), or of a new one where it is empty.

    A file must not be there yet; at a URL, what is there of the project is opened.

    Raises:
        LogError: it cannot be made.
        BadInput: no plugin opens such a URL.
    """
    place = project_location(location)
    if isinstance(place, Path):
        return SqliteStore.create(place, project)
    from qualog.plugins import answers
    from qualog.plugins.registry import plugin_errors

    opener = _opener(place)
    with plugin_errors(opener):
        return answers.store(opener.plugin.create(place, project or new_id()))


def discard(store: Store) -> None:
    """Leave nothing of a place that was made for a study which then could not begin.

    A database keeps that it was to have one: others may have come to it meanwhile.
    """
    if isinstance(store, SqliteStore):
        store.discard()
    else:
        store.close()


def _opener(url: str) -> "Registration[StoreOpener]":
    from qualog.plugins.registry import installed_plugins

    scheme, _, _ = url.partition("://")
    stores = installed_plugins().stores()
    found = [store for store in stores if scheme in store.plugin.schemes]
    if found:  # a shipped store is hidden by no other
        return min(found, key=lambda store: not store.origin.is_shipped)
    broken = (
        message(
            "The plugin {plugin} is broken and may have been the one to open it: {cause}",
            plugin=failure.origin,
            cause=failure.cause,
        )
        for failure in stores.broken
    )
    raise BadInput(paragraph(_no_store(scheme, stores), *broken))


def _no_store(scheme: str, stores: "Sequence[Registration[StoreOpener]]") -> Sayable:
    if not stores:
        return message("No store is installed that opens {scheme}:// addresses.", scheme=scheme)
    return message(
        "No store opens {scheme}:// addresses. An address begins with {known}.",
        scheme=scheme,
        known=alternatives(f"{known}://" for store in stores for known in store.plugin.schemes),
    )
