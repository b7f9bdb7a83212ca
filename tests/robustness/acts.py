"""The four acts that are tried with faults: append, merge, withdraw, close; as a program.

    python acts.py WHICH FILE OTHER

It says after each decision that was acknowledged how many lines the log has: `ack 12`.
"""

import os
import sqlite3
import sys
from pathlib import Path

from qualog.errors import QualogError
from qualog.project.project import Project


def acknowledge(project: Project) -> None:
    count = sum(head.seq for head in project.log.store.heads().values())
    os.write(1, f"ack {count}\n".encode())


def append(project: Project, other: Path) -> None:
    for _ in range(3):
        name = f"code {os.getpid()} after {project.state.decisions}"
        project.codes.add(name, definition="what it means")
        acknowledge(project)


def merge(project: Project, other: Path) -> None:
    project.copies.merge(other)
    acknowledge(project)


def withdraw(project: Project, other: Path) -> None:
    for participant in project.state.participants.values():
        if not participant.withdrawn:
            project.participants.withdraw(participant.id)
    acknowledge(project)


def checkpoint(project: Project, other: Path) -> None:
    append(project, other)
    project.close()
    os.write(1, b"closed\n")


ACTS = {"append": append, "merge": merge, "withdraw": withdraw, "checkpoint": checkpoint}


def main(which: str, file: str, other: str) -> int:
    try:
        with Project.open(Path(file), author=["Ingrid"]) as project:
            for act in which.split(","):
                ACTS[act](project, Path(other))
    except (QualogError, sqlite3.Error) as error:  # the command line tells both in a sentence
        os.write(2, f"refused: {error}\n".encode())
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
