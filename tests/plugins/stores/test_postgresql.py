"""PostgreSQL keeps the contract of stores, and what only a shared database has to keep."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Event

import pytest
from tests.plugins.stores.proxy import Proxy
from tests.postgresql import PostgresqlStore, psycopg, schema

from qualog.decisions.codes import CodeCreated
from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError, NotFound, QualogError
from qualog.ids import new_id
from qualog.log.integrity.verification import verify
from qualog.log.log import Draft, Log
from qualog.log.replication.transfer import merge_from
from qualog.log.store import LogRange
from qualog.project.project import Project
from qualog.testing.chains import Chain
from qualog.testing.memory_store import MemoryStore
from qualog.testing.stores import StoreContract, decide, everything, put

A, B = "a0" * 8, "b1" * 8
TABLES = {
    "qualog_branch",
    "qualog_checkpoint",
    "qualog_content",
    "qualog_line",
    "qualog_project",
    "qualog_replica",
    "qualog_sealed",
}


@pytest.fixture(scope="module")
def home(server):
    """The URL of a database that tests share, each with a project of its own."""
    return server.database()


class TestPostgresql(StoreContract):
    @pytest.fixture
    def make_store(self, home, server):
        """Copies of one project cannot be in one database: the second gets another."""
        made = set()

        def make(project):
            place = server.database() if project in made else home
            made.add(project)
            return PostgresqlStore.create(place, project)

        return make

    def open_again(self, store):
        return PostgresqlStore.open(store.name)


@pytest.fixture
def store(home):
    with closing(PostgresqlStore.create(home, new_id())) as made:
        yield made


@pytest.fixture
def other(store):
    with closing(PostgresqlStore.open(store.name)) as opened:
        yield opened


@pytest.fixture
def asked(home):
    """Another connection to the same database, for what only the server can tell."""
    with psycopg.connect(home, autocommit=True) as connection:
        yield lambda query, *values: connection.execute(query, values).fetchall()


def draft(name):
    return Draft(CodeCreated(code=new_id(), name=name), ["e0" * 8], "a reason")


# Which project


def test_a_project_is_named_where_there_are_several(database):
    with pytest.raises(NotFound, match="has no project yet"):
        PostgresqlStore.open(database)
    with Project.create(database, "First", ["Ada"]) as first:
        one = first.log.store.project
    PostgresqlStore.create(database, "aa" * 8).close()  # as after a first sync that broke off
    with closing(PostgresqlStore.open(database)) as alone:
        assert alone.project == one
    with Project.create(database, "Second", ["Ada"]) as second:
        two, url = second.log.store.project, second.log.store.name
    with pytest.raises(NotFound, match=r"several projects: .*[?]project=ID") as refusal:
        PostgresqlStore.open(database)
    assert f"{one} (First)" in str(refusal.value)
    assert f"{two} (Second)" in str(refusal.value)
    for named in (url, f"{database}&project={two}", f"{database}&project={two[:9]}"):
        with closing(PostgresqlStore.open(named)) as opened:
            assert opened.project == two
    with pytest.raises(NotFound, match=f"no project zz. The projects are: .*{one}"):
        PostgresqlStore.open(f"{database}&project=zz")
    with pytest.raises(LogError, match="names another project"):
        PostgresqlStore.create(f"{database}&project={one}", two)


def test_projects_in_one_database_know_nothing_of_each_other(home, store):
    with closing(PostgresqlStore.create(home, new_id())) as neighbour:
        command = new_id()
        for own in (store, neighbour):
            chain = Chain(own.project, A)
            put(own, chain.add(1, idempotency_key=command, words="w", contents=[b"c"]))
        put(neighbour, Chain(neighbour.project, B).add(1))
        assert store.heads().keys() == store.replicas() == {A}
        assert len(list(store.entries())) == len(store.content_ids()) == 1
        neighbour.write(lambda writing: writing.erase({A: [1]}, neighbour.content_ids()))
        assert store.sealed(A, 1) is not None
        assert len(store.content_ids()) == 1
        assert verify(store).fault is None


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:s3cr3t@localhost:1/x",
        "postgresql://ada:s3cr3t@/x?host=/nowhere",
        "postgresql://ada@/x?host=/nowhere&password=s3cr3t",
        "postgresql://ada:s3cr3t@localhost:port/x",
        "postgresql://ada:x/s3cr3t@localhost/x",
        "postgresql://ada:x@s3cr3t@localhost/x",
        "postgresql://ada:s3cr3t@localhost/x?nonsense=1",
        "postgresql://ada:s3cr3t%zz@localhost/x",
    ],
)
def test_what_goes_wrong_is_told_without_the_password(url):
    with pytest.raises(LogError) as refusal:
        PostgresqlStore.open(url)
    assert "s3cr3t" not in str(refusal.getrepr(chain=True).reprcrash)
    assert "s3cr3t" not in str(refusal.value)


def test_a_password_is_kept_nowhere(database, tmp_path, monkeypatch):
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path))
    url = database.replace("qualog@", "qualog:s3cr3t@")
    with Project.create(url, "Study", ["Ada"]) as project:
        store = project.log.store
        assert "s3cr3t" not in f"{store.name} {store.place} {project!r} {store!r} {vars(store)}"
        held = str(everything(store))
    kept = "".join(file.read_text() for file in tmp_path.rglob("*.json"))
    assert project.log.replica in kept
    assert "s3cr3t" not in kept + held


# The tables


def test_several_may_make_the_tables_at_once(database):
    ids = [new_id() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda id_: PostgresqlStore.create(database, id_), ids))
    for store in made:
        put(store, Chain(store.project, A).add(1))
        store.close()


def test_older_tables_are_brought_up_to_date_at_the_first_write(database, monkeypatch):
    with closing(PostgresqlStore.create(database, new_id())) as store:
        chain = Chain(store.project, A)
        put(store, chain.add(1))
        later = [*schema.MIGRATIONS, ("ALTER TABLE qualog_branch ADD COLUMN extra text",)]
        monkeypatch.setattr(schema, "MIGRATIONS", later)
        with closing(PostgresqlStore.open(database)) as newer:
            assert list(newer.stored_entries()) == chain.entries
            with psycopg.connect(database) as asked:
                assert asked.execute("SELECT version FROM qualog_version").fetchone() == (2,)
            several = [PostgresqlStore.open(database) for _ in range(4)]
            replicas = [f"{number:016x}" for number in range(4)]
            with ThreadPoolExecutor(4) as pool:  # who comes second finds it done
                list(
                    pool.map(
                        lambda opened, replica: decide(Log(opened, replica), "x"), several, replicas
                    )
                )
            for opened in several:
                opened.close()
            put(newer, chain.add(2))
            with psycopg.connect(database) as asked:
                assert asked.execute("SELECT version FROM qualog_version").fetchone() == (3,)
                asked.execute("SELECT extra FROM qualog_branch")


def test_tables_of_a_newer_program_are_read_but_not_written(database):
    with closing(PostgresqlStore.create(database, new_id())) as store:
        chain = Chain(store.project, A)
        put(store, chain.add(1))
    early = PostgresqlStore.open(database)
    put(early, chain.add(2))
    with psycopg.connect(database, autocommit=True) as newer:
        newer.execute("UPDATE qualog_version SET version=99")
        for replica in (None, A, B):
            with pytest.raises(LogError, match=r"newer version.*Nothing was changed"):
                put(early, chain.beside().add(3), replica=replica)
        early.close()
        with closing(PostgresqlStore.open(database)) as store:
            assert list(store.stored_entries()) == chain.entries
            assert not store.writable
            with pytest.raises(LogError, match=r"newer version.*Nothing was changed"):
                put(store, chain.beside().add(3))
        with pytest.raises(LogError, match="newer version"):
            PostgresqlStore.create(database, new_id())
        newer.execute("UPDATE qualog_version SET readable_from=99")
        with pytest.raises(LogError, match="newer version"):
            PostgresqlStore.open(database)


def test_an_error_that_is_passed_over_is_not_answered_as_done(store):
    chain = Chain(store.project, A)
    put(store, chain.add(1))

    def act(writing):
        writing.put([chain.add(2)])
        with suppress(psycopg.Error):
            writing.put(chain.entries[:1])

    with pytest.raises(LogError, match="did not keep what was written"):
        store.write(act)
    assert len(list(store.entries())) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE qualog_line SET at=at+1",
        "DELETE FROM qualog_line",
        "TRUNCATE qualog_line",
    ],
)
def test_lines_are_kept_from_who_has_an_editor(store, asked, statement):
    put(store, Chain(store.project, A).add(1))
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        asked(statement)


def test_every_key_begins_with_the_project_and_nothing_is_counted_up(asked, store):
    found = dict(
        asked(
            "SELECT c.relname, array_agg(DISTINCT a.attname::text) FROM pg_index i "
            "JOIN pg_class c ON c.oid=i.indrelid JOIN pg_attribute a "
            "ON a.attrelid=c.oid AND a.attnum=i.indkey[0] WHERE c.relname ~ '^qualog' GROUP BY 1"
        )
    )
    assert found.keys() == TABLES | {"qualog_version"}
    assert found.pop("qualog_version") == ["one"]
    assert found.pop("qualog_project") == ["id"]
    assert {*map(tuple, found.values())} == {("project",)}
    assert asked("SELECT * FROM pg_sequences") == []


# Locks


@pytest.mark.parametrize("replica", [None, A])
def test_only_rows_are_locked(store, asked, replica):
    chain = Chain(store.project, A)
    put(store, *chain.more(2, at=1))

    def act(writing):
        writing.put([chain.add(9, words="w", contents=[b"c"])])
        writing.erase({A: [3]}, [])
        found = asked(
            "SELECT DISTINCT locktype, mode FROM pg_locks WHERE pid <> pg_backend_pid() "
            "AND database=(SELECT oid FROM pg_database WHERE datname=current_database())"
        )
        assert {kind for kind, _ in found} == {"relation"}
        assert {mode for _, mode in found} <= {
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
        }

    store.write(act, replica=replica)


def test_replicas_do_not_wait_for_each_other(store, other):
    """While one writes, another does: in its own replica, known or new."""
    put(store, Chain(store.project, A).add(1))
    chain = Chain(store.project, B)

    def act(writing):
        put(other, chain.add(5), replica=B)
        put(other, chain.add(6), replica=B)
        assert store.heads()[B].seq == 2  # and it is seen at once

    store.write(act, replica=A)


@pytest.mark.parametrize("replica", [A, B])
def test_who_takes_in_waits_for_writers_and_they_for_it(store, other, replica):
    """A known replica (A) and one that is just beginning (B)."""
    first = Chain(store.project, A)
    put(store, first.add(1))
    chain = first if replica == A else Chain(store.project, B)
    began = Event()

    def append():
        def act(writing):
            writing.put([chain.add(other.heads()[A].at + 1)])

        began.set()
        other.write(act, replica=replica)

    with ThreadPoolExecutor() as pool:

        def act(writing):
            appended = pool.submit(append)
            assert began.wait(30)
            with pytest.raises(TimeoutError):
                appended.result(0.3)
            assert replica not in store.heads() or store.heads()[replica].seq == 1
            return appended

        store.write(act).result(30)
    assert store.heads()[replica].seq == chain.seq
    assert verify(store).fault is None


# What goes wrong on the way


def connections(asked):
    return [
        pid
        for (pid,) in asked(
            "SELECT pid FROM pg_stat_activity WHERE application_name "
            "= 'qualog' AND datname=current_database()"
        )
    ]


def drop(asked):
    """Break every connection of ours, as a network or an administrator would."""
    for pid in connections(asked):
        asked("SELECT pg_terminate_backend(%s)", pid)


def test_a_lost_connection_is_made_anew(store, asked):
    chain = Chain(store.project, A)
    put(store, *chain.more(3, at=1))
    drop(asked)
    assert len(list(store.entries())) == 3
    drop(asked)
    put(store, chain.add(9))
    assert verify(store).entries == 4


def interrupted(store, asked, how):
    """Let the first attempt of each write go wrong after it wrote, before it is kept."""
    write, done = store.write, []

    def once_more(act, *, replica=None):
        def interrupt(writing):
            result = act(writing)
            if not done:
                done.append(True)
                if how == "lost":
                    drop(asked)
                    store.heads()
                raise psycopg.errors.SerializationFailure("try again")
            return result

        return write(interrupt, replica=replica)

    store.write = once_more
    return done


@pytest.mark.parametrize("how", ["lost", "refused"])
def test_what_the_database_asks_for_again_is_written_once(store, other, asked, how):
    decide(Log(other, B), "theirs")
    log = Log(store, A)
    done = interrupted(store, asked, how)
    written = log.append([draft("one"), draft("two")], transaction_id="ac" * 8)
    assert done
    lines = [entry for entry in store.entries() if entry.replica == A]
    assert [entry.kind for entry in lines] == ["replicas-merged", "code-created", "code-created"]
    assert isinstance(log.decision(lines[0]), ReplicasMerged)
    assert written.ids == [f"{A}.{n}" for n in (2, 3)]
    assert verify(store).fault is None


def test_a_stream_that_was_read_already_is_not_lost_silently(store, asked):
    log = Log(store, A)
    decide(log, "before")
    interrupted(store, asked, "refused")
    with pytest.raises(LogError, match=r"cannot be read twice. Nothing was written"):
        log.append(draft(f"code {number}") for number in range(5))
    assert len(list(store.entries())) == 1
    assert decide(log, "after") == f"{A}.2"


def test_a_merge_that_is_asked_for_again_comes_in_once(store, asked):
    source = MemoryStore(store.project)
    for number in range(5):
        decide(Log(source, B), f"code {number}")
    interrupted(store, asked, "lost")
    assert merge_from(store, source, now=1 << 50).count == 5
    assert everything(store) == everything(source)


@pytest.mark.parametrize("answered", [True, False])
def test_a_decision_whose_answer_was_lost_is_not_written_twice(server, home, answered):
    """The connection breaks when COMMIT is sent: after it was done, or while it is."""
    if server.folder is None:
        pytest.skip("the connection to a server that was given to us cannot be listened to")
    project = new_id()
    with Proxy(server.folder / ".s.PGSQL.5432") as proxy:
        through = home.replace(str(server.folder), str(proxy.folder))
        with closing(PostgresqlStore.create(through, project)) as store:
            log = Log(store, A)
            decide(log, "before")
            proxy.break_at_commit(answered=answered)
            assert decide(log, "once") == f"{A}.2"
            assert proxy.broke == 1
            assert decide(log, "after") == f"{A}.3"
            assert len(list(store.entries())) == 3
            assert verify(store).fault is None


def test_when_nobody_knows_it_is_said(server, home):
    if server.folder is None:
        pytest.skip("the connection to a server that was given to us cannot be listened to")
    with Proxy(server.folder / ".s.PGSQL.5432") as proxy:
        through = home.replace(str(server.folder), str(proxy.folder))
        with closing(PostgresqlStore.create(through, new_id())) as store:
            log = Log(store, A)
            decide(log, "before")
            proxy.break_at_commit(answered=True, for_good=True)
            with pytest.raises(LogError, match=r"not known\. Look at the log before"):
                decide(log, "perhaps")


def test_the_server_is_started_again(server, home):
    if server.folder is None:
        pytest.skip("a server that was given to us is not ours to stop")
    with closing(PostgresqlStore.create(home, new_id())) as store:
        log = Log(store, A)
        for mode in ("immediate", "fast"):
            decide(log, mode)
            server.restart(mode)
            decide(log, f"after {mode}")
            server.restart(mode)
            assert verify(store).fault is None
        assert verify(store).entries == 4


def test_a_reader_goes_on_through_a_restart_and_sees_every_decision_once(server, home):
    if server.folder is None:
        pytest.skip("a server that was given to us is not ours to stop")
    project = new_id()
    with closing(PostgresqlStore.create(home, project)) as writing:
        log = Log(writing, A)
        decide(log, "first")  # with it the project is there to be opened
        with closing(PostgresqlStore.open(f"{home}&project={project}")) as reading:
            seen, heads = [], {}

            def read_on():
                for entry in reading.entries(LogRange(after=dict(heads))):
                    seen.append(entry.id)
                    heads[entry.replica] = entry.seq

            for mode in ("immediate", "fast"):
                decide(log, f"before {mode}")
                read_on()
                server.restart(mode)
                decide(log, f"after {mode}")
                read_on()
                decide(log, f"and after {mode}")
                server.restart(mode)
                read_on()
        assert seen == [f"{A}.{number}" for number in range(1, 8)]


# Erasure


def found_on_disk(server, words):
    """Give the files of the server's databases that hold some bytes."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    files = [file for file in (server.folder / "data" / "base").rglob("*") if file.is_file()]
    return [str(file) for file in files if words in file.read_bytes()]


def test_erased_words_are_gone_from_the_files_of_the_tables(server, home, store):
    if server.folder is None:
        pytest.skip("the files of a server that was given to us are not ours to read")
    word, text = new_id().encode() * 2, new_id().encode() * 2
    chain = Chain(store.project, A)
    said = chain.add(1, words=f"said {word.decode()}", contents=[b"told " + text])
    put(store, said, chain.add(2))
    assert found_on_disk(server, word)
    assert found_on_disk(server, text)
    with psycopg.connect(home) as reader:  # somebody's older transaction keeps old rows alive
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1 FROM qualog_project").fetchall()
        store.write(lambda writing: writing.erase({A: [1]}, store.content_ids()))
        assert not store.scrubbed
    assert store.scrub()
    assert store.scrubbed
    assert found_on_disk(server, word) == found_on_disk(server, text) == []
    assert [stored.entry for stored in store.stored_entries()] == [
        stored.entry for stored in chain.entries
    ]


# The rest of the program


def test_a_project_in_a_database_is_like_one_in_a_file(database, tmp_path, monkeypatch):
    with Project.create(database, "Study", ["Ingrid", "Samir"]) as project:
        project.codes.add("trust", definition="relies on somebody")
        replica = project.log.replica
        with pytest.raises(QualogError, match="is not a file"):
            project.path  # noqa: B018
    with Project.open(database) as again:
        assert (again.log.replica, again.author) == (replica, project.author)
        monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "another machine"))
        with Project.open(database, author=["Samir"]) as theirs:
            theirs.codes.add("power")
            assert theirs.log.replica != replica
            assert {code.name for code in again.state.codebook.live()} == {"trust", "power"}
            assert theirs.state == again.state
            assert again.verify().fault is None


def test_each_user_of_each_machine_has_a_copy_of_their_own(database, monkeypatch):
    """Though their settings are in one place, as a home on a network is."""
    Project.create(database, "Study", ["Ingrid", "Samir"]).close()
    written = {}
    places = [("a", "ingrid"), ("b", "ingrid"), ("a", "samir")]
    for number, (machine, user) in enumerate(places * 2):
        monkeypatch.setattr("platform.node", lambda machine=machine: machine)
        monkeypatch.setattr(
            "qualog_plugins.stores.postgresql.store.getuser", lambda user=user: user
        )
        with Project.open(database, author=[user.title()]) as project:
            project.codes.add(f"code {number}")
            written.setdefault((machine, user), set()).add(project.log.replica)
            assert project.verify().fault is None
    assert [len(copies) for copies in written.values()] == [1, 1, 1]
    assert len(set.union(*written.values())) == 3


def test_without_the_library_it_is_said_what_to_install():
    program = """
import sys
sys.modules["psycopg"] = None
from qualog.errors import PluginError
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
try:
    Project.open("postgresql://localhost/x")
except PluginError as error:
    print(error)
assert not installed_plugins().failures
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert "pip install 'qualog[postgresql]'" in ran.stdout


def test_a_file_needs_neither_plugins_nor_the_library(tmp_path):
    program = """
import sys
from pathlib import Path
from qualog.project.project import Project
Project.create(Path(sys.argv[1]), "Study", ["Ada"]).close()
Project.open(Path(sys.argv[1])).close()
print(*{"pluggy", "psycopg", "pytest", "qualog.plugins.registry"} & sys.modules.keys())
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "s.qualog"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.split() == []
