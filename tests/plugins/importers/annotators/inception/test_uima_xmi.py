"""UIMA's XMI: exactly the annotated characters, and two formats that tell the same."""

import json

import pytest
from tests.plugins.importers.seen import coded, left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.importers.annotators.inception.uima_xmi import UimaXmi, qualog_importers
from qualog_plugins.importers.annotators.token_table import TokenTable

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:xmi="http://www.omg.org/XMI" xmlns:tcas="http:///uima/tcas.ecore" '
    'xmlns:c="http:///custom.ecore" xmi:version="2.0">'
)
TEXT = "&#128008; I trust&#13;&#10;them all."
SOFA = f'<cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="{TEXT}"/></xmi:XMI>'


@pytest.fixture
def read(tmp_path):
    def read(annotations: str, sofa: str = SOFA, **options):
        path = tmp_path / "talk.xmi"
        path.write_text(HEAD + annotations + sofa, "utf-8")
        return UimaXmi().read(path, UimaXmi.options(**options))

    return read


def test_it_is_what_the_hook_gives(tmp_path):
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert importer.sniff(tmp_path / "a.xmi", HEAD.encode()) > 0.8
    assert importer.sniff(tmp_path / "a.xmi", b"<html>") == 0


ANNOTATIONS = (
    '<c:Theme xmi:id="2" sofa="1" begin="5" end="16" value="trust" Sure="yes"/>'
    '<c:Theme xmi:id="3" sofa="1" begin="0" end="2" Sure="no"/>'
    '<c:Token xmi:id="4" sofa="1" begin="3" end="4"/>'
    '<tcas:DocumentAnnotation xmi:id="5" sofa="1" begin="0" end="21" language="sv"/>'
    '<c:Note xmi:id="6" sofa="1" begin="5" end="10"/>'
)


def test_positions_are_utf16_and_line_ends_count_twice(read):
    material = read(ANNOTATIONS)
    assert material.documents[0].text == "🐈 I trust\nthem all."
    assert coded(material) == [
        ("trust", "trust\nthem", ""),
        ("Theme", "🐈", ""),
        ("Note", "trust", ""),
    ]
    assert [(code.name, code.parent) for code in material.codes] == [
        ("Theme", None),
        ("trust", "Theme"),
    ]
    assert left_behind(material) == (
        "one annotation of the type DocumentAnnotation",
        "one annotation of the type Token",
        "features of Theme: Sure (to keep them: -o code=… or -o memo=…)",
    )


def test_types_and_features_that_a_person_names(read):
    material = read(ANNOTATIONS, types="Theme;Token", code="value;Sure", memo="Sure")
    assert coded(material) == [
        ("trust.yes", "trust\nthem", "Sure: yes"),
        ("no", "🐈", "Sure: no"),
        ("Token", "I", ""),
    ]
    with pytest.raises(BadInput, match="no annotations of the type “Thme”"):
        read(ANNOTATIONS, types="Thme")


@pytest.mark.parametrize(("begin", "end"), [(1, 4), (0, 99), (7, 5), (4, 4), (0, 10**15)])
def test_places_that_are_none_are_told_and_never_moved(read, begin, end):
    material = read(f'<c:Theme sofa="1" begin="{begin}" end="{end}" value="x"/>')
    assert material.codings == ()
    assert left_behind(material) == (
        f"an annotation of the type Theme: its text has no passage {begin}:{end}",
    )


@pytest.mark.parametrize(
    ("annotations", "sofa", "told"),
    [
        ("", "</xmi:XMI>", "holds no text"),
        ("", SOFA[:-4], "not well-formed"),
        ("", SOFA.replace(TEXT, " "), "holds no text"),
        ("<c:Theme", SOFA, "not well-formed"),
    ],
)
def test_what_is_wrong_is_told(read, annotations, sofa, told):
    with pytest.raises(BadInput, match=told):
        read(annotations, sofa)


def test_entities_are_refused(tmp_path):
    path = tmp_path / "bad.xmi"
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    path.write_text(HEAD.replace("<xmi:XMI", f"{entity}<xmi:XMI") + SOFA, "utf-8")
    with pytest.raises(BadInput, match="declares entities"):
        UimaXmi().read(path, UimaXmi.options())


@pytest.mark.parametrize("listed", [True, False])
def test_json_says_the_same(tmp_path, listed):
    """UIMA's JSON lists its structures, or (in the older version) has them under their numbers."""
    found = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "🐈 I trust\r\nthem all."},
        {"%ID": 2, "%TYPE": "custom.Theme", "@sofa": 1, "begin": 5, "end": 16, "value": "trust",
         "Sure": True, "@about": 1},
    ]  # fmt: skip
    told = found if listed else {str(each.pop("%ID")): each for each in found}
    path = tmp_path / "talk.json"
    path.write_text(json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": told}), "utf-8")
    assert UimaXmi().sniff(path, path.read_bytes()) > 0.8
    material = UimaXmi().read(path, UimaXmi.options(memo="Sure"))
    assert coded(material) == [("trust", "trust\nthem", "Sure: True")]


def test_what_spans_the_whole_text_is_no_coding_unless_a_person_names_it(read):
    whole = '<c:Source sofa="1" begin="0" end="21"/><c:Note sofa="1" begin="0" end="20"/>'
    assert [code for code, _, _ in coded(read(whole))] == ["Note"]
    assert [code for code, _, _ in coded(read(whole, types="Source"))] == ["Source"]


@pytest.mark.shared
def test_emoji(shared):
    path = shared / "interop" / "uima_cas" / "emoji" / "debug.xmi"
    material = UimaXmi().read(path, UimaXmi.options(types="Annotation"))
    words = [words for _, words, _ in coded(material)]
    assert words == ["🥳", "This", "👳🏻‍♀️", "is", "✆", "a", "🧔🏾‍♂️", "test", "👻"]


FACTS = {"earth": (18, 6), "jupiter": (14, 6), "mars": (9, 3), "saturn": (10, 2)}
NAMED = {"types": "Stwr", "code": "RType;Medium", "memo": "Stwr"}


@pytest.mark.shared
@pytest.mark.parametrize("annotator", FACTS)
def test_real_annotators_whose_words_the_file_repeats(shared, annotator):
    folder = shared / "interop" / "redewiedergabe_nc" / annotator
    path = folder / "rwk1_digbib_1039-1.xmi"
    material = UimaXmi().read(path, UimaXmi.options(**NAMED))
    assert len(material.codings) == FACTS[annotator][0]
    for _, words, memo in coded(material):
        assert " ".join(words.split()) == memo.removeprefix("Stwr: ")
    frames = UimaXmi().read(path, UimaXmi.options(types="Frame", memo="Frame"))
    assert len(frames.codings) == FACTS[annotator][1]


@pytest.mark.shared
def test_two_formats_of_one_annotator_tell_the_same(shared, tmp_path):
    """The tokens' table goes onto the text of the XMI: the same words get the same codes."""
    folder = shared / "interop" / "redewiedergabe_nc"
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as project:
        take = project.imports.import_
        for annotator in FACTS:
            path = folder / annotator / "rwk1_digbib_1039-1.xmi"
            take(UimaXmi().read(path, UimaXmi.options(**NAMED)), importer="x", coder=annotator)
            table = TokenTable().read(path.with_suffix(".tsv"), TokenTable.options())
            take(table, importer="t", coder=f"{annotator}'", onto=path.stem)
        consensus = TokenTable().read(
            folder / "consensus_rwk_digbib_1039-1.tsv", TokenTable.options()
        )
        assert take(consensus, importer="t", coder="all", onto=path.stem).codings == 13
        assert len(project.state.documents) == 1
        state = project.state
        said: dict[str, set[tuple[str, str]]] = {}
        for each in state.codings.values():
            coder = state.author_names(each.made.authors)
            said.setdefault(coder, set()).add(
                (state.codebook.name(each.code), state.quote(each).strip())
            )
    for annotator in FACTS:
        lost = said[annotator] - said[f"{annotator}'"]
        # The table has no two spans of one level on a token: one is broken in two by another.
        assert [code for code, _ in lost] == ["direct.speech"] * (annotator in ("mars", "saturn"))
