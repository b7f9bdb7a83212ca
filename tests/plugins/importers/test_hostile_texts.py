"""Damaged files of recordings and texts: what can be read comes in, else a person is told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.importers.heard import holds_up
from tests.plugins.importers.odt_files import note, odt
from tests.plugins.importers.pdf_files import printed
from tests.plugins.importers.recordings.test_chat import TALK as CHAT
from tests.plugins.importers.recordings.test_elan import EAF
from tests.plugins.importers.recordings.test_textgrid import short
from tests.plugins.importers.test_hostile_coded import damages
from tests.plugins.importers.texts.test_web_page import PAGE

from qualog_plugins.importers.recordings.chat import Chat
from qualog_plugins.importers.recordings.elan import Elan
from qualog_plugins.importers.recordings.otranscribe import OTranscribe
from qualog_plugins.importers.recordings.subtitles import Subtitles
from qualog_plugins.importers.recordings.textgrid import TextGrid
from qualog_plugins.importers.recordings.whisper import Whisper
from qualog_plugins.importers.texts.open_document import OpenDocument
from qualog_plugins.importers.texts.pdf import Pdf
from qualog_plugins.importers.texts.rich_text import RichText
from qualog_plugins.importers.texts.web_page import WebPage

VTT = """WEBVTT

NOTE so it is

1
00:00:01.000 --> 00:00:02.500 align:start
<v Åsa>Hej 😀</v> <v Bo>- Va?
- Ja.

00:03.000 --> 00:04.000
Per: <00:03.500><c>mm</c>
"""
OTR = (
    rb'{"text": "<p><span data-timestamp=\"4.2\">0:04</span> <b>\u00c5sa:</b> Hej \ud83d\ude00</p>'
    rb'<p>Bo: Va?<br></p>", "media": "x.mp3"}'
)
WHISPER = (
    rb'{"text": " Hej", "segments": [{"start": 0.5, "end": 2.25, "text": " Hej \ud83d\ude00",'
    rb' "speaker": "S1", "words": [{"start": 0.5}]}, {"start": 2.3, "text": "du"}]}'
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 I: Hej \u-10179?\u-8704?"
    rb" #00:00:05-1#\par B: \'e5h{\*\annotation x}{\field{\*\fldinst{HYPERLINK x}}{\fldrslt y}}}"
)
KINDS = {
    "vtt": (Subtitles(), VTT.encode()),
    "otr": (OTranscribe(), OTR),
    "whisper": (Whisper(), WHISPER),
    "elan": (Elan(), EAF.encode()),
    "textgrid": (TextGrid(), short(("Åsa", (0, 1.5, "hej"), (2, 3, "du"))).encode()),
    "chat": (Chat(), CHAT.encode()),
    "html": (WebPage(), PAGE.encode()),
    "rtf": (RichText(), RTF),
    "odt": (OpenDocument(), odt(f"<text:p>I: {note('1', 'Bo', 'trust')}Hej du</text:p>")),
    "pdf": (Pdf(), printed([(50, 700, "I: so it was"), (50, 688, "then")])),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_whole_comes_in(tmp_path, kind):
    importer, data = KINDS[kind]
    path = tmp_path / "file"
    path.write_bytes(data)
    assert holds_up(importer, path)
    assert importer.sniff(path, data[:4096]) >= 0.6


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(damages(), min_size=1, max_size=3))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_raises_nothing_else(tmp_path, kind, made):
    importer, data = KINDS[kind]
    for damage in made:
        data = damage(data)
    path = tmp_path / "file"
    path.write_bytes(data)
    holds_up(importer, path)
    assert 0 <= importer.sniff(path, data[:4096]) <= 1
