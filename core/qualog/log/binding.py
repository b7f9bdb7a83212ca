"""Which replica writes here: kept in the user's configuration, never in the project file.

A copied project file is another copy of the project, and must not write on in the chain of
the one it was copied from. So the binding of replica to file lies outside the file.
"""

import json
import os
import platform
from pathlib import Path
from typing import Any

import attrs
import platformdirs

from qualog.ids import new_id


@attrs.frozen
class Binding:
    """A replica, and the author that this copy was set up for (an id; empty if unknown)."""

    replica: str
    author: str = ""


def find_binding(project: str, path: Path) -> Binding:
    """Give the replica of this file on this machine; a new one where it has none yet."""
    here = _place(path)
    for known in _read(project):
        if {key: known.get(key) for key in here} == here:
            return Binding(known["replica"], known.get("author", ""))
    return Binding(new_id())


def keep_binding(project: str, path: Path, binding: Binding) -> None:
    """Remember the binding for the next time that this file is opened here."""
    here = _place(path)
    others = [each for each in _read(project) if each.get("path") != here["path"]]
    file = _file(project)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_text(json.dumps([*others, here | attrs.asdict(binding)], indent=1), "utf-8")
    draft.replace(file)


def _place(path: Path) -> dict[str, Any]:
    status = path.stat()
    return {
        "machine": platform.node(),
        "path": str(path.resolve()),
        "device": status.st_dev,
        "inode": status.st_ino,
    }


def _read(project: str) -> list[dict[str, Any]]:
    try:
        known: list[dict[str, Any]] = json.loads(_file(project).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return known


def _file(project: str) -> Path:
    home = os.environ.get("QUALOG_CONFIG") or platformdirs.user_config_dir("qualog")
    return Path(home) / "replicas" / f"{project}.json"
