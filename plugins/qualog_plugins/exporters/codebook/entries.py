"""What a codebook says, gathered from a study, before it is put as Markdown or as Word."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from qualog.decisions.codes import CodeRetired, CodesMerged, CodeSplit
from qualog.history.narration import narrate
from qualog.language import Sayable, message, paragraph, plural
from qualog.state import Code, Coding
from qualog.views.study import Study
from qualog_plugins.exporters.shared.grouping import codings_by_code
from qualog_plugins.exporters.shared.reasons import reasons
from qualog_plugins.exporters.shared.wording import quoted_names

_LONGEST_REASON = 200
"""Characters of a reason that is shown; a longer one is in the log."""


@frozen
class Entry:
    """A code as the codebook shows it.

    Attributes:
        depth: how many codes are above it.
        name: what it is called.
        definition: what it means.
        labelled: what else was written of it, each with its label.
        examples: typical examples.
        history: sentences on what it was made of, and what it was made into.
        use: a sentence on how many codings it has, and in how many documents.
    """

    depth: int
    name: str
    definition: str
    labelled: tuple[tuple[Sayable, str], ...]
    examples: tuple[str, ...]
    history: tuple[Sayable, ...]
    use: Sayable


def entries(study: Study) -> list[Entry]:
    """Return the codes that are not merged away, each after the code above it."""
    codebook = _Codebook(study)
    return [codebook.entry(depth, code) for depth, code in study.state.codebook.tree()]


@frozen
class _Codebook:
    """Makes the entries.

    Attributes:
        study: the study.
        codings: the codings of each code (an id).
        reasons: why a code (an id) became what it is: merged, split or retired.
    """

    study: Study
    codings: Mapping[str, Sequence[Coding]] = field(init=False)
    reasons: Mapping[tuple[str, str], str] = field(init=False)

    @codings.default
    def _codings(self) -> dict[str, list[Coding]]:
        return codings_by_code(self.study.state)

    @reasons.default
    def _reasons(self) -> dict[tuple[str, str], str]:
        standing = [narrated for narrated in narrate(self.study) if narrated.stands]
        found: dict[tuple[str, str], str] = {}
        for narrated, why in zip(standing, reasons(standing), strict=True):
            # A later decision goes before an earlier one on the same code.
            match narrated.decision:
                case CodesMerged(sources=codes):
                    found |= {("merged", code): why for code in codes}
                case CodeSplit(code=code):
                    found["split", code] = why
                case CodeRetired(code=code):
                    found["retired", code] = why
        return found

    def entry(self, depth: int, code: Code) -> Entry:
        labels = (
            (message("Apply when"), code.include),
            (message("Do not apply when"), code.exclude),
        )
        return Entry(
            depth=depth,
            name=code.name,
            definition=code.definition,
            labelled=tuple((label, text) for label, text in labels if text),
            examples=code.examples,
            history=tuple(self._history(code)),
            use=_use(self.codings.get(code.id, ())),
        )

    def _history(self, code: Code) -> Iterator[Sayable]:
        book = self.study.state.codebook
        for other in book.codes.values():
            if other.status == "merged" and book.resolve(other.id) == code.id:
                merged = message("The code “{code}” was merged into this one.", code=other.name)
                yield paragraph(merged, self._why(other))
            elif other.status == "split" and code.id in other.into:
                split_off = message("It was split off from the code “{code}”.", code=other.name)
                yield paragraph(split_off, self._why(other))
        if code.status == "split":
            names = quoted_names(book.codes[into].name for into in code.into)
            yield paragraph(message("It was split into {codes}.", codes=names), self._why(code))
        elif code.status == "retired":
            yield paragraph(message("It was retired."), self._why(code))

    def _why(self, code: Code) -> Sayable | None:
        reason = " ".join(self.reasons.get((code.status, code.id), "").split())
        return message("Reason: {why}", why=reason) if 0 < len(reason) <= _LONGEST_REASON else None


def _use(codings: Sequence[Coding]) -> Sayable:
    if not codings:
        return message("It has no codings.")
    documents = len({coding.document for coding in codings})
    return message(
        "It has {codings} in {documents}.",
        codings=plural("one coding", "{n} codings", len(codings)),
        documents=plural("one document", "{n} documents", documents),
    )
