"""Sentences on the analysis: how the codebook was made and reworked, themes, and theory."""

from collections import Counter
from collections.abc import Iterator, Sequence

from qualog.decisions.codes import (
    CodeDefined,
    CodeRenamed,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.history.narration import Narrated
from qualog.language import Message, listing, message, plural
from qualog.state import State, theme_above
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.exporters.shared.wording import quoted_names


def codebook_sentences(state: State, standing: Sequence[Narrated]) -> Iterator[Message]:
    """Yield how many codes were created, and how the codebook was reworked.

    Args:
        state: the study.
        standing: the decisions that count: neither taken back nor put aside.
    """
    codes, in_use = len(state.codebook.codes), len(state.codebook.live())
    if not codes:
        return
    yield plural(
        "During the analysis, one code was created.",
        "During the analysis, {n} codes were created.",
        codes,
    )
    if codes == 1:
        yield message("It is in use.") if in_use else message("It is not in use.")
    elif in_use:
        yield plural("Of these, one is in use.", "Of these, {n} are in use.", in_use)
    else:
        yield message("None of these is in use.")
    yield from _reworking(standing)


def _reworking(standing: Sequence[Narrated]) -> Iterator[Message]:
    counts = Counter(type(narrated.decision) for narrated in standing)
    changes = nonzero(
        plural("one merge", "{n} merges", counts[CodesMerged]),
        plural("one split", "{n} splits", counts[CodeSplit]),
        plural("one renaming", "{n} renamings", counts[CodeRenamed]),
        plural("one redefinition", "{n} redefinitions", counts[CodeDefined]),
    )
    if changes:
        yield message("The codebook was reworked: {changes}.", changes=listing(changes))
    retired = {
        narrated.decision.code
        for narrated in standing
        if isinstance(narrated.decision, CodeRetired)
    }
    if retired:
        yield plural("One code was retired.", "In all, {n} codes were retired.", len(retired))


def theme_sentences(state: State) -> Iterator[Message]:
    """Yield how many themes and subthemes codes were grouped under."""
    themes = [theme for theme in state.themes.values() if not theme.retired]
    topmost = sum(theme_above(state.themes, theme) is None for theme in themes)
    if not themes:
        return
    counted = plural("one theme", "{n} themes", topmost)
    if topmost == len(themes):
        yield message("Codes were grouped under {themes}.", themes=counted)
    else:
        yield message(
            "Codes were grouped under {themes}, with {subthemes}.",
            themes=counted,
            subthemes=plural("one subtheme", "{n} subthemes", len(themes) - topmost),
        )


def theory_sentences(state: State) -> Iterator[Message]:
    """Yield which theories were used, and what became of the links to them."""
    if not state.theories:
        return
    names = quoted_names(theory.name for theory in state.theories.values())
    yield message("The analysis drew on {theories}.", theories=names)
    statuses = [link.status for link in state.links.values()]
    match statuses:
        case []:
            return
        case ["accepted"]:
            yield message("One link to a theoretical concept was proposed and accepted.")
        case ["rejected"]:
            yield message("One link to a theoretical concept was proposed and rejected.")
        case ["proposed"]:
            yield message("One link to a theoretical concept was proposed and awaits a decision.")
        case _:
            counts = Counter(statuses)
            yield message(
                "Of {links} links proposed to theoretical concepts, {outcomes}.",
                links=len(statuses),
                outcomes=listing(
                    nonzero(
                        plural("one was accepted", "{n} were accepted", counts["accepted"]),
                        plural("one was rejected", "{n} were rejected", counts["rejected"]),
                        plural("one awaits a decision", "{n} await a decision", counts["proposed"]),
                    )
                ),
            )
