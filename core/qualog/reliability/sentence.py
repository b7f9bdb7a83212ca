"""The sentences on agreement for a paper: what was compared, how, and what came out."""

import re
from collections.abc import Iterator
from typing import Final

from qualog.language import Sayable, clauses, listing, message, paragraph, plural
from qualog.reliability.agreement import AgreementReport
from qualog.reliability.nouns import (
    counted_documents,
    counted_groups,
    counted_units,
    unit_name,
    unit_names,
)
from qualog.reliability.result import Agreement, Interval, decimals

_GREEK: Final = {"alpha": "α", "kappa": "κ", "pi": "π", "gamma": "γ"}
_LETTER: Final = re.compile(rf"\b({'|'.join(_GREEK)})\b")


def sentence(report: AgreementReport) -> Sayable:
    """Return a report in words that are true whatever was asked for."""
    words = paragraph(*_sentences(report))
    if report.moment is None:
        return words
    return message("As of {moment}: {sentences}", moment=report.moment, sentences=words)


def sentence_after_discussion(report: AgreementReport) -> Sayable:
    """Return in words what came out with what was settled in the place of each coder's codes."""
    found = report.overall
    if found.value is None:
        return message("After discussion, {measure} cannot be computed.", measure=_written(found))
    return message(
        "After discussion, {measure} = {value}. Settled passages agree by definition, so this "
        "shows how much was discussed, not how reliable the coding was.",
        measure=_written(found),
        value=decimals(found.value, 2),
    )


def _sentences(report: AgreementReport) -> Iterator[Sayable]:
    found = report.overall
    if not report.documents:
        yield message(
            "{measure} cannot be computed, since no document has been coded by two people "
            "separately.",
            measure=_written(found),
        )
    else:
        yield message(
            "Agreement between {coders} was measured {compared} {documents}: {outcome}.",
            coders=listing(coder.name for coder in report.coders),
            compared=_compared(report),
            documents=_documents(report),
            outcome=_outcome(found),
        )
        yield found.undefined
        if found.interval is not None:
            yield from _of_interval(found.interval)
        yield from _of_groups(report)
    yield found.note
    if found.no_interval is not None:
        yield found.no_interval.reason
    if left_out := list(_left_out(report)):
        yield message("Not compared: {items}.", items=listing(left_out))


def _written(found: Agreement) -> Sayable:
    """Return a measure's title as a statistic is written: Krippendorff's α."""
    return _LETTER.sub(lambda name: _GREEK[name[0]], str(found.measure))


def _compared(report: AgreementReport) -> Sayable:
    """Return what was compared, as a phrase that follows "was measured"."""
    if report.spans:
        return message("on spans with free boundaries ({things})", things=_counted_things(report))
    unit = unit_name(report.unit)
    if len(report.codes) != 1:
        return message("by {unit} on sets of {things}", unit=unit, things=_counted_things(report))
    name = report.codes[0].name
    if report.by == "theme":
        return message("by {unit} on the theme “{name}”", unit=unit, name=name)
    return message("by {unit} on the code “{name}”", unit=unit, name=name)


def _counted_things(report: AgreementReport) -> Sayable:
    return counted_groups("theme" if report.by == "theme" else "code", len(report.codes))


def _documents(report: AgreementReport) -> Sayable:
    """Return in which documents, as a phrase, and how they were coded there.

    "Independently" is claimed only where it is proved.
    """
    amount = len(report.documents)
    if report.independent:
        if len(report.coders) == 2:
            return plural(
                "in the one document that both had coded independently of each other",
                "in the {n} documents that both had coded independently of each other",
                amount,
            )
        if report.complete:
            return plural(
                "in the one document that all of them had coded independently of each other",
                "in the {n} documents that all of them had coded independently of each other",
                amount,
            )
        return plural(
            "in the one document that at least two of them had coded, independently of each other",
            "in the {n} documents that at least two of them had coded, independently of each other",
            amount,
        )
    if len(report.coders) == 2:
        return plural(
            "in the one document that both had coded separately",
            "in the {n} documents that both had coded separately",
            amount,
        )
    if report.complete:
        return plural(
            "in the one document that all of them had coded separately",
            "in the {n} documents that all of them had coded separately",
            amount,
        )
    return plural(
        "in the one document that at least two of them had coded separately",
        "in the {n} documents that at least two of them had coded separately",
        amount,
    )


def _outcome(found: Agreement) -> Sayable:
    """Return the value with its interval, and on how much it rests."""
    if found.value is None:
        return message("{measure} cannot be computed", measure=_written(found))
    details = _size(found)
    if found.settings:
        details = clauses([details, *(f"{name}: {value}" for name, value in found.settings)])
    if found.interval is None:
        return message(
            "{measure} = {value} ({details})",
            measure=_written(found),
            value=decimals(found.value, 2),
            details=details,
        )
    return message(
        "{measure} = {value}, {level}% CI [{low}, {high}] ({how}; {details})",
        measure=_written(found),
        value=decimals(found.value, 2),
        level=f"{found.interval.level * 100:g}",
        low=decimals(found.interval.low, 2),
        high=decimals(found.interval.high, 2),
        how=found.interval.how,
        details=details,
    )


def _size(found: Agreement) -> Sayable:
    units = counted_units(found.unit, found.units)
    if found.unit == "span":
        return message("n = {units}", units=units)
    values = plural("one value", "{n} values", found.values)
    return message("n = {units}, {values}", units=units, values=values)


def _of_interval(found: Interval) -> Iterator[Sayable]:
    if found.threshold is not None and found.below is not None:
        yield message(
            "The probability that it is below {threshold} is {probability}.",
            threshold=f"{found.threshold:g}",
            probability=decimals(found.below, 2),
        )
    yield found.note


def _of_groups(report: AgreementReport) -> Iterator[Sayable]:
    if len(report.groups) < 2:
        return
    defined, groups = report.defined, _groups(report)
    if not defined:
        yield message("Taken one by one, it can be computed for none of {groups}.", groups=groups)
    elif len(defined) == 1:
        yield message(
            "Taken one by one, it can be computed for one of {groups} only: {value}.",
            groups=groups,
            value=decimals(defined[0], 2),
        )
    else:
        assert report.mean is not None
        yield message(
            "Taken one by one, {groups} ranged from {low} to {high} (mean {mean}).",
            groups=groups
            if not report.skipped
            else message("{number} of {groups}", number=len(defined), groups=groups),
            low=decimals(min(defined), 2),
            high=decimals(max(defined), 2),
            mean=decimals(report.mean, 2),
        )
        if report.skipped:
            yield message("For the others it cannot be computed.")


def _groups(report: AgreementReport) -> Sayable:
    """Return two groups or more, as a phrase."""
    amount = len(report.groups)
    match report.by:
        case "code":
            return plural("the code", "the {n} codes", amount)
        case "theme":
            return plural("the theme", "the {n} themes", amount)
        case "document":
            return plural("the document", "the {n} documents", amount)
        case "pair":
            return plural("the pair of coders", "the {n} pairs of coders", amount)


def _left_out(report: AgreementReport) -> Iterator[Sayable]:
    """Yield what is not compared, as phrases."""
    left_out = report.left_out
    if left_out.together:
        yield plural(
            "one coding that was made jointly",
            "{n} codings that were made jointly",
            left_out.together,
        )
    if left_out.documents:
        documents = counted_documents(len(left_out.documents))
        yield message("{documents} coded by fewer than two of them", documents=documents)
    if left_out.without_units and not report.spans:
        documents = counted_documents(len(left_out.without_units))
        units = unit_names(report.unit)
        yield message("{documents} without {units}", documents=documents, units=units)
    if left_out.in_part and report.spans:
        yield plural(
            "one judgement of only a part of a document",
            "{n} judgements of only a part of a document",
            left_out.in_part,
        )
    if left_out.without_theme:
        yield plural(
            "one coding whose code is under no theme",
            "{n} codings whose codes are under no theme",
            left_out.without_theme,
        )
