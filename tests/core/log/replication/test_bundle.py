"""Bundles: what is in them, what is left out, and that nothing damaged is read."""

import gzip
import json

import msgspec
import pytest
from tests.core.log.logs import A, B, decide, erase_words, forked, log_of, put, store_of

from qualog.errors import BadInput, LogError
from qualog.log.integrity.signing import sign
from qualog.log.replication import bundle as bundles
from qualog.log.replication.bundle import Bundle, write_bundle
from qualog.log.replication.transfer import merge_from
from qualog.log.store import LogRange
from qualog.testing.chains import Chain
from qualog.testing.memory_store import MemoryStore
from qualog.testing.stores import everything

PROJECT = "0f" * 8


@pytest.fixture
def chains():
    made = [Chain(PROJECT, replica) for replica in (A, B)]
    for number in range(1, 7):
        made[number % 2].add(number, words=f"{number}", contents=[b"long"] * (number % 3))
    return made


@pytest.fixture
def file(tmp_path):
    return tmp_path / "b.qualog-bundle"


def written(file, store, **known):
    """Write a bundle and open it; return it with the number of its entries."""
    file.unlink(missing_ok=True)
    count = write_bundle(store, file, known=known)
    return Bundle.open(file), count


def ids(source, *range_):
    return [stored.entry.id for stored in source.stored_entries(*range_)]


def test_everything_goes_by_mail_and_comes_back(chains, file):
    store = store_of(*chains)
    bundle, count = written(file, store)
    assert count == 6
    assert bundle.project == PROJECT
    assert bundle.heads() == store.heads()
    assert list(bundle.stored_entries()) == list(store.stored_entries())
    assert bundle.begins() == {}
    copy = MemoryStore(PROJECT)
    merge_from(copy, bundle, now=1 << 50)
    assert everything(copy) == everything(store)


def test_what_the_reader_has_is_left_out(chains, file):
    store = store_of(*chains)
    bundle, count = written(file, store, **{A: 2, "99" * 8: 4})
    assert count == 4
    assert bundle.begins() == {A: 2}
    assert ids(bundle) == [id_ for id_ in ids(store) if id_ not in (f"{A}.1", f"{A}.2")]
    copy = MemoryStore(PROJECT)
    put(copy, *chains[0].entries[:2])
    merge_from(copy, bundle, now=1 << 50)
    assert everything(copy) == everything(store)


def test_a_number_that_is_not_there_begins_nothing(chains, file):
    bundle, count = written(file, store_of(*chains), **{A: 99})
    assert (bundle.begins(), count) == ({}, 6)


def test_hashes_are_known_from_where_it_begins(chains, file):
    store = store_of(*chains)
    bundle, _ = written(file, store, **{A: 2})
    assert bundle.hash_at(A, 1) is None
    for seq in (2, 3):
        assert bundle.hash_at(A, seq) == store.hash_at(A, seq)
    assert bundle.hash_at(A, 4) is None
    assert bundle.hash_at(B, 1) == store.hash_at(B, 1)
    assert bundle.hash_at(B, 0) is None
    assert bundle.hash_at("99" * 8, 1) is None


def test_only_what_comes_after_is_read_where_that_is_asked(chains, file):
    bundle, _ = written(file, store_of(*chains))
    assert ids(bundle, LogRange(after={A: 2, B: 3})) == [f"{A}.3"]


def test_branches_and_checkpoints_go_with_it(file):
    _, branches, store = forked(PROJECT)
    log = log_of(B, store=store)
    decide(log)
    signed = sign(store, B)
    bundle, _ = written(file, store)
    assert bundle.branches() == store.branches() == {branch.name: branch for branch, _ in branches}
    assert bundle.checkpoints() == [signed]
    for branch, chain in branches:
        assert bundle.hash_at(branch.name, 3) == chain.entries[2].entry.hash
        assert bundle.hash_at(branch.name, 2) is None  # that is its parent's
    copy = MemoryStore(PROJECT)
    merge_from(copy, bundle, now=1 << 50)
    assert everything(copy) == everything(store)


def test_erased_words_are_not_in_it(file):
    log = log_of()
    erase_words(log, decide(log, "a secret"))
    written(file, log.store)
    assert b"a secret" not in gzip.decompress(file.read_bytes())


def test_the_same_log_makes_the_same_bytes(chains, tmp_path):
    store = store_of(*chains)
    for name in ("one", "two"):
        write_bundle(store, tmp_path / name, known={})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_file_that_is_there_is_left_alone(chains, file):
    file.write_text("mine")
    with pytest.raises(BadInput, match="already exists"):
        write_bundle(store_of(*chains), file, known={})
    assert file.read_text() == "mine"


def test_a_text_that_is_too_large_leaves_no_file(chains, file, monkeypatch):
    line = max(map(len, map(msgspec.json.encode, store_of(*chains).stored_entries())))
    monkeypatch.setattr(bundles, "_LINE_BYTES", line)
    with pytest.raises(BadInput, match="a file that is too large for a bundle"):
        write_bundle(store_of(*chains), file, known={})
    assert list(file.parent.iterdir()) == []
    monkeypatch.setattr(bundles, "_LINE_BYTES", line + 1)
    assert len(ids(written(file, store_of(*chains))[0])) == 6


@pytest.fixture
def lines(chains, file):
    """The lines of a bundle that begins after a2, to change one of them."""
    store = store_of(*chains)
    write_bundle(store, file, known={A: 1})
    return gzip.decompress(file.read_bytes()).splitlines()


def opened(file, lines, *, packed=True):
    data = b"".join(line + b"\n" for line in lines)
    file.write_bytes(gzip.compress(data) if packed else data)
    return Bundle.open(file)


def test_a_bundle_need_not_be_packed(file, lines):
    assert ids(opened(file, lines, packed=False)) == ids(opened(file, lines))


def heading(lines, **change):
    return [json.dumps(json.loads(lines[0]) | change).encode(), *lines[1:]]


def test_what_is_not_a_bundle(file, lines):
    for wrong in ([], [b"{}"], [b"[]"], [b"not JSON"], heading(lines, more=1)):
        with pytest.raises(LogError, match="is not a bundle of a Qualog project"):
            opened(file, wrong)
    with pytest.raises(LogError, match=r"a newer version of Qualog \(qualog-bundle-3\)"):
        opened(file, heading(lines, bundle="qualog-bundle-3"))


def test_a_bundle_that_is_cut(file, lines):
    with pytest.raises(LogError, match="is only part of a bundle"):
        opened(file, lines[:-1])
    with pytest.raises(LogError, match="incomplete or damaged"):
        opened(file, [*lines[:2], *lines[3:]])
    for number in (0, 6):
        with pytest.raises(LogError, match="incomplete or damaged"):
            opened(file, [*lines[:-1], b'{"entries":%d}' % number])
    with pytest.raises(LogError, match="incomplete or damaged"):
        opened(file, [*lines, lines[-1]])


def test_an_entry_that_is_out_of_its_place(file, lines):
    with pytest.raises(LogError, match=r"a0a0\.3 is out of its place"):
        [wrong] = [line for line in lines if line.startswith(b'[["%s",2,' % A.encode())]
        rest = [line for line in lines if line is not wrong]
        opened(file, [*rest[:-1], b'{"entries":4}'])


def test_an_entry_that_was_changed(file, lines):
    changed = lines[2].replace(b'"tested"', b'"tasted"')
    assert changed != lines[2]
    with pytest.raises(LogError, match="has been changed"):
        opened(file, [*lines[:2], changed, *lines[3:]])


def test_a_heading_that_says_less_or_more_than_there_is(file, lines):
    heads = json.loads(lines[0])["heads"]
    with pytest.raises(LogError, match="more than its heading says"):
        opened(file, heading(lines, heads={A: heads[A]}))
    later = {A: [heads[A][0] + 1, *heads[A][1:]]}
    with pytest.raises(LogError, match=r"a0a0\.4 is missing"):
        opened(file, heading(lines, heads=heads | later))
    wrong = {A: [heads[A][0], heads[B][1], 0]}
    with pytest.raises(LogError, match=r"a0a0\.3 is missing"):
        opened(file, heading(lines, heads=heads | wrong))


def test_a_line_that_is_too_long_is_not_read(file, lines, monkeypatch):
    longest = max(len(line) + 1 for line in lines)
    monkeypatch.setattr(bundles, "_LINE_BYTES", longest)
    opened(file, lines)
    monkeypatch.setattr(bundles, "_LINE_BYTES", longest - 1)
    with pytest.raises(LogError, match="too long"):
        opened(file, lines)


def test_a_file_that_cannot_be_read(file, lines):
    opened(file, lines)
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(LogError, match="cannot be read as a bundle"):
        Bundle.open(file)
    with pytest.raises(LogError, match="none does not exist"):
        Bundle.open(file.with_name("none"))
    with pytest.raises(LogError, match=r"cannot be read as a bundle: Is a directory\."):
        Bundle.open(file.parent)
    with pytest.raises(LogError, match="cannot be read as a bundle"):
        opened(file, [lines[0], b"[1]", *lines[2:]])
