"""Names: how they are compared and shown, and a different one for each document of an import."""

from collections.abc import Iterable
from pathlib import PurePath

from attrs import define, field

from qualog.language import Sayable, listing, message, plural

_TEXTS = {
    ".doc", ".docx", ".epub", ".htm", ".html", ".md", ".odt", ".pdf", ".rtf", ".text", ".txt",
}  # fmt: skip


def tidy(name: str) -> str:
    """Return a name with a single space wherever it has white space."""
    return " ".join(name.split())


def quoted(names: Iterable[str], most: int | None = None) -> Sayable:
    """Return names as a list in which each is in quotation marks, as it may hold commas.

    Of more than `most` names only so many are listed, and the others are counted.
    """
    items = [message("“{name}”", name=tidy(name)) for name in names]
    more = 0 if most is None else len(items) - most
    if more > 0:
        items = [*items[:most], plural("one more", "{n} more", more)]
    return listing(items)


@define
class DocumentNames:
    """Names of documents, each another, without the ending of a text file.

    So the document `talk.txt` of another program is the same as the `talk` that
    `qualog import talk.txt` makes. `dropped` are the names that could not stay.
    """

    dropped: list[Sayable] = field(factory=list)
    _taken: dict[str, int] = field(factory=dict)  # names, with how many go by each

    def free(self, found: str, otherwise: str) -> str:
        """Return a name that no document has yet.

        Args:
            found: what the file calls the document.
            otherwise: what to call it where the file has no name.
        """
        whole = tidy(found) or otherwise
        path = PurePath(whole)
        stem = path.stem if path.suffix.lower() in _TEXTS else whole
        name = next((form for form in (stem, whole) if form.casefold() not in self._taken), "")
        while not name or name.casefold() in self._taken:
            number = self._taken[stem.casefold()] = self._taken[stem.casefold()] + 1
            name = f"{stem} ({number})"
        if name not in (stem, whole):
            self.dropped.append(
                message(
                    "the name of another document “{name}”: it is called “{new}” here",
                    name=whole,
                    new=name,
                )
            )
        self._taken[name.casefold()] = 1
        return name
