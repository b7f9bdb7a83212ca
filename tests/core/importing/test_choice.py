"""Which importer reads a file: the one that is surest of it, shown its first bytes once."""

import pytest
from tests.core.plugins.made import EntryPoint, Importer, importing

from qualog.errors import BadInput
from qualog.importing import choice
from qualog.importing.choice import HEAD, importer_for, require_content, surest
from qualog.plugins.registry import Plugins


def offers(*importers):
    return Plugins.of([EntryPoint("p", importing(*importers))]).importers()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(b"words" * HEAD)
    return path


def test_the_surest_is_taken_and_of_equals_the_first_by_name(path):
    importers = offers(Importer("b", 0.4), Importer("c", 0.9), Importer("a", 0.9), Importer("z", 0))
    assert importer_for(path, importers).name == "a"
    found = surest(path, importers)
    assert (found.importer.name, found.confidence) == ("a", 0.9)


def test_one_that_fails_is_noted_and_passed_over(path):
    module = importing(Importer("bad", ValueError("bad day")), Importer("good", 0.1))
    plugins = Plugins.of([EntryPoint("p", module)])
    assert importer_for(path, plugins.importers()).name == "good"
    assert [each.cause for each in plugins.failures] == ["ValueError: bad day"]


def test_a_file_that_no_importer_knows(path):
    assert surest(path, offers(Importer("one", 0), Importer("two", 0.0))).importer is None
    with pytest.raises(BadInput, match=r"x\.txt was not recognised\. To choose the importer"):
        importer_for(path, offers(Importer("one", 0)))


def test_the_head_is_read_once_whoever_is_asked(path, monkeypatch):
    reads = []
    real = choice._head

    def counted(path):
        reads.append(path)
        return real(path)

    monkeypatch.setattr(choice, "_head", counted)
    importers = [Importer(f"no-{number}", 0) for number in range(5)]
    surest(path, offers(*importers))
    assert reads == [path]
    assert {each.heads[0] for each in importers} == {path.read_bytes()[:HEAD]}


def test_what_cannot_be_imported_is_refused_in_words(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    for wrong, words in (
        (tmp_path / "no.txt", r"The file .*no\.txt does not exist\."),
        (tmp_path, "is a folder. Name the files in it"),
        (empty, r"empty\.txt is empty; there is nothing to import\."),
        (tmp_path / "empty.txt" / "x", "cannot be read: Not a directory"),
    ):
        with pytest.raises(BadInput, match=words):
            require_content(wrong)
        with pytest.raises(BadInput, match=words):
            surest(wrong, offers(Importer("one")))


def test_a_file_that_may_not_be_opened(path, monkeypatch):
    def refuses(self, *how, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuses)
    with pytest.raises(BadInput, match=r"x\.txt cannot be read: Permission denied\."):
        surest(path, offers(Importer("one")))


def test_what_may_have_been_surer_is_told_with_the_choice(path):
    """Nobody can be surer than sure; and what is raised for one file is forgotten for the next."""
    lost = EntryPoint("lost", ImportError("oh"), "acme")
    raising = Importer("raising", ValueError("odd"))
    plugins = Plugins.of(
        [lost, EntryPoint("one", importing(Importer("good", 0.8), raising), "acme")]
    )
    found = surest(path, plugins.importers())
    assert found.importer.name == "good"
    assert {each.cause for each in found.broken} == {"ImportError: oh", "ValueError: odd"}
    raising.confidence = 0.1
    assert {each.cause for each in surest(path, plugins.importers()).broken} == {"ImportError: oh"}
    raising.confidence = 1
    assert surest(path, plugins.importers()).broken == ()


def test_a_file_that_nobody_knows_is_refused_with_who_may_have_known_it(path):
    plugins = Plugins.of([EntryPoint("lost", ImportError("oh"), "acme")])
    with pytest.raises(
        BadInput, match=r"not recognised\. .*The plugin lost \(acme 1.2\) is broken"
    ):
        importer_for(path, plugins.importers())


def test_a_wrong_answer_is_asked_for_once(path):
    wrong = Importer("wrong", "yes")
    plugins = Plugins.of([EntryPoint("wrong", importing(wrong), "acme")])
    for _ in range(2):
        [failure] = surest(path, plugins.importers()).broken
        assert failure.cause == "sniff returned 'yes', and not a number from 0 to 1"
    assert len(wrong.heads) == 1
