"""Run by a Python that has QualCoder: its own import code reads a file, and shows what it has.

    python qualcoder_reads.py FILE.qdpx|FILE.qdc FOLDER.qda

Its own export code then writes a project to FOLDER.qda. The tables are made by the statements of
QualCoder's own source, no window is opened, and nothing is fetched. What is printed is JSON.
"""

import ast
import builtins
import importlib
import importlib.util
import json
import os
import sqlite3
import sys
import types
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
builtins._ = lambda text: text

QUERIES = {
    "sources": "select name, fulltext from source order by id",
    "codes": "select c.name, c.memo, s.name from code_name c left join code_name s"
    " on s.cid = c.supercid order by c.cid",
    "codings": "select n.name, s.name, t.pos0, t.pos1, t.seltext, t.owner from code_text t"
    " join code_name n on n.cid = t.cid join source s on s.id = t.fid",
    "images": "select n.name, s.name, i.x1, i.y1, i.width, i.height, i.owner from code_image i"
    " join code_name n on n.cid = i.cid join source s on s.id = i.id",
    "stretches": "select n.name, s.name, a.pos0, a.pos1, a.owner from code_av a"
    " join code_name n on n.cid = a.cid join source s on s.id = a.id",
    "cases": "select name from cases order by caseid",
    "values": "select a.name, a.value, c.name from attribute a join cases c on c.caseid = a.id"
    " where a.attr_type = 'case'",
    "annotations": "select s.name, a.pos0, a.pos1, a.memo, a.owner from annotation a"
    " join source s on s.id = a.fid",
    "journals": "select name, jentry, owner from journal order by jid",
}


def without_sound():
    """QualCoder's helpers want Qt's sound, which a machine without a screen may lack."""
    player = types.ModuleType("qualcoder.media_player_qt")
    player.MediaInstance = player.make_vlc_instance = None
    sys.modules["qualcoder.media_player_qt"] = player


def statements():
    """Yield the statements by which QualCoder makes the tables of a new project."""
    package = Path(importlib.util.find_spec("qualcoder").submodule_search_locations[0])
    tree = ast.parse((package / "__main__.py").read_text("utf-8"))
    made = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "new_project"
    )
    for node in ast.walk(made):
        if isinstance(node, ast.Constant) and str(node.value).startswith("CREATE TABLE"):
            yield node.value


class App:
    """As much of QualCoder's application as its import asks for."""

    def __init__(self, folder):
        self.project_path = str(folder)
        self.project_name = folder.name
        self.settings = {
            "codername": "default",
            "directory": str(folder),
            "ai_enable": "False",
            "font": "Sans",
            "fontsize": 10,
        }
        self.ai_models = []
        self.conn = sqlite3.connect(folder / "data.qda")
        for name in ("documents", "images", "audio", "video"):
            (folder / name).mkdir()
        for statement in statements():
            self.conn.execute(statement)
        self.conn.execute("insert into project (date, memo) values ('2026-01-01 12:00:00', '')")

    version = "QualCoder"

    def get_annotations(self):
        names = ("anid", "fid", "pos0", "pos1", "memo", "owner", "date")
        rows = self.conn.execute(
            f"select {', '.join(names)} from annotation where length(memo) > 0"
        )
        return [dict(zip(names, row, strict=True)) for row in rows]

    def write_config_ini(self, *_):
        pass

    def __getattr__(self, name):
        raise AttributeError(f"QualCoder asks for app.{name}")


def main(file, folder):
    """Import the file, and print what QualCoder has of it."""
    from PyQt6 import QtWidgets

    qt = QtWidgets.QApplication([])
    try:
        from qualcoder import refi
    except ImportError:
        without_sound()
        refi = importlib.import_module("qualcoder.refi")
    folder.mkdir()
    app, messages = App(folder), []

    class Message:
        def __init__(self, _app, title, text, _icon=None):
            messages.append(f"{title}: {text}")

        def exec(self):
            pass

    class Edit:
        append = staticmethod(messages.append)

    refi.Message = Message
    refi.QtWidgets.QFileDialog.getOpenFileName = staticmethod(lambda *_, **__: (str(file), ""))
    refi.RefiImport._emit_project_table_changes = lambda *_: None
    # An import asks for a file and is given "" as the filter that was chosen, so it stops there;
    # what it does then is asked of it here.
    given = refi.RefiImport(app, Edit, "qdc" if file.suffix == ".qdc" else "qdpx")
    given.file_path = str(file)
    if file.suffix == ".qdc":
        given.import_codebook()
    else:
        given.import_project()
        (Path.home() / ".qualcoder").mkdir(exist_ok=True)
        refi.RefiLineEndings.exec = lambda *_: None
        refi.QtWidgets.QFileDialog.getExistingDirectory = staticmethod(lambda *_, **__: str(folder))
        refi.RefiExport(app, Edit, "project")
    found = {name: app.conn.execute(query).fetchall() for name, query in QUERIES.items()}
    print(json.dumps({**found, "messages": messages}, ensure_ascii=False))
    qt.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
