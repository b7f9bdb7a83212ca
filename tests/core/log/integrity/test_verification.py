"""Verification names the first line that is not what was written; so does a stranger's program."""

import sqlite3
from contextlib import closing

import pytest
from tests.core.log.logs import forked, put

from qualog.history.narration import narrate
from qualog.log.integrity.chain_key import first_line
from qualog.log.integrity.fingerprint import fingerprint
from qualog.log.integrity.verification import verify
from qualog.project.project import Project


@pytest.fixture
def tamper(project):
    """Change the file behind Qualog's back, as somebody with an editor would."""

    def change(*statements):
        with closing(sqlite3.connect(project.path)) as database:
            guards = database.execute("SELECT sql FROM sqlite_master WHERE type='trigger'")
            guards = [sql for (sql,) in guards]
            database.execute("DROP TRIGGER line_is_not_changed")
            database.execute("DROP TRIGGER line_is_not_deleted")
            for statement, *values in statements:
                database.execute(statement, values)
            for guard in guards:
                database.execute(guard)
            database.commit()

    return change


def replica_of(project):
    return project.log.replica


def test_a_study_verifies_in_both_programs(project, stranger):
    project.codings.apply("trust", "talk", quote="I trust them all", why="says it")
    found = project.verify()
    assert found.fault is None
    assert found.entries == project.state.decisions
    assert found.contents == len(next(iter(project.state.documents.values())).parts) + 1
    project.sign()
    code, answer = stranger(project.path)
    assert code == 0
    assert answer.endswith(f"verified; heads {found.heads}\n")
    begun = first_line(project.log.store, replica_of(project))
    letters = fingerprint(
        project.log.store.project, replica_of(project), begun.author, bytes.fromhex(begun.key)
    )
    assert f"copy {letters}, author {begun.author}, " in answer


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", 5),
        ("authors", "0123456789abcdef"),
        ("kind", "code-retired"),
        ("version", 2),
        ("command", "0123456789abcdef"),
        ("together", "0123456789abcdef"),
        ("subjects", "0123456789abcdef"),
        ("body", b"{}"),
        ("commitment", bytes(32)),
        ("hash", bytes(32)),
    ],
)
def test_every_column_is_bound(project, tamper, stranger, column, value):
    tamper((f"UPDATE line SET {column}=? WHERE seq=5", value))
    assert project.verify().fault.decision == f"{replica_of(project)}.5"
    code, answer = stranger(project.path)
    assert code == 1
    assert f"{replica_of(project)}.5 " in answer


def test_two_lines_that_changed_places(project, tamper):
    tamper(
        ("UPDATE line SET seq=99 WHERE seq=5",),
        ("UPDATE line SET seq=5 WHERE seq=6",),
        ("UPDATE line SET seq=6 WHERE seq=99",),
    )
    assert project.verify().fault.decision == f"{replica_of(project)}.5"


@pytest.mark.parametrize("seq", [1, 4, 9])
def test_a_line_that_is_gone(project, tamper, stranger, seq):
    assert project.state.decisions == 9
    tamper(("DELETE FROM line WHERE seq=?", seq))
    assert project.verify().fault.decision == f"{replica_of(project)}.{seq}"
    assert f"{replica_of(project)}.{seq} is missing" in stranger(project.path)[1]


def test_a_line_too_many(project, tamper):
    tamper(
        (
            "INSERT INTO line SELECT replica, 10, at, authors, kind, version, '', together, "
            "subjects, body, commitment, hash FROM line WHERE seq=9",
        )
    )
    assert project.verify().fault.decision == f"{replica_of(project)}.10"


def test_other_words(project, tamper, stranger):
    project.sign()
    tamper(("UPDATE sealed SET words=? WHERE seq=8", b'{"name":"mistrust"}'))
    fault = project.verify().fault
    assert fault.decision == f"{replica_of(project)}.8"
    assert "other words" in str(fault.problem)
    assert "other words" in stranger(project.path)[1]


def test_another_text(project, tamper, stranger):
    tamper(("UPDATE content SET bytes=?", b"They do not listen."))
    fault = project.verify().fault
    assert "another text" in str(fault.problem)
    assert stranger(project.path)[0] == 1


def test_lines_of_another_project(project, tamper, stranger):
    tamper(("UPDATE project SET id='0123456789abcdef'",))
    with Project.open(project.path) as opened:
        assert opened.verify().fault.decision == f"{replica_of(project)}.1"
    assert stranger(project.path)[0] == 1


def test_a_replica_that_nobody_counts(project, tamper):
    """A chain that is there without its head is as suspect as a head without its chain."""
    tamper(("DELETE FROM replica",))
    assert project.verify().fault is not None


def test_words_that_belong_to_no_line(project, tamper):
    tamper(("INSERT INTO sealed VALUES (?, 77, x'00', x'00')", replica_of(project)))
    fault = project.verify().fault
    assert fault.decision == f"{replica_of(project)}.77"
    assert "the log has words under" in str(fault.problem)


def test_words_of_an_entry_that_has_none(project, tamper):
    wordless = next(entry for entry in project.log.store.entries() if not entry.commitment)
    tamper(("INSERT INTO sealed VALUES (?, ?, x'00', x'00')", wordless.replica, wordless.seq))
    fault = project.verify().fault
    assert fault.decision == wordless.id
    assert f"under {wordless.short_id}, which is not said to have any" in str(fault.problem)


def test_erased_words_are_no_fault_and_are_counted(project, stranger):
    whole = project.verify()
    project.redact(f"{replica_of(project)}.8", why="too much")
    project.participants.withdraw("Anna")
    found = project.verify()
    assert found.fault is None
    # Of the words, those of the code, the participant, the document and its attribution go.
    assert (found.erased, found.contents) == (3, 0)
    assert found.sealed == whole.sealed - 3 + 1  # and the reason for redacting came
    project.sign()
    assert stranger(project.path)[0] == 0


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("DELETE FROM sealed WHERE seq=8", "lost its words"),
        ("DELETE FROM content WHERE rowid=1", "lost a text or file"),
    ],
)
def test_words_that_are_gone_without_a_receipt(project, tamper, change, what):
    tamper((change,))
    fault = project.verify().fault
    assert fault is not None
    assert what in str(fault.problem)


def test_words_that_came_back_after_they_were_erased(project, tamper):
    salt, words = project.log.store.sealed(replica_of(project), 8)
    project.redact(f"{replica_of(project)}.8")
    back = ("INSERT INTO sealed VALUES (?,8,?,?)", replica_of(project), salt, words)
    tamper(back)
    fault = project.verify().fault
    assert fault is not None
    assert fault.decision == f"{replica_of(project)}.8"
    assert "still has words" in str(fault.problem)


def test_the_log_refuses_to_be_changed(project):
    database = sqlite3.connect(project.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute("UPDATE line SET at=1")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute("DELETE FROM line")
    database.close()


def test_a_line_that_cannot_be_read_is_a_question_and_stops_nothing(project, tamper):
    tamper(("UPDATE line SET body=? WHERE seq=8", b'{"code": 7'))
    with Project.open(project.path) as opened:
        assert [question.decision for question in opened.state.questions] == [
            f"{replica_of(project)}.8"
        ]
        assert [code.name for code in opened.state.codebook.live()] == ["power"]
        assert opened.verify().fault.decision == f"{replica_of(project)}.8"
        sentences = [line.sentence for line in narrate(opened.at())]
        assert sentences[7] == "decided something that no loaded code can read (code-created)"


def test_a_chain_that_goes_on_where_its_branches_begin_is_a_fault():
    """After a fork the chain has ended: one more entry there is one that no branch has."""
    trunk, [(branch, _), _], store = forked("0f" * 8)
    assert verify(store).fault is None
    put(store, *trunk.more(1, at=1_000))
    fault = verify(store).fault
    assert fault is not None
    assert fault.decision == f"{branch.name}.3"
    assert "is said to begin a branch, and does not begin one" in str(fault.problem)
