"""All that a report says, gathered from a study before it is put as HTML or Markdown."""

from attrs import frozen

from qualog.history.contributions import Contribution, contributions
from qualog.history.narration import narrate
from qualog.language import Sayable
from qualog.state.times import last_decided
from qualog.views.study import Study
from qualog_plugins.exporters.report.agreement import AgreementTable, agreement_table
from qualog_plugins.exporters.report.codes import CodebookRow, CodeSection, CodeSections
from qualog_plugins.exporters.report.history import Step, steps
from qualog_plugins.exporters.report.memos import memo_texts, memos_left_out
from qualog_plugins.exporters.report.methods.paragraph import methods_paragraph
from qualog_plugins.exporters.report.quotations import Quotations
from qualog_plugins.exporters.report.themes import ThemeSection, ThemeSections
from qualog_plugins.exporters.report.theory import Links, LinkSection, TheorySection, theories

_SHOWN_OF_HASH = 16  # hexadecimal digits


@frozen
class Report:
    """All that a report says.

    Attributes:
        title: what the study is called.
        aim: what it wants to find out.
        moment: as of when the report is.
        is_exact: whether that can be cited, and does not change when another copy is merged.
        decision: the id of the last decision.
        hash: the beginning of its hash.
        themes: the topmost themes.
        without_theme: the codes under no theme.
        theories: what the study uses.
        rejected: the links to theory that were rejected.
        memos: the memos on the study as a whole.
        codebook: all codes.
        evolution: how the codebook came to be.
        methods: how the study was conducted.
        division: each author's part of the work.
        work: the kinds of work that anybody did.
        agreement: agreement between coders; None if there is nothing to compare.
        left_out: what is not in the report, in sentences.
    """

    title: str
    aim: str
    moment: str
    is_exact: bool
    decision: str
    hash: str
    themes: tuple[ThemeSection, ...]
    without_theme: tuple[CodeSection, ...]
    theories: tuple[TheorySection, ...]
    rejected: tuple[LinkSection, ...]
    memos: tuple[str, ...]
    codebook: tuple[CodebookRow, ...]
    evolution: tuple[Step, ...]
    methods: Sayable
    division: tuple[Contribution, ...]
    work: tuple[Sayable, ...]
    agreement: AgreementTable | None
    left_out: tuple[Sayable, ...]


def gather(study: Study, *, quotations: bool = True, most: int | None = None) -> Report:
    """Gather a report.

    Args:
        study: the study at its moment.
        quotations: whether passages are quoted.
        most: how many are quoted of a code; all if None.
    """
    state, decisions, memos = study.state, list(narrate(study)), memo_texts(study.state)
    whys = {narrated.entry.id: narrated.why or "" for narrated in decisions}
    links, quoted = Links(state, study.names, whys), Quotations(state, most if quotations else 0)
    codes = CodeSections(state, quoted, links, memos)
    division = tuple(contributions(study))
    agreement = agreement_table(study)
    return Report(
        title=state.name,
        aim=state.aim,
        moment=_moment(study),
        is_exact=study.moment.exact or study.moment.label == "now",
        decision=study.last_decision,
        hash=study.last_hash[:_SHOWN_OF_HASH],
        themes=ThemeSections(state, codes, links, memos).under(None),
        without_theme=codes.without_theme(),
        theories=theories(state),
        rejected=links.rejected(),
        memos=memos.get("", ()),
        codebook=codes.codebook(),
        evolution=tuple(steps(decisions)),
        methods=methods_paragraph(study, decisions),
        division=division,
        work=tuple(dict.fromkeys(kind for part in division for kind in part.alone | part.together)),
        agreement=agreement,
        # Last, as how many quotations are left out is known when all sections are made.
        left_out=(
            *quoted.left_out(),
            *links.left_out(),
            *memos_left_out(state),
            *(agreement.left_out if agreement else ()),
        ),
    )


def _moment(study: Study) -> str:
    """Return as of when a report is: "now" as a time, since it is read on another day."""
    if study.moment.label != "now":
        return study.moment.label
    return f"{last_decided(study.state).astimezone():%Y-%m-%d %H:%M}"
