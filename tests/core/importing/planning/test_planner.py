"""The whole of a material: people and documents first, then what is said of them."""

from tests.core.importing.planning.taking import take

from qualog.material import (
    ImportedCode,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedTheme,
    ImportedTurn,
    ImportedValue,
    Material,
)


def test_material_comes_in_whole(project):
    material = Material(
        documents=(
            ImportedDocument(
                "two", "R: I trust them. It takes time.", (ImportedTurn(3, 31, "R", 1500),)
            ),
        ),
        codes=(
            ImportedCode("below", parent="above"),
            ImportedCode("above"),
            ImportedCode("Trust", "x"),
        ),
        codings=(
            ImportedCoding("two", 3, 15, "trust", author="Zoe", dated=5, memo="hm"),
            ImportedCoding("two", 17, 31, "time", author="ingrid"),
        ),
        memos=(ImportedMemo("two", "a reply", 3, 15, author="Zoe"), ImportedMemo("two", "whole")),
        dropped=("the footer",),
        how="read so",
        samples=("“Ada”",),
    )
    result = take(project, material)
    assert (result.codes, result.codings, result.memos, result.authors) == (3, 2, 3, ("Zoe",))
    assert [str(each) for each in result.dropped] == [
        "the footer",
        "The code “Trust” is in the study already and was left as it is.",
    ]
    assert (result.how, result.samples) == ("read so", ("“Ada”",))
    state = project.state
    first, second = state.codings_in(result.documents[0])
    assert state.quote(first) == "I trust them"
    assert first.dated == 5
    assert first.code == project.find.code("trust").id
    assert state.author_names(first.made.authors) == "Zoe"
    assert state.author_names(second.made.authors) == "Ingrid"
    assert state.codebook.path(project.find.code("below").id) == "above / below"
    entries = [each for each in project.log.store.entries() if each.together]
    assert len({each.together for each in entries[-8:]}) == 1
    assert "“Ada”" not in str(list(map(project.log.words, entries))), "samples are not kept"


def test_what_is_named_before_it_is_made_is_made_first(project):
    """Decisions are written in an order in which each can take effect."""
    before = project.state.decisions
    take(
        project,
        documents=(ImportedDocument("new", "So it is."),),
        values=(ImportedValue("document", "new", "place", "Lund"),),
        codings=(ImportedCoding("new", 0, 2, "b", author="Zoe"),),
        codes=(ImportedCode("b", parent="a"), ImportedCode("a")),
        themes=(ImportedTheme("t", codes=("c",)),),
    )
    assert not project.state.unapplied
    kinds = [entry.kind for entry in project.log.store.entries()][before:]
    assert kinds == [
        "document-imported",
        "attribute-defined",
        "attribute-given",
        "code-created",
        "code-created",
        "author-added",
        "coding-applied",
        "code-created",
        "theme-created",
        "codes-assigned",
    ]
