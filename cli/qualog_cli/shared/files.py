"""The names of files that commands write."""

import re
from pathlib import Path

from qualog.project.project import Project


def home_of(project: Project) -> tuple[Path, str]:
    """Return the folder and the name for files beside a project; here, if it is in a database."""
    name = project.log.store.name
    if "://" in name:
        return Path.cwd(), file_name(project.state.name)
    return Path(name).parent, Path(name).stem


def file_name(name: str) -> str:
    """Return what a file of a study is called: its name in letters, digits and hyphens."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "study"
