"""One door for a file: choose the importer, let it read, decide; all of it or nothing."""

import builtins
import io

import pytest
from tests.core.plugins.made import EntryPoint, Importer, importing

from qualog.errors import BadInput, NotAllowed, NotFound, PluginError
from qualog.importing import imports
from qualog.importing.discovery import find_files
from qualog.material import ImportedCoding, ImportedDocument, Material
from qualog.plugins.registry import Plugins

TALK = "I: Why?\nR: They listen, most days.\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(TALK, "utf-8")
    return path


def names(project):
    return [document.name for document in project.state.documents.values()]


def test_the_surest_importer_reads_a_file(project, path):
    result = project.imports.import_file(path)
    assert (result.importer, names(project)) == ("plain-text", ["talk", "chat"])
    [id_] = result.documents
    document = project.state.documents[id_]
    assert (document.importer, document.speakers) == ("plain-text", ("I", "R"))


def test_the_importer_may_be_named_or_be_the_one_that_was_found(project, path, tmp_path):
    with pytest.raises(NotFound, match=r"no importer “plain-txt”\. Did you mean “plain-text”"):
        project.imports.import_file(path, importer="plain-txt")
    with pytest.raises(BadInput):
        project.imports.import_file(path, importer="word")
    assert names(project) == ["talk"]
    assert project.imports.import_file(path, importer="plain-text", name="a").documents
    [found] = find_files([tmp_path]).files
    assert project.imports.import_file(found.path, importer=found.importer, name="b").documents
    assert names(project) == ["talk", "a", "b"]


def test_options_of_the_importer_are_typed(project, path):
    [id_] = project.imports.import_file(path, options={"speakers": "no"}).documents
    assert project.state.documents[id_].speakers == ()
    with pytest.raises(PluginError, match=r"no option “speekers”.*the importer plain-text"):
        project.imports.import_file(path, options={"speekers": "no"}, name="x")


def test_a_file_that_cannot_be_imported_changes_nothing(project, tmp_path):
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\x02\xff" * 9)
    before = project.state.decisions
    for wrong, words in (("x.bin", "was not recognised"), ("no.txt", "does not exist")):
        with pytest.raises(BadInput, match=words):
            project.imports.import_file(tmp_path / wrong)
    assert project.state.decisions == before


def test_all_that_is_said_of_a_file_goes_along(project, path):
    project.participants.add("Bo")
    [id_] = project.imports.import_file(
        path, participant="Bo", name="second", why="by post", by=["Samir"]
    ).documents
    document = project.state.documents[id_]
    assert document.name == "second"
    assert document.subjects_in(0, 5) == {project.find.participant("Bo").id}
    [entry] = [
        each
        for each in project.log.store.entries()
        if each.kind == "document-imported" and each.authors == project.find.author("Samir").id
    ]
    assert "by post" in project.log.words(entry)["why"]


def test_a_copy_knows_the_speakers_of_the_document_that_it_goes_onto(project, tmp_path):
    text = "Zed: Why?\nBob: Because.\n"
    (tmp_path / "first.txt").write_text(text, "utf-8")
    [id_] = project.imports.import_file(
        tmp_path / "first.txt", options={"names": "Zed;Bob"}
    ).documents
    assert project.state.documents[id_].speakers == ("Zed", "Bob")
    (tmp_path / "corrected.txt").write_text(text.replace("Because", "Because of it"), "utf-8")
    result = project.imports.import_file(tmp_path / "corrected.txt", revises="first")
    assert result.revised == (id_,)
    assert project.state.documents[id_].speakers == ("Zed", "Bob")
    assert [turn.speaker for turn in project.state.documents[id_].turns] == [0, 1]
    (tmp_path / "copy.txt").write_text(text.replace("Because", "Because of it"), "utf-8")
    assert project.imports.import_file(tmp_path / "copy.txt", onto="first").joined == (id_,)


def test_a_named_file_is_opened_for_its_head_and_to_be_read(project, path, monkeypatch, tmp_path):
    opened = []
    real = io.open

    def counted(file, *how, **more):
        if str(file) == str(path):
            opened.append(file)
        return real(file, *how, **more)

    monkeypatch.setattr(builtins, "open", counted)
    monkeypatch.setattr(io, "open", counted)
    project.imports.import_file(path)
    assert len(opened) == 2
    opened.clear()
    project.imports.import_file(path, importer="plain-text", name="again")
    assert len(opened) == 1
    opened.clear()
    [found] = find_files([tmp_path]).files
    project.imports.import_file(found.path, importer=found.importer, name="once more")
    assert len(opened) == 2


def test_what_is_said_of_one_document_fits_a_file_of_one(project):
    two = Material((ImportedDocument("a", TALK), ImportedDocument("b", TALK)))
    none = Material()
    for material, count in ((two, 2), (none, 0)):
        for how, flag in (
            ({"name": "c"}, "--name"),
            ({"onto": "talk"}, "--onto"),
            ({"revises": "talk"}, "--revises"),
        ):
            with pytest.raises(BadInput, match=f"has {count} documents; {flag} is for a file"):
                project.imports.import_(material, importer="test", **how)


def test_beside_a_correction_nothing_else_is_said_of_the_document(project):
    one = Material((ImportedDocument("a", TALK),))
    for how, words in (
        ({"onto": "talk"}, "not both"),
        ({"name": "x"}, "keeps its name. To change it: qualog document rename"),
        ({"participant": "Anna"}, "is known from before. To change it"),
    ):
        with pytest.raises(BadInput, match=words):
            project.imports.import_(one, importer="test", revises="talk", **how)


def test_a_participant_who_withdrew_has_no_new_documents(project):
    id_ = project.find.participant("Anna").id
    project.participants.withdraw("Anna")
    with pytest.raises(NotAllowed, match="has withdrawn"):
        project.imports.import_(
            Material((ImportedDocument("a", TALK),)), importer="test", participant=id_
        )


def test_how_a_file_was_read_is_the_reason_of_its_import(project):
    def why(**how):
        project.imports.import_(
            Material((ImportedDocument(how.pop("name"), TALK),), how=how.pop("read", "")),
            importer="test",
            **how,
        )
        [entry] = [
            each for each in project.log.store.entries() if each.kind == "document-imported"
        ][-1:]
        return project.log.words(entry).get("why")

    assert why(name="a", read="read as cp1252", why="by post") == "by post; read as cp1252"
    assert why(name="b", read="read as cp1252") == "read as cp1252"
    assert why(name="c", why="by post") == "by post"
    assert why(name="d") is None


def test_all_is_written_in_one_transaction(project):
    material = Material(
        (ImportedDocument("a", TALK),), codings=(ImportedCoding("a", 3, 7, "trust"),)
    )
    before = len(list(project.log.store.entries()))
    result = project.imports.import_(material, importer="test", why="so")
    entries = list(project.log.store.entries())[before:]
    assert len({each.together for each in entries}) == 1
    assert [bool(project.log.words(each).get("why")) for each in entries] == [True, False]
    assert (result.importer, result.codings) == ("test", 1)


def test_a_file_in_which_nothing_has_a_place_is_refused_with_the_reasons(project):
    nowhere = ImportedCoding("tlak", 1, 2, "trust", place="row 6")
    with pytest.raises(BadInput, match=r"Nothing in the file has a place in the study. row 6: The"):
        project.imports.import_(Material(codings=(nowhere,)), importer="test")
    there = ImportedCoding("talk", 3, 6, "trust")
    assert project.imports.import_(Material(codings=(there, nowhere)), importer="test").codings == 1
    again = project.imports.import_(Material(codings=(there, nowhere)), importer="test")
    assert (again.codings, again.repeated) == (0, 1)  # it was imported before


def test_what_may_have_read_it_better_is_told_in_the_result(project, path, monkeypatch):
    broken = EntryPoint("chat-log", ImportError("oh"), "acme")
    reader = Importer("plain-text")
    reader.read = lambda path, options: Material((ImportedDocument(path.stem, TALK),))
    plugins = Plugins.of([broken, EntryPoint("plain-text", importing(reader), "qualog")])
    monkeypatch.setattr(imports, "installed_plugins", lambda: plugins)
    result = project.imports.import_file(path)
    assert [str(warning) for warning in result.warnings] == [
        "The plugin chat-log (acme 1.2) is broken and may have been the one to read it: "
        "ImportError: oh. Mend or uninstall it; to choose the importer: --with NAME"
    ]
    named = project.imports.import_file(path, importer="plain-text")
    assert named.warnings == ()
