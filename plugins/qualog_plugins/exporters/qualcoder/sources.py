"""Documents as files of a QualCoder project, with what is marked in them.

QualCoder counts code points of the text as it is stored, the end not included, as Qualog does.
"""

from collections.abc import Iterator, Sequence

from attrs import define, field

from qualog.language import Sayable, message, plural
from qualog.state import Coding, Document, State
from qualog.state.times import first_made
from qualog_plugins.exporters.qualcoder.memos import Memos
from qualog_plugins.exporters.qualcoder.tables import Tables, when
from qualog_plugins.exporters.shared.file_names import file_names
from qualog_plugins.exporters.shared.grouping import codings_by_document
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.exporters.shared.texts import shown_text

_FOLDERS = {"image": "images", "audio": "audio", "video": "video"}
"""QualCoder's folder of what is not a text, by the first part of its media type."""


def media_files(state: State) -> dict[str, str]:
    """Return the paths, within the project, of documents (ids) that are pictures or recordings."""
    documents = [document for document in state.documents.values() if _folder(document)]
    names = file_names(document.name for document in documents)
    return {
        document.id: f"{_folder(document)}/{name}"
        for document, name in zip(documents, names, strict=True)
    }


@define
class Sources:
    """Puts the documents.

    Attributes:
        tables: where they are written.
        memos: the memos on documents, passages and codings.
        codes: what codes (ids) are known by there.
        stored: the paths of the pictures and recordings whose files are in the project.
        numbers: what documents (ids) are known by there.
        joint: the names of coders who are several people.
        twice: how many codings somebody made once more.
        unplaced: how many codings have no place.
        absent: the names of pictures and recordings whose files are not there.
    """

    tables: Tables
    memos: Memos
    codes: dict[str, int]
    stored: set[str]
    numbers: dict[str, int] = field(factory=dict)
    joint: dict[str, None] = field(factory=dict)
    twice: int = 0
    unplaced: int = 0
    absent: list[str] = field(factory=list)

    @property
    def _state(self) -> State:
        return self.tables.state

    def put(self) -> None:
        """Put all documents, with their codings and the memos on them."""
        media, codings = media_files(self._state), codings_by_document(self._state)
        documents = list(self._state.documents.values())
        names = self.tables.names(document.name for document in documents)
        for name, document in zip(names, documents, strict=True):
            text, path = shown_text(self._state, document.id), media.get(document.id)
            if path is not None and path not in self.stored:
                self.absent.append(document.name)
                path = path.replace("/", ":", 1)  # a link to a file elsewhere, to be mended there
            elif path is not None:
                path = f"/{path}"
            number = self.numbers[document.id] = self.tables.add(
                "source",
                name=name,
                fulltext=text if path is None else None,
                mediapath=path,
                memo=self.memos.cell(document.id, document.made.authors),
                owner=self.tables.owner(document.made.authors),
                date=when(document.made.milliseconds),
            )
            for together in self._same(codings[document.id]):
                self._put_coding(number, together, text, _folder(document))
            self.memos.put_annotations(document.id, number)

    def left_out(self) -> Iterator[Sayable]:
        """Yield what has no place, and what is there otherwise."""
        if self.joint:
            yield message(
                "A coding has one coder in QualCoder, so those who coded jointly are one: "
                "{coders}.",
                coders="; ".join(self.joint),
            )
        yield from nonzero(
            plural(
                "One coding is there once, though it was made more than once.",
                "{n} codings are there once, though they were made more than once.",
                self.twice,
            ),
            plural(
                "The project leaves out one coding of a page, or of a recording that has a text. "
                "To export it: qualog export codings-csv",
                "The project leaves out {n} codings of pages, or of recordings that have a text. "
                "To export them: qualog export codings-csv",
                self.unplaced,
            ),
        )
        for name in self.absent:
            yield message(
                "The file of “{document}” is not in the study: QualCoder asks where it is "
                "(Manage bad links to files).",
                document=name,
            )
        if any(document.media is None for document in self._state.documents.values()):
            yield message(
                "The project leaves out the times of turns, and the files that texts were "
                "imported from. To write such a file: qualog document original"
            )

    def _put_coding(self, number: int, together: Sequence[Coding], text: str, folder: str) -> None:
        """Put codings of one place with one code by one coder, as the one that QualCoder holds."""
        coding, coders = together[0], together[0].made.authors
        place = _place_of(coding, number, text, folder)
        if place is None:
            self.unplaced += len(together)
            return
        table, cells = place
        owner = self.tables.owner(coders)
        if len(coders) > 1:
            self.joint[owner] = None
        self.twice += len(together) > 1
        memos = [memo for each in together for memo in self.memos.on.get(each.id, ())]
        self.tables.add(
            table,
            **cells,
            cid=self.codes[self._state.codebook.resolve(coding.code)],
            memo=self.memos.joined(memos, coders),
            date=when(first_made(coding)),
            owner=owner,
        )

    def _same(self, codings: Sequence[Coding]) -> list[list[Coding]]:
        found: dict[object, list[Coding]] = {}
        for coding in codings:
            code = self._state.codebook.resolve(coding.code)
            key = (code, coding.start, coding.end, coding.region, coding.made.authors)
            found.setdefault(key, []).append(coding)
        return [*found.values()]


def _place_of(
    coding: Coding, number: int, text: str, folder: str
) -> tuple[str, dict[str, object]] | None:
    """Return the table of a coding and the cells that say where it is; None if it has no place."""
    region = coding.region
    if region is None:
        if folder or coding.start >= coding.end:
            return None
        words = text[coding.start : coding.end]
        return "code_text", {
            "fid": number, "seltext": words, "pos0": coding.start, "pos1": coding.end
        }  # fmt: skip
    if folder == "images" and region.box is not None:
        left, top, right, bottom = map(round, region.box)
        return "code_image", {
            "id": number, "x1": left, "y1": top, "width": right - left, "height": bottom - top
        }  # fmt: skip
    if folder in ("audio", "video") and region.begin is not None and region.end is not None:
        return "code_av", {"id": number, "pos0": region.begin, "pos1": region.end}
    return None


def _folder(document: Document) -> str:
    """Return QualCoder's folder of a picture or a recording; empty for a text."""
    # A recording that has a text is that text: in QualCoder they are two files.
    if document.length:
        return ""
    return _FOLDERS.get((document.media or "").partition("/")[0], "")
