"""What a report says, gathered from a study, before it is put as HTML or Markdown."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import pairwise

from attrs import define, field, frozen

from qualog.decisions.codes import (
    CodeDefined,
    CodeMoved,
    CodeRenamed,
    CodeRestored,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.errors import PluginError
from qualog.history.contributions import Contribution, contributions
from qualog.history.narration import Narrated, narrate
from qualog.reliability.agreement import Measurement, agreement, expected_measures
from qualog.reliability.selection import compare
from qualog.state import Code, Coding, Document, Link, State, Theme, theme_above
from qualog.views.study import Study
from qualog.views.wording import StateNames
from qualog_plugins.exporters.common.stamp import last_hash
from qualog_plugins.exporters.common.texts import memos_on_texts
from qualog_plugins.exporters.report.methods import methods_sentences

_EVOLUTION = (
    CodeRenamed,
    CodeDefined,
    CodeMoved,
    CodesMerged,
    CodeSplit,
    CodeRetired,
    CodeRestored,
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
    """A link to a theory's concept, with what spoke for it and why it was settled so.

    `passage` is set where it is about a single passage, and not about all of a code.
    """

    subject: str
    passage: str
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
    division: tuple[Contribution, ...]
    work: tuple[str, ...]
    agreement: tuple[AgreementRow, ...]
    compared: str
    left_out: tuple[str, ...]


def gather(study: Study, *, quotations: bool = True, most: int | None = None) -> Report:
    """Gather a report from a study at its moment; of each code, at most so many quotations."""
    state = study.state
    told = list(narrate(study))
    whys = {each.entry.id: each.why or "" for each in told}
    sections = _Sections(state, study.names, whys, 0 if not quotations else most)
    under_theme = {
        state.codebook.resolve(code)
        for theme in state.themes.values()
        if not theme.retired
        for code in theme.codes
    }
    loose = [
        code
        for code in state.codebook.codes.values()
        if code.id not in under_theme and (code.is_live or code.id in sections.codings)
    ]
    division = tuple(contributions(study))
    rows, compared, failed = _agreement(study)
    return Report(
        title=state.name,
        aim=state.aim,
        moment=_moment(study),
        is_exact=study.moment.exact or study.moment.label == "now",
        decision=study.last_decision,
        hash=last_hash(study)[:16],
        themes=sections.themes(None),
        without_theme=tuple(map(sections.code, loose)),
        theories=tuple(
            (theory.name, theory.pack.summary, theory.pack.sources)
            for theory in state.theories.values()
        ),
        rejected=sections.links(each for each in state.links.values() if each.status == "rejected"),
        memos=sections.memos(None),
        codebook=tuple(map(sections.codebook_row, state.codebook.codes.values())),
        evolution=tuple(_evolution(told)),
        methods=tuple(methods_sentences(study, told)),
        division=division,
        work=tuple(dict.fromkeys(kind for each in division for kind in each.alone | each.together)),
        agreement=rows,
        compared=compared,
        left_out=(*sections.left_out(quotations), *failed),
    )


@define
class _Sections:
    """Puts themes, codes, links and memos as sections."""

    state: State
    names: StateNames
    whys: dict[str, str]
    most: int | None
    codings: dict[str, list[Coding]] = field(init=False)
    _beyond: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        self.codings = {}
        for coding in self.state.codings.values():
            code = self.state.codebook.resolve(coding.code)
            self.codings.setdefault(code, []).append(coding)

    def themes(self, parent: str | None) -> tuple[ThemeSection, ...]:
        return tuple(
            self._theme(theme)
            for theme in self.state.themes.values()
            if not theme.retired and self._above(theme) == parent
        )

    def _above(self, theme: Theme) -> str | None:
        above = theme_above(self.state.themes, theme)
        return above.id if above else None

    def code(self, code: Code) -> CodeSection:
        return CodeSection(
            name=code.name,
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            links=self._accepted(*self._counting_as(code)),
            memos=self.memos(*self._counting_as(code)),
            quotations=self._quotations(code),
        )

    def links(self, links: Iterable[Link]) -> tuple[LinkSection, ...]:
        return tuple(map(self._link, links))

    def memos(self, *about: str | None) -> tuple[str, ...]:
        return tuple(each.text for each in self.state.memos.values() if each.about in about)

    def left_out(self, quotations: bool) -> Iterator[str]:
        if not quotations:
            yield "the quotations"
        elif self._beyond:
            yield f"quotations beyond the first {self.most} of a code ({self._beyond})"
        waiting = sum(each.status == "proposed" for each in self.state.links.values())
        if waiting:
            yield f"theory links that nobody has settled ({waiting})"
        if on_codings := sum(
            each.about in self.state.codings for each in self.state.memos.values()
        ):
            yield f"memos on codings ({on_codings})"
        yield from memos_on_texts(self.state, self.state.documents)

    def _counting_as(self, code: Code) -> list[str]:
        """Give the ids of a code and of those that were merged into it."""
        book = self.state.codebook
        return [code.id, *(id_ for id_ in book.codes if book.resolve(id_) == code.id != id_)]

    def _theme(self, theme: Theme) -> ThemeSection:
        state = self.state
        codes = dict.fromkeys(state.codebook.resolve(code) for code in theme.codes)
        return ThemeSection(
            name=theme.name,
            definition=theme.definition,
            links=self._accepted(theme.id),
            relations=tuple(
                dict.fromkeys(
                    f"{state.themes[each.other].name}: {each.relation}"
                    for each in state.relations
                    if each.theme == theme.id and not state.themes[each.other].retired
                )
            ),
            memos=self.memos(theme.id),
            codes=tuple(self.code(state.codebook.codes[code]) for code in codes),
            subthemes=self.themes(theme.id),
        )

    def _accepted(self, *subjects: str) -> tuple[LinkSection, ...]:
        """Give the accepted links of things, and of the codings that count as them."""
        codings = self.state.codings
        resolve = self.state.codebook.resolve
        return self.links(
            each
            for each in self.state.links.values()
            if each.status == "accepted"
            and (
                each.subject in subjects
                or (each.subject in codings and resolve(codings[each.subject].code) in subjects)
            )
        )

    def _link(self, link: Link) -> LinkSection:
        found = self.state.concept(link.concept)
        subject = str(self.names.anything(link.subject))
        return LinkSection(
            subject=subject,
            passage=subject if link.subject in self.state.codings else "",
            concept=found[1].name if found else link.concept,
            theory=found[0].name if found else "",
            reason=link.reason,
            why=self.whys.get(link.settled.decision, "") if link.settled else "",
        )

    def _quotations(self, code: Code) -> tuple[Quotation, ...]:
        """Give the passages in the order of the documents, one that several coded only once."""
        state = self.state
        places: dict[tuple[str, int, int], list[str]] = {}
        for coding in self.codings.get(code.id, ()):
            place = places.setdefault((coding.document, coding.start, coding.end), [])
            place += [each for each in coding.made.authors if each not in place]
        order = {id_: index for index, id_ in enumerate(state.documents)}
        found = sorted(places, key=lambda each: (order[each[0]], *each[1:]))
        shown = found if self.most is None else found[: max(self.most, 0)]
        self._beyond += len(found) - len(shown)
        return tuple(self._quotation(*place, coders=places[place]) for place in shown)

    def codebook_row(self, code: Code) -> CodebookRow:
        codes = self.state.codebook.codes
        into = " and ".join(f"“{codes[each].name}”" for each in code.into)
        status = f"{code.status} into {into}" if into else code.status
        return CodebookRow(
            name=self.state.codebook.path(code.id),
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            codings=len(self.codings.get(code.id, ())),
            status="in use" if code.is_live else status,
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
    if study.moment.label != "now":
        return study.moment.label
    return f"{datetime.fromtimestamp((study.state.at >> 16) / 1000):%Y-%m-%d %H:%M}"


def _evolution(told: Iterable[Narrated]) -> Iterator[Step]:
    """Give the decisions on the codebook; one that was made in a discussion has its reason."""
    told = list(told)
    acts = {each.entry.together: each.why for each in told if each.why and each.entry.together}
    for each in told:
        if isinstance(each.decision, _EVOLUTION):
            yield _step(each, each.why or acts.get(each.entry.together))


def _step(told: Narrated, why: str | None) -> Step:
    day = datetime.fromtimestamp(told.entry.milliseconds / 1000, UTC).date().isoformat()
    sentence = f"{told.authors} {told.sentence}"
    return Step(
        decision=f"{told.entry.replica[:4]}.{told.entry.seq}",
        day=day,
        sentence=f"{sentence} (taken back)" if told.reverted else sentence,
        why=why or "",
    )


def _agreement(study: Study) -> tuple[tuple[AgreementRow, ...], str, tuple[str, ...]]:
    """Measure agreement by character as is expected, if at least two coded one document."""
    from qualog.plugins.registry import installed_plugins, plugin_errors

    comparison = compare(study)
    state, coded = study.state, comparison.coded
    if not coded.documents:
        return (), "", ()
    rows, failed = [], []
    expected = expected_measures(len(coded.coders))
    for offer in installed_plugins().measures():
        if offer.name not in expected:
            continue
        try:
            with plugin_errors(offer):
                report = agreement(comparison, Measurement(offer.plugin))
        except PluginError as error:
            failed.append(f"agreement by the measure {offer.name}: it failed ({error})")
            continue
        mean = "undefined" if report.mean is None else f"{report.mean:.3f}"
        skipped = f", {report.skipped} undefined left out" if report.skipped else ""
        rows.append(
            AgreementRow(
                measure=str(report.overall.measure),
                overall=str(report.overall),
                mean=f"{mean} ({len(report.defined)} codes{skipped})",
                units=report.overall.units,
            )
        )
    coders = " and ".join(each.name for each in coded.coders)
    documents = ", ".join(state.documents[each].name for each in coded.document_ids)
    together = coded.left_out.together
    left_out = f" {together} codings made together are left out." if together else ""
    return tuple(rows), f"{coders}, by character, in {documents}.{left_out}", tuple(failed)
