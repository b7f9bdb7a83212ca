"""The table of formats that come in says what is true: of every importer, by what it reads."""

import attrs
import pytest
from tests.plugins.formats import rows
from tests.plugins.importers.pdf_files import remarked
from tests.plugins.importers.programs import projects
from tests.plugins.importers.programs.qualcoder.test_project import tables as qualcoder
from tests.plugins.importers.samples import SAMPLES, made
from tests.plugins.importers.seen import left_behind
from tests.plugins.importers.test_real_files import COME

from qualog.options import read_options
from qualog.plugins.registry import installed_plugins
from qualog.testing.damage import contents, packed
from qualog.testing.samples import Sample, all_words

pytestmark = pytest.mark.shared

KEPT = {
    "text": lambda m: any(each.text.strip() for each in m.documents),
    "speakers": lambda m: any(turn.speaker for each in m.documents for turn in each.turns),
    "times": lambda m: any(turn.time is not None for each in m.documents for turn in each.turns),
    "pages": lambda m: any(each.lines for each in m.documents),
    "regions": lambda m: any(each.region for each in m.codings),
    "codes": lambda m: bool(m.codes),
    "codes under codes": lambda m: any(each.parent for each in m.codes),
    "definitions": lambda m: any(each.definition for each in m.codes),
    "codings": lambda m: bool(m.codings),
    "coders": lambda m: any(each.author for each in m.codings),
    "dates": lambda m: any(each.dated for each in m.codings),
    "judged": lambda m: bool(m.judged),
    "memos on codings": lambda m: any(each.memo for each in m.codings),
    "memos on passages": lambda m: any(each.start is not None or each.quote for each in m.memos),
    "memos on texts": lambda m: any(each.start is None and not each.quote for each in m.memos),
    "memos on the study": lambda m: any(each.on == "study" for each in m.memos_on),
    "participants": lambda m: bool(m.participants),
    "whose words": lambda m: bool(m.attributions),
    "attributes": lambda m: bool(m.values),
    "themes": lambda m: bool(m.themes),
}
ROWS = {each.plugin: each for each in rows("Import")}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"

# More files, with what is lost of them; what is lost without a word, by what must not come in.
MORE = {
    "word": (
        Sample("a.docx", packed({
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:rPr><w:rFonts '
            'w:ascii="LostFont"/></w:rPr><w:t>I: hi</w:t><w:drawing/><w:footnoteReference '
            'w:id="2"/>'
            "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:r><w:del><w:r>"
            "<w:delText>LostWord</w:delText></w:r></w:del></w:p></w:body></w:document>",
            "word/header1.xml": f'<w:hdr '
            f'xmlns:w="{W}"><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr>',
        })),
        {"formatting": "LostFont"},
    ),
    "odt": (
        Sample("a.odt", packed({
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text='
            f'"{ODF}:text:1.0" xmlns:draw="{ODF}:drawing:1.0" '
            f'xmlns:dc="http://purl.org/dc/elements/'
            '1.1/"><office:body><office:text><text:tracked-changes><text:deletion><text:p>LostWord'
            '</text:p></text:deletion></text:tracked-changes><text:p><text:span text:style-name='
            '"LostStyle">I: hi</text:span><text:note><text:note-body><text:p>note</text:p></text:'
            "note-body></text:note><draw:frame><draw:image/></draw:frame><office:annotation><dc:"
            "creator>Bo</dc:creator><text:p>He says why he did it, and what he thinks of it now."
            "</text:p></office:annotation> you</text:p></office:text></office:body>"
            "</office:document-content>",
        })),
        {"formatting": "LostStyle"},
    ),
    "rtf": (
        Sample("a.rtf", r"{\rtf1{\fonttbl{\f0 LostFont;}}\f0 I: {\*\atrfstart 1}hi{\*\atrfend 1}"
            r"{\*\atnauthor Bo}{\*\annotation{\*\atnref 1}{\*\atndate 130093252}a: he says it}"
            r"{\*\annotation He says why he did it.} you{\footnote x}{\*\shppict a}\par}"),
        {"formatting": "LostFont"},
    ),
    "html": (
        Sample("a.html", "<html><script>LostScript</script><p>I: <b class='LostClass'>hi</b> "
            "<a href='http://LostAddress'>you</a><img src='x'>"),
        {"scripts": "LostScript", "addresses of links": "LostAddress", "formatting": "LostClass"},
    ),
    "plain-text": (Sample("a.txt", "[00:00:01] I: Why?\n[00:00:04] B: So.\n"), {}),
    "subtitles": (
        Sample("a.vtt", "WEBVTT\n\nSTYLE\n::cue {}\n\nNOTE Confidence: 0.9\n\nLostId\n00:01.000 "
            "--> 00:02.000 line:LostLine\n<v A>hi\n"),
        {"ids of cues": "LostId", "where cues are shown": "LostLine"},
    ),
    "otranscribe": (
        Sample("a.otr", '{"text": "<p>I: <b class=LostBold>hi</b></p>", "media": "a.mp3"}'),
        {"formatting": "LostBold"},
    ),
    "whisper": (
        Sample("a.json", '{"segments": [{"start": 1, "end": 2, "text": "hi", "avg_logprob": '
            '"LostLog"}]}'),
        {"probabilities": "LostLog"},
    ),
    "doccano": (
        Sample("a.jsonl", '{"text": "I: hi\\nB: so", "entities": [{"id": 1, "label": "a", '
            '"start_offset": 0, '
            '"end_offset": 2}], "relations": [{"id": 1}], "meta": "LostMeta", "comments": ["hm"]}'),
        {"metadata": "LostMeta"},
    ),
    "label-studio": (
        Sample("a.json", '[{"id": 1, "data": {"text": "I: hi\\nB: so"}, "annotations": '
            '[{"completed_by": 1, '
            '"lead_time": "LostTime", "result": [{"type": "textarea", "value": {"text": ["x"]}}, '
            '{"type": "rating", "value": {"rating": 3}}]}]}]'),
        {"times that annotating took": "LostTime"},
    ),
    "qcoder": (Sample("a.txt", "(QCODE)hi(/QCODE){#a} (QCODE)so\n"), {}),
    "attributes": (Sample("a.csv", "case,b\n1,x\n2,y\n2,z\n"), {}),
    "survey": (
        Sample("a.csv", SAMPLES["survey"][0].content + b"9,1,2020-01-01,no,x,y,z\n"),
        {},
    ),
    "web-annotations": (
        Sample("a.json", '[{"user": "acct:a@h", "uri": "http://x/y", "text": "on all of it", '
            '"tags": ["t"], '
            '"target": [{"source": "http://x/y"}]}, {"user": "acct:a@h", "references": ["1"], '
            '"text": '
            '"no", "target": [{"source": "http://x/y"}]}, {"user": "acct:a@h", "tags": ["t"], '
            '"target": '
            '[{"source": "http://x/y", "selector": [{"type": "TextQuoteSelector", "exact": '
            '"hi"}]}]}]'),
        {},
    ),
    "coded-segments": (None, {"formatting": "Calibri"}),
    "pdf": (
        Sample("a.pdf", remarked(
            SAMPLES["pdf"][0].content,
            "/Subtype/Text/Rect[50 700 60 710]/Contents(#a hm)/T(Ann)/M(D:20240102030405Z)",
            "/Subtype/Text/Rect[50 700 60 710]/Contents(He says why he did it.)/T(Ann)",
            "/Subtype/Highlight/Rect[50 700 60 710]",
            "/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(LostAddress)>>",
        )),
        {"addresses of links": "LostAddress"},
    ),
    "elan": (
        Sample("a.eaf", SAMPLES["elan"][0].content.replace(
            b"<TIME_ORDER>", b'<HEADER><MEDIA_DESCRIPTOR '
            b'MEDIA_URL="LostUrl"/></HEADER><TIME_ORDER>')),
        {"links to media": "LostUrl"},
    ),
    "taguette": (None, {"formatting": "<p>"}),
    "qualcoder": (
        made("data.qda", lambda path: projects.make(path, qualcoder(code_image=(
            "imid INTEGER, cid INTEGER, id INTEGER, memo TEXT, date TEXT, owner TEXT, x1 INTEGER, "
            "y1 INTEGER, width INTEGER, height INTEGER",
            [(1, 1, 2, "", "", "bo", 1, 2, 10, 20)],
        )))),
        {"colours": "#"},
    ),
    "catma": (None, {"colours": "catma_displaycolor"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def material(shared, tmp_path_factory):
    """Give all that an importer gives of its samples and its real files; each is read once."""
    found = {}

    def read(name):
        if name not in found:
            offer = installed_plugins().importers().named(name)
            more = [sample for sample in (MORE.get(name, (None,))[0],) if sample]
            folder = tmp_path_factory.mktemp("samples")
            files = [
                (sample.write(folder / str(number)), sample.options)
                for number, sample in enumerate([*SAMPLES[name], *more])
            ]
            files += [
                (shared / "interop" / file, row.options)
                for file, row in COME.items()
                if row.importer == name
            ]
            found[name] = [
                offer.plugin.read(path, read_options(offer.plugin.options, options, owner=name))
                for path, options in files
            ]
        return found[name]

    return read


def test_each_shipped_importer_has_one_row():
    offers = [
        each for each in installed_plugins().importers() if each.origin.distribution == "qualog"
    ]
    assert sorted(ROWS) == sorted(each.name for each in offers)
    assert len(rows("Import")) == len(ROWS)


def test_each_row_names_the_files_that_the_importer_knows(tmp_path):
    """Of each ending there is a sample, or one that the importer is sure of under that name."""
    for name, row in ROWS.items():
        offer = installed_plugins().importers().named(name)
        for suffix in row.suffixes:
            sure = [
                offer.plugin.sniff(path, path.read_bytes()[:4096])
                for number, sample in enumerate(SAMPLES[name])
                for path in [named(sample, suffix, tmp_path / name / f"{number}{suffix}")]
            ]
            assert max(sure) >= 0.5 or suffix in (".xlsx", ".qdc", ".sbv"), (name, suffix)


def named(sample, suffix, folder):
    path = sample.write(folder)
    if path.with_suffix(suffix).is_file():
        return path.with_suffix(suffix)
    return path if path.suffix == suffix else path.rename(path.with_suffix(suffix))


@pytest.mark.parametrize("name", ROWS)
def test_what_is_kept_is_kept_and_nothing_else(name, material):
    kept = {word for word, holds in KEPT.items() if any(map(holds, material(name)))}
    assert set(ROWS[name].kept) == kept


@pytest.mark.parametrize("name", ROWS)
def test_what_is_told_to_be_left_behind_is_told(name, material):
    dropped = "\n".join(phrase for one in material(name) for phrase in left_behind(one))
    assert [phrase for phrase in ROWS[name].told if phrase not in dropped] == []


@pytest.mark.parametrize("name", ROWS)
def test_what_is_left_behind_without_a_word_does_not_come_in(name, material):
    sample, markers = MORE.get(name, (None, {}))
    assert set(ROWS[name].silent) == markers.keys()
    if sample:
        inside = b"".join(one.data for each in sample.files.values() for one in contents(each))
        assert all(marker.encode() in inside for marker in markers.values() if marker != "#")
    for one_material in material(name):
        bare = attrs.evolve(
            one_material,
            documents=tuple(attrs.evolve(each, original=None) for each in one_material.documents),
            dropped=(),
        )
        words = "\n".join(all_words(bare))
        assert not any(marker in words for marker in markers.values())
