"""Names of documents, each its own within one import."""

from pathlib import PurePath

from attrs import define, field

_TEXTS = {
    ".doc", ".docx", ".epub", ".htm", ".html", ".md", ".odt", ".pdf", ".rtf", ".text", ".txt",
}  # fmt: skip


@define
class Names:
    """Gives documents names, without a text file's ending, and remembers which are taken.

    So the document `talk.txt` of another program is the same as the `talk` that
    `qualog import talk.txt` makes.
    """

    dropped: list[str] = field(factory=list)
    _taken: dict[str, int] = field(factory=dict)  # names, with how many go by each

    def free(self, found: str, else_: str) -> str:
        """Give a document's name: as found, or `else_` if it has none; told if it was taken."""
        whole = " ".join(found.split()) or else_
        path = PurePath(whole)
        stem = path.stem if path.suffix.lower() in _TEXTS else whole
        name = next((each for each in (stem, whole) if each.casefold() not in self._taken), "")
        while not name or name.casefold() in self._taken:
            number = self._taken[stem.casefold()] = self._taken[stem.casefold()] + 1
            name = f"{stem} ({number})"
        if name not in (stem, whole):
            self.dropped.append(f"the name of another '{whole}': it is '{name}' now")
        self._taken[name.casefold()] = 1
        return name
