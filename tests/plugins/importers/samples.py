"""A small file or two of each format that comes in, and the codings that come of it.

The contract, the fuzz, the harm and the table of formats are tried with them. An importer that is
new has none, and is fuzzed with all others' until it has.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from attrs import evolve
from openpyxl import Workbook
from tests.plugins.importers.annotators.labelled_files import TEXT as LABELLED
from tests.plugins.importers.annotators.labelled_files import result, task
from tests.plugins.importers.annotators.test_web_annotations import annotation
from tests.plugins.importers.docx_files import comment, end, make, para, reference, run, start
from tests.plugins.importers.odt_files import note, odt
from tests.plugins.importers.pdf_files import printed, remarked
from tests.plugins.importers.programs import projects
from tests.plugins.importers.programs.qualcoder.test_project import tables as qualcoder
from tests.plugins.importers.programs.test_maxqda import TABLES as MAXQDA
from tests.plugins.importers.programs.test_rqda import tables as rqda
from tests.plugins.importers.programs.test_taguette import tables as taguette
from tests.plugins.importers.recordings.test_chat import TALK as CHAT
from tests.plugins.importers.recordings.test_elan import EAF
from tests.plugins.importers.recordings.test_textgrid import short
from tests.plugins.importers.refi.projects import INNER
from tests.plugins.importers.refi.projects import TEXT as REFI
from tests.plugins.importers.tables.survey_files import LONG
from tests.plugins.importers.tables.survey_files import ROWS as SURVEY
from tests.plugins.importers.texts.web_page.test_importer import PAGE
from tests.plugins.refi import qdpx

from qualog.testing.damage import packed
from qualog.testing.samples import Sample


def made(name: str, write: Callable[[Path], object], coded=()) -> Sample:
    """Give a sample of one file, as it is written to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return Sample(name, path.read_bytes(), coded)


def _workbook(path: Path) -> None:
    book = Workbook()
    for row in (["document", "coder", "code", "quote"], ["talk", "Ann", "a", "why?"]):
        book.active.append(row)
    book.save(path)


XMI = (
    '<?xml version="1.0"?><xmi:XMI xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:xmi="http://www.omg.org/XMI" xmlns:c="http:///c.ecore">'
    '<c:Theme sofa="1" begin="3" end="10" value="trust"/><c:Note sofa="1" begin="0" end="2"/>'
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


def _brat(times: int) -> str:
    return "".join(
        f"T{n}\tTRUST 3 10\tI trust\nT{n + 1}\tALL 16 17;18 21\t🐈 all\n"
        f"#{n}\tAnnotatorNotes T{n}\thm\nR{n}\tX T{n} T{n + 1}\n"
        for n in range(1, 2 * times, 2)
    )


TALK = "R: I trust them 🐈 all.\nI: Åh, why?\n"
TURNS = (("R", "I trust them 🐈 all."), ("I", "Åh, why?"))
STUDY = {"talk": TALK, "page": "I trust them.\n"}
"""Documents of the names that the files speak of."""
_CATMA = json.dumps(
    [{"body": {"@context": {"tag": "https://www.catma.de/tag"}, "tag": "tagsets/T_1/C_1",
               "properties": {"user": {"P": ["yes"]}}},
      "target": {"items": [{"source": "D_1", "selector": {"start": 3, "end": 10}}]}}]
)  # fmt: skip
_CATMA_FOLDERS = {
    "documents/D_1/header.json": json.dumps({"gitContentInfoSet": {"title": "talk"}}),
    "documents/D_1/D_1.txt": TALK,
    "tagsets/T_1/C_1/propertydefs.json": json.dumps(
        {"name": "trust", "parentUuid": "", "userDefinedPropertyDefinitions": {"P": {"name": "s"}}}
    ),
}
_PAGE = {**annotation("trust", "I ", document={"title": ["page"]}, place=(2, 7)), "text": "hm"}
_W3C = {
    "type": "Annotation",
    "created": "2026-02-01T10:00:00Z",
    "creator": {"name": "Ann"},
    "body": [{"type": "TextualBody", "purpose": "tagging", "value": "trust"}],
    "target": {
        "source": "https://example.org/talk",
        "selector": [{"type": "TextQuoteSelector", "exact": "I trust", "prefix": "R: "}],
    },
}
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


_ROWS = 'document,coder,code,start,end,quote,memo\ntalk,Ann,"a;b",3,10,I trust,hm\n'
_ROWS += 'talk,Bo,"x ""y""",,,"why?",\n'
_PRINTED = printed([(50, 700, "I: so it was"), (50, 688, "then")])
_NOTED = remarked(
    _PRINTED,
    "/Subtype/Text/Rect[50 690 60 700]/Contents(#a hm)/T(Ann)/M(D:20240102030405Z)",
    "/Subtype/Highlight/QuadPoints[50 710 90 710 50 700 90 700]/Contents(b: so)/T(B)",
)


def _odt(times: int) -> bytes:
    return odt(
        f"<text:p>I: {note('1', 'Bo', 'trust')}Hej du</text:p><text:p>R: {note('2', 'Åsa', 'a')}so"
        "<office:annotation-end office:name='2'/> it was.</text:p>" * times
    )


def _units(times: int) -> str:
    rows = (f"{n}1,snow,Ann,a,1\n{n}1,,Bo,b;c,0\n{n}2,sun,Ann,-,NA\n" for n in range(1, times + 1))
    return "id,text,coder,kind,on\n" + "".join(rows)


def _whisper(times: int) -> str:
    segments = json.loads(_WHISPER)["segments"]
    return json.dumps({"text": " Hej", "segments": segments * times})


_INCEPTION = packed(
    {
        "exportedproject1.json": "{}",
        "annotation/talk.txt/ann.tsv": TSV,
        "annotation/more.txt/bo.zip": packed({"bo.xmi": XMI}),
        "curation/more.txt/CURATION_USER.xmi": XMI,
    }
)


def _word(path: Path) -> None:
    make(
        path,
        para(start(1), run("I: Why 🐈?"), end(1)) + para(run("B: So."), reference(2)),
        comment(1, "#trust: yes"),
        comment(2, "a; b", author="Bo", para_id="1A"),
    )


def _database(name: str, tables, *coded: tuple[str, str], **more) -> Sample:
    sample = made(name, lambda path: projects.make(path, tables), coded)
    return evolve(sample, **more)


def _refi(by: str) -> Sample:
    coded = (("trust", "🐈 th"),)
    sample = made("talk.qdpx", lambda path: qdpx(path, INNER, by, talk=REFI, map=b"\x89PNG"), coded)
    return evolve(sample, coders=(None,), dropped=("one user who coded nothing: Ann",))


_INCEPTION_CODERS = ("CURATION_USER", "bo", "CURATION_USER", "bo", "ann", "ann", "ann")
_LABELLED_TURNS = ((None, "I 🐈 trust"), (None, "them"))
_PRINTED_TURNS = (("I", "so it was then"),)
_TASK = task((1, [result(5, 10, "trust", "trust")]))
I_TRUST = (("trust", "I trust"),)
TRUST = (("trust", "trust"),)
_CAT = (("cat", "🐈 I"), ("b|c", "I"), ("Theme", "Why?"))
_NOTE = (("Note", "🐈"), *I_TRUST)
_NOTES = (("Note", "🐈"), ("Note", "🐈"), *I_TRUST, *I_TRUST)

SAMPLES: dict[str, tuple[Sample, ...]] = {
    "attributes": (
        Sample("people.csv", "case,age,b\nÅsa,41,x\n2,7.5,y\n"),
        Sample("people.csv", "case,age\nÅsa,41\nBo,7\n", options={"of": "participant"}),
    ),
    "brat": (
        Sample(
            "talk.ann", _brat(1), (("TRUST", "I trust"), ("ALL", "🐈"), ("ALL", "all")), TURNS,
            {"talk.txt": TALK},
            coders=(None,) * 3, longer=_brat,
        ),
    ),
    "catma": (
        Sample(
            "collections/C_1/annotations/ann_0.json", _CATMA, I_TRUST, turns=TURNS,
            beside=_CATMA_FOLDERS, coders=(None,), dropped=(),
        ),
    ),
    "chat": (
        Sample(
            "talk.cha", CHAT,
            (("spa: $INI:ask", "så [/] så är det ."), ("spa: $x", "så [/] så är det .")),
            (("MOT", "så [/] så är det ."), ("CHI", "ja ! mm .")),
            coders=("Per", "Per"), times=((0, 1500), (1500, 2000)),
            dropped=("@Media: 1", "%mor: 1"),
        ),
    ),
    "code-list": (Sample("codes.txt", "a\tÅ means\nb>>c\nb>>d>>a\n"),),
    "codebook-csv": (
        Sample("codes.csv", 'code;definition;examples;parent\nx;"""ö""";a|b;\ny;;;x\n'),
    ),
    "coded-segments": (
        Sample(
            "rows.csv", _ROWS, (("a", "I trust"), ("b", "I trust"), ('x "y"', "why?")), texts=STUDY,
            coders=("Ann", "Ann", "Bo"), dropped=(),
        ),
        evolve(made("rows.xlsx", _workbook, (("a", "why?"),)), texts=STUDY, coders=("Ann",)),
    ),
    "coded-units": (
        Sample(
            "u.csv", "id,text,coder,kind,on\n1,snow,Ann,a,1\n1,,Bo,b;c,0\n2,sun,Ann,-,NA\n",
            (("kind: a", "snow"), ("on", "snow"), ("kind: b", "snow"), ("kind: c", "snow")),
            ((None, "snow"), (None, "sun")), coders=("Ann", "Ann", "Bo", "Bo"),
            longer=_units,
        ),
    ),
    "doccano": (
        Sample("set.jsonl", json.dumps({"id": 1, "text": LABELLED, "label": [[4, 9, "trust"]]}),
               TRUST, _LABELLED_TURNS, coders=(None,)),
    ),
    "elan": (
        Sample(
            "talk.eaf", EAF, (("mood: glad", "Hej 😀"), ("sure: very", "Hej 😀")),
            (("Bo", "Ja?"), ("Åsa", "Hej 😀")), coders=("Per", None),
            times=((500, None), (1000, 2500)),
            dropped=("utterances without words: 1", "annotations of the tier “words”: 1"),
        ),
    ),
    "html": (Sample("talk.html", PAGE),),
    "inception": (Sample("study.zip", _INCEPTION, (*_NOTES, *_CAT), coders=_INCEPTION_CODERS),),
    "label-studio": (
        Sample(
            "set.json", json.dumps([_TASK]), TRUST, _LABELLED_TURNS,
            coders=("annotator 1",), longer=lambda times: json.dumps([_TASK] * times),
        ),
    ),
    "maxqda-mex": (
        _database(
            "study.mex", MAXQDA, ("trust", "I trust"), ("them: trust", "all"), texts=STUDY,
            coders=("ann", "bo"),
        ),
    ),
    "odt": (
        Sample(
            "talk.odt", _odt(1), (("trust", "I: Hej du"), ("a", "so")),
            (("I", "Hej du"), ("R", "so it was.")), coders=("Bo", "Åsa"), dropped=(), longer=_odt,
        ),
    ),
    "otranscribe": (
        Sample(
            "talk.otr", _OTR, turns=(("Åsa", "Hej 😀\nBo: Va?"),), times=((4200, None),)
        ),
    ),
    "pdf": (
        Sample("talk.pdf", _PRINTED, turns=_PRINTED_TURNS, dropped=()),
        Sample(
            "noted.pdf", _NOTED, (("b", "I: so i"), ("a", "then")), _PRINTED_TURNS,
            coders=("B", "Ann"), dropped=(),
        ),
    ),
    "plain-text": (
        Sample("talk.txt", TALK, turns=TURNS),
        Sample("talk.md", f"# Talk\n\n**I:** How?\n\n**R:** Åh.\r\n\n**R:** {TALK}"),
        Sample("old.txt", "I: Är det så?\nR: Ja, på våren.\n".encode("cp1252"),
               turns=(("I", "Är det så?"), ("R", "Ja, på våren."))),
    ),
    "qcoder": (
        Sample(
            "talk.txt", "I (QCODE)tr(QCODE)us(/QCODE){#a}t 🐈(/QCODE){#b, c} them\n",
            (("b", "trust 🐈"), ("c", "trust 🐈"), ("a", "us")),
            ((None, "I trust 🐈 them"),), coders=(None,) * 3, dropped=(),
        ),
    ),
    "qualcoder": (
        _database("data.qda", qualcoder(), ("trust", "I trust"), ("them", "trust\nthem"),
                  coders=("ann", "bo")),
    ),
    "refi-qda": (_refi("Some Program 1"), _refi("Qualog 1")),
    "rqda": (
        _database("study.rqda", rqda(), ("trust", "I trust"), ("them", "them"),
                  coders=("ann", "bo")),
    ),
    "rtf": (
        Sample(
            "talk.rtf", _RTF, (("a", "åh"),), (("I", "Hej 😀 #00:00:05-1#\nB: åhy"),),
            coders=("Bo",), times=((5100, None),),
        ),
    ),
    "subtitles": (
        Sample(
            "talk.vtt", _VTT, turns=(("Åsa", "Hej 😀"), ("Bo", "- Va? - Ja."), (None, "Per: mm")),
            times=((1000, 2500), (1000, 2500), (3000, 4000)), dropped=(),
        ),
        Sample(
            "talk.srt", _SRT, turns=(("Åsa", "Hej Hur?"),), times=((1000, 4000),), dropped=()
        ),
    ),
    "survey": (
        Sample(
            "answers.csv", SURVEY,
            turns=(
                ("Respondent 1", LONG), ("Respondent 1", "Slowly,\nby talking"),
                ("Respondent 2", f"{LONG} either"),
                ("Åsa", "because so many had gone there before that we did too"),
            ),
            dropped=(),
        ),
    ),
    "taguette": (
        _database(
            "study.sqlite3", taguette(),
            ("trust", "I trust"), ("trust.all", "I trust"), ("a.b", "trust\nthem"),
            coders=(None,) * 3,
        ),
    ),
    "textgrid": (
        Sample("talk.TextGrid", short(("Åsa", (0, 1.5, "hej"), (2, 3, "du"))),
               turns=(("Åsa", "hej du"),), times=((0, 3000),), dropped=()),
    ),
    "token-table": (
        Sample(
            "t.tsv", "tok\tsentstart\tstwr\nI\tyes\tdirect.speech.1\nam\tno\tx.1|y.2.z\n",
            (("direct.speech", "I"), ("x", "am"), ("y", "am")),
            ((None, "I am"),), coders=(None,) * 3,
        ),
    ),
    "uima-xmi": (
        Sample(
            "talk.xmi", XMI, _NOTE, ((None, "🐈 I trust"), (None, "them.")),
            coders=(None, None), dropped=(),
        ),
        Sample(
            "talk.json", json.dumps(_UIMA), I_TRUST, ((None, "🐈 I trust them"),),
            coders=(None,), dropped=(),
        ),
    ),
    "web-annotations": (
        Sample(
            "notes.json", json.dumps([_PAGE]), TRUST, texts=STUDY, coders=("asa",), dropped=(),
            longer=lambda times: json.dumps([_PAGE] * times),
        ),
        Sample(
            "w3c.json", json.dumps([_W3C]), I_TRUST, texts=STUDY, coders=("Ann",), dropped=(),
            longer=lambda times: json.dumps([_W3C] * times),
        ),
    ),
    "webanno-tsv": (
        Sample(
            "ann.tsv", TSV, _CAT, ((None, "🐈 I trust"), (None, "Why?")), coders=(None,) * 3,
            dropped=("one annotation of the layer Dep",),
        ),
    ),
    "whisper": (
        Sample(
            "talk.json", _WHISPER, turns=(("S1", "Hej 😀"), (None, "du")),
            times=((500, 2250), (2300, None)), dropped=("times of single words: 1",),
            longer=_whisper,
        ),
    ),
    "word": (
        evolve(
            made("talk.docx", _word, (("trust", "I: Why 🐈?"), ("a", "B: So."), ("b", "B: So."))),
            turns=(("I", "Why 🐈?\nB: So."),), coders=("Anna", "Bo", "Bo"),
        ),
    ),
}  # fmt: skip


def samples_of(name: str) -> tuple[Sample, ...]:
    """Give an importer's samples; those of all others for one that has none."""
    return SAMPLES.get(name) or tuple(each for those in SAMPLES.values() for each in those)
