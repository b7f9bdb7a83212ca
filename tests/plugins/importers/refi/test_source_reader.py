"""Sources and what is marked in them, before positions are read."""

import pytest
from tests.plugins.importers.refi.projects import element, shown
from tests.plugins.refi import qdpx

from qualog.decisions.codings import Region
from qualog_plugins.importers.refi.archive import Archive
from qualog_plugins.importers.refi.counting import RefiPassage
from qualog_plugins.importers.refi.source_reader import SourceReader, first_page
from qualog_plugins.importers.refi.sources import SyncPoint

USERS = {"u1": "Ann", "u2": "Bo"}


@pytest.fixture
def read(tmp_path):
    """Return the sources in some markup, and their reader."""

    def read(markup, page=1, **files):
        archive = Archive(qdpx(tmp_path / "x.qdpx", "", **files))
        reader = SourceReader(archive, USERS, "Owner", page)
        return list(reader.read(element(f"<Sources>{markup}</Sources>"))), reader

    return read


def test_a_text_is_what_the_project_holds_or_its_file(read):
    sources, reader = read(
        '<TextSource guid="A" name="one"><PlainTextContent>hi\nyou</PlainTextContent></TextSource>'
        '<TextSource guid="B" plainTextPath="internal://two.txt" richTextPath="x.docx"/>',
        two="\ufeffhi\r\nyou",
    )
    assert [(source.guid, source.name, source.found) for source in sources] == [
        ("a", "one", "hi\nyou"), ("b", "two.txt", "\ufeffhi\r\nyou"),
    ]  # fmt: skip
    assert (shown(reader.dropped), reader.formatted) == ([], 1)


def test_a_text_that_is_not_there_or_blank_is_left_behind(read):
    sources, reader = read(
        '<TextSource guid="A" name="one" plainTextPath="internal://gone.txt"/>'
        '<TextSource guid="B" name="two" plainTextPath="internal://two.txt"/>',
        two=" \r\n",
    )
    assert [source.missing for source in sources] == [True, True]
    assert shown(reader.dropped) == [
        "the text of “one”: it is not in the file",
        "“two”, which has no text",
    ]


def test_a_selection_is_by_its_maker_else_by_the_sources_else_the_owners(read):
    [named, own], _ = read(
        '<TextSource guid="A" creatingUser="U1"><PlainTextSelection guid="S" name="hi" '
        'startPosition="0" endPosition="2"><Coding guid="C" creatingUser="{U2}">'
        '<CodeRef targetGUID="K"/></Coding><Coding guid="D"><CodeRef targetGUID="K"/></Coding>'
        "</PlainTextSelection></TextSource>"
        '<TextSource guid="B"><Coding guid="E"><CodeRef targetGUID="K"/></Coding></TextSource>'
    )
    [selection] = named.selections
    assert selection.marked == RefiPassage(0, 2, "hi")
    assert [(coding.guid, coding.code, coding.coder) for coding in selection.codings] == [
        ("c", "k", "Bo"), ("d", "k", "Ann"),
    ]  # fmt: skip
    assert [coding.coder for coding in own.codings] == ["Owner"]


def test_a_selection_that_does_not_say_where_it_is_is_left_behind(read):
    [source], reader = read(
        '<TextSource guid="A" name="talk"><PlainTextSelection startPosition="1"/></TextSource>'
    )
    assert source.selections == ()
    assert "a PlainTextSelection in “talk” that does not say where it is" in shown(reader.dropped)


@pytest.mark.parametrize(
    ("kind", "selection", "region"),
    [
        ("Picture", 'firstX="5" firstY="2" secondX="1" secondY="4"', Region(box=(1, 2, 5, 4))),
        ("PDF", 'page="3" firstX="1" firstY="2" secondX="5" secondY="4"',
         Region(page=3, box=(1, 2, 5, 4))),
        ("Audio", 'begin="100" end="2500"', Region(begin=100, end=2500)),
        ("Audio", 'begin="2500" end="100"', None),
        ("Video", 'begin="0" end="9999999999"', None),
        ("Picture", 'firstX="5" firstY="2" secondX="1"', None),
    ],
)  # fmt: skip
def test_what_is_marked_in_what_is_not_a_text(read, kind, selection, region):
    [source], _ = read(
        f'<{kind}Source guid="A" name="m"><{kind}Selection {selection}/></{kind}Source>'
    )
    assert [each.marked for each in source.selections] == ([region] if region else [])


def test_a_medium_has_its_file_and_the_type_that_its_name_says(read):
    [map_, talk], reader = read(
        '<PictureSource guid="A" name="map.jpg" path="internal://map.txt"/>'
        '<AudioSource guid="B" path="internal://talk.wav.txt"/>',
        map="bytes",
    )
    assert (map_.original, map_.media, talk.media) == (b"bytes", "image/jpeg", "audio/mpeg")
    assert shown(reader.dropped) == [
        "the file of “talk.wav.txt”: it is not in the project, or larger than 64 MB; "
        "what is marked in it is kept"
    ]


def test_a_transcript_is_a_source_of_its_own_with_times(read):
    sources, _ = read(
        '<AudioSource guid="A" name="talk"><Transcript guid="T" name="talk" '
        'plainTextPath="internal://t.txt"><SyncPoint guid="P" position="0" timeStamp="100"/>'
        '<SyncPoint guid="Q" position="5" timeStamp="2000"/><SyncPoint position="x"/>'
        '<TranscriptSelection guid="S" fromSyncPoint="P" toSyncPoint="Q"/></Transcript>'
        "</AudioSource>",
        t="hello",
    )
    assert [source.name for source in sources] == ["talk", "talk (2)"]
    assert sources[1].points == (SyncPoint(0, 100), SyncPoint(5, 2000))
    assert sources[1].selections[0].marked == RefiPassage(0, 5)


def test_words_that_are_marked_as_an_area_too_are_one_selection(read):
    [source], _ = read(
        '<PDFSource guid="A" name="p" path="x"><PDFSelection guid="S" page="1" firstX="1" '
        'firstY="2" secondX="3" secondY="4"><Description>d</Description><Coding guid="C">'
        '<CodeRef targetGUID="K"/></Coding></PDFSelection><Representation>'
        '<PlainTextContent>hello</PlainTextContent><PlainTextSelection guid="S" startPosition="0" '
        'endPosition="5"><Coding guid="D"><CodeRef targetGUID="K"/></Coding></PlainTextSelection>'
        "</Representation></PDFSource>"
    )
    [selection] = source.selections
    assert (selection.marked, selection.description) == (RefiPassage(0, 5), "d")
    assert selection.area == Region(page=1, box=(1, 2, 3, 4))
    assert [coding.guid for coding in selection.codings] == ["d"]


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("Trust me", "Trust me, she said", "Trust me, she said"),
        ("Trust m… (2)", "Trust me, she said", "Trust me, she said"),
        ("Doubt", "she said", "Doubt\n\nshe said"),
        ("Doubt", "", "Doubt"),
        ("", "she said", "she said"),
    ],
)
def test_a_note_begins_with_its_title(read, name, content, text):
    _, reader = read("")
    note = element(f'<Note name="{name}"><PlainTextContent>{content}</PlainTextContent></Note>')
    assert reader.note(note) == text


@pytest.mark.parametrize(
    ("pages", "ours", "first"), [("12", False, 1), ("01", False, 0), ("12", True, 0)]
)
def test_from_what_number_pages_are_counted(pages, ours, first):
    selections = "".join(f'<PDFSelection page="{page}"/>' for page in pages)
    sources = element(f"<Sources><PDFSource>{selections}</PDFSource></Sources>")
    assert first_page(sources, ours=ours) == first
