"""Rounds: several coders code the same documents, one round at a time."""


def test_a_round_is_opened_and_closed(project, refused):
    rounds = project.rounds
    opened = rounds.open(" R1 ", ["talk", "talk"], ["Ingrid", "Samir", "Ingrid"], blind=True)
    assert (opened.name, opened.blind, opened.is_open) == ("R1", True, True)
    assert opened.documents == (project.find.document("talk").id,)
    assert [project.state.authors[id_].name for id_ in opened.coders] == ["Ingrid", "Samir"]
    rounds.close("R1")
    assert not project.find.round("R1").is_open
    refused("The round “R1” is already closed", rounds.close, "R1")
    assert not rounds.open("R2", ["talk"], ["Ingrid", "Samir"]).blind


def test_what_is_refused(project, refused):
    open_ = project.rounds.open
    both = ["Ingrid", "Samir"]
    refused("Name at least one", open_, "R1", [], both)
    refused("at least two coders", open_, "R1", ["talk"], ["Ingrid", "Ingrid"])
    refused("A round needs a name", open_, " ", ["talk"], both)
    refused("no author “Eva”", open_, "R1", ["talk"], ["Ingrid", "Eva"])
    refused("no document “x”", open_, "R1", ["x"], both)
    open_("R1", ["talk"], both)
    refused("“talk” is in the round “R1”, which is still open", open_, "R2", ["talk"], both)
    project.rounds.close("R1")
    refused("already a round “r1”", open_, "r1", ["talk"], both)
    assert open_("R2", ["talk"], both)


def test_a_round_on_other_documents_may_be_open_meanwhile(project):
    from qualog.material import ImportedDocument, Material

    project.imports.import_(Material((ImportedDocument("note", "so it is"),)), importer="test")
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"])
    assert project.rounds.open("R2", ["note"], ["Ingrid", "Samir"])


def test_a_proof_waits_until_a_blind_round_of_its_documents_is_closed(project, refused):
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"])
    assert project.rounds.prove("R1")  # it is not blind
    project.rounds.close("R1")
    project.rounds.open("R2", ["talk"], ["Ingrid", "Samir"], blind=True)
    refused("The blind round “R2” is still open", project.rounds.prove, "R1")
    project.rounds.close("R2")
    assert project.rounds.prove("R1")
