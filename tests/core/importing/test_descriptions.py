"""What material says of people, groups and places comes in, and goes when it must."""

import pytest

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.material import (
    ImportedAttribute,
    ImportedAttribution,
    ImportedCoding,
    ImportedDocument,
    ImportedMemoOn,
    ImportedTheme,
    ImportedTurn,
    ImportedValue,
    Material,
)
from qualog.text.layout import PrintedLine

TEXT = "Ada said this. Bo said that."


def take(project, **material):
    return project.imports.import_(Material(**material), importer="test")


def group_talk(project):
    return take(
        project,
        documents=(ImportedDocument("group", TEXT),),
        attributions=(
            ImportedAttribution("group", "Ada", 0, 14),
            ImportedAttribution("group", "Bo", 15, 28),
        ),
        codings=(ImportedCoding("group", 0, 14, "said"), ImportedCoding("group", 15, 28, "said")),
        attributes=(ImportedAttribute("age", "integer"),),
        values=(
            ImportedValue("participant", "Ada", "age", "41"),
            ImportedValue("participant", "Anna", "role", "lead"),
            ImportedValue("document", "group", "place", "Lund"),
        ),
    )


def test_people_and_what_is_known_of_them(project):
    result = group_talk(project)
    assert result.participants == ("Ada", "Bo")
    assert result.values == 3
    state = project.state
    [group] = result.documents
    named = {each.pseudonym: each.id for each in state.participants.values()}
    assert state.documents[group].subjects_in(0, 5) == {named["Ada"]}
    told = {state.attributes[each.attribute].name: each.value for each in state.values.values()}
    assert told == {"age": "41", "role": "lead", "place": "Lund"}
    assert [each.type for each in state.attributes.values()] == ["integer", "text", "text"]


def test_one_of_a_group_withdraws_and_the_others_words_stay(project):
    group_talk(project)
    project.participants.withdraw("Ada")
    state = project.state
    [group] = [each for each in state.documents.values() if each.name == "group"]
    assert state.text(group.id) == "█" * 14 + " Bo said that."
    assert [state.quote(each) for each in state.codings.values()] == ["Bo said that."]


def test_the_same_values_come_in_once(project):
    group_talk(project)
    again = take(project, values=(ImportedValue("participant", "ada", "Age", "41"),))
    assert (again.values, again.participants) == (0, ())


def test_a_value_that_is_not_of_its_type_stops_it_all(project):
    before = project.state.decisions
    with pytest.raises(
        BadInput, match="“age” of Ada cannot have this value: “old” is not a whole number"
    ):
        take(
            project,
            attributes=(ImportedAttribute("age", "integer"),),
            values=(ImportedValue("participant", "Ada", "age", "old"),),
        )
    assert project.state.decisions == before


def test_a_value_of_a_document_that_is_not_there_is_told(project):
    result = take(project, values=(ImportedValue("document", "nowhere", "place", "Lund"),))
    assert "place of nowhere" in result.dropped[0]


def test_themes_gather_codes(project):
    result = take(
        project,
        themes=(
            ImportedTheme("below", parent="above", codes=("trust", "new one")),
            ImportedTheme("above", "what is above"),
        ),
    )
    assert result.themes == 2
    themes = {each.name: each for each in project.state.themes.values()}
    assert themes["below"].parent == themes["above"].id
    names = [project.state.codebook.name(each) for each in themes["below"].codes]
    assert names == ["trust", "new one"]
    assert take(project, themes=(ImportedTheme("below", codes=("trust",)),)).themes == 0
    with pytest.raises(BadInput, match="lie under each other"):
        take(project, themes=(ImportedTheme("x", parent="y"), ImportedTheme("y", parent="x")))


def test_a_recording_a_picture_and_paper(project):
    lines = (PrintedLine(0, 14, 1, (72.0, 700.5, 200.0, 712.0)),)
    region = Region(page=2, box=(10.0, 20.0, 30.0, 40.0))
    result = take(
        project,
        documents=(
            ImportedDocument("paper", TEXT, lines=lines, media="application/pdf"),
            ImportedDocument("picture", "", original=b"png", media="image/png"),
            ImportedDocument("tape", TEXT, turns=(ImportedTurn(0, 14, "A", 1000, 2500),)),
        ),
        codings=(ImportedCoding("picture", 0, 0, "trust", region=region),),
    )
    state = project.state
    paper, picture, tape = (state.documents[each] for each in result.documents)
    assert state.layout(paper.id) == lines
    assert (picture.media, picture.length, picture.turns) == ("image/png", 0, ())
    [coding] = state.codings_in(picture.id)
    assert coding.region == region
    assert (tape.turns[0].time, tape.turns[0].until) == (1000, 2500)
    again = take(
        project,
        codings=(ImportedCoding("picture", 0, 0, "trust", region=region),),
    )
    assert (again.codings, again.repeated) == (0, 1)


def test_memos_on_what_is_no_document(project):
    material = {
        "documents": (ImportedDocument("group", TEXT),),
        "codings": (ImportedCoding("group", 0, 3, "said", key="one"),),
        "themes": (ImportedTheme("Talk"),),
        "memos_on": (
            ImportedMemoOn("study", "", "on all"),
            ImportedMemoOn("code", "SAID", "on a code", "Bo", 1000),
            ImportedMemoOn("coding", "one", "on a coding"),
            ImportedMemoOn("theme", "talk", "on a theme"),
            ImportedMemoOn("participant", "Cleo", "on a person"),
            ImportedMemoOn("coding", "two", "on nothing"),
        ),
    }
    result = take(project, **material)
    assert (result.memos, result.participants) == (5, ("Cleo",))
    assert "a memo on a coding that has no place" in result.dropped
    state = project.state
    [coding], [theme] = state.codings, state.themes
    named = {each.pseudonym: id_ for id_, each in state.participants.items()}
    memos = {each.text: each for each in state.memos.values()}
    assert {text: each.about for text, each in memos.items()} == {
        "on all": None,
        "on a code": next(each.id for each in state.codebook.live() if each.name == "said"),
        "on a coding": coding,
        "on a theme": theme,
        "on a person": named["Cleo"],
    }
    assert memos["on a code"].dated == 1000
    assert state.author_names(memos["on a code"].made.authors) == "Bo"
    assert take(project, **material).memos == 0


def test_how_a_file_was_read_is_the_reason_of_its_import(project):
    result = project.imports.import_(
        Material(documents=(ImportedDocument("group", TEXT),), how="read so", samples=("“Ada”",)),
        importer="test",
        why="it came by post",
    )
    assert (result.how, result.samples) == ("read so", ("“Ada”",))
    [line] = [each for each in project.log.store.entries() if each.kind == "document-imported"][-1:]
    sealed = project.log.store.sealed(line.replica, line.seq)
    assert "it came by post; read so" in str(sealed)
    assert "“Ada”" not in str(sealed)
