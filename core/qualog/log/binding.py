"""Which replica writes here: kept in the user's configuration, never in the project file.

A copied project file is another copy of the project, and must not write on in the chain of
the one it was copied from. So the binding of replica to file lies outside the file.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs
from attrs import frozen

from qualog.files import atomic_write, make_folder
from qualog.log.entry import Head
from qualog.log.store import Store


@frozen
class Binding:
    """A replica, and the author that this copy was set up for (an id; empty if unknown).

    Attributes:
        replica: the replica that writes here; empty where nothing was decided here yet.
        author: who decides here where nobody else is named.
        seq: the number of the last entry that it is known to have written here.
        put_back: whether another replica wrote here before, and more than is here now: a backup
            was put back.
        before: that replica, if so.
    """

    replica: str = ""
    author: str = ""
    seq: int = 0
    put_back: bool = False
    before: str = ""


def find_binding(store: Store) -> Binding:
    """Return the replica of this place; none where it has none yet.

    It has none if the file was copied here, nor if it is older than what was written here last:
    a backup was put back, and the entries since then may live on in another copy.
    """
    for known in _read(store.project):
        if _is_here(known, store.place):
            found = Binding(known["replica"], known.get("author", ""), known.get("seq", 0))
            if store.heads().get(found.replica, Head()).seq >= found.seq:
                return found
            return Binding(author=found.author, put_back=True, before=found.replica)
    return Binding()


def keep_binding(store: Store, binding: Binding) -> None:
    """Remember the binding for the next time that this place is opened, durably.

    Raises:
        BadInput: the configuration cannot be written.
    """
    others = [known for known in _read(store.project) if not _is_here(known, store.place)]
    written = {"replica": binding.replica, "author": binding.author, "seq": binding.seq}
    here = {**store.place, **written}
    file = _file(store.project)
    make_folder(file.parent)
    with atomic_write(file) as draft:
        draft.write_text(json.dumps([*others, here], indent=1), "utf-8")


def configuration() -> Path:
    """Return the folder of what belongs to the user and not to a project."""
    return Path(os.environ.get("QUALOG_CONFIG") or platformdirs.user_config_dir("qualog"))


def _is_here(known: Mapping[str, Any], place: Mapping[str, Any]) -> bool:
    # What an earlier version did not write down yet tells no place from another.
    if all(known.get(key, value) == value for key, value in place.items()):
        return True
    # A file that was moved or renamed is itself, if nothing is left where it was.
    moved = all(known.get(key) == value for key, value in place.items() if key != "path")
    return moved and "inode" in place and not Path(known["path"]).exists()


def _file(project: str) -> Path:
    return configuration() / "replicas" / f"{project}.json"


def _read(project: str) -> list[dict[str, Any]]:
    try:
        known: list[dict[str, Any]] = json.loads(_file(project).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return known
