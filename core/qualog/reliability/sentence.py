"""The sentence on agreement that goes into a paper: what was compared, how, and what came out."""

from collections.abc import Iterator

from qualog.reliability.agreement import AgreementReport
from qualog.reliability.result import Agreement, Interval

_WORDS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()  # noqa: SIM905
_APART = {"code": "codes", "theme": "themes", "document": "documents", "pair": "pairs of coders"}


def sentence(report: AgreementReport, *, moment: str = "", independent: bool = False) -> str:
    """Put a report in words, so that they are true whatever was asked for.

    Args:
        report: what was measured.
        moment: as of when, in words, if it is not today's state of the study.
        independent: whether it is proved that no coder had seen what the others coded.
    """
    begin = f"As of {moment}: " if moment else ""
    how = "independently" if independent else "alone"
    return begin + " ".join(_sentences(report, how))


def _sentences(report: AgreementReport, how: str) -> Iterator[str]:
    if not report.documents:
        yield (
            f"No document was coded by two coders, each {how}, so that "
            f"{report.overall.measure} is undefined."
        )
    else:
        yield f"{_who(report, how)}; {_what(report)}: {_came_out(report.overall)}."
        yield from _of_groups(report)
    if note := report.overall.note:
        yield f"{note[0].upper()}{note[1:].rstrip('.')}."
    if left_out := list(_left_out(report)):
        yield f"Left out: {'; '.join(left_out)}."


def _who(report: AgreementReport, how: str) -> str:
    names = ", ".join(each.name for each in report.coders)
    told = (
        f"{_number(len(report.coders))} coders ({names}) coded "
        f"{_counted(len(report.documents), 'document')}, each {how}"
    )
    return told if report.complete else f"{told}, and each document by two of them or more"


def _what(report: AgreementReport) -> str:
    found = report.overall
    things = "theme" if report.by == "theme" else "code"
    if report.spans:
        compared = f"with free boundaries on {_counted(len(report.codes), things)}"
    elif len(report.codes) == 1:
        compared = f"by {report.unit} on the {things} “{report.codes[0].name}”"
    else:
        compared = f"by {report.unit} on sets of {_counted(len(report.codes), things)}"
    if report.spans:
        return f"agreement {compared} (n = {_counted(found.units, 'span')})"
    units, values = _counted(found.units, "unit"), _counted(found.values, "value")
    return f"agreement {compared} (n = {units}, {values})"


def _came_out(found: Agreement) -> str:
    settings = "; ".join(f"{name}: {value}" for name, value in found.settings)
    how = f" ({settings})" if settings else ""
    if found.value is None:
        return f"{found.measure}{how} is undefined ({found.undefined})"
    interval = _interval(found.interval) if found.interval else ""
    return f"{found.measure} = {found}{how}{interval}"


def _interval(found: Interval) -> str:
    how = f"{found.how}; {found.note}" if found.note else found.how
    told = f", {found.level * 100:g} % CI {found} ({how})"
    if found.threshold is not None and found.below is not None:
        told += f", probability of falling below {found.threshold:g}: {found.below:.3f}"
    return told


def _of_groups(report: AgreementReport) -> Iterator[str]:
    groups = report.groups
    if len(groups) < 2:
        return
    if report.mean is None:
        yield f"For none of the {len(groups)} {_APART[report.by]} taken alone is it defined."
        return
    skipped = f" ({report.skipped} undefined, left out)" if report.skipped else ""
    defined = len(report.defined)
    yield (
        f"For {defined} {_APART[report.by]} taken alone{skipped} it was "
        f"{min(report.defined):.3f} to {max(report.defined):.3f}, on average {report.mean:.3f}."
        if defined > 1
        else f"Of {len(groups)} {_APART[report.by]} taken alone{skipped} it was defined for one: "
        f"{report.mean:.3f}."
    )


def _left_out(report: AgreementReport) -> Iterator[str]:
    left_out = report.left_out
    if left_out.together:
        yield f"{_counted(left_out.together, 'coding')} that several authors made together"
    if left_out.documents:
        count = _counted(len(left_out.documents), "document")
        yield f"{count} that fewer than two of them judged"
    if left_out.without_units and not report.spans:
        yield f"{_counted(len(left_out.without_units), 'document')} without {report.unit}s"
    if left_out.in_part and report.spans:
        yield f"{_counted(left_out.in_part, 'judgement')} of only a part of a document"
    if left_out.without_theme:
        yield f"{_counted(left_out.without_theme, 'coding')} under no theme"


def _number(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"
