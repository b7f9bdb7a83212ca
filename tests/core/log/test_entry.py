"""An entry's hash is what the format says, and binds every column."""

import hashlib
import struct

import pytest
from tests.core.log.logs import A, B

from qualog.log.entry import (
    ZERO_HASH,
    Head,
    LogEntry,
    Sealed,
    computed_hash,
    content_commitment,
    new_salt,
    sealed_commitment,
    short_id,
)

PROJECT = "0f" * 8
ENTRY = LogEntry(
    A, 7, (5 << 16) + 3, "ada ben", "code-créated", 2, "c0mm", "t0g", "subj", b"{}", b"\1" * 32, b""
)


def by_the_format(entry, project=PROJECT, root=A, previous=ZERO_HASH):
    """The hash as docs/reference/log-format.md has it."""
    texts = (project, root, entry.authors, entry.kind, entry.command, entry.together)
    columns = [text.encode() for text in (*texts, entry.subjects)] + [entry.body, entry.commitment]
    return hashlib.sha256(
        b"qualog-line-1\0"
        + previous
        + struct.pack(">QQI", entry.seq, entry.at, entry.version)
        + struct.pack(">9I", *map(len, columns))
        + b"".join(columns)
    ).digest()


def computed(entry, *, project=PROJECT, root=A, previous=ZERO_HASH):
    return computed_hash(entry, project=project, root=root, previous=previous)


def test_the_hash_is_that_of_the_format():
    assert computed(ENTRY) == by_the_format(ENTRY)
    assert len(computed(ENTRY)) == 32


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("seq", 8),
        ("at", 5 << 16),
        ("authors", "adaben "),
        ("kind", "code-created"),
        ("version", 3),
        ("command", ""),
        ("together", "t0gs"),
        ("subjects", "ubj"),
        ("body", b"[]"),
        ("commitment", b""),
    ],
)
def test_every_column_changes_the_hash(column, value):
    changed = computed(ENTRY._replace(**{column: value}))
    assert changed not in (b"", computed(ENTRY))


def test_what_moves_from_one_column_to_the_next_changes_the_hash():
    moved = ENTRY._replace(command="c0mmt", together="0g")
    assert computed(moved) != computed(ENTRY)


def test_project_root_and_the_entry_before_are_bound_and_the_branch_is_not():
    for how in ({"project": "1f" * 8}, {"root": B}, {"previous": b"\1" * 32}):
        assert computed(ENTRY, **how) != computed(ENTRY)
    assert computed(ENTRY._replace(replica=B)) == computed(ENTRY)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("seq", -1),
        ("seq", 1 << 64),
        ("version", 1 << 32),
        ("at", 1.5),
        ("authors", "\ud800"),
        ("authors", None),
        ("body", "text"),
    ],
)
def test_what_no_entry_can_be_like_has_no_hash(column, value):
    assert computed(ENTRY._replace(**{column: value})) == b""


def test_commitments_bind_words_and_salt_each_in_a_domain_of_its_own():
    salt = b"s" * 32
    assert sealed_commitment(Sealed(salt, b"words")) == (
        hashlib.sha256(b"qualog-sealed-1\0" + salt + b"words").digest()
    )
    assert content_commitment(salt, b"words") == (
        hashlib.sha256(b"qualog-content-1\0" + salt + b"words").digest()
    )


def test_salts_are_long_and_never_the_same():
    salts = {new_salt() for _ in range(20)}
    assert {len(salt) for salt in salts} == {32}
    assert len(salts) == 20


def test_how_a_decision_is_called_and_when_it_was():
    assert ENTRY.id == f"{A}.7"
    assert ENTRY.short_id == short_id(A, 7) == "a0a0.7"
    assert ENTRY.milliseconds == 5


def test_a_chain_without_entries_ends_before_its_first():
    assert Head() == Head(0, ZERO_HASH, 0)
