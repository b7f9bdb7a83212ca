"""Chats as WhatsApp's programs write them, in several languages and ways to write a time."""

import pytest
from qualog_importer_whatsapp import Options, WhatsAppImporter

from qualog import BadInput
from qualog.testing.importers import ImporterContract, Sample

ANDROID = (
    "12/05/2021, 18:02 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
    "12/05/2021, 18:03 - Anna Berg: Hello there\n"
    "12/05/2021, 18:04 - Bo: Hi! Two things:\nfirst, the keys\n\nthen the door 🚪\n"
    "12/05/2021, 18:05 - Anna Berg: <Media omitted>\n"
    "12/05/2021, 18:06 - Anna Berg added Cia\n"
)
IOS = (
    "[2021-05-12 18:03:22] Anna Berg: Hej på dig\r\n"
    "\u200e[2021-05-12 18:03:40] Bo: \u200e<attached: 0001-PHOTO.jpg>\r\n"
    "[2021-05-12 18:04:01] Bo: Klockan 10: hos mig?\r\n"
)
AMERICAN = "5/12/21, 6:03\u202fPM - Anna: Well\n5/12/21, 6:04\u202fPM - Bo: So it was\n"


class TestContract(ImporterContract):
    importer = WhatsAppImporter()
    samples = (
        Sample(
            "WhatsApp Chat with Bo.txt",
            ANDROID,
            turns=(
                ("Anna Berg", "Hello there"),
                ("Bo", "Hi! Two things:\nfirst, the keys\n\nthen the door 🚪"),
            ),
        ),
        Sample(
            "_chat.txt",
            IOS,
            turns=(("Anna Berg", "Hej på dig"), ("Bo", "Klockan 10: hos mig?")),
        ),
        Sample("american.txt", AMERICAN, turns=(("Anna", "Well"), ("Bo", "So it was"))),
        Sample("without-times.txt", ANDROID, options={"times": "no"}),
    )


@pytest.fixture
def read(tmp_path):
    def read(text, **options):
        path = tmp_path / "chat.txt"
        path.write_text(text, "utf-8", newline="")
        return WhatsAppImporter().read(path, Options(**options))

    return read


def test_what_was_left_behind_is_said(read):
    assert [str(each) for each in read(f"A chat\n{ANDROID}").dropped] == [
        "2 messages by WhatsApp itself",
        "one picture or other file, which was not exported",
        "one line before the first message",
    ]


def test_times_stand_before_the_words_or_not_at_all(read):
    [document] = read(ANDROID).documents
    assert document.text.startswith("Anna Berg (12/05/2021, 18:03): Hello there\n")
    [document] = read(ANDROID, times=False).documents
    assert document.text.startswith("Anna Berg: Hello there\nBo: Hi!")


def test_a_text_that_is_no_chat(read):
    with pytest.raises(BadInput, match="no message as WhatsApp"):
        read("On 12/05/2021, 18:03 we met.\n")
