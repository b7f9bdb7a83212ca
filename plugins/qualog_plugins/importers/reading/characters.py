"""Characters that no text can hold, as careless programs write them: mended, and counted."""

import re
from collections.abc import Iterator

from attrs import frozen

_NONE = re.compile("[\x00\ud800-\udfff]")


@frozen
class Mended:
    """A text that can be written, and how many of its characters were lost to `�`."""

    text: str
    lost: int = 0

    def told(self) -> Iterator[str]:
        """Say what was lost."""
        if self.lost:
            yield f"halves of characters and NUL, which are no text and read '�' now: {self.lost}"


def mended(text: str) -> Mended:
    r"""Join halves of characters (`\ud83d\ude00` is one emoji); what has no half becomes `�`."""
    if not _NONE.search(text):
        return Mended(text)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return Mended(*_NONE.subn("\ufffd", joined))
