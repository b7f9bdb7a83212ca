"""The cache: what it gives is what a replay gives; what is not this log's, it gives up."""

import os
import shutil
import stat
from contextlib import closing, suppress

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.conftest import transcript

from qualog.decisions import Decision, Erased, base, decision
from qualog.errors import NotAllowed
from qualog.log.binding import configuration
from qualog.log.cache_file import cache_file
from qualog.log.log import Log
from qualog.log.replication.transfer import merge_from
from qualog.log.stores.sqlite import SqliteStore
from qualog.material import Material
from qualog.project.project import Project
from qualog.replay import cache
from qualog.replay.appliers.applier import APPLIERS
from qualog.replay.fold import replay
from qualog.state.read_only import read_only
from qualog.state.state import State


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    """Let every state be worth a cache."""
    monkeypatch.setattr(cache, "WORTH", 1)


def file(project):
    return cache_file(project.log.store)


def same(state, other):
    """Whether two states are the same, marks of erased words told from words."""
    state, other = read_only(state), read_only(other)
    alike = State.__repr__(state) == State.__repr__(other)
    return state == other and alike and kinds(state) == kinds(other)


def kinds(state):
    told = [*state.memos.values(), *state.codebook.codes.values(), *state.documents.values()]
    told += state.participants.values()
    names = ("text", "name", "definition", "pseudonym", "speakers")
    return [type(getattr(each, name)) for each in told for name in names if hasattr(each, name)]


def checked(project):
    """Let a state be cached and loaded, and compared with a replay from nothing."""
    store = project.log.store
    wanted = replay(store)
    assert same(cache.current(store), wanted)
    cache.keep(store, wanted)
    loaded = cache.load(store)
    assert loaded is not None
    assert same(loaded, wanted)
    assert all(loaded.text(id_) == wanted.text(id_) for id_ in wanted.documents)


def rich(project):
    """Decide one of many sorts."""
    [document] = project.state.documents
    project.codings.apply("trust", document, quote="I trust them all", why="plain")
    project.memos.write("a thought about 'trust'", about="trust")
    project.themes.add("leaning")
    project.themes.assign("leaning", ["trust"])
    project.codes.add("merged away")
    project.codes.merge(["merged away"], into="trust")
    project.moments.name("here")


def test_a_state_comes_back_whole(project):
    rich(project)
    checked(project)


def test_what_came_after_is_folded_into_it(project, monkeypatch):
    rich(project)
    project.at()
    project.codes.add("later")
    replays = []
    monkeypatch.setattr(cache, "replay", lambda store: replays.append(store))
    assert same(project.at().state, replay(project.log.store))
    assert replays == []
    assert "later" in [each.name for each in project.at().state.codebook.live()]


def test_it_is_private_and_beside_the_project(project):
    project.at()
    assert file(project).parent == project.path.parent
    assert file(project).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in project.path.parent.iterdir() if each.name[0] == "."] == []


@pytest.mark.parametrize(("name", "value"), [("WORTH", 10_000), ("MOST", 3)])
def test_little_and_very_much_is_not_worth_a_cache(project, monkeypatch, name, value):
    monkeypatch.setattr(cache, name, value)
    file(project).unlink(missing_ok=True)
    project.at()
    assert not file(project).exists()


def test_it_is_worth_a_cache_from_one_number_up_to_another(project, monkeypatch):
    decisions = project.state.decisions
    for name, value, written in (
        ("WORTH", decisions + 1, False),
        ("WORTH", decisions, True),
        ("MOST", decisions - 1, False),
        ("MOST", decisions, True),
    ):
        file(project).unlink(missing_ok=True)
        with monkeypatch.context() as worth:
            worth.setattr(cache, name, value)
            cache.current(project.log.store)
        assert file(project).exists() == written, (name, value)


def test_it_is_written_again_when_enough_has_come_since(project, monkeypatch):
    cache.current(project.log.store)
    monkeypatch.setattr(cache, "WORTH", 2)
    kept = [file(project).read_bytes()]
    for name in ("one", "two", "three"):
        project.codes.add(name)
        cache.current(project.log.store)
        kept.append(file(project).read_bytes())
    assert kept[0] == kept[1]
    assert kept[1] != kept[2] == kept[3]


def test_a_state_of_entries_that_are_not_in_the_log_is_not_cached(project):
    state = replay(project.log.store)
    file(project).unlink(missing_ok=True)
    state.heads["f" * 16] = 3
    cache.keep(project.log.store, state)
    assert not file(project).exists()


def test_no_byte_of_it_can_be_changed(project):
    project.at()
    data = file(project).read_bytes()
    store, wanted = project.log.store, project.at().state
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        file(project).write_bytes(changed)
        assert cache.load(store) is None, place
        assert not file(project).exists()
    for cut in (0, 1, 20, 47, 48, len(data) - 1):
        file(project).write_bytes(data[:cut])
        assert cache.load(store) is None
    file(project).write_bytes(data[:-1])
    assert same(project.at().state, wanted)
    assert len(file(project).read_bytes()) == len(data)


def test_another_users_cache_is_not_believed(project, monkeypatch, tmp_path):
    project.at()
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "other"))
    assert cache.load(project.log.store) is None


def test_the_key_is_kept_from_the_first_use_on_by_the_user_alone(project, monkeypatch, tmp_path):
    """The folder of the configuration is not there yet."""
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "not" / "yet"))
    checked(project)
    [key] = [path for path in configuration().iterdir() if path.name == "cache-key"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    first = key.read_bytes()
    checked(project)
    assert key.read_bytes() == first


def test_a_key_that_was_cut_is_replaced(project):
    cache.current(project.log.store)
    key = configuration() / "cache-key"
    key.write_bytes(key.read_bytes()[:-1])
    checked(project)
    assert len(key.read_bytes()) == 32


def test_another_projects_cache_is_not_believed(project, tmp_path):
    with Project.create(tmp_path / "other.qualog", "Other", ["Samir"]) as other:
        other.at()
        shutil.copy(file(other), file(project))
    assert cache.load(project.log.store) is None


def test_a_cache_of_lines_that_are_gone_is_not_believed(project, tmp_path):
    """A backup was put back: the log is shorter, or went on otherwise, to the same length."""
    project.close()
    backup = tmp_path / "backup"
    shutil.copy(project.path, backup)
    with Project.open(project.path, author=["Ingrid"]) as newer:
        newer.codes.add("gone")
        newer.at()
        kept = file(newer).read_bytes()
        replica = newer.log.replica
    shutil.copyfile(backup, project.path)
    with Project.open(project.path, author=["Ingrid"]) as restored:
        file(restored).write_bytes(kept)
        assert cache.load(restored.log.store) is None
        assert "gone" not in [each.name for each in restored.at().state.codebook.live()]
        restored.log = Log(restored.log.store, replica)
        restored.codes.add("otherwise")
        file(restored).write_bytes(kept)
        assert cache.load(restored.log.store) is None
        assert "otherwise" in [each.name for each in restored.at().state.codebook.live()]


def test_another_programs_cache_is_not_believed(project, monkeypatch):
    project.at()
    assert cache.load(project.log.store) is not None
    monkeypatch.setattr(cache, "code", lambda: "other")
    assert cache.load(project.log.store) is None


def test_it_is_only_a_cache(project):
    """Where it cannot be written, everything works without."""
    project.at()
    file(project).unlink()
    file(project).mkdir()
    assert project.at().state == project.state
    assert file(project).is_dir()
    file(project).rmdir()
    project.close()
    project.path.chmod(0o400)
    with Project.open(project.path) as reading:
        assert reading.at().state.name == "Study"
        assert not file(reading).exists()


def words_in(project, words):
    beside = project.path.parent.glob(f"{project.path.name}*")
    return [each.name for each in beside if words.encode() in each.read_bytes()]


def test_an_erasure_deletes_it(project, monkeypatch):
    project.memos.write("what nobody else may know")
    project.at()
    assert file(project).name in words_in(project, "nobody else")
    [memo] = project.state.memos.values()
    with monkeypatch.context() as nobody_reads:
        nobody_reads.setattr(cache, "keep", lambda store, state: None)
        project.redact(memo.made.decision)
        assert not file(project).exists()
    checked(project)
    [memo] = project.at().state.memos.values()
    assert isinstance(memo.text, Erased)
    assert words_in(project, "nobody else") == []


def test_an_erasure_that_comes_by_a_merge_deletes_it(project, tmp_path):
    project.memos.write("what nobody else may know")
    project.close()
    other = tmp_path / "other.qualog"
    shutil.copy(project.path, other)
    with (
        Project.open(project.path, author=["Ingrid"]) as here,
        Project.open(other, author=["Samir"]) as there,
    ):
        there.at()
        [memo] = here.state.memos.values()
        here.redact(memo.made.decision)
        assert there.copies.merge_from(here.log.store).erased
        there.at()
        assert words_in(there, "nobody else") == []
        checked(there)


@pytest.mark.parametrize("how", ["redact", "merge"])
def test_no_cache_from_before_outlives_an_erasure(project, tmp_path, monkeypatch, how):
    """It is gone when the words are; and again, if a slow process wrote one meanwhile."""
    project.memos.write("what nobody else may know")
    [memo] = project.state.memos.values()
    copy = tmp_path / "copy.qualog"
    project.log.store.copy_to(copy)
    with Project.open(copy, author=["Samir"]) as other:
        other.redact(memo.made.decision)
    project.at()
    kept = file(project).read_bytes()
    there = []

    def meanwhile(store):
        there.append(file(project).exists())
        file(project).write_bytes(kept)

    with monkeypatch.context() as slow:
        slow.setattr(SqliteStore, "_scrub", meanwhile)
        slow.setattr(cache, "keep", lambda store, state: None)
        if how == "redact":
            project.redact(memo.made.decision)
        else:
            with closing(SqliteStore.open(copy)) as other:
                merge_from(project.log.store, other, now=0)
    assert there == [False]
    assert not file(project).exists()


def test_what_comes_by_a_merge_and_is_older_goes_before(project, tmp_path, clock):
    copy = tmp_path / "copy.qualog"
    project.log.store.copy_to(copy)
    with Project.open(copy, author=["Samir"], clock=clock) as other:
        other.codes.add("older")
    clock.now += 1000
    project.codes.add("newer")
    project.at()
    with closing(SqliteStore.open(copy)) as other_store:
        merge_from(project.log.store, other_store, now=clock.now)
    state = cache.current(project.log.store)
    assert [each.name for each in state.codebook.live()][-2:] == ["older", "newer"]
    assert same(state, replay(project.log.store))


def test_who_did_not_know_of_an_erasure_leaves_no_cache(project):
    """A slow process writes its cache after another one erased words."""
    project.memos.write("what nobody else may know")
    slow = replay(project.log.store)
    [memo] = slow.memos.values()
    project.redact(memo.made.decision)
    cache.keep(project.log.store, slow)
    assert words_in(project, "nobody else") == []


def test_a_cache_from_before_an_erasure_is_not_believed(project):
    """The power went after the words were erased, and before the cache was deleted."""
    project.memos.write("what nobody else may know")
    project.at()
    kept = file(project).read_bytes()
    [memo] = project.state.memos.values()
    project.redact(memo.made.decision)
    file(project).write_bytes(kept)
    [memo] = project.at().state.memos.values()
    assert isinstance(memo.text, Erased)
    assert words_in(project, "nobody else") == []


def test_what_says_that_it_is_erased_is_not_erased(project):
    project.memos.write("[erased]")
    project.memos.write("to be erased")
    _, second = project.state.memos.values()
    project.redact(second.made.decision)
    checked(project)
    told = [isinstance(each.text, Erased) for each in cache.load(project.log.store).memos.values()]
    assert told == [False, True]


SORTS = "code apply rename join memo discuss undo redact merge fork cache withdraw"
STEPS = st.lists(st.sampled_from(SORTS.split()), max_size=14)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_happens_the_cache_gives_what_a_replay_gives(steps, tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "s.qualog", "Study", ["Ingrid", "Samir"]) as project:
        study_with_a_text(project)
        project.log.store._db.execute("PRAGMA synchronous=OFF")
        for number, step in enumerate(steps):
            with suppress(NotAllowed):  # the words of who withdrew are not coded
                act(project, step, number, folder)
            assert same(cache.current(project.log.store), replay(project.log.store))
        checked(project)


def study_with_a_text(project):
    project.participants.add("Anna")
    material = Material(documents=(transcript(),))
    project.imports.import_(material, importer="test", participant="Anna")
    project.codes.add("first")


def act(project, step, number, folder):
    codes = list(project.state.codebook.live())
    match step:
        case "code":
            project.codes.add(f"code {number}", why="because")
        case "apply":
            [document] = project.state.documents
            project.codings.apply(codes[0].name, document, span=(number, number + 5))
        case "rename":
            project.codes.rename(codes[0].name, f"renamed {number}")
        case "join" if len(codes) > 1:
            project.codes.merge([codes[-1].name], into=codes[0].name)
        case "memo":
            project.memos.write(f"thought {number}")
        case "discuss":
            discuss(project, codes, number)
        case "undo":
            created = [each.made.decision for each in codes[1:]]
            if created:
                project.undo(created[-1])
        case "redact":
            if memos := [e for e in project.state.memos.values() if not isinstance(e.text, Erased)]:
                project.redact(memos[0].made.decision)
        case "merge" | "fork":
            go_on_apart(project, codes, number, folder, forked=step == "fork")
        case "cache":
            project.at()
        case "withdraw":
            if not project.state.participants[next(iter(project.state.participants))].withdrawn:
                project.participants.withdraw("Anna")


def go_on_apart(project, codes, number, folder, *, forked):
    """Decide in a copy and here, then merge; a forked copy writes under this one's name."""
    copy = folder / f"copy-{number}.qualog"
    project.log.store._db.execute("VACUUM INTO ?", (str(copy),))
    with Project.open(copy, author=["Samir"]) as other:
        if forked:
            other.log.replica = project.log.replica
        other.codes.add(f"elsewhere {number}")
        other.codes.rename(codes[0].name, f"renamed elsewhere {number}")
        discuss(other, codes, number)
    project.codes.add(f"here {number}")
    project.codes.rename(codes[0].name, f"renamed here {number}")
    discuss(project, codes, number + 1)
    project.copies.merge(copy)


def discuss(project, codes, number):
    """Open a discussion, or go on with one; every other time with no code that holds."""
    discussions = project.discussions
    known = list(project.state.discussions.values())
    if not known:
        [document] = project.state.documents
        with suppress(NotAllowed):  # the words of who withdrew are not discussed
            discussions.open(document, span=(number, number + 5), topic=f"topic {number}")
    elif known[0].is_open:
        holds = [codes[0].id] * (number % 2)
        discussions.settle(known[0].id, "new-coding", codes=holds, why="so")
    else:
        discussions.reopen(known[0].id)


def test_a_store_that_is_no_file_has_its_cache_with_the_user(project, monkeypatch, tmp_path):
    class Elsewhere:
        def __getattr__(self, name):
            return getattr(project.log.store, name)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    cache.current(Elsewhere())
    found = cache_file(Elsewhere())
    assert project.log.store.project in found.name
    assert found.parent != project.path.parent
    assert same(cache.load(Elsewhere()), replay(project.log.store))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_the_key_that_it_is_believed_by_is_readable_for_its_user_alone(project):
    cache.current(project.log.store)
    assert stat.S_IMODE((configuration() / "cache-key").stat().st_mode) == 0o600


def test_a_state_that_does_not_come_back_the_same_is_not_cached(project):
    """A plugin's applier put a list where a tuple is said to be."""
    state = replay(project.log.store)
    code = next(iter(state.codebook.codes.values()))
    file(project).unlink(missing_ok=True)
    cache.keep(project.log.store, state)
    assert file(project).exists()
    file(project).unlink()
    state.codebook.codes[code.id] = attrs.evolve(code, examples=["as she says"])
    cache.keep(project.log.store, state)
    assert not file(project).exists()


def test_what_a_plugin_makes_of_its_decisions_is_never_cached(project, monkeypatch):
    """The plugin may be upgraded, or gone, and no file that is looked at would tell."""
    monkeypatch.setattr(base, "_KINDS", dict(base._KINDS))
    before = project.at().state
    assert file(project).exists()

    @decision("bars.counted")
    class BarsCounted(Decision):
        """A decision of a plugin."""

        number: int

    def counts(factor):
        def count(state, counted, made):
            state.of_plugins.setdefault("bars", {})["number"] = factor * counted.number

        return count

    monkeypatch.setitem(APPLIERS, BarsCounted, counts(1))
    project.decide(BarsCounted(number=7))
    assert project.at().state.of_plugins == {"bars": {"number": 7}}
    cached = cache.load(project.log.store)
    assert cached is None or read_only(cached) == before, "what came before may be cached"
    monkeypatch.setitem(APPLIERS, BarsCounted, counts(2))
    assert project.at().state.of_plugins == {"bars": {"number": 14}}
    monkeypatch.delitem(base._KINDS, "bars.counted")
    assert project.at().state.of_plugins == {}
    assert project.at().state.unknown == {"bars.counted": 1}
    monkeypatch.setitem(base._KINDS, "bars.counted", BarsCounted)
    assert project.at().state.of_plugins == {"bars": {"number": 14}}
