"""A sample or two of each file that a shipped importer reads, and the codings that come of it."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing

from openpyxl import Workbook
from tests.plugins.importers.docx_files import NAMESPACES as WORD
from tests.plugins.importers.docx_files import comment, document, end, para, run, start
from tests.plugins.importers.odt_files import note, odt
from tests.plugins.importers.packed import packed
from tests.plugins.importers.pdf_files import printed
from tests.plugins.importers.recordings import test_chat, test_elan, test_textgrid
from tests.plugins.importers.texts.test_web_page import PAGE
from tests.plugins.refi import SPACE, guid

from qualog.testing.samples import Sample

TALK = "I: How was it?\nR: I trust them 🐈 all.\nI: Åh, why?\nR: They listen.\n"
TURNS = (
    ("I", "How was it?"),
    ("R", "I trust them 🐈 all."),
    ("I", "Åh, why?"),
    ("R", "They listen."),
)
LONG = "I never trusted them at all, as nobody ever told us anything 🐈"


def tables(**named) -> bytes:
    """A database of tables, each its columns and its rows, as the bytes of its file."""
    with closing(sqlite3.connect(":memory:")) as database:
        for name, (columns, *rows) in named.items():
            database.execute(f"CREATE TABLE {name} ({columns})")
            for row in rows:
                database.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)
        database.commit()
        return database.serialize()


def zipped(files) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(*rows) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def refi_project() -> bytes:
    codes = f'<CodeBook><Codes><Code guid="{guid(10)}" name="trust" isCodable="true"/></Codes>'
    marked = (
        f'<PlainTextSelection guid="{guid(30)}" name="I trust" startPosition="18" endPosition="25">'
        f'<Coding guid="{guid(31)}" creatingUser="{guid(1)}"><CodeRef targetGUID="{guid(10)}"/>'
        "</Coding></PlainTextSelection>"
    )
    inner = (
        f'<Users><User guid="{guid(1)}" name="Ann"/></Users>{codes}</CodeBook><Sources>'
        f'<TextSource guid="{guid(20)}" name="talk" plainTextPath="internal://talk.txt">{marked}'
        "</TextSource></Sources>"
    )
    project = f'<Project {SPACE} name="P" origin="Some Program 1">{inner}</Project>'
    return packed({"project.qde": project, "Sources/talk.txt": TALK})


def word() -> bytes:
    body = para(run("I: How?")) + para(run("R: "), start(1), run("I trust"), end(1), run(" them."))
    comments = f"<w:comments {WORD}>{comment(1, 'trust')}</w:comments>"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": document(body),
            "word/comments.xml": comments,
        }
    )


QUALCODER = tables(
    source=(
        "id INTEGER, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT, owner TEXT, date TEXT",
        (1, "talk", TALK, None, "", "ann", "2026-01-02 03:04:05"),
    ),
    code_cat=("catid INTEGER, name TEXT, memo TEXT, supercatid INTEGER",),
    code_name=("cid INTEGER, name TEXT, memo TEXT, catid INTEGER", (1, "trust", "", None)),
    code_text=(
        "ctid INTEGER, cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER, "
        "owner TEXT, date TEXT, memo TEXT",
        (1, 1, 1, "I trust", 18, 25, "ann", "2026-01-02 03:04:05", "sure"),
    ),
    cases=("caseid INTEGER, name TEXT, memo TEXT",),
    case_text=("caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, memo TEXT",),
)
RQDA = tables(
    source=(
        "name TEXT, id INTEGER, file TEXT, memo TEXT, owner TEXT, date TEXT, status INTEGER",
        ("talk", 1, TALK, "", "ann", "Mon Jan  5 10:00:00 2026", 1),
    ),
    freecode=("name TEXT, memo TEXT, id INTEGER, status INTEGER", ("trust", "", 1, 1)),
    treecode=("cid INTEGER, catid INTEGER, status INTEGER",),
    codecat=("name TEXT, catid INTEGER, memo TEXT, status INTEGER",),
    coding=(
        "cid INTEGER, fid INTEGER, seltext TEXT, selfirst REAL, selend REAL, status INTEGER, "
        "owner TEXT, date TEXT, memo TEXT",
        (1, 1, "I trust", 18.0, 25.0, 1, "ann", "Mon Jan  5 10:00:00 2026", ""),
    ),
    caselinkage=("caseid INTEGER, fid INTEGER, selfirst REAL, selend REAL, status INTEGER",),
)
TAGUETTE = tables(
    users=("login TEXT", ("admin",)),
    projects=("id INTEGER, name TEXT", (1, "Study")),
    documents=(
        "id INTEGER, name TEXT, description TEXT, contents TEXT, project_id INTEGER",
        (1, "talk", "", "<p>I trust them.</p>", 1),
    ),
    tags=("id INTEGER, path TEXT, description TEXT, project_id INTEGER", (1, "trust", "", 1)),
    highlights=(
        "id INTEGER, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT",
        (1, 1, 0, 7, "I trust"),
    ),
    highlight_tags=("highlight_id INTEGER, tag_id INTEGER", (1, 1)),
    commands=("date TEXT, user_login TEXT, project_id INTEGER, payload TEXT",),
)
MAXQDA = tables(
    Texts=("ID INTEGER, Name TEXT", (1, "talk")),
    Codewords=("ID INTEGER, WordID INTEGER, Name TEXT", (1, 0, "trust")),
    Codings=(
        "ID INTEGER, TextID INTEGER, WordID INTEGER, Preview TEXT, Author TEXT, Date TEXT",
        (1, 1, 1, "I trust", "ann", None),
    ),
)
XMI = (
    '<?xml version="1.0"?><xmi:XMI xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:xmi="http://www.omg.org/XMI" xmlns:c="http:///c.ecore">'
    '<c:Theme sofa="1" begin="3" end="10" value="trust"/>'
    '<cas:Sofa xmi:id="1" sofaString="🐈 I trust them."/></xmi:XMI>'
)
WEBANNO = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Theme|value\n\n\n#Text=I trust\n"
    "1-1\t0-1\tI\tcat[1]\t\n1-2\t2-7\ttrust\tcat[1]\t\n"
)
CATMA_FOLDERS = {
    "documents/D_1/header.json": '{"gitContentInfoSet": {"title": "talk"}}',
    "documents/D_1/D_1.txt": TALK,
    "tagsets/T_1/C_1/propertydefs.json": '{"name": "trust", "parentUuid": ""}',
}
CATMA = json.dumps(
    [
        {
            "body": {"tag": "https://www.catma.de/tagsets/T_1/C_1", "properties": {}},
            "target": {"items": [{"source": "D_1", "selector": {"start": 18, "end": 25}}]},
        }
    ]
)
OTR = json.dumps(
    {
        "text": '<p><span class="timestamp" data-timestamp="1.5">0:01</span> Ann: So it was.</p>'
        '<p><span class="timestamp" data-timestamp="4">0:04</span> Bo: Yes 😀.</p>'
    }
)
WHISPER = json.dumps(
    {
        "language": "en",
        "text": " So it was. Yes.",
        "segments": [
            {"id": 0, "start": 0.0, "end": 1.5, "text": " So it was."},
            {"id": 1, "start": 1.5, "end": 2.0, "text": " Yes 😀."},
        ],
    }
)
W3C = json.dumps(
    [
        {
            "type": "Annotation",
            "created": "2026-02-01T10:00:00Z",
            "creator": {"name": "Ann"},
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": "trust"}],
            "target": {
                "source": "https://example.org/talk",
                "selector": [{"type": "TextQuoteSelector", "exact": "I trust", "prefix": "R: "}],
            },
        }
    ]
)
LABELLED = json.dumps({"text": "I 🐈 trust them", "label": [[4, 9, "trust"]]}) + "\n"
LABEL_STUDIO = json.dumps(
    [
        {
            "id": 7,
            "data": {"text": "I trust them"},
            "annotations": [
                {
                    "completed_by": 1,
                    "created_at": "2026-02-01T10:00:00Z",
                    "result": [
                        {
                            "type": "labels",
                            "value": {"start": 2, "end": 7, "text": "trust", "labels": ["trust"]},
                        }
                    ],
                }
            ],
        }
    ]
)
I_TRUST = (("trust", "I trust"),)
SPOKEN = (("spa: $INI:ask", "så [/] så är det ."), ("spa: $x", "så [/] så är det ."))
GLAD = (("mood: glad", "Hej 😀"), ("sure: very", "Hej 😀"))
SNOW = (("kind: cold", "snow falls"), ("kind: white", "snow falls"))
DIRECT = (("direct.speech", "I"),)

SAMPLES: dict[str, tuple[Sample, ...]] = {
    "attributes": (
        Sample("people.csv", "case,age\nÅsa,41\nBo,7\n", options={"of": "participant"}),
    ),
    "brat": (Sample("talk.ann", "T1\ttrust 18 25\tI trust\n", I_TRUST, TURNS, {"talk.txt": TALK}),),
    "catma": (
        Sample("collections/C_1/annotations/a.json", CATMA, I_TRUST, None, CATMA_FOLDERS),
    ),
    "chat": (Sample("talk.cha", test_chat.TALK, SPOKEN),),
    "code-list": (Sample("codes.txt", "trust\trelies on somebody\nties\nties>>kin\n"),),
    "codebook-csv": (Sample("codes.csv", "code,definition,parent\ntrust,relies,ties\nties,,\n"),),
    "coded-segments": (
        Sample(
            "rows.csv",
            "document,coder,code,start,end,quote\ntalk,Ann,trust,18,25,I trust\n",
            I_TRUST,
            texts={"talk": TALK},
        ),
        Sample(
            "rows.xlsx",
            workbook(["document", "coder", "code", "quote"], ["talk", "Ann", "trust", "I trust"]),
            I_TRUST,
            texts={"talk": TALK},
        ),
    ),
    "coded-units": (
        Sample("units.csv", "id,text,coder,kind\n1,snow falls,Ann,cold\n1,,Bo,white\n", SNOW),
    ),
    "doccano": (Sample("set.jsonl", LABELLED, (("trust", "trust"),)),),
    "elan": (Sample("talk.eaf", test_elan.EAF, GLAD),),
    "html": (Sample("page.html", PAGE),),
    "inception": (
        Sample(
            "study.zip",
            zipped(
                {"exportedproject1.json": "{}", "annotation/talk.txt/ann.tsv": WEBANNO},
            ),
            (("cat", "I trust"),),
        ),
    ),
    "label-studio": (Sample("set.json", LABEL_STUDIO, (("trust", "trust"),)),),
    "maxqda-mex": (Sample("study.mex", MAXQDA, I_TRUST, texts={"talk": TALK}),),
    "odt": (
        Sample(
            "talk.odt",
            odt(f"<text:p>R: {note('1', 'Åsa', 'trust')}I trust"
                "<office:annotation-end office:name='1'/> them.</text:p>"),
            I_TRUST,
        ),
    ),
    "otranscribe": (Sample("talk.otr", OTR),),
    "pdf": (Sample("talk.pdf", printed([(50, 700, "I: How was it?"), (50, 688, "R: Fine.")])),),
    "plain-text": (
        Sample("talk.txt", TALK, turns=TURNS),
        Sample("talk.md", "# Talk\n\n**I:** How?\n\n**R:** Åh.\r\n"),
        Sample("old.txt", "I: Är det så?\nR: Ja, på våren.\n".encode("cp1252")),
    ),
    "qcoder": (Sample("talk.txt", "R: (QCODE)I trust(/QCODE){#trust} them.\n", I_TRUST),),
    "qualcoder": (Sample("study.qda", QUALCODER, I_TRUST),),
    "refi-qda": (Sample("study.qdpx", refi_project(), I_TRUST),),
    "rqda": (Sample("study.rqda", RQDA, I_TRUST),),
    "rtf": (Sample("talk.rtf", r"{\rtf1\ansi I: How?\par R: Fine, \'e5h.\par}"),),
    "subtitles": (
        Sample("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Åsa>Hello there 😀\n"),
        Sample("talk.srt", "1\n00:00:01,000 --> 00:00:02,000\nBo: Hello there\n"),
    ),
    "survey": (
        Sample("answers.csv", f'Respondent,Age,Why?\n1,41,"{LONG}"\n2,7,"{LONG} either"\n'),
    ),
    "taguette": (Sample("study.sqlite3", TAGUETTE, I_TRUST),),
    "textgrid": (
        Sample("talk.TextGrid", test_textgrid.short(("Ann", (0, 1, "So"), (1, 2, "it was")))),
    ),
    "token-table": (
        Sample("talk.tsv", "tok\tsentstart\tstwr\nI\tyes\tdirect.speech.1\nam\tno\t-\n", DIRECT),
    ),
    "uima-xmi": (Sample("talk.xmi", XMI, I_TRUST),),
    "web-annotations": (Sample("notes.json", W3C, I_TRUST, texts={"talk": TALK}),),
    "webanno-tsv": (Sample("talk.tsv", WEBANNO, (("cat", "I trust"),)),),
    "whisper": (Sample("talk.json", WHISPER),),
    "word": (Sample("talk.docx", word(), I_TRUST),),
}  # fmt: skip
