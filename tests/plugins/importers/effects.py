"""Samples in which options of the importers change something that the others' files lack."""

import json

from attrs import evolve
from openpyxl import Workbook
from tests.plugins.importers.annotators.labelled_files import result, task
from tests.plugins.importers.docx_files import comment, end, make, para, run, start
from tests.plugins.importers.odt_files import note, odt
from tests.plugins.importers.pdf_files import printed, remarked
from tests.plugins.importers.programs import projects
from tests.plugins.importers.programs.qualcoder.test_project import tables as qualcoder
from tests.plugins.importers.programs.test_rqda import tables as rqda
from tests.plugins.importers.recordings.test_elan import EAF
from tests.plugins.importers.refi.projects import INNER
from tests.plugins.importers.samples import SAMPLES, XMI, made
from tests.plugins.refi import qdpx

from qualog.testing.damage import packed
from qualog.testing.samples import Sample

LINES = ("I: How was it?", "R: I trust them.", "I: Why?", "R: So.", "B: Me too.")
TALK = "\n".join(LINES) + "\n"
"""A talk of two who speak often, and of one whose label begins one line."""

MEMO = "I think that this is where they begin to trust each other again"
SPEAKER = {"names": "Å"}
_LABELLED = {"text": TALK, "label": [[0, 1, "x"]]}


def _sheets(path):
    book = Workbook()
    book.active.append(["document", "coder", "code", "quote"])
    book.active.append(["talk", "Ann", "a", "why?"])
    second = book.create_sheet("two")
    second.append(["id", "text", "coder", "kind"])
    second.append(["1", "snow", "Ann", "a"])
    book.save(path)


def _sheet():
    return evolve(made("rows.xlsx", _sheets), options={"sheet": "two"})


def _word(path):
    make(path, para(start(1), run("I: Why?"), end(1)), comment(1, MEMO))


def _database(name, tables, **options):
    sample = made(name, lambda path: projects.make(path, tables))
    return evolve(sample, options=options)


_XMI = XMI.replace(
    "🐈 I trust&#13;&#10;them.", "I: Hm.&#10;R: No.&#10;I: So.&#10;R: Ja.&#10;B: Va."
)
_PAGES = [[(50, 800, "Interview"), (50, 700, f"I: page {n}")] for n in range(5)]

EFFECTS = {
    "attributes": [_sheet()],
    "brat": [Sample("talk.ann", "T1\tX 0 1\tI\n", beside={"talk.txt": TALK})],
    "catma": [evolve(SAMPLES["catma"][0], beside={**SAMPLES["catma"][0].beside,
                                                  "documents/D_1/D_1.txt": TALK})],
    "coded-segments": [
        Sample("rows.csv", "document,code,quote\n,b,y\n", options={"on": "talk"}), _sheet()
    ],
    "coded-units": [_sheet()],
    "doccano": [Sample("set.jsonl", json.dumps(_LABELLED))],
    "elan": [Sample("talk.eaf", EAF.replace('PARTICIPANT="Åsa"', 'PARTICIPANT="Bo"'))],
    "html": [Sample("talk.html", "".join(f"<p>{line}</p>" for line in LINES))],
    "inception": [
        Sample("study.zip", packed({"exportedproject1.json": "{}", "annotation/t.txt/b.xmi": _XMI}),
               options={"memo": "value"}),
    ],
    "label-studio": [
        Sample("set.json", json.dumps([{**task((1, [result(0, 1, "I", "x")])),
                                        "data": {"text": TALK}}])),
    ],
    "odt": [
        Sample("talk.odt", odt("".join(f"<text:p>{line}</text:p>" for line in LINES))),
        Sample("long.odt", odt(f"<text:p>{note('1', 'Bo', MEMO)}Hej</text:p>")),
    ],
    "pdf": [
        Sample("talk.pdf", printed([(50, 700 - 12 * n, line) for n, line in enumerate(LINES)])),
        Sample("long.pdf", printed(*_PAGES)),
        Sample("noted.pdf", remarked(printed([(50, 700, "I: so")]),
               f"/Subtype/Text/Rect[50 690 60 700]/Contents({MEMO})/T(Ann)")),
    ],
    "plain-text": [Sample("talk.txt", TALK)],
    "qcoder": [Sample("talk.txt", f"(QCODE)I(/QCODE){{#a}}{TALK[1:]}")],
    "qualcoder": [
        _database("data.qda", qualcoder(), **SPEAKER),
        _database("data.qda", qualcoder(
            journal=("jid INTEGER, name TEXT, jentry TEXT", [(1, "Day", "Tired.")])
        )),
    ],
    "refi-qda": [made("talk.qdpx", lambda path: qdpx(path, INNER, "Qualog 1", talk=TALK))],
    "rqda": [
        _database("study.rqda", rqda(), **SPEAKER),
        _database("study.rqda", rqda(
            journal=("name TEXT, journal TEXT, status INTEGER", [("Day", "Tired.", 1)])
        )),
    ],
    "rtf": [evolve(SAMPLES["rtf"][0],
                   content=SAMPLES["rtf"][0].content.replace(b"#a: hm", MEMO.encode()))],
    "subtitles": [
        Sample("talk.srt", "".join(
            f"{n}\n00:00:0{n},000 --> 00:00:0{n},500\n{line}\n\n"
            for n, line in enumerate(("Well", "so", "it is", "Note: this", "all"))
        )),
    ],
    "survey": [_sheet()],
    "taguette": [evolve(SAMPLES["taguette"][0], options=SPEAKER)],
    "uima-xmi": [Sample("talk.xmi", _XMI)],
    "whisper": [
        Sample("talk.json", json.dumps({"text": "a b", "segments": [
            {"start": n, "end": n + 1, "text": f" so {n}", "speaker": "S1"} for n in (0, 1)
        ]})),
    ],
    "word": [made("talk.docx", _word)],
}  # fmt: skip
"""By the name of the importer."""
