"""Keep a log of this version, for every later one to open: python -m tests.corpus.make NAME

NAME is the version. It writes NAME.qualog, in which every kind of decision was made, by two
authors on two copies, and NAME.json, which says what it amounts to. Neither is ever changed.
"""

import json
import os
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.core.conftest import HandClock, begin
from tests.core.trusting import accept, end, last, reopen
from tests.corpus.life import live

from qualog.health.backup import back_up
from qualog.project.project import Project
from qualog.views.study import Study

FOLDER = Path(__file__).resolve().parent


def main(name: str) -> None:
    target = FOLDER / f"{name}.qualog"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUALOG_CONFIG"] = str(Path(folder) / "config")
        with lived(Path(folder)) as project:
            project.sign()
            back_up(project.log.store, target)
    write_summary(target)
    print(f"{target.relative_to(Path.cwd())}: now run pytest tests/core/log/test_corpus.py")


def lived(folder: Path) -> Project:
    """Give a study in which every kind of decision was made, in two copies."""
    clock = HandClock()
    project = Project.create(folder / "s.qualog", "Study", ["Ingrid", "Samir"], clock=clock)
    begin(project)
    live(project)
    back_up(project.log.store, folder / "copy.qualog")
    memo = project.memos.write("a thought too many")
    project.redact(memo.made.decision)
    project.codes.rename("on rules", "on law")
    with Project.open(folder / "copy.qualog", author=["Samir H"], clock=clock) as copy:
        copy.codes.rename("on rules", "on custom")
        copy.copies.merge(project.path)
        project.copies.merge(copy.path)
        accept(project, copy.log.replica)
        end(project, copy.log.replica, last(copy))
        reopen(project, copy.log.replica)
    return project


def write_summary(path: Path) -> None:
    """Write down what a kept log amounts to, as this version reads it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(path.read_bytes())
        with Project.open(copy) as project:
            told = {
                "heads": project.verify().heads,
                "kinds": sorted({line.kind for line in project.log.store.entries()}),
                "now": summary(project.at()),
                "here": summary(project.at("here")),
            }
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    path.with_suffix(".json").write_text(text, "utf-8")


def summary(study: Study) -> dict[str, Any]:
    """Give in plain words what a study amounts to."""
    state = study.state
    name = state.codebook.name
    return {
        "name": state.name,
        "aim": state.aim,
        "decisions": state.decisions,
        "authors": [each.name for each in state.authors.values()],
        "participants": [
            [each.pseudonym, each.name, each.withdrawn is not None]
            for each in state.participants.values()
        ],
        "documents": [[each.name, state.text(each.id)] for each in state.documents.values()],
        "codes": [
            [each.name, each.definition, each.status, name(each.parent or "")]
            for each in state.codebook.codes.values()
        ],
        "codings": [
            [name(each.code), state.quote(each), state.author_names(each.made.authors)]
            for each in state.codings.values()
        ],
        "memos": [each.text for each in state.memos.values()],
        "themes": [
            [each.name, each.definition, each.retired, [name(code) for code in each.codes]]
            for each in state.themes.values()
        ],
        "relations": [each.relation for each in state.relations],
        "theories": [each.name for each in state.theories.values()],
        "links": [[name(each.subject), each.status] for each in state.links.values()],
        "moments": [each.name for each in state.moments.values()],
        "unknown": dict(state.unknown),
    }


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else metadata.version("qualog"))
