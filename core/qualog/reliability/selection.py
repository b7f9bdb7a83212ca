"""From the state of a study to what coders are compared on: who judged which document, and how."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve, field, frozen

from qualog.errors import NotFound
from qualog.reliability.consensus import Settled, after_discussion, settled_in
from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.reliability.remaining_text import RemainingText, units_in
from qualog.state import Coding, Discussion, State, Theme, theme_above, theme_tree
from qualog.text.units import Span, Unit


class Labelled(NamedTuple):
    """A coder, a code or a theme: its id, and its name as a person reads it."""

    id: str
    name: str


@frozen
class LeftOut:
    """What is not compared, and why not.

    Attributes:
        together: codings, in the documents that were asked for, which several authors made
            together: nobody's independent judgement.
        documents: ids of documents that fewer than two of the coders judged, or of which
            nothing is left.
        without_units: documents that have no such unit: their ids, and why.
        coders: ids of the authors asked for who judged none of the compared documents.
        in_part: judgements of only a part of a document, which measures of spans leave out.
        without_theme: compared codings whose code lies under no theme, where themes are compared.
    """

    together: int = 0
    documents: tuple[str, ...] = ()
    without_units: tuple[tuple[str, str], ...] = ()
    coders: tuple[str, ...] = ()
    without_theme: int = 0
    in_part: int = 0


@frozen
class CodedStudy:
    """The independent codings of a study, ready to be compared.

    Attributes:
        documents: those that at least two coders judged.
        document_ids: their ids, in the same order.
        document_names: their names, likewise.
        coders: the columns, in the order of the indices in `documents`.
        codes: those that occur among the compared codings, in the order of their indices; where
            themes are compared, those themes.
        unit: what the documents' units are.
        left_out: what is not compared.
        above: for each theme the themes above it, which it counts as where each theme is taken
            alone; empty for codes.
    """

    documents: tuple[CodedDocument, ...]
    document_ids: tuple[str, ...]
    document_names: tuple[str, ...]
    coders: tuple[Labelled, ...]
    codes: tuple[Labelled, ...]
    unit: Unit = "turn"
    left_out: LeftOut = field(factory=LeftOut)
    above: tuple[tuple[int, ...], ...] = ()

    @property
    def rolled_up(self) -> Continuum:
        """The continuum in which a coding of a subtheme is one of the themes above it, too."""
        if not any(self.above):
            return self.continuum
        return evolve(
            self.continuum,
            documents=tuple(
                _recoded(document, [(index, *above) for index, above in enumerate(self.above)])
                for document in self.documents
            ),
        )

    @property
    def continuum(self) -> Continuum:
        """What unitizing measures compare, and units are made of."""
        return Continuum(
            documents=self.documents,
            coders=tuple(each.name for each in self.coders),
            codes=_told_apart(self.codes),
            clusters=self.document_names,
        )


def coded_documents(
    state: State,
    *,
    documents: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    unit: Unit = "turn",
    themes: bool = False,
    discussed: bool = False,
) -> CodedStudy:
    """Gather the codings that authors made alone, by document and coder.

    An author has judged a document if they coded something in it alone, or said that they had
    coded it to its end; where they gave no code, they judged that none applies. If they said that
    they coded just some passages, they judged these and what they marked. A reading is no
    judgement: people read to get to know the material before they code it. A code counts as
    what it was merged into. The passages of participants who withdrew are cut out, as if nobody
    had ever read them.

    Args:
        state: the study at its moment.
        documents: ids of the documents to compare; all if None.
        coders: ids of the authors to compare; all who judged a compared document if None.
        codes: ids of the codes to compare; all if None.
        unit: what the units of the documents are to be.
        themes: take each code as the themes that it is gathered under.
        discussed: whether each coder has, in a passage whose discussion was settled, what was
            settled there, in the place of their own codes.

    Raises:
        NotFound: no document, author or code of that id.
    """
    wanted = _present(documents, state.documents, "document")
    candidates = _present(coders, state.authors, "author")
    resolve = state.codebook.resolve
    compared_codes = {resolve(id_) for id_ in _present(codes, state.codebook.codes, "code")}
    judges = judges_of(state)
    kept = {id_: RemainingText.of(state, id_) for id_ in wanted}
    compared = [
        id_ for id_ in wanted if len(judges[id_].intersection(candidates)) >= 2 and kept[id_].length
    ]
    columns = [each for each in candidates if any(each in judges[id_] for id_ in compared)]

    alone: dict[str, dict[str, list[Coding]]] = {
        id_: {each: [] for each in columns if each in judges[id_]} for id_ in compared
    }
    together: Counter[str] = Counter()
    for coding in state.codings.values():
        who = coding.made.authors
        if resolve(coding.code) not in compared_codes:
            continue
        if len(who) > 1:
            together[coding.document] += 1
        elif who and who[0] in alone.get(coding.document, ()):
            alone[coding.document][who[0]].append(coding)

    used = {
        resolve(coding.code)
        for by_coder in alone.values()
        for codings in by_coder.values()
        for coding in codings
    }
    shown = [id_ for id_ in state.codebook.codes if id_ in used]
    coder_index = {id_: i for i, id_ in enumerate(columns)}
    code_index = {id_: i for i, id_ in enumerate(shown)}
    units = {id_: units_in(state, id_, unit, kept[id_]) for id_ in compared}
    unjudged = {
        (id_, author): passages
        for id_ in compared
        for author in alone[id_]
        if (passages := _unjudged(state, id_, author, kept[id_]))
    }
    coded = CodedStudy(
        documents=tuple(
            CodedDocument(
                length=kept[id_].length,
                codings={
                    coder_index[author]: tuple(
                        (
                            *kept[id_].span(coding.start, coding.end),
                            code_index[resolve(coding.code)],
                        )
                        for coding in codings
                    )
                    for author, codings in alone[id_].items()
                },
                units=units[id_].spans,
                unjudged={
                    coder_index[author]: unjudged[id_, author]
                    for author in alone[id_]
                    if (id_, author) in unjudged
                },
            )
            for id_ in compared
        ),
        document_ids=tuple(compared),
        document_names=tuple(state.documents[id_].name for id_ in compared),
        coders=tuple(Labelled(id_, state.authors[id_].name) for id_ in columns),
        codes=tuple(Labelled(id_, state.codebook.codes[id_].name) for id_ in shown),
        unit=unit,
        left_out=LeftOut(
            together=sum(together[id_] for id_ in wanted),
            documents=tuple(id_ for id_ in wanted if id_ not in alone),
            without_units=tuple((id_, each.missing) for id_, each in units.items() if each.missing),
            coders=tuple(id_ for id_ in coders or () if id_ not in coder_index),
            in_part=len(unjudged),
        ),
    )
    if discussed:
        coded = _after_discussion(coded, state, kept, compared_codes)
    return _by_theme(state, coded) if themes else coded


def _by_theme(state: State, coded: CodedStudy) -> CodedStudy:
    """Give the study with each code as the themes and subthemes that it is gathered under.

    Retired themes are passed over. Codings under no theme are left out, and counted.
    """
    up = {each.id: _up_from(state, each) for _, each in theme_tree(state.themes)}
    gathered: dict[str, set[str]] = defaultdict(set)
    for theme in up:
        for code in state.themes[theme].codes:
            gathered[state.codebook.resolve(code)].add(theme)
    used = {above for code in coded.codes for theme in gathered[code.id] for above in up[theme]}
    index = {theme: i for i, theme in enumerate(each for each in up if each in used)}
    themes_of = [sorted(index[theme] for theme in gathered[code.id]) for code in coded.codes]
    lost = sum(
        not themes_of[code]
        for document in coded.documents
        for codings in document.codings.values()
        for _, _, code in codings
    )
    return evolve(
        coded,
        documents=tuple(_recoded(document, themes_of) for document in coded.documents),
        codes=tuple(Labelled(theme, state.themes[theme].name) for theme in index),
        left_out=evolve(coded.left_out, without_theme=lost),
        above=tuple(tuple(index[above] for above in up[theme][1:]) for theme in index),
    )


def _recoded(document: CodedDocument, into: Sequence[Sequence[int]]) -> CodedDocument:
    """Give a document with each code (an index) as others."""
    codings = {
        coder: tuple((start, end, other) for start, end, code in given for other in into[code])
        for coder, given in document.codings.items()
    }
    return evolve(document, codings=codings)


def _after_discussion(
    study: CodedStudy, state: State, kept: Mapping[str, RemainingText], compared: Collection[str]
) -> CodedStudy:
    """Put what was settled in the place of what each coder gave; codes that came in go last."""
    resolve, codes = state.codebook.resolve, {code.id: i for i, code in enumerate(study.codes)}

    def settled(discussion: Discussion, left: RemainingText) -> Settled:
        holds = tuple(
            (*left.span(each.start, each.end), codes.setdefault(resolve(each.code), len(codes)))
            for each in discussion.holds
            if resolve(each.code) in compared
        )
        return Settled(*left.span(discussion.start, discussion.end), holds)

    documents = tuple(
        after_discussion(document, [settled(each, kept[id_]) for each in settled_in(state, id_)])
        for id_, document in zip(study.document_ids, study.documents, strict=True)
    )
    names = tuple(Labelled(id_, state.codebook.codes[id_].name) for id_ in codes)
    return evolve(study, documents=documents, codes=names)


def _up_from(state: State, theme: Theme) -> list[str]:
    """Give the ids of a theme and of those above it; themes that lie under each other end it."""
    found = [theme.id]
    while (above := theme_above(state.themes, theme)) and above.id not in found:
        theme = above
        found.append(theme.id)
    return found


def judges_of(state: State) -> Mapping[str, set[str]]:
    """Give who judged which document, each alone: ids of authors by the document's id."""
    judges: dict[str, set[str]] = defaultdict(set)
    for coding in state.every_coding.values():
        if len(coding.made.authors) == 1:
            judges[coding.document].update(coding.made.authors)
    for document in state.documents.values():
        for each in document.coded:
            if len(each.made.authors) == 1:
                judges[document.id].update(each.made.authors)
    return judges


def _unjudged(state: State, document: str, author: str, kept: RemainingText) -> list[Span]:
    """Give the passages, in what is left, that somebody did not judge; none if they judged all."""
    said = [each for each in state.documents[document].coded if each.made.authors == (author,)]
    if not said or not all(each.passages for each in said):
        return []
    marked = (
        (each.start, each.end)
        for each in state.every_coding.values()
        if each.document == document and each.made.authors == (author,)
    )
    judged = sorted([*(span for each in said for span in each.passages), *marked])
    found, here = [], 0
    for start, end in [*judged, (kept.whole, kept.whole)]:
        if here < start:
            found.append(kept.span(here, start))
        here = max(here, end)
    return [(start, end) for start, end in found if start < end]


def _told_apart(codes: Sequence[Labelled]) -> tuple[str, ...]:
    """Give the names; those that several share, with the beginning of their ids."""
    times = Counter(each.name for each in codes)
    return tuple(
        each.name if times[each.name] == 1 else f"{each.name} ({each.id[:8]})" for each in codes
    )


def _present(wanted: Sequence[str] | None, there: Mapping[str, object], what: str) -> list[str]:
    if wanted is None:
        return list(there)
    for id_ in wanted:
        if id_ not in there:
            raise NotFound(f"There is no {what} {id_}.")
    return list(dict.fromkeys(wanted))
