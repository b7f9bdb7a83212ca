"""What a REFI-QDA project says of people, notes, sets, links and media, and what becomes of it."""

import pytest
from tests.plugins.importers.seen import left_behind
from tests.plugins.refi import guid, qdpx, read

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog.project.project import Project
from qualog_plugins.importers.refi.importer import RefiQda, qualog_importers

USERS = (
    f'<Users><User guid="{guid(1).upper()}" name="Ann"/>'
    f'<User guid="{{{guid(2)}}}" name="Bo"/></Users>'
)
CODES = (
    f'<CodeBook><Codes><Code guid="{guid(10)}" name="trust" isCodable="true" color="#ff0000">'
    f"<Description>relies on</Description>"
    f'<Code guid="{guid(11)}" name="low" isCodable="true"/></Code>'
    f'<Code guid="{guid(12)}" name="power" isCodable="false">'
    f'<Code guid="{guid(13)}" name="Low" isCodable="true"/></Code></Codes></CodeBook>'
)
TEXT = "So they trust us.\nAnd why not?\n"


def coding(number, code, user=None, inner=""):
    by = f'creatingUser="{guid(user)}"' if user else ""
    return (
        f'<Coding guid="{guid(number)}" {by} creationDateTime="2025-03-01T12:00:00Z">'
        f'<CodeRef targetGUID="{guid(code)}"/>{inner}</Coding>'
    )


def selection(number, start, end, inner="", user=None, name=""):
    by = f'creatingUser="{guid(user)}"' if user else ""
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}" {by}>{inner}</PlainTextSelection>'
    )


def source(number, inner="", name="talk", kind="TextSource", path="internal://talk.txt"):
    where = "plainTextPath" if kind in ("TextSource", "Note") else "path"
    return (
        f'<{kind} guid="{guid(number)}" name="{name}" {where}="{path}" '
        f'creatingUser="{guid(2)}">{inner}</{kind}>'
    )


@pytest.fixture
def project(tmp_path):
    def give(inner="", marked="", rest="", sources="", **more):
        more.setdefault("talk", TEXT)
        path = qdpx(
            tmp_path / "x.qdpx",
            f"{USERS}{CODES}{inner}<Sources>{source(20, marked)}{sources}</Sources>{rest}",
            **more,
        )
        return read(path)

    return give


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


@pytest.mark.parametrize(
    ("name", "head", "sure"),
    [
        ("x.qdpx", b"PK\x03\x04", True),
        ("x.zip", b"PK\x03\x04....project.qde", True),
        ("x.zip", b"PK\x03\x04....word/document.xml", False),
        ("x.xml", b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">', True),
        ("x.qdpx", b"\x00\x01", True),
        ("x.txt", b"So they said", False),
    ],
)
def test_it_knows_its_files(tmp_path, name, head, sure):
    assert bool(RefiQda().sniff(tmp_path / name, head)) == sure


def test_the_coder_is_the_codings_then_the_selections_then_the_sources(project):
    marked = (
        selection(30, 3, 7, coding(40, 10, 1), user=2)
        + selection(31, 8, 13, coding(41, 10), user=1)
        + selection(32, 14, 16, coding(42, 11))
    )
    found = project(marked=marked).codings
    assert [(each.code, each.author) for each in found] == [
        ("trust", "Ann"), ("trust", "Ann"), ("low", "Bo"),
    ]  # fmt: skip
    assert {each.dated for each in found} == {1740830400000}


def test_codes_of_one_name_are_told_apart(project):
    material = project()
    assert [(each.name, each.parent) for each in material.codes] == [
        ("trust", None), ("power", None), ("low", "trust"), ("Low (power)", "power"),
    ]  # fmt: skip
    told = "\n".join(left_behind(material))
    assert "“Low (power)”" in told
    assert "a code that is a folder (one code)" in told
    assert "the colours of codes (one code)" in told


def test_selections_without_codings_are_memos(project):
    marked = selection(30, 3, 7, "<Description>hm, who?</Description>") + selection(31, 8, 13)
    material = project(marked=marked)
    assert [(each.text, each.start, each.end, each.author) for each in material.memos] == [
        ("hm, who?", 3, 7, "Bo"), ("marked, without a code", 8, 13, "Bo"),
    ]  # fmt: skip
    assert material.codings == ()


def test_what_lies_outside_of_the_text_is_told_and_never_moved(project):
    marked = selection(30, 3, 7, coding(40, 10)) + selection(31, 8, 900, coding(41, 11))
    material = project(marked=marked)
    assert len(material.codings) == 1
    (told,) = [each for each in left_behind(material) if "8:900" in each]
    assert told == "the selection 8:900 in “talk” (low): its text has no passage 8:900"


def test_notes_are_memos_on_what_refers_to_them_or_is_linked_with_them(project, tmp_path):
    def note(number, text, name=""):
        return (
            f'<Note guid="{guid(number)}" name="{name}" creatingUser="{guid(1)}" '
            f'creationDateTime="2025-03-01T12:00:00Z">'
            f"<PlainTextContent>{text}</PlainTextContent></Note>"
        )

    refer = '<NoteRef targetGUID="{}"/>'.format
    marked = selection(30, 3, 7, coding(40, 10, 1, refer(guid(50))) + refer(guid(51))) + refer(
        guid(52)
    )
    notes = "".join(note(50 + n, f"note {n}") for n in range(5)) + note(55, "alone", "Diary")
    links = (
        f'<Link guid="{guid(70)}" name="Memo-Quotation" direction="OneWay" '
        f'originGUID="{guid(53)}" targetGUID="{guid(30)}"/>'
        f'<Link guid="{guid(71)}" name="contradicts" direction="Bidirectional" '
        f'originGUID="{guid(30)}" targetGUID="{guid(10)}"/>'
        f'<Link guid="{guid(72)}" originGUID="{guid(99)}" targetGUID="{guid(10)}"/>'
    )
    sets = (
        f'<Set guid="{guid(60)}" name="Group"><Description>what for</Description>'
        f'<MemberCode targetGUID="{guid(10)}"/><MemberNote targetGUID="{guid(54)}"/></Set>'
    )
    material = project(
        marked=marked, rest=f"<Notes>{notes}</Notes><Links>{links}</Links><Sets>{sets}</Sets>"
    )
    assert [(each.text, each.start, each.end) for each in material.memos] == [
        ("note 1", 3, 7),
        ("note 2", None, None),
        ("note 3", 3, 7),
        ("contradicts: “they” in “talk” ↔ the code “trust”", 3, 7),
    ]
    on = [(each.on, each.about, each.text, each.author) for each in material.memos_on]
    assert on == [
        ("coding", guid(40), "note 0", "Ann"),
        ("theme", "Group", "note 4", "Ann"),
        ("study", "", "Diary\n\nalone", "Ann"),
    ]
    assert any("a link “” from or to what is not there" in each for each in left_behind(material))
    with Project.create(tmp_path / "s.qualog", "S", ["Me"]) as study:
        assert study.imports.import_(material, importer="refi-qda").memos == 7
        (theme,) = study.state.themes.values()
        assert (theme.name, theme.definition, len(theme.codes)) == ("Group", "what for", 1)


def test_sets_of_sources_are_attributes(project):
    sets = f'<Set guid="{guid(60)}" name="men"><MemberSource targetGUID="{guid(20)}"/></Set>'
    material = project(rest=f"<Sets>{sets}</Sets>")
    (value,) = material.values
    assert (value.of, value.about, value.attribute, value.value) == (
        "document", "talk", "men", "yes",
    )  # fmt: skip
    assert [(each.name, each.type) for each in material.attributes] == [("men", "yes-no")]


CASES = f"""<Variables>
<Variable guid="{guid(80)}" name="age" typeOfVariable="Integer"/>
<Variable guid="{guid(81)}" name="day" typeOfVariable="Date"/>
<Variable guid="{guid(82)}" name="new" typeOfVariable="Boolean"/></Variables><Cases>
<Case guid="{guid(90)}" name="Anna"><Description>a nurse</Description>
<VariableValue><VariableRef targetGUID="{guid(80)}"/><IntegerValue>41</IntegerValue></VariableValue>
<VariableValue><VariableRef targetGUID="{guid(82)}"/><BooleanValue>true</BooleanValue>
</VariableValue><SelectionRef targetGUID="{guid(30)}"/></Case>
<Case guid="{guid(91)}">
<VariableValue><VariableRef targetGUID="{guid(81)}"/><DateValue>not yet</DateValue></VariableValue>
<SourceRef targetGUID="{guid(20)}"/></Case></Cases>"""


def test_cases_are_participants_and_variables_attributes(project, tmp_path):
    material = project(inner=CASES, marked=selection(30, 0, 17))
    assert material.participants == ("Anna",)
    assert material.memos == ()
    with Project.create(tmp_path / "s.qualog", "S", ["Me"]) as study:
        study.imports.import_(material, importer="refi-qda")
        state = study.state
        (anna,), (talk,) = state.participants.values(), state.documents.values()
        types = {each.name: (id_, each.type) for id_, each in state.attributes.items()}
        assert talk.passages_of({anna.id}) == [(0, 17)]
        assert state.value(anna.id, types["age"][0]) == "41"
        assert state.value(anna.id, types["new"][0]) == "yes"
        # A case without a name tells of its source; a value of another type makes texts of all.
        assert state.value(talk.id, types["day"][0]) == "not yet"
        assert types["day"][1] == "text"
        assert [each.text for each in state.memos.values() if each.about == anna.id] == ["a nurse"]


def test_media_are_kept_with_what_is_marked_in_them(project):
    corners = 'firstX="40" firstY="2" secondX="1" secondY="30"'
    sources = (
        source(
            21,
            f'<PictureSelection guid="{guid(31)}" {corners}>{coding(41, 10)}</PictureSelection>',
            "map.jpg",
            "PictureSource",
            "internal://map.txt",
        )
        + source(
            22,
            f'<PDFSelection guid="{guid(32)}" page="0" {corners}>{coding(42, 10)}</PDFSelection>'
            f'<PDFSelection guid="{guid(33)}" page="1" {corners}>{coding(43, 10)}</PDFSelection>'
            f'<Representation guid="{guid(23)}" plainTextPath="internal://paper.txt">'
            + selection(33, 0, 3, coding(44, 11))
            + "</Representation>",
            "paper",
            "PDFSource",
            "internal://original.txt",
        )
        + source(
            24,
            f'<Transcript guid="{guid(25)}" name="song" plainTextPath="internal://song.txt">'
            f'<SyncPoint guid="{guid(35)}" position="0" timeStamp="0"/>'
            f'<SyncPoint guid="{guid(36)}" position="9" timeStamp="1500"/>'
            f'<TranscriptSelection guid="{guid(37)}" fromSyncPoint="{guid(35)}" '
            f'toSyncPoint="{guid(36)}">{coding(45, 10)}</TranscriptSelection></Transcript>'
            f'<AudioSelection guid="{guid(34)}" begin="100" end="2000">{coding(46, 11)}'
            "</AudioSelection>" + coding(47, 10),
            "song.mp3",
            "AudioSource",
            "relative:///song.mp3",
        )
    )
    material = project(
        sources=sources, map=b"\xff\xd8\xff", original=b"%PDF", paper="All of it.",
        song="La la la\nlo lo.",
    )  # fmt: skip
    documents = {each.name: each for each in material.documents}
    assert {name: (each.media, each.original) for name, each in documents.items()} == {
        "talk": (None, None),
        "map.jpg": ("image/jpeg", b"\xff\xd8\xff"),
        "paper": (None, b"%PDF"),
        "song.mp3": ("audio/mpeg", None),
        "song": (None, None),
    }
    assert documents["song"].turns[0].time == 0
    marked = {
        each.key: (each.document, each.start, each.end, each.region) for each in material.codings
    }
    assert marked == {
        guid(41): ("map.jpg", 0, 0, Region(box=(1, 2, 40, 30))),
        guid(42): ("paper", 0, 0, Region(page=1, box=(1, 2, 40, 30))),
        guid(43): ("paper", 0, 3, None),  # on the words that its area 33 is around
        guid(44): ("paper", 0, 3, None),
        guid(45): ("song", 0, 9, None),
        guid(46): ("song.mp3", 0, 0, Region(begin=100, end=2000)),
        guid(47): ("song.mp3", 0, 0, Region()),
    }


@pytest.mark.parametrize(
    ("words", "start", "region", "boxes"),
    [
        ("All of it.", 0, None, 1),
        ("A.", 0, Region(page=1, box=(1, 2, 30, 40)), 0),  # no such passage
        (None, 0, Region(page=1, box=(1, 2, 30, 40)), 0),  # no text
    ],
)
def test_what_is_marked_as_words_and_as_a_box_is_kept_as_one(project, words, start, region, boxes):
    corners = 'firstX="1" firstY="2" secondX="30" secondY="40"'
    paper = source(
        22,
        f'<PDFSelection guid="{guid(33)}" page="0" {corners}>'
        f"<Representation><PlainTextContent>All</PlainTextContent></Representation>"
        f"{coding(43, 10)}</PDFSelection>"
        f'<Representation guid="{guid(23)}" plainTextPath="internal://paper.txt">'
        + selection(33, 0, 3, coding(44, 10))
        + "</Representation>",
        "paper",
        "PDFSource",
        "internal://original.txt",
    )
    material = project(sources=paper, original=b"%PDF", **({"paper": words} if words else {}))
    assert [(each.start, each.region) for each in material.codings] == [(start, region)]
    assert [each.text for each in material.memos] == (
        [] if boxes else ["All (page 1, 1, 2, 30, 40)"]
    )
    told = "one box around words that are marked in “paper”"
    assert (told in left_behind(material)) == bool(boxes)
    assert not any("the selection" in each for each in left_behind(material))


def test_sources_may_have_one_name_and_projects_any(tmp_path):
    path = qdpx(
        tmp_path / "x.qdpx",
        f"<Sources>{source(20)}{source(21, path='Talk.TXT')}</Sources>",
        qde="Other Name.QDE",
        talk=TEXT,
    )
    assert [each.name for each in read(path).documents] == ["talk", "talk (2)"]


def test_formatted_texts_are_told(project):
    rich = f"""<TextSource guid="{guid(21)}" name="rich" richTextPath="internal://rich.docx"
        plainTextPath="internal://rich.txt"/>"""
    assert "one text as a formatted file" in left_behind(project(sources=rich, rich=TEXT))


def test_what_is_graphed_is_told(project):
    rest = f'<Graphs><Graph guid="{guid(5)}" name="Net"/></Graphs>'
    assert "one graph" in left_behind(project(rest=rest))


def test_texts_that_are_not_there_may_be_in_the_study(project, tmp_path):
    marked = selection(30, 3, 7, coding(40, 10, 1), name="they")
    material = project(marked=marked, talk=b"")
    assert material.documents == ()
    (tmp_path / "talk.txt").write_text(TEXT, "utf-8")
    with Project.create(tmp_path / "s.qualog", "S", ["Me"]) as study:
        from qualog_plugins.importers.texts.plain_text import PlainText

        text = PlainText().read(tmp_path / "talk.txt", PlainText.options())
        study.imports.import_(text, importer="plain-text")
        assert study.imports.import_(material, importer="refi-qda").codings == 1


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"PK\x03\x04half"), "damaged or cut off"),
        (lambda path: path.write_bytes(b"%PDF-1.4"), "is a PDF"),
        (lambda path: path.write_bytes(b"<Project><Users></Project>"), "not well-formed"),
        (lambda path: path.write_bytes(b"<html/>"), "it begins with <html>"),
        (
            lambda path: path.write_bytes(b'<!DOCTYPE a [<!ENTITY b "c">]><Project>&b;</Project>'),
            "declares entities",
        ),
    ],
)
def test_what_is_no_project_is_refused_in_words(tmp_path, make, told):
    path = tmp_path / "x.qdpx"
    make(path)
    with pytest.raises(BadInput, match=told):
        read(path)


def test_a_part_of_a_picture_is_nobodys_words(project):
    corners = 'firstX="1" firstY="2" secondX="3" secondY="4"'
    marked = f'<PictureSelection guid="{guid(31)}" {corners}>{coding(41, 10)}</PictureSelection>'
    picture = source(21, marked, "map.jpg", "PictureSource", "internal://map.txt")
    case = f'<Case guid="{guid(90)}" name="Anna"><SelectionRef targetGUID="{guid(31)}"/></Case>'
    material = project(inner=f"<Cases>{case}</Cases>", sources=picture, map="bytes")
    assert material.attributions == ()
    assert any(
        loss.startswith("that 1, 2, 3, 4 in “map.jpg” is of “Anna”")
        for loss in left_behind(material)
    )


def test_values_of_a_text_that_is_not_there_are_none(project):
    value = (
        f'<VariableValue><VariableRef targetGUID="{guid(80)}"/><TextValue>x</TextValue>'
        "</VariableValue>"
    )
    variable = f'<Variable guid="{guid(80)}" name="n" typeOfVariable="Text"/>'
    gone = source(21, value, "gone", path="internal://gone.txt")
    there = source(22, value, "there", path="internal://there.txt")
    variables = f"<Variables>{variable}</Variables>"
    material = project(inner=variables, sources=gone + there, there="so")
    assert [each.about for each in material.values] == ["there"]
