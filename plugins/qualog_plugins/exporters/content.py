"""What a report says, gathered from a study, before it is put as HTML or Markdown."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise

from attrs import frozen

from qualog import decisions as d
from qualog.history.division import Share, division_of_work
from qualog.history.narration import Told, name_of, narrate
from qualog.reliability.agreement import agreement
from qualog.reliability.coded import coded_documents
from qualog.state import Code, Document, Link, State, Theme
from qualog.study import Study
from qualog_plugins.exporters.methods import methods_sentences

_EVOLUTION = (
    d.CodeRenamed,
    d.CodeDefined,
    d.CodeMoved,
    d.CodesMerged,
    d.CodeSplit,
    d.CodeRetired,
    d.CodeRestored,
)


@frozen
class Quotation:
    """A passage, once, with everyone who gave it the code; positions are told as turns."""

    text: str
    participants: str
    document: str
    turn: int | None
    coders: str


@frozen
class LinkSection:
    """A link to a theory's concept, with what spoke for it and why it was settled so."""

    subject: str
    concept: str
    theory: str
    reason: str
    why: str


@frozen
class CodeSection:
    """A code with its meaning and its passages."""

    name: str
    definition: str
    include: str
    exclude: str
    links: tuple[LinkSection, ...]
    memos: tuple[str, ...]
    quotations: tuple[Quotation, ...]


@frozen
class ThemeSection:
    """A theme, with its codes and subthemes."""

    name: str
    definition: str
    links: tuple[LinkSection, ...]
    relations: tuple[str, ...]
    memos: tuple[str, ...]
    codes: tuple[CodeSection, ...]
    subthemes: tuple["ThemeSection", ...]


@frozen
class CodebookRow:
    """One code in the appendix."""

    name: str
    definition: str
    include: str
    exclude: str
    codings: int
    status: str


@frozen
class AgreementRow:
    """One measure: overall, and the mean over the codes."""

    measure: str
    overall: str
    mean: str
    units: int


@frozen
class Step:
    """A decision on the codebook, as it is told in the appendix."""

    decision: str
    day: str
    sentence: str
    why: str


@frozen
class Report:
    """All that a report says."""

    title: str
    aim: str
    moment: str
    is_exact: bool
    decision: str
    hash: str
    themes: tuple[ThemeSection, ...]
    without_theme: tuple[CodeSection, ...]
    theories: tuple[tuple[str, str, tuple[str, ...]], ...]
    rejected: tuple[LinkSection, ...]
    memos: tuple[str, ...]
    codebook: tuple[CodebookRow, ...]
    evolution: tuple[Step, ...]
    methods: tuple[str, ...]
    division: tuple[Share, ...]
    work: tuple[str, ...]
    agreement: tuple[AgreementRow, ...]
    compared: str


def gather(study: Study, *, quotations: bool = True) -> Report:
    """Gather a report from a study at its moment."""
    state = study.state
    told = list(narrate(study))
    whys = {each.line.id: each.why or "" for each in told}
    sections = _Sections(state, whys, quotations)
    under_theme = {
        state.codebook.resolve(code)
        for theme in state.themes.values()
        if not theme.retired
        for code in theme.codes
    }
    loose = [
        code
        for code in state.codebook.codes.values()
        if code.id not in under_theme and state.codings_of(code.id)
    ]
    division = tuple(division_of_work(study))
    rows, compared = _agreement(state)
    replica, _, seq = study.last_decision.partition(".")
    last = study.log.store.line(replica, int(seq)) if seq else None
    return Report(
        title=state.name,
        aim=state.aim,
        moment=_moment(study),
        is_exact=study.moment.exact or study.moment.told == "now",
        decision=study.last_decision,
        hash=last.hash.hex()[:16] if last is not None else "",
        themes=sections.themes(None),
        without_theme=tuple(map(sections.code, loose)),
        theories=tuple(
            (theory.name, theory.pack.summary, theory.pack.sources)
            for theory in state.theories.values()
        ),
        rejected=sections.links(each for each in state.links.values() if each.status == "rejected"),
        memos=sections.memos(None),
        codebook=tuple(_codebook_row(state, code) for code in state.codebook.codes.values()),
        evolution=tuple(_step(each) for each in told if isinstance(each.decision, _EVOLUTION)),
        methods=tuple(methods_sentences(study, told)),
        division=division,
        work=tuple(dict.fromkeys(kind for each in division for kind in each.alone | each.together)),
        agreement=rows,
        compared=compared,
    )


@frozen
class _Sections:
    """Puts themes, codes, links and memos as sections."""

    state: State
    whys: dict[str, str]
    quotations: bool

    def themes(self, parent: str | None) -> tuple[ThemeSection, ...]:
        themes = self.state.themes
        return tuple(
            self._theme(theme)
            for theme in themes.values()
            if not theme.retired and (theme.parent if theme.parent in themes else None) == parent
        )

    def code(self, code: Code) -> CodeSection:
        return CodeSection(
            name=code.name,
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            links=self._accepted(code.id),
            memos=self.memos(code.id),
            quotations=self._quotations(code) if self.quotations else (),
        )

    def links(self, links: Iterable[Link]) -> tuple[LinkSection, ...]:
        return tuple(map(self._link, links))

    def memos(self, about: str | None) -> tuple[str, ...]:
        return tuple(each.text for each in self.state.memos.values() if each.about == about)

    def _theme(self, theme: Theme) -> ThemeSection:
        state = self.state
        codes = dict.fromkeys(state.codebook.resolve(code) for code in theme.codes)
        return ThemeSection(
            name=theme.name,
            definition=theme.definition,
            links=self._accepted(theme.id),
            relations=tuple(
                f"{state.themes[each.other].name}: {each.relation}"
                for each in state.relations
                if each.theme == theme.id and each.other in state.themes
            ),
            memos=self.memos(theme.id),
            codes=tuple(self.code(state.codebook.codes[code]) for code in codes),
            subthemes=self.themes(theme.id),
        )

    def _accepted(self, subject: str) -> tuple[LinkSection, ...]:
        return self.links(
            each
            for each in self.state.links.values()
            if each.subject == subject and each.status == "accepted"
        )

    def _link(self, link: Link) -> LinkSection:
        found = self.state.concept(link.concept)
        return LinkSection(
            subject=name_of(link.subject, self.state),
            concept=found[1].name if found else link.concept,
            theory=found[0].name if found else "",
            reason=link.reason,
            why=self.whys.get(link.settled.decision, "") if link.settled else "",
        )

    def _quotations(self, code: Code) -> tuple[Quotation, ...]:
        """Give the passages in the order of the documents, one that several coded only once."""
        state = self.state
        places: dict[tuple[str, int, int], list[str]] = {}
        for coding in state.codings_of(code.id):
            place = places.setdefault((coding.document, coding.start, coding.end), [])
            place += [each for each in coding.made.authors if each not in place]
        order = {id_: index for index, id_ in enumerate(state.documents)}
        return tuple(
            self._quotation(*place, coders=places[place])
            for place in sorted(places, key=lambda each: (order[each[0]], *each[1:]))
        )

    def _quotation(self, document: str, start: int, end: int, coders: list[str]) -> Quotation:
        state = self.state
        found = state.documents[document]
        speakers = [
            state.participants[id_].pseudonym
            for id_ in found.speakers_in(start, end)
            if id_ in state.participants
        ]
        return Quotation(
            text=_by_turn(state.text(document), found, start, end),
            participants=", ".join(speakers),
            document=found.name,
            turn=next((number for number, _ in found.turns_in(start, end)), None),
            coders=state.author_names(coders),
        )


def _by_turn(text: str, document: Document, start: int, end: int) -> str:
    """Give a passage with a line for each turn; where the transcript's lines broke is no matter."""
    cuts = [turn.end for _, turn in document.turns_in(start, end) if turn.end < end]
    pieces = [text[a:b].split() for a, b in pairwise((start, *cuts, end))]
    return "\n".join(" ".join(words) for words in pieces if words)


def _moment(study: Study) -> str:
    """Say as of when: a report is read on another day, so "now" is told as a time."""
    if study.moment.told != "now":
        return study.moment.told
    return f"{datetime.fromtimestamp((study.state.at >> 16) / 1000):%Y-%m-%d %H:%M}"


def _codebook_row(state: State, code: Code) -> CodebookRow:
    into = " and ".join(f"“{state.codebook.codes[each].name}”" for each in code.into)
    return CodebookRow(
        name=state.codebook.path(code.id),
        definition=code.definition,
        include=code.include,
        exclude=code.exclude,
        codings=len(state.codings_of(code.id)),
        status="in use" if code.is_live else f"{code.status} into {into}" if into else code.status,
    )


def _step(told: Told) -> Step:
    day = datetime.fromtimestamp(told.line.milliseconds / 1000, UTC).date().isoformat()
    sentence = f"{told.authors} {told.sentence}"
    return Step(
        decision=f"{told.line.replica[:4]}.{told.line.seq}",
        day=day,
        sentence=f"{sentence} (taken back)" if told.reverted else sentence,
        why=told.why or "",
    )


def _agreement(state: State) -> tuple[tuple[AgreementRow, ...], str]:
    """Measure agreement by character with every measure, if at least two coded one document."""
    from qualog.plugins import installed_plugins

    coded = coded_documents(state)
    if not coded.documents:
        return (), ""
    rows = []
    for offer in installed_plugins().measures():
        report = agreement(coded, offer.thing, offer.thing.options(), unit="character")
        mean = "undefined" if report.mean is None else f"{report.mean:.3f}"
        skipped = f", {report.skipped} undefined left out" if report.skipped else ""
        rows.append(
            AgreementRow(
                measure=report.overall.measure,
                overall=str(report.overall),
                mean=f"{mean} ({len(report.defined)} codes{skipped})",
                units=report.overall.units,
            )
        )
    coders = " and ".join(each.name for each in coded.coders)
    documents = ", ".join(state.documents[each].name for each in coded.document_ids)
    left_out = (
        f" {coded.left_out_together} codings made together are left out."
        if coded.left_out_together
        else ""
    )
    return tuple(rows), f"{coders}, by character, in {documents}.{left_out}"
