"""Run by a Python that has QualCoder: its own code opens a project, and shows what it has.

    python qualcoder_opens.py FOLDER.qda

Its main window's way of opening a project is run without the window: it brings the database up to
date, repairs what it finds wrong, and deletes what hangs in the air; what it says is printed, with
what its own queries then find. Libraries that it wants for other things are not needed. JSON.
"""

import ast
import builtins
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import sys
from pathlib import Path
from unittest.mock import MagicMock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
builtins._ = lambda text: text

QUERIES = {
    "codes": "select c.name, c.memo, s.name, k.name from code_name c"
    " left join code_name s on s.cid = c.supercid left join code_cat k on k.catid = c.catid"
    " order by c.cid",
    "categories": "select c.name, c.memo, s.name from code_cat c"
    " left join code_cat s on s.catid = c.supercatid order by c.catid",
    "codings": "select n.name, s.name, t.pos0, t.pos1, t.seltext, t.owner, t.memo"
    " from code_text_visible t join code_name n on n.cid = t.cid join source s on s.id = t.fid",
    "images": "select n.name, s.name, i.x1, i.y1, i.width, i.height, i.owner"
    " from code_image_visible i join code_name n on n.cid = i.cid join source s on s.id = i.id",
    "stretches": "select n.name, s.name, a.pos0, a.pos1, a.owner from code_av_visible a"
    " join code_name n on n.cid = a.cid join source s on s.id = a.id",
    "said_by": "select c.name, s.name, t.pos0, t.pos1 from case_text t"
    " join cases c on c.caseid = t.caseid join source s on s.id = t.fid",
    "values": "select a.name, a.value, c.name from attribute a join cases c on c.caseid = a.id"
    " where a.attr_type = 'case'",
    "coders": "select name from coder_names",
    "version": "select databaseversion from project",
}


def imported():
    """Return what QualCoder's modules import, each by its first name."""
    (package,) = importlib.util.find_spec("qualcoder").submodule_search_locations
    nodes = (
        node
        for path in Path(package).glob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
    )
    names = {"qualcoder.media_player_qt"}  # it wants Qt's sound, which a machine may lack
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} - {"qualcoder"}


class Absent(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands in for the libraries that QualCoder wants and that are not installed."""

    def __init__(self, names):
        self.names = names

    def find_spec(self, name, path=None, target=None):
        if name == "qualcoder.media_player_qt" or (
            name.partition(".")[0] in self.names
            and importlib.machinery.PathFinder.find_spec(name.partition(".")[0]) is None
        ):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__, module.__spec__, module.__name__ = [], spec, spec.name
        return module

    def exec_module(self, module):
        pass


def main(folder):
    """Open the project, and print what QualCoder has of it."""
    from PyQt6 import QtWidgets

    qt = QtWidgets.QApplication([])
    QtWidgets.QMessageBox.exec = lambda *_: None  # nobody is there to answer
    sys.meta_path.insert(0, Absent(imported() - set(sys.builtin_module_names)))
    window = importlib.import_module("qualcoder.__main__").MainWindow
    app_class = importlib.import_module("qualcoder.app").App

    app = app_class.__new__(app_class)
    app.__dict__.update(
        version="QualCoder", conn=None, project_path="", project_name="", ai_models=[],
        ai=MagicMock(), settings={"codername": "", "directory": "", "backup_on_open": "False"},
    )  # fmt: skip
    app.append_recent_project = app.write_config_ini = lambda *_: None
    said = []
    there = MagicMock()
    there.app = app
    there.ui.textEdit.append = lambda text: said.append(str(text))
    there.project_summary_report = lambda: window.project_summary_report(there)
    app.settings["codername"] = (
        __import__("sqlite3")
        .connect(folder / "data.qda")
        .execute("select codername from project")
        .fetchone()[0]
    )
    window.open_project(there, str(folder), "yes")
    found = {name: app.conn.execute(query).fetchall() for name, query in QUERIES.items()}
    found["texts"] = [
        (each["name"], each["memo"], app.get_file_texts([each["id"]])[0]["fulltext"])
        for each in app.get_text_filenames()
    ]
    found["pictures"] = [
        (each["name"], Path(f"{app.project_path}{each['mediapath']}").is_file())
        for each in app.get_image_filenames()
    ]
    found["recordings"] = [(each["name"], each["mediapath"]) for each in app.get_av_filenames()]
    found["links"] = [each["name"] for each in app.check_bad_file_links()]
    found["cases"] = [each["name"] for each in app.get_casenames()]
    found["annotations"] = app.get_annotations()
    found["journals"] = app.conn.execute("select name, jentry, owner from journal").fetchall()
    found["memo"] = app.get_project_memo()
    app.conn.close()
    print(json.dumps({**found, "said": said}, ensure_ascii=False))
    qt.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
