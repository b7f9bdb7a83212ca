"""One line as it comes in: what Qualog writes is sound, all else is named."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.decisions.made import values_of
from tests.folders import ROOT

from qualog.decisions import known_kinds, sealed_fields
from qualog.decisions.codes import CodeCreated, CodeRenamed
from qualog.decisions.codings import CodingApplied
from qualog.decisions.copies import CopyEnded
from qualog.decisions.erasure import WordsErased
from qualog.log.codec import encode_body, encode_words
from qualog.log.entry import LogEntry, Sealed
from qualog.log.store import StoredContent, StoredEntry
from qualog.log.stores.sqlite import SqliteStore
from qualog.log.strict.line import line_faults

KINDS = sorted((kind, cls) for kind, cls in known_kinds().items() if "." not in kind)
ID = "0123456789abcdef"
CODING = CodingApplied(coding=ID, document=ID, code=ID, start=3, end=9)
ENTRY = LogEntry(
    ID, 1, 1 << 40, ID, CODING.kind, CODING.version, "", "", "", encode_body(CODING), b"", bytes(32)
)
"""A sound line."""


def line_of(kind, version, body, words=None, **columns):
    entry = ENTRY._replace(kind=kind, version=version, body=body, **columns)
    if words is None:
        return StoredEntry(entry)
    return StoredEntry(entry._replace(commitment=bytes(32)), Sealed(bytes(32), words))


def faults(stored):
    return " / ".join(map(str, line_faults(stored)))


def changed(decision, words=None, **values):
    """Give the line of a decision with other values in its body (... takes one away)."""
    body = json.loads(encode_body(decision)) | values
    body = {name: value for name, value in body.items() if value is not ...}
    spoken = encode_words(decision, None) or None
    if words is not None:
        spoken = json.dumps(json.loads(spoken or "{}") | words).encode()
    return line_of(decision.kind, decision.version, json.dumps(body).encode(), spoken)


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_whatever_can_be_decided_is_sound(kind, cls):
    @settings(max_examples=20)
    @given(values_of(cls), st.none() | st.text(st.characters(codec="utf-8")))
    def holds(made, why):
        body, words = encode_body(made), encode_words(made, why) or None
        assert faults(line_of(kind, cls.version, body, words)) == ""
        # By any other writer of JSON too: then it is scanned, and not compared.
        spaced = json.dumps(json.loads(body), indent=1).encode()
        respoken = json.dumps(json.loads(words)).encode() if words else None
        assert faults(line_of(kind, cls.version, spaced, respoken)) == ""

    holds()


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "corpus").glob("*.qualog")))
def test_every_line_that_a_landed_version_wrote_is_sound(path, tmp_path):
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    store = SqliteStore.open(copy)
    found = {stored.entry.short_id: faults(stored) for stored in store.stored_entries()}
    store.close()
    assert found
    assert set(found.values()) == {""}


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS])
@settings(max_examples=3)
@given(data=st.data())
def test_a_field_more_or_less_is_refused(kind, data):
    cls = known_kinds()[kind]
    made = data.draw(values_of(cls))
    assert faults(changed(made, surplus=1))
    body = json.loads(encode_body(made))
    sealed = sealed_fields(cls)
    later = {field.name for field in cls.__attrs_attrs__ if field.metadata.get("later")}
    for name in body:
        assert bool(faults(changed(made, **{name: ...}))) == (name not in later)
    for name in sealed:  # a field of words among the ids, a field of the body among the words
        assert faults(changed(made, **{name: "x"}))
    for name, value in body.items():
        if sealed:
            assert faults(changed(made, {name: value}))


BAD_JSON = {
    "no text": b"\xff\xfe",
    "half a character": b'{"coding":"\\ud800"}',
    "an encoded half": b'{"coding":"\xed\xa0\x80"}',
    "a mark in front": b"\xef\xbb\xbf" + ENTRY.body,
    "a list": b"[]",
    "nothing": b"",
    "two values": ENTRY.body + b"{}",
    "deep lists": b'{"coding":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep and open": b"[" * 100_000,
    "a key twice": ENTRY.body[:-1] + b',"coding":"0123456789abcdef"}',
    "a key twice, escaped": ENTRY.body[:-1] + b',"c\\u006fding":"0123456789abcdef"}',
    "a key twice, inside": ENTRY.body.replace(b'"region":null', b'"region":{"page":1,"page":2}'),
    "no number": ENTRY.body.replace(b'"dated":null', b'"dated":NaN'),
    "without end": ENTRY.body.replace(b'"dated":null', b'"dated":1e999'),
    "a fraction": ENTRY.body.replace(b'"start":3', b'"start":3.0'),
    "a long number": ENTRY.body.replace(b'"start":3', b'"start":' + b"9" * 5000),
}


@pytest.mark.parametrize("body", BAD_JSON.values(), ids=BAD_JSON)
def test_json_that_could_be_read_otherwise_is_refused(body):
    assert faults(line_of(CODING.kind, CODING.version, body))
    if b"3.0" not in body:  # which fields are whole numbers is known of known kinds alone
        assert faults(line_of("never-heard-of", 1, body))
    words = encode_words(CodeRenamed(code=ID, name="x"), None)
    renamed = encode_body(CodeRenamed(code=ID, name="x"))
    assert faults(line_of("code-renamed", 1, renamed, words)) == ""
    assert faults(line_of("code-renamed", 1, renamed, body))


@pytest.mark.parametrize(
    "values",
    [
        {"start": -5},
        {"start": 10},  # after its end
        {"end": 1 << 40},
        {"end": True},
        {"dated": 1 << 60},
        {"dated": -(1 << 60)},
        {"coding": "coding"},
        {"coding": ID + "\n"},
        {"coding": None},
        {"region": {"page": 1, "box": None, "begin": None, "end": None, "more": 1}},
        {"region": {"page": 1}},
        {"region": {"page": 1, "box": [1, 2, 3], "begin": None, "end": None}},
    ],
)
def test_values_out_of_range_are_refused(values):
    assert faults(changed(CODING, **values))


def test_numbers_and_references_out_of_range_are_refused():
    receipt = WordsErased(because=f"{ID}.1", lines={ID: (1,)}, contents=())
    assert faults(changed(receipt)) == ""
    assert faults(changed(receipt, lines={ID: [1 << 63]}))
    assert faults(changed(receipt, lines={"d" * 17: [1]}))
    assert faults(changed(receipt, because=f"{ID}.{'9' * 5000}"))
    assert faults(changed(receipt, because=f"{ID}.0"))
    assert faults(changed(receipt, because=5))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("replica", "REPLICA"),
        ("replica", ID + "\n"),
        ("seq", 0),
        ("seq", 1 << 60),
        ("at", -1),
        ("at", (1 << 63) - 1),
        ("authors", ""),
        ("authors", "ingrid"),
        ("authors", f"{ID} {ID}"),
        ("authors", " ".join(f"{n:016x}" for n in range(33))),
        ("subjects", " ".join(f"{n:016x}" for n in range(1001))),
        ("kind", ""),
        ("kind", "Coding"),
        ("kind", "a b.c"),
        ("version", 0),
        ("version", 10_000),
        ("together", "x"),
        ("command", "a word"),
        ("hash", b"short"),
        ("commitment", b"short"),
        ("authors", None),
        ("at", "now"),
        ("hash", "text"),
    ],
)
def test_columns_out_of_range_are_refused(column, value):
    assert faults(StoredEntry(ENTRY)) == ""
    assert faults(StoredEntry(ENTRY._replace(**{column: value})))


def test_what_comes_with_a_line_is_looked_at_too():
    sealed, content = Sealed(bytes(32), b"{}"), StoredContent(ID, bytes(32), b"text")
    assert "not said to have any" in faults(StoredEntry(ENTRY, sealed))
    promised = ENTRY._replace(commitment=bytes(32))
    assert faults(StoredEntry(promised, sealed, (content,))) == ""
    assert "salt" in faults(StoredEntry(promised, Sealed(b"short", b"{}")))
    assert "salt" in faults(StoredEntry(promised, sealed, (content._replace(salt=b""),)))
    assert "called" in faults(StoredEntry(promised, sealed, (content._replace(id="../x"),)))


def test_a_kind_that_is_not_known_is_kept_within_limits():
    def unknown(body, words=None, kind="never-heard-of", version=1):
        return faults(line_of(kind, version, json.dumps(body).encode(), words))

    assert unknown({"a": ID, "b": [1, 2.5, None, True], "c": {ID: "x/y"}}) == ""
    assert unknown({"a": ID}, b'{"why":null,"said":"any words"}') == ""
    assert unknown({"a": 1}, kind="tally.counted", version=7) == ""
    assert unknown({"a": 1}, kind=CodeCreated.kind, version=CodeCreated.version + 1) == ""
    assert "words" in unknown({"a": "what she said"})
    assert "words" in unknown({"what she said": 1})
    assert "larger" in unknown({"a": [1] * 40_000})
    assert "deep" in unknown({"a": [[[[[[[[1]]]]]]]]})
    assert unknown({"a": 1}, b'{"why":5}')


def test_a_higher_version_of_what_trust_rests_on_needs_a_newer_program():
    stored = line_of(CopyEnded.kind, CopyEnded.version + 1, b"{}")
    assert "newer Qualog" in faults(stored)


def test_an_old_version_is_judged_by_what_becomes_of_it():
    old = {"coding": ID, "document": ID, "revision": 1, "code": ID, "start": 0, "end": 4}

    def stored(words=None, **values):
        return line_of("coding-applied", 1, json.dumps(old | values).encode(), words)

    assert faults(stored()) == ""
    assert faults(stored(b'{"why":"a reason"}')) == ""
    assert faults(stored(start=-1))
    assert faults(stored(surplus=1))
    assert faults(stored(b'{"code":"fedcba9876543210"}'))
    without = json.dumps({name: value for name, value in old.items() if name != "code"}).encode()
    assert faults(line_of("coding-applied", 1, without, b'{"code":"fedcba9876543210"}'))


@given(st.binary(), st.none() | st.binary(), st.sampled_from([kind for kind, _ in KINDS]))
def test_nothing_is_raised_whatever_the_bytes(body, words, kind):
    assert faults(line_of(kind, 1, body, words)) or body


def test_words_that_were_erased_are_no_fault():
    made = CodeCreated(code=ID, name="x")
    entry = ENTRY._replace(
        kind=made.kind, version=made.version, body=encode_body(made), commitment=bytes(32)
    )
    assert faults(StoredEntry(entry)) == ""
