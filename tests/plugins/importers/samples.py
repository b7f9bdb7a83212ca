"""A small file of each format that comes in, written here: what fuzz and harm are made of.

A sample is a main file and those beside it, by their names below a folder. A format of which the
importer is new has none, and is fuzzed with all others' until it has.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from attrs import evolve, frozen
from openpyxl import Workbook
from tests.plugins.importers.docx_files import comment, end, make, para, reference, run, start
from tests.plugins.importers.odt_files import note, odt
from tests.plugins.importers.pdf_files import printed, remarked
from tests.plugins.importers.programs import projects
from tests.plugins.importers.programs.test_labelled_texts import TEXT as LABELLED
from tests.plugins.importers.programs.test_labelled_texts import result, task
from tests.plugins.importers.programs.test_maxqda import TABLES as MAXQDA
from tests.plugins.importers.programs.test_qualcoder import tables as qualcoder
from tests.plugins.importers.programs.test_rqda import tables as rqda
from tests.plugins.importers.programs.test_surveys import ROWS as SURVEY
from tests.plugins.importers.programs.test_taguette import tables as taguette
from tests.plugins.importers.programs.test_web_annotations import annotation
from tests.plugins.importers.recordings.test_chat import TALK as CHAT
from tests.plugins.importers.recordings.test_elan import EAF
from tests.plugins.importers.recordings.test_textgrid import short
from tests.plugins.importers.test_refi_hostile import INNER
from tests.plugins.importers.test_refi_hostile import TEXT as TALK
from tests.plugins.importers.texts.test_web_page import PAGE
from tests.plugins.refi import qdpx


@frozen
class Sample:
    """A main file, and all files with it, by their names below a folder."""

    main: str
    files: dict[str, bytes]

    def write(self, folder: Path) -> Path:
        """Write all of it below a folder; give the main file."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder / self.main

    def with_file(self, name: str, data: bytes) -> "Sample":
        """Give the sample with another content of one file."""
        return evolve(self, files={**self.files, name: data})


def _one(name: str, content: str | bytes) -> Sample:
    data = content if isinstance(content, bytes) else content.encode()
    return Sample(name, {name: data})


def made(name: str, write: Callable[[Path], object]) -> Sample:
    """Give a sample of one file, as it is written to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return _one(name, path.read_bytes())


def zipped(**files: str | bytes) -> bytes:
    """Give an archive of files by their names; `__` stands for a full stop, `___` for a slash."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), content)
    return whole.getvalue()


def _workbook(path: Path) -> None:
    book = Workbook()
    for row in (["document", "coder", "code", "quote"], ["talk", "Ann", "a", "why?"]):
        book.active.append(row)
    book.save(path)


XMI = (
    '<?xml version="1.0"?><xmi:XMI xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:xmi="http://www.omg.org/XMI" xmlns:c="http:///c.ecore">'
    '<c:Theme sofa="1" begin="2" end="9" value="trust"/><c:Note sofa="1" begin="0" end="2"/>'
    '<cas:Sofa xmi:id="1" sofaString="🐈 I trust&#13;&#10;them."/></xmi:XMI>'
)
TSV = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Theme|value|sure\n#T_RL=x.Dep|kind\n\n\n"
    "#Text=🐈 I trust\n1-1\t0-2\t🐈\tcat[1]\t*[1]\t_\t\n1-2\t3-4\tI\tcat[1]|b\\|c\t_\tx\t\n"
    "1-3\t5-10\ttrust\t_\t_\t_\t\n\n#Text=Why?\n2-1\t12-16\tWhy?\t*\t_\t_\t\n"
)
_UIMA = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "🐈 I trust them"},
        {"%ID": 2, "%TYPE": "c.Theme", "@sofa": 1, "begin": 3, "end": 10, "value": "trust"},
    ],
}
_ANN = (
    "T1\tTRUST 3 10\tI trust\nT2\tALL 16 17;18 21\t🐈 all\n#1\tAnnotatorNotes T1\thm\nR1\tX T1 T2\n"
)
_TXT = "R: I trust them 🐈 all.\nI: Åh, why?\n"
_CATMA = {
    "documents/D_1/header.json": json.dumps({"gitContentInfoSet": {"title": "talk"}}).encode(),
    "documents/D_1/D_1.txt": _TXT.encode(),
    "tagsets/T_1/C_1/propertydefs.json": json.dumps(
        {"name": "trust", "parentUuid": "", "userDefinedPropertyDefinitions": {"P": {"name": "s"}}}
    ).encode(),
    "collections/C_1/annotations/ann_0.json": json.dumps(
        [{"body": {"@context": {"tag": "https://www.catma.de/tag"}, "tag": "tagsets/T_1/C_1",
                   "properties": {"user": {"P": ["yes"]}}},
          "target": {"items": [{"source": "D_1", "selector": {"start": 3, "end": 10}}]}}]
    ).encode(),
}  # fmt: skip
_PAGE = {**annotation("trust", "I ", document={"title": ["page"]}, place=(2, 7)), "text": "hm"}
_VTT = (
    "WEBVTT\n\nNOTE so it is\n\n1\n00:00:01.000 --> 00:00:02.500 align:start\n"
    "<v Åsa>Hej 😀</v> <v Bo>- Va?\n- Ja.\n\n00:03.000 --> 00:04.000\nPer: <00:03.500><c>mm</c>\n"
)
_SRT = "1\n00:00:01,000 --> 00:00:02,500\nÅsa: Hej\n\n2\n00:00:03,000 --> 00:00:04,000\nHur?\n"
_OTR = (
    rb'{"text": "<p><span data-timestamp=\"4.2\">0:04</span> <b>\u00c5sa:</b> Hej \ud83d\ude00</p>'
    rb'<p>Bo: Va?<br></p>", "media": "x.mp3"}'
)
_WHISPER = (
    rb'{"text": " Hej", "segments": [{"start": 0.5, "end": 2.25, "text": " Hej \ud83d\ude00",'
    rb' "speaker": "S1", "words": [{"start": 0.5}]}, {"start": 2.3, "text": "du"}]}'
)
_RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 I: Hej \u-10179?\u-8704?"
    rb" #00:00:05-1#\par B: {\*\atrfstart 1}\'e5h{\*\atrfend 1}{\*\atnauthor Bo}{\*\annotation"
    rb"{\*\atnref 1}{\*\atndate 130093252}#a: hm}{\field{\*\fldinst{HYPERLINK x}}{\fldrslt y}}}"
)


@cache
def samples() -> dict[str, tuple[Sample, ...]]:
    """Give samples by the names of their importers."""
    talk = printed([(50, 700, "I: so it was"), (50, 688, "then")])
    word = made(
        "talk.docx",
        lambda path: make(
            path,
            para(start(1), run("I: Why 🐈?"), end(1)) + para(run("B: So."), reference(2)),
            comment(1, "#trust: yes"),
            comment(2, "a; b", author="Bo", para_id="1A"),
        ),
    )
    refi = [
        made("talk.qdpx", lambda path, by=by: qdpx(path, INNER, by, talk=TALK, map=b"\x89PNG"))
        for by in ("Some Program 1", "Qualog 1")
    ]
    rows = 'document,coder,code,start,end,quote,memo\ntalk,Ann,"a;b",3,10,I trust,hm\n'
    rows += 'talk,Bo,"x ""y""",,,"why?",\n'
    one = result(5, 10, "trust", "trust")
    found = {
        "attributes": [_one("people.csv", "case,age,b\nÅsa,41,x\n2,7.5,y\n")],
        "brat": [Sample("talk.ann", {"talk.ann": _ANN.encode(), "talk.txt": _TXT.encode()})],
        "catma": [Sample("collections/C_1/annotations/ann_0.json", _CATMA)],
        "chat": [_one("talk.cha", CHAT)],
        "code-list": [_one("codes.txt", "a\tÅ means\nb>>c\nb>>d>>a\n")],
        "codebook-csv": [
            _one("codes.csv", 'code;definition;examples;parent\nx;"""ö""";a|b;\ny;;;x\n')
        ],
        "coded-segments": [_one("rows.csv", rows), made("rows.xlsx", _workbook)],
        "coded-units": [
            _one("u.csv", "id,text,coder,kind,on\n1,snow,Ann,a,1\n1,,Bo,b;c,0\n2,sun,Ann,-,NA\n")
        ],
        "doccano": [
            _one("set.jsonl", json.dumps({"id": 1, "text": LABELLED, "label": [[4, 9, "trust"]]}))
        ],
        "elan": [_one("talk.eaf", EAF)],
        "html": [_one("talk.html", PAGE)],
        "inception": [
            _one(
                "study.zip",
                zipped(
                    exportedproject1__json="{}",
                    annotation___talk__txt___ann__tsv=TSV,
                    annotation___more__txt___bo__zip=zipped(bo__xmi=XMI),
                    curation___more__txt___CURATION_USER__xmi=XMI,
                ),
            )
        ],
        "label-studio": [_one("set.json", json.dumps([task((1, [one]))]))],
        "maxqda-mex": [made("study.mex", lambda path: projects.make(path, MAXQDA))],
        "odt": [_one("talk.odt", odt(f"<text:p>I: {note('1', 'Bo', 'trust')}Hej du</text:p>"))],
        "otranscribe": [_one("talk.otr", _OTR)],
        "pdf": [
            _one("talk.pdf", talk),
            _one("noted.pdf", remarked(
                talk,
                "/Subtype/Text/Rect[50 690 60 700]/Contents(#a hm)/T(Ann)/M(D:20240102030405Z)",
                "/Subtype/Highlight/QuadPoints[50 710 90 710 50 700 90 700]/Contents(b: so)/T(B)",
            )),
        ],
        "plain-text": [_one("talk.txt", _TXT), _one("talk.md", f"# Talk\n\n**R:** {_TXT}")],
        "qcoder": [_one("talk.txt", "I (QCODE)tr(QCODE)us(/QCODE){#a}t 🐈(/QCODE){#b, c} them\n")],
        "qualcoder": [made("data.qda", lambda path: projects.make(path, qualcoder()))],
        "refi-qda": refi,
        "rqda": [made("study.rqda", lambda path: projects.make(path, rqda()))],
        "rtf": [_one("talk.rtf", _RTF)],
        "subtitles": [_one("talk.vtt", _VTT), _one("talk.srt", _SRT)],
        "survey": [_one("answers.csv", SURVEY)],
        "taguette": [made("study.sqlite3", lambda path: projects.make(path, taguette()))],
        "textgrid": [
            _one("talk.TextGrid", short(("Åsa", (0, 1.5, "hej"), (2, 3, "du"))))
        ],
        "token-table": [
            _one("t.tsv", "tok\tsentstart\tstwr\nI\tyes\tdirect.speech.1\nam\tno\tx.1|y.2.z\n")
        ],
        "uima-xmi": [_one("talk.xmi", XMI), _one("talk.json", json.dumps(_UIMA))],
        "web-annotations": [_one("notes.json", json.dumps([_PAGE]))],
        "webanno-tsv": [_one("ann.tsv", TSV)],
        "whisper": [_one("talk.json", _WHISPER)],
        "word": [word],
    }  # fmt: skip
    return {name: tuple(each) for name, each in found.items()}


def samples_of(name: str) -> tuple[Sample, ...]:
    """Give an importer's samples; those of all others for one that has none."""
    every = samples()
    return every.get(name) or tuple(each for those in every.values() for each in those)
