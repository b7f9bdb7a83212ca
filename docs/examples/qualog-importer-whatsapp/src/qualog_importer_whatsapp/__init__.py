r"""Imports chats that WhatsApp exported ("Export chat", without media): a turn for each message.

The two forms that its programs write are known:

    [12/05/2021, 18:03:22] Anna: Hello              (iOS)
    12/05/2021, 18:03 - Anna: Hello                 (Android)

A line that does not begin so goes on with the message before it. What WhatsApp says itself
("Anna added Bo") and files that were not exported along are left behind, and counted.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define, field, frozen

from qualog import BadInput, hookimpl, option
from qualog.language import Sayable, plural
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.plugins.protocols import Importer

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_BEGINS = re.compile(
    rf"[\u200e\u200f\u202a]*(?:\[({_DAY},?\s{_TIME})\]\s|({_DAY},?\s{_TIME})\s[-–]\s)(.*)"
)
_SAYS = re.compile(r"([^:]{1,80}): (.*)", re.DOTALL)
_INVISIBLE = "\u200e\u200f\u202a\u202c"
_MEDIA = re.compile(r"<[^<>]{3,60}>|<[^<>:]{3,20}: [^<>]{3,80}>")
_MARK = b"\xef\xbb\xbf"


@frozen
class Options:
    """How a chat is read."""

    times: bool = option(True, help="when each message was sent, as it is written, before it")


@define
class _Message:
    """What was said at once; `speaker` is None for what WhatsApp says itself."""

    when: str
    speaker: str | None
    lines: list[str] = field(factory=list)

    @property
    def words(self) -> str:
        """The words, without the marks of direction that nobody typed."""
        return "\n".join(self.lines).strip().strip(_INVISIBLE).strip()


@define
class _LeftBehind:
    """How much of a chat is not what somebody said."""

    notices: int = 0
    media: int = 0
    before: int = 0

    def messages(self) -> Iterator[Sayable]:
        """Yield what was left behind, in words."""
        if self.notices:
            yield plural(
                "one message by WhatsApp itself", "{n} messages by WhatsApp itself", self.notices
            )
        if self.media:
            yield plural(
                "one picture or other file, which was not exported",
                "{n} pictures and other files, which were not exported",
                self.media,
            )
        if self.before:
            yield plural(
                "one line before the first message",
                "{n} lines before the first message",
                self.before,
            )


class WhatsAppImporter:
    """Knows a chat by how its first lines begin."""

    name = "whatsapp"
    summary = "Chats that WhatsApp exported, a turn for each message"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: nearly, if one of the first three lines begins as a message."""
        lines = head.removeprefix(_MARK).decode("utf-8", "ignore").split("\n")[:3]
        return 0.95 if any(_BEGINS.match(line) for line in lines) else 0.0

    def read(self, path: Path, options: Options) -> Material:
        """Return the chat as one document.

        Raises:
            BadInput: it is not in UTF-8, or no line of it begins as a message does.
        """
        data = path.read_bytes()
        text = ""
        turns: list[ImportedTurn] = []
        left = _LeftBehind()
        for message in _messages(_text(data, path), left):
            if message.speaker is None:
                left.notices += 1
            elif _MEDIA.fullmatch(message.words):
                left.media += 1
            elif message.words:
                when = f" ({message.when})" if options.times else ""
                text += f"{message.speaker}{when}: "
                turn = ImportedTurn(len(text), len(text) + len(message.words), message.speaker)
                text += f"{message.words}\n"
                turns.append(turn)
        if not turns:
            raise BadInput(
                "{file} has no message as WhatsApp exports them (12/05/2021, 18:03 - Anna: …). "
                "Export the chat again, or import it --with plain-text.",
                file=path.name,
            )
        return Material(
            documents=(ImportedDocument(path.stem, text, tuple(turns), data, "utf-8"),),
            dropped=tuple(left.messages()),
        )


def _messages(text: str, left: _LeftBehind) -> Iterator[_Message]:
    message: _Message | None = None
    for line in text.split("\n"):
        if begins := _BEGINS.match(line):
            if message is not None:
                yield message
            one, other, rest = begins.groups()
            says = _SAYS.fullmatch(rest)
            speaker = says[1].strip(_INVISIBLE).strip() if says else ""
            message = _Message(one or other, speaker or None, [says[2] if says else rest])
        elif message is not None:
            message.lines.append(line)
        elif line.strip():
            left.before += 1
    if message is not None:
        yield message


def _text(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            "{file} is not in UTF-8, as WhatsApp's chats are: {reason}.",
            file=path.name,
            reason=error,
        ) from None
    if "\0" in text:
        raise BadInput("{file} is not text: it has NUL characters.", file=path.name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [WhatsAppImporter()]
