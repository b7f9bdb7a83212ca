"""People: authors and participants, consent, and what a withdrawal takes along."""

from qualog.material import ImportedAttribution, ImportedDocument, Material
from qualog.project.project import Project


def test_authors_are_added_and_renamed(project, refused):
    eva = project.authors.add(" Eva ", by=["Samir"])
    assert (eva.name, project.state.author_names(eva.made.authors)) == ("Eva", "Samir")
    refused("already an author “ingrid”", project.authors.add, "ingrid")
    refused("An author needs a name", project.authors.add, " ")
    refused("already an author “SAMIR”", project.authors.rename, "Eva", " SAMIR ")
    refused("An author needs a name", project.authors.rename, "Eva", " ")
    project.authors.rename("Eva", "Eva Lind")
    assert project.find.author("Eva Lind").id == eva.id


def test_participants_are_added_and_renamed(project, refused, last):
    bo = project.participants.add("Bo", name="Bo Real")
    assert (bo.pseudonym, bo.name) == ("Bo", "Bo Real")
    assert last()[0].subjects == bo.id
    assert project.participants.add("Cleo", name="").name is None
    refused("already a participant “anna”", project.participants.add, "anna")
    refused("A participant needs a pseudonym", project.participants.add, " ")
    refused("already a participant “ANNA”", project.participants.rename, "Bo", "ANNA")
    project.participants.rename("Bo", " Bosse ")
    assert project.find.participant("Bosse").id == bo.id
    assert last()[0].subjects == bo.id


def test_consent_is_recorded_with_its_day_and_terms(project, refused, last):
    project.participants.consent("Anna", day="2025-03-01", terms="may be quoted")
    [anna] = project.state.participants.values()
    assert (anna.consent.day, anna.consent.terms) == ("2025-03-01", "may be quoted")
    assert last()[0].subjects == anna.id
    project.participants.consent("Anna", terms="")
    [anna] = project.state.participants.values()
    assert (anna.consent.day, anna.consent.terms) == (None, None)
    refused("is not a day", project.participants.consent, "Anna", day="last week")
    refused("half a character", project.participants.consent, "Anna", terms="\ud800")


def test_a_withdrawal_is_shown_before_it_is_decided(project):
    project.codings.apply("trust", "talk", turn=2)
    project.codes.add("They listen, most days")
    before = project.state.decisions
    found = project.participants.withdrawal("Anna")
    assert project.state.decisions == before
    assert found.participant.pseudonym == "Anna"
    assert len(found.belongings.codings) == 1
    assert [leak.words for leak in found.repeated] == ["they listen most days"]


def test_what_a_blind_round_hides_is_not_shown_as_erased_but_is(project):
    project.memos.write("of hers", about="Anna")
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    project.codings.apply("trust", "talk", turn=2)
    with Project.open(project.path, author=["Samir"]) as samir:
        shown = samir.participants.withdrawal("Anna").belongings
        assert (len(shown.codings), len(shown.memos)) == (0, 1)
        samir.participants.withdraw("Anna")
    assert not project.state.codings


def test_a_withdrawal_erases_and_is_recorded(project, refused, last):
    project.codings.apply("trust", "talk", turn=2)
    decision = project.participants.withdraw("Anna", day="2025-04-01", why="wrote to us")
    kinds = [entry.kind for entry in project.log.store.entries()][-2:]
    assert kinds == ["consent-withdrawn", "words-erased"]
    [anna] = project.state.participants.values()
    assert anna.withdrawn.decision == decision
    assert not project.state.codings
    assert set(project.state.text(next(iter(project.state.documents)))) == {"█"}
    refused("has withdrawn", project.participants.withdraw, anna.id)
    refused("has withdrawn", project.participants.consent, anna.id)
    refused("has withdrawn", project.participants.rename, anna.id, "x")


def test_a_document_that_others_speak_in_too_keeps_its_name(project):
    _group(project, "group")
    project.participants.withdraw("Ada")
    assert [each.name for each in project.state.documents.values()] == ["talk", "group"]


def test_a_name_that_tells_who_withdrew_goes_with_them(project):
    _group(project, "with ADA")
    project.participants.withdraw("Ada")
    assert [each.name for each in project.state.documents.values()] == ["talk", "[erased]"]


def test_a_real_name_in_a_document_s_name_goes_too(project):
    project.participants.add("Ada", name="Signe")
    _group(project, "with signe")
    project.participants.withdraw("Ada")
    assert [each.name for each in project.state.documents.values()] == ["talk", "[erased]"]


def _group(project, name):
    project.imports.import_(
        Material(
            (ImportedDocument(name, "Ada said this. Bo said that."),),
            attributions=(
                ImportedAttribution(name, "Ada", 0, 14),
                ImportedAttribution(name, "Bo", 15, 28),
            ),
        ),
        importer="test",
    )
