"""Every real file comes in through the importer that is surest of it, to the facts of MANIFEST.md.

One row for each file of ../shared/data/interop: what comes of it, with what sentence it is
refused, which file it is read along with, or which test takes it for the truth.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import field, frozen
from tests.folders import ROOT
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.importing.choice import importer_for
from qualog.importing.reading import read_material
from qualog.plugins.registry import installed_plugins


@frozen
class Comes:
    """What comes of a file; counts that are None are told by another test."""

    importer: str
    texts: int = 1
    turns: int | None = None
    codes: int | None = None
    codings: int = 0
    memos: int = 0
    coders: str = ""
    begins: str = ""
    marked: tuple[str, ...] = ()
    people: int = 0
    loss: str = ""
    options: Mapping[str, str] = field(factory=dict)


@frozen
class Refused:
    """With what sentence a file is refused that is no material by itself."""

    sentence: str


@frozen
class Along:
    """The file that a file is read along with."""

    main: str


@frozen
class Truth:
    """The test (a module below tests) that compares with what this file says."""

    module: str


_UNKNOWN = Refused("was not recognised. To choose the importer: --with")
_BRAT = {
    "esp.train-doc-100": ({"Lisa": 75, "Maria": 75, "Max": 53}, "Por Viruca Atanes Madrid, 24 m"),
    "esp.train-doc-1400": ({"Lisa": 44, "Maria": 44, "Max": 42}, "El candidato presidencial opos"),
    "esp.train-doc-29": ({"Lisa": 13, "Maria": 13, "Max": 13}, "Por Caius Apicius Madrid, 25 m"),
}
_CATMA = "catma/gitma_demo/"
_KAFKA = f"{_CATMA}collections/C_D32D3AFF-98A6-4596-9B32-ABDC66445290/annotations/mvgoogle_0.json"
_KAFKA_2 = f"{_CATMA}collections/C_F8552E35-F9BD-4544-A8C5-BD9114C80E43/annotations/MVauth_0.json"
_KAFKA_TEXT = f"{_CATMA}documents/D_A00D3E7F-06B0-4BB6-BF1F-58FCADFC60D4/"
_KAFKA_TAGS = f"{_CATMA}tagsets/T_A932F2A8-0F1C-4867-95EF-B59DC174974B/"
_DEMO = "qualcoder/synthetic_two_coders.qda"
_NVIVO = Comes(
    "refi-qda", codes=152, codings=152, coders="coder1",
    marked=("Hmojii enk ogbkf zápslsfpa skgío", "pbozpea nlh éu omptíf, ndkokkeh "),
)  # fmt: skip
_TSV = "inception/tsv/"
_GERMAN = "– Laternenanzünder"

FILES = {
    **{
        f"brat/bratiaa/{who}/{name}.{suffix}": Comes("brat", codings=codings[who], begins=begins)
        for name, (codings, begins) in _BRAT.items()
        for who in codings
        for suffix in ("ann", "txt")
    },
    _KAFKA: Comes("catma", codings=31, coders="mvgoogle", begins="One morning, as Gregor Samsa"),
    _KAFKA_2: Comes("catma", codings=33, coders="MVauth", begins="One morning, as Gregor Samsa"),
    **{
        f"{_CATMA}collections/C_{id_}/header.json": Along(_KAFKA)
        for id_ in (
            "88E676CA-141C-471F-92A4-1BF8FD8C3C88",
            "D32D3AFF-98A6-4596-9B32-ABDC66445290",
            "F8552E35-F9BD-4544-A8C5-BD9114C80E43",
        )
    },
    **{
        f"{_KAFKA_TEXT}{name}": Along(_KAFKA)
        for name in (
            "D_A00D3E7F-06B0-4BB6-BF1F-58FCADFC60D4.json",
            "D_A00D3E7F-06B0-4BB6-BF1F-58FCADFC60D4.txt",
            "header.json",
        )
    },
    **{
        f"{_KAFKA_TAGS}{name}": Along(_KAFKA)
        for name in (
            "CATMA_6DEB49AC-89C5-4BCF-B1B6-504FFE482FB1/propertydefs.json",
            "CATMA_79E8AFFB-FCC1-4D6A-BE81-4CB7ADAC539B/propertydefs.json",
            "CATMA_DA4312F3-8A18-4728-8FDF-ECED91412C75/propertydefs.json",
            "CATMA_DEA87769-8898-4307-9A38-7CCA3A0093D4/propertydefs.json",
            "header.json",
        )
    },
    "chat/vandam.cha": Comes("chat", turns=10, codings=3, memos=5, begins="&=vocalizes"),
    "chat/vandam.expected.csv": Truth("plugins/importers/recordings/test_chat.py"),
    "conll/swedish_ner_test_corpus.txt": Comes(
        "token-table", codings=1403, begins="Inger Atterstam : Hej , jodå",
        options={"tokens": "1", "codes": "2"}, marked=("Inger Atterstam",),
    ),
    "doccano/labeling.jsonl": Comes(
        "doccano", texts=2, codings=16, coders="user 1, user 2", begins="SOCCER - JAPAN",
        marked=("JAPAN", "CHINA", "Nadim Ladki"),
    ),
    "doccano/sequence_labeling_example.jsonl": Comes(
        "doccano", texts=3, codings=4, marked=("EU", "German", "Peter Blackburn", "Obama"),
    ),
    "docx/d2p_comments_two_authors.docx": Comes(
        "word", codings=3, memos=5, coders="Randy Bartels, Shay Hill",
        marked=("Lorem ipsum dolor sit amet, co",),
    ),
    "docx/mammoth_comments.docx": Comes(
        "word", memos=2, coders="Michael Williamson", begins="Ouch", marked=("Ouch",),
    ),
    "docx/ms_Comment009.docx": Comes(
        "word", codings=5, memos=5, coders="Arman Aghaei, Regena Zheng", marked=("these",),
    ),
    "docx/ms_Comment018.docx": Comes(
        "word", codings=3, memos=3, coders="Jdawe, armanag", marked=("Asdfasdf", "asdfasdf"),
    ),
    "docx/ms_Comment044_arabic.docx": Comes(
        "word", codings=4, memos=2, coders="ارمان(ArmanAg)",
        marked=("0025 ارا6300 4 ع 3710 قبرص /اف", "وفي الغرفة المجاورة رقدت الطفل"),
    ),
    "docx/pandoc_comments.docx": Comes(
        "word", memos=5, coders="Jesse Rosenthal",
        marked=("some text to have a comment", "a new paragraph.\nAnd so", "more"),
    ),
    "docx/pandoc_track_changes_move.docx": Comes("word", begins="Here is some text.\n\nHere is th"),
    "docx/pydocx_comments-rich-para.docx": Comes(
        "word", memos=4, coders="Steve Canny", begins="Document text",
        marked=("Some text worthy of note.", "Other text worthy of note.", "Paragraph 5"),
    ),
    "elan/example_basic.eaf": Comes("elan", turns=221, codings=416, begins="0. 0. 0."),
    "elan/example_basic.expected.csv": Truth("plugins/importers/recordings/test_elan.py"),
    "hypothesis/synthetic_two_users.json": Comes(
        "web-annotations", texts=0, codings=4, coders="asa, bjorn",
    ),
    "hypothesis/synthetic_two_users.source.txt": Comes("plain-text", begins="Åsa: Jag bytte jobb"),
    "inception/curated_project_3_6_1.zip": Comes(
        "inception", codings=1, coders="CURATION_USER", begins="This is an example sentence.",
        marked=("This",), loss="of admin in “example_sentence”: annotations, which the export",
    ),
    **{
        f"{_TSV}relationLabelTest/{who}.tsv": Comes(
            "webanno-tsv", codings=26, begins="Heutzutage beklagen sich viele",
            loss=f"{relations} annotations of the layer Dependency",
        )
        for who, relations in {"curator": 25, "user1": 26, "user2": 26}.items()
    },
    **{
        f"{_TSV}simpleRelGovDiffTest/{who}.tsv": Comes(
            "webanno-tsv", codings=codings, begins="This is a simple sentence to b"
        )
        for who, codings in {"curator": 1, "user1": 2, "user2": 2}.items()
    },
    "inline_markup/CoC_Example1_MU.txt": Comes("qcoder", codings=7, begins="CoC_Example1\n"),
    "inline_markup/codes.csv": Comes("codebook-csv", texts=0, codes=6, loss="the column “code_id”"),
    "labelstudio/csv_test.json": Comes(
        "label-studio", texts=2, begins="Calif. wildfires signal the ar",
        loss="3 results of the type “rectanglelabels”",
    ),
    "labelstudio/json_min_data.json": Refused("holds no texts with labels: task 1, which has no"),
    "labelstudio/synthetic_ner_two_annotators.json": Comes(
        "label-studio", codings=3, coders="asa, bjorn", begins="Åsa: Jag sökte jobbet på våren",
    ),
    "maxqda/maxqda_test_coding.expected.csv": Truth("plugins/importers/programs/test_maxqda.py"),
    "maxqda/maxqda_test_coding.mex": Comes(  # of 402 codings 17 are longer than MAXQDA keeps
        "maxqda-mex", texts=0, codes=7, codings=385, coders="agata",
        loss="the texts of 39 documents, which MAXQDA encrypts",
    ),
    "multi_coder/20YCHEC_iaa-v2_double.csv": Comes(
        "coded-units", turns=10, codings=108,
        coders="source_spreadsheet 1, source_spreadsheet 2, source_spreadsheet 3, "
        "source_spreadsheet 4",
        options={"coder": "source_spreadsheet", "values": "op_form;op_data_type"},
    ),
    "multi_coder/pygamma_2by1000.csv": Comes(
        "coded-segments", texts=0, codings=2000, coders="annotator_1, annotator_2",
        options={"on": "talk"},
    ),
    "multi_coder/pygamma_paul_suzann_alex.csv": Comes(
        "coded-segments", texts=0, codings=18, coders="Alex, Paul, Suzan", options={"on": "talk"},
    ),
    "multi_coder/tidycomm_fbposts.csv": Comes(
        "coded-units", turns=45, codings=270, options={"values": "n_pictures", "presence": "no"},
        coders=", ".join(f"coder_id {number}" for number in range(1, 7)),
    ),
    "otr/synthetic_swedish.otr": Comes("otranscribe", turns=2, begins="0:00 Intervjuare: Hur"),
    "pdf/PDPilot_P1.pdf": Comes("pdf", turns=95, begins="Interview\nDan: Okay. So now"),
    "pdf/PDPilot_code-system.pdf": Comes("pdf", begins="Code System"),
    f"{_DEMO}.expected.json": Truth("plugins/importers/programs/qualcoder/test_project.py"),
    f"{_DEMO}/data.qda": Comes(  # two texts and a journal entry; four codes and two categories
        "qualcoder", texts=3, codes=6, codings=6, memos=1, coders="asa, bjorn", people=2,
        begins="Intervjuare: Hur var flytten?",
    ),
    f"{_DEMO}/documents/intervju1.txt": Along(f"{_DEMO}/data.qda"),
    f"{_DEMO}/documents/intervju2_crlf.txt": Along(f"{_DEMO}/data.qda"),
    "qualcoder_examples/ID1.docx": Comes("word", begins="I really like learning new thi"),
    "qualcoder_examples/cases123.csv": Comes("attributes", texts=0, people=3),
    "qualcoder_examples/cases456.xlsx": Comes("attributes", texts=0, people=3),
    "qualcoder_examples/plain_codes_categories_for_import.txt": Comes(
        "code-list", texts=0, codes=9
    ),
    "qualcoder_examples/survey456.csv": Comes(
        "survey", texts=3, people=3, begins="freetext\nI wanted to do some more studies"
    ),
    "qualcoder_examples/transcript.txt": Comes("plain-text", begins="[id1] hello, I like"),
    "redewiedergabe_nc/consensus_rwk_digbib_1039-1.tsv": Comes(
        "token-table", codings=13, begins=_GERMAN
    ),
    **{
        f"redewiedergabe_nc/{who}/rwk1_digbib_1039-1.tsv": Comes(
            "token-table", codings=codings, begins=_GERMAN
        )
        for who, codings in {"earth": 18, "jupiter": 14, "mars": 10, "saturn": 12}.items()
    },
    **{
        f"redewiedergabe_nc/{who}/rwk1_digbib_1039-1.xmi": Comes(
            "uima-xmi", codings=codings, options={"types": "Stwr"},
            loss="605 annotations of the type Token"
        )
        for who, codings in {"earth": 18, "jupiter": 14, "mars": 9, "saturn": 10}.items()
    },
    "refi/nvivo_win12_utf16_pseudonymised_a.expected.json": Truth(
        "plugins/importers/refi/test_real_projects.py"
    ),
    "refi/nvivo_win12_utf16_pseudonymised_a.qdpx": _NVIVO,
    "refi/variant_codepoints_crlf2_a.qdpx": _NVIVO,
    "refi/variant_crlf_counted_once_a.qdpx": _NVIVO,
    "refi/variant_spec_codepoints_lf_a.qdpx": _NVIVO,
    "refi/qc_demo.qdpx": Comes(
        "refi-qda", texts=2, codes=262, codings=205, coders="cp",
        marked=("This district goal is engage every student",),
    ),
    "refi/refi_spec_example1_codebook.qdc": Comes(
        "refi-qda", texts=0, codes=6, loss="the colours of codes (4 codes)"
    ),
    "refi/refi_spec_example2_atlasti_mac84.qde": Comes(  # 16 codings, 2 of them of texts twice
        "refi-qda", texts=6, codes=14, codings=14, memos=5, coders="Friedrich Markgraf",
        loss="the text of “Mabel.txt”: it is not in the file",
    ),
    "rqda/CSP-reports-revconf.rqda": Comes(
        "rqda", texts=19, codes=3, codings=64, coders="tobiasweise",
        begins="Conference of the States Parti",
    ),
    "rtf/Example_text.rtf": Comes("rtf", begins="Text here with hyperlink", loss="pictures"),
    "rtf/french.rtf": Comes("rtf", begins="10‘000"),
    "rtf/hello.rtf": Comes("rtf", begins="Hello\n"),
    "rtf/issue_38.rtf": Comes("rtf", begins="cell 1|cell 2|cell 3|"),
    "rtf/synthetic_f4_timestamps.rtf": Comes("rtf", turns=3, begins="I: Hur länge har du bott"),
    "rtf/test_line_breaks_google_docs.rtf": Comes("rtf", turns=3, begins="Asdf\nAsdf\nAsdf\n"),
    "rtf/unicode.rtf": Comes("rtf", begins="柔道\n"),
    "subtitles/ascii.srt": Comes("subtitles", turns=3, begins="ascii\noh look\nascii everywhere"),
    "subtitles/captions_with_bom.vtt": Comes("subtitles", turns=4, begins="Caption text #1"),
    "subtitles/comments.vtt": Comes("subtitles", memos=2, begins="- Ta en kopp varmt te."),
    "subtitles/cue_tags.vtt": Comes("subtitles", turns=3, begins="When the moon hits your eye"),
    "subtitles/sample.sbv": Comes("subtitles", turns=5, begins="Caption text #1"),
    "subtitles/sample.srt": Comes("subtitles", turns=5, begins="Caption text #1"),
    "subtitles/sample.vtt": Comes("subtitles", turns=16, begins="Caption text #1"),
    "subtitles/synthetic_teams_speakers.vtt": Comes("subtitles", turns=2, begins="Hej, hör du"),
    "subtitles/synthetic_zoom_speakers.vtt": Comes("subtitles", turns=2, begins="Välkommen."),
    "subtitles/using_identifiers.vtt": Comes("subtitles", turns=6, begins="Caption text #1"),
    "survey/sheffield_nc_facesheet.xlsx": Comes("attributes", texts=0, people=15),
    "taguette/codebook.csv": Comes("codebook-csv", texts=0, codes=6),
    "taguette/codebook.xlsx": Comes("codebook-csv", texts=0, codes=6),
    "taguette/codebook.qdc": Comes("refi-qda", texts=0, codes=6),
    "taguette/codebook.html": Comes("html", begins="Taguette Codebook\ninteresting"),
    "taguette/document1.html": Comes("html", begins="Intervju 1\nIntervjuare: Hur bö"),
    "taguette/highlights.csv": Comes("coded-segments", texts=0, codings=7, loss="the column “id”"),
    "taguette/highlights.xlsx": Comes("coded-segments", texts=0, codings=7, loss="the column “id”"),
    "taguette/highlights.html": Comes("html", begins="Taguette highlights\nDet kändes"),
    "taguette/expected.json": Truth("plugins/importers/programs/test_taguette.py"),
    "taguette/project.sqlite3": Comes(
        "taguette", texts=2, codes=6, codings=7, begins="Intervjuare: Hur började du ar",
        loss="who highlighted: Taguette's export puts all under one user (the members were bjorn",
        marked=("När två är sjuka 🤒 räcker vi inte till",),
    ),
    "textgrid/bobby_words_with_newlines.TextGrid": Comes(
        "textgrid", turns=1, begins="BOBBY RIPPED THE LEDGER"
    ),
    "textgrid/childproject.TextGrid": Comes("textgrid", turns=5, begins="1\n1\n1"),
    "textgrid/mary.TextGrid": Comes(
        "textgrid", turns=1, begins="mary rolled the barrel", loss="the tier “pitch”: 4"
    ),
    **{
        f"transcripts/code_review/{name}.txt": Comes("plain-text", turns=turns, begins=begins)
        for name, (turns, begins) in {
            "P1R1": (13, "REVIEW TYPE AND GOAL\nSubsequen"),
            "P1R2": (13, "REVIEW TYPE AND GOAL\n- Self-as"),
            "P1R3": (55, "P1R3\n\nREVIEW TYPE AND GOAL\n- I"),
            "P2R1": (88, "P1R1\n\nREVIEW TYPE AND GOAL\n- R"),
            "P2R2": (62, "REVIEW TYPE AND GOAL\n- Re-revi"),
            "P2R3": (29, "REVIEW TYPE AND GOAL\n - Small "),
            "P3R1": (38, "REVIEW TYPE AND GOAL\n\nCONTEXT\n"),
            "P5R1": (66, "REVIEW TYPE AND GOAL\n- First r"),
            "P6R1": (59, "REVIEW TYPE AND GOAL\n- Review "),
        }.items()
    },
    "transcripts/sheffield_nc/David.docx": Comes(
        "word", turns=75, codings=2, memos=7, coders="Itzel San Roman Pineda, Lee J Pretlove"
    ),
    "transcripts/sheffield_nc/David.txt": Comes("plain-text", turns=75, begins="04-May-2023"),
    "transcripts/sheffield_nc/Jessica.docx": Comes("word", turns=148, begins="21-Apr-2023 - 10:33"),
    "transcripts/sheffield_nc/Jessica.txt": Comes(
        "plain-text", turns=148, begins="21-Apr-2023 - 10:33"
    ),
    "transcripts/sheffield_nc/Readme_Interviews.docx": Comes("word", begins="ReadMe:"),
    "transcripts/sheffield_nc/Sam.docx": Comes("word", turns=85, begins="04-Apr-2023"),
    "transcripts/sheffield_nc/Sam.txt": Comes("plain-text", turns=85, begins="04-Apr-2023"),
    "uima_cas/emoji/debug.xmi": Comes(
        "uima-xmi", codings=9, options={"types": "Annotation"}, marked=("🥳", "This", "👳🏻‍♀️"),
    ),
    "uima_cas/emoji/data.json": Comes(
        "uima-xmi", codings=9, options={"types": "Annotation"}, marked=("🥳", "This", "👳🏻‍♀️"),
    ),
    "uima_cas/emoji/debug-typesystem.xml": _UNKNOWN,
    "whisper/bonjour_vous_allez_bien.words.json": Comes(
        "whisper", turns=2, begins="Bonjour ! Est-ce que vous alle"
    ),
    "whisper/smartphone.words.json": Comes("whisper", turns=36, begins="C'est évident ce que dit"),
    "whisper/synthetic_openai_whisper_plain.json": Comes(
        "whisper", turns=2, begins="Hej och välkomna.\nIdag pratar"
    ),
}  # fmt: skip
COME = {file: row for file, row in FILES.items() if isinstance(row, Comes)}
REFUSED = {file: row for file, row in FILES.items() if isinstance(row, Refused)}

pytestmark = pytest.mark.shared


def test_every_file_has_a_row(shared):
    folder = shared / "interop"
    there = {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}
    assert there - {"MANIFEST.md"} == FILES.keys()


def words_of(material):
    """Give the words that each coding and memo stands on, as far as the file says."""
    texts = {each.name: each.text for each in material.documents}
    return [
        texts[each.document][each.start : each.end] if each.start is not None else each.quote or ""
        for each in (*material.codings, *material.memos)
        if each.start is None or each.document in texts
    ]


@pytest.mark.parametrize("file", COME)
def test_what_comes_of_a_real_file(shared, file):
    row, path = COME[file], shared / "interop" / file
    plugins = installed_plugins()
    offer = plugins.importers().named(row.importer)
    if "tokens" not in row.options:  # a bare list of tokens is a text for all that one can know
        assert importer_for(path, plugins.importers()).name == row.importer
    material = read_material(offer, path, row.options)
    assert len(material.documents) == row.texts
    assert len(material.codings) == row.codings
    assert len(material.memos) == row.memos
    assert len(material.participants) == row.people
    assert row.codes in (None, len(material.codes))
    assert row.turns in (None, sum(len(each.turns) for each in material.documents))
    authors = {each.author for each in (*material.codings, *material.memos)} - {None, ""}
    assert authors == set(filter(None, row.coders.split(", ")))
    assert material.documents[0].text.startswith(row.begins) if row.texts else not row.begins
    found = words_of(material)
    assert all(any(each in words for words in found) for each in row.marked)
    assert row.loss in "\n".join(left_behind(material))


@pytest.mark.parametrize("file", REFUSED)
def test_a_file_that_is_no_material_is_refused(shared, file):
    path = shared / "interop" / file
    with pytest.raises(BadInput) as refused:
        offer = importer_for(path, installed_plugins().importers())
        read_material(offer, path, {})
    assert REFUSED[file].sentence in str(refused.value)


def test_what_is_read_along_with_another_file(shared):
    folder = shared / "interop"
    for file, row in FILES.items():
        if isinstance(row, Along):
            importer = importer_for(folder / row.main, installed_plugins().importers()).plugin
            # The folder of real material may be a link, which an importer may follow.
            along = {path.resolve() for path in importer.companions(folder / row.main)}
            assert (folder / file).resolve() in along


def test_every_truth_is_compared_with():
    for file, row in FILES.items():
        if isinstance(row, Truth):
            names = (Path(file).name, Path(file).name.partition(".")[2], "expected.json")
            code = (ROOT / "tests" / row.module).read_text("utf-8")
            assert any(name in code for name in names)
