"""The same codings, counted as something else: as themes, or as what was settled in discussion."""

from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve

from qualog.reliability.coded_study import CodedStudy, Labelled, recoded
from qualog.reliability.consensus import Settled, after_discussion, settled_in
from qualog.reliability.gathering import resolved
from qualog.reliability.remaining_text import RemainingText
from qualog.state import Discussion, State, Theme, theme_above, theme_tree


def as_settled(coded: CodedStudy, state: State, codes: Sequence[str] | None) -> CodedStudy:
    """Return the study with what was settled in the place of what each coder gave there.

    Codes that came in by a discussion go last.

    Args:
        coded: the independent codings.
        state: the study at the same moment.
        codes: ids of the codes to compare; all if None.
    """
    compared, resolve = resolved(state, codes), state.codebook.resolve
    index = {code.id: i for i, code in enumerate(coded.codes)}

    def settled(discussion: Discussion, remaining: RemainingText) -> Settled:
        holds = tuple(
            (
                *remaining.span(holding.start, holding.end),
                index.setdefault(resolve(holding.code), len(index)),
            )
            for holding in discussion.holds
            if resolve(holding.code) in compared
        )
        return Settled(*remaining.span(discussion.start, discussion.end), holds)

    documents = []
    for id_, document in zip(coded.document_ids, coded.documents, strict=True):
        remaining = RemainingText.of(state, id_)
        passages = [settled(discussion, remaining) for discussion in settled_in(state, id_)]
        documents.append(after_discussion(document, passages))
    codes_there = tuple(Labelled(id_, state.codebook.codes[id_].name) for id_ in index)
    return evolve(coded, documents=tuple(documents), codes=codes_there)


def as_themes(coded: CodedStudy, state: State) -> CodedStudy:
    """Return the study with each code as the themes and subthemes that it is grouped under.

    Retired themes are passed over. Codings under no theme are left out, and counted.
    """
    up = {theme.id: _and_above(state, theme) for _, theme in theme_tree(state.themes)}
    grouped: dict[str, set[str]] = defaultdict(set)
    for theme in up:
        for code in state.themes[theme].codes:
            grouped[state.codebook.resolve(code)].add(theme)
    used = {above for code in coded.codes for theme in grouped[code.id] for above in up[theme]}
    index = {theme: i for i, theme in enumerate(theme for theme in up if theme in used)}
    themes_of = [sorted(index[theme] for theme in grouped[code.id]) for code in coded.codes]
    without_theme = sum(
        not themes_of[code]
        for document in coded.documents
        for codings in document.codings.values()
        for _, _, code in codings
    )
    return evolve(
        coded,
        documents=tuple(recoded(document, themes_of) for document in coded.documents),
        codes=tuple(Labelled(theme, state.themes[theme].name) for theme in index),
        left_out=evolve(coded.left_out, without_theme=without_theme),
        above=tuple(tuple(index[above] for above in up[theme][1:]) for theme in index),
    )


def _and_above(state: State, theme: Theme) -> list[str]:
    """Return the ids of a theme of the tree and of those above it."""
    found = [theme.id]
    while above := theme_above(state.themes, theme):
        theme = above
        found.append(theme.id)
    return found
