"""What is not compared, and why there is nothing to compare: sentences for people."""

from collections.abc import Iterator

from qualog.errors import BadInput
from qualog.language import Sayable, alternatives, listing, message, paragraph, plural
from qualog.reliability.judgements import judges_of
from qualog.reliability.nouns import unit_name
from qualog.reliability.selection import Comparison, Selection, compare
from qualog.views.study import Study


def compared(study: Study, selection: Selection) -> Comparison:
    """Return what is compared; without documents where nobody has coded yet and nothing is named.

    Raises:
        BadInput: nothing of what is named can be compared; the message says why.
    """
    comparison = compare(study, selection)
    found = comparison.selection
    is_empty = not comparison.coded.documents and found.coders is None and found.documents is None
    why = why_nothing(comparison)
    if why is not None and not is_empty:
        raise BadInput(why)
    return comparison


def left_out(comparison: Comparison, *, spans: bool = False) -> Iterator[Sayable]:
    """Yield a sentence for each reason why something is not compared.

    Args:
        comparison: what is compared.
        spans: whether spans are compared as they are, for which all of a document must have been
            judged.
    """
    state, missing = comparison.study.state, comparison.coded.left_out
    if missing.documents:
        names = ", ".join(state.documents[id_].name for id_ in missing.documents)
        yield message("Not compared (fewer than two coders): {documents}.", documents=names)
    if missing.coders:
        names = ", ".join(state.authors[id_].name for id_ in missing.coders)
        yield message(
            "Not compared (coded none of these documents separately): {coders}.", coders=names
        )
    if missing.together:
        yield plural(
            "Not compared: one coding that was made jointly.",
            "Not compared: {n} codings that were made jointly.",
            missing.together,
        )
    if missing.in_part and spans:
        yield plural(
            "Not compared by measures of spans: one judgement of only a part of a document.",
            "Not compared by measures of spans: {n} judgements of only a part of a document.",
            missing.in_part,
        )
    if missing.without_theme:
        yield plural(
            "Not compared: one coding whose code is under no theme.",
            "Not compared: {n} codings whose codes are under no theme.",
            missing.without_theme,
        )
    for _, reason in missing.without_units:
        yield reason


def why_nothing(comparison: Comparison) -> Sayable | None:
    """Return why nothing of what was asked for can be compared; None if something can."""
    coded, selection = comparison.coded, comparison.selection
    everything = selection.coders is None and selection.documents is None
    if not coded.documents and everything:
        return message(
            "There is nothing to compare yet: no document has been coded by two people separately."
        )
    if not coded.documents:
        return paragraph(
            _nothing_in_common(comparison), *_who_judged(comparison), *comparison.study.hidden
        )
    if len(coded.left_out.without_units) == len(coded.documents):
        _, reason = coded.left_out.without_units[0]
        unit = unit_name(coded.unit)
        return paragraph(message("There is no {unit} to compare the coders on.", unit=unit), reason)
    if unused := _unused_codes(comparison):
        return message(
            "Nobody has coded anything separately as {codes} in the documents that are compared. "
            "To see the codings: qualog codings",
            codes=alternatives(f"“{name}”" for name in unused),
        )
    return None


def _nothing_in_common(comparison: Comparison) -> Sayable:
    selection = comparison.selection
    authors = comparison.study.state.authors
    coders = listing(authors[id_].name for id_ in selection.coders or ())
    match len(selection.coders or ()), selection.documents is None:
        case 0, _:
            return message(
                "There is nothing to compare: none of these documents has been coded by two "
                "people separately."
            )
        case 2, True:
            return message(
                "There is nothing to compare: no document has been coded by both {coders} "
                "separately.",
                coders=coders,
            )
        case 2, False:
            return message(
                "There is nothing to compare: none of these documents has been coded by both "
                "{coders} separately.",
                coders=coders,
            )
        case _, True:
            return message(
                "There is nothing to compare: no document has been coded separately by two of "
                "{coders}.",
                coders=coders,
            )
    return message(
        "There is nothing to compare: none of these documents has been coded separately by two "
        "of {coders}.",
        coders=coders,
    )


def _who_judged(comparison: Comparison) -> Iterator[Sayable]:
    """Yield a sentence on each coder who was asked for, or who judged one of the documents."""
    state, selection = comparison.study.state, comparison.selection
    judges = judges_of(state)
    documents = state.documents if selection.documents is None else selection.documents
    judged = {
        coder: [state.documents[id_].name for id_ in documents if coder in judges[id_]]
        for coder in (state.authors if selection.coders is None else selection.coders)
    }
    if not any(judged.values()) and selection.coders is None:
        yield message("Nobody has coded any of them separately.")
        return
    for coder, names in judged.items():
        name = state.authors[coder].name
        if names:
            yield message(
                "{coder} has coded {documents} separately.", coder=name, documents=listing(names)
            )
        elif selection.coders is not None:
            yield message("{coder} has coded nothing separately.", coder=name)


def _unused_codes(comparison: Comparison) -> list[str]:
    """Return the names of the codes asked for that none of the coders used."""
    state, coded = comparison.study.state, comparison.coded
    coders = {coder.id for coder in coded.coders}
    resolve = state.codebook.resolve
    used = {
        resolve(coding.code)
        for coding in state.codings.values()
        if coding.document in coded.document_ids
        and len(coding.made.authors) == 1
        and coders.issuperset(coding.made.authors)
    }
    unused = {resolve(code) for code in comparison.selection.codes or ()} - used
    return sorted(state.codebook.name(code) for code in unused)
