"""Bundles that were mangled by somebody who knows how they are made: none of it is kept.

A line is cut, doubled, exchanged or changed in a column or a value. Then it is left like that, or
all hashes are made anew and a key signs them: that of the copy itself, which a person accepts, or a
stranger's, in the chain of a copy that is known.
"""

import base64
import json
import os
import shutil
import struct

import hypothesis.strategies as st
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from tests.robustness.hostile import HostileCopy

from qualog.errors import QualogError
from qualog.log.entry import Sealed, entry_hash, sealed_commitment
from qualog.log.integrity.checkpoint import origin, signed_text
from qualog.log.integrity.keys import Key
from qualog.log.integrity.tree import Frontier
from qualog.project.project import Project

D = "d" * 16
TEXTS = (3, 4, 6, 7, 8)  # whatever they say can be right: a kind that is not known yet, a command
NUMBERS_AND_HASHES = (0, 1, 2, 5, 9, 10, 11)
SEQ, AT, BODY, COMMITMENT, HASH = 1, 2, 9, 10, 11
STRANGER = Key("", "", bytes(range(32)))
UNHASHABLE = (TypeError, ValueError, OverflowError, struct.error)
REASON = b'{"name":"voices"}'


@frozen
class Sent:
    """A study, and what another copy says to it: lines as a bundle has them, decoded.

    Attributes:
        project: the study, open.
        folder: where bundles can lie.
        copy: the other copy.
        known: how many of its lines the study has already.
        lines: all of its lines.
    """

    project: Project
    folder: object
    copy: HostileCopy
    known: int
    lines: list


def lines_of(copy):
    """Return the lines of a copy as a bundle writes them."""
    encoded = []
    for entry, sealed, _ in copy.entries:
        columns = list(entry)
        for column in (BODY, COMMITMENT, HASH):
            columns[column] = base64.b64encode(columns[column]).decode()
        words = sealed and [base64.b64encode(part).decode() for part in sealed]
        encoded.append([columns, words, []])
    return encoded


@pytest.fixture(scope="module", params=["a new copy", "a known copy"])
def sent(request, study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mangled")
    configuration = os.environ.get("QUALOG_CONFIG")
    os.environ["QUALOG_CONFIG"] = str(folder / "configuration")
    shutil.copy(study / "s.qualog", folder / "s.qualog")
    with Project.open(folder / "s.qualog", author=["Ingrid"]) as project:
        samir = next(each.id for each in project.state.authors.values() if each.name == "Samir")
        copy = HostileCopy(project, samir)
        code = project.find.code("trust").id
        known = 0
        if request.param == "a known copy":
            copy.bundle(folder / "first.bundle")
            project.copies.apply(folder / "first.bundle", accept=[copy.letters])
            known = len(copy.entries)
        words = b'{"name":"voice","definition":"","include":"","exclude":"","examples":[]}'
        copy.add("code-created", 1, f'{{"code":"{D}","parent":null}}'.encode(), words)
        copy.add("code-renamed", 1, f'{{"code":"{code}"}}'.encode(), REASON)
        copy.add("code-renamed", 1, f'{{"code":"{D}"}}'.encode(), REASON)
        yield Sent(project, folder, copy, known, lines_of(copy))
    if configuration is None:
        del os.environ["QUALOG_CONFIG"]
    else:
        os.environ["QUALOG_CONFIG"] = configuration


def decoded(text):
    return base64.b64decode(text)


def hashed_anew(sent, lines):
    """Give lines the hashes, and sealed words the commitments, that they would have.

    Raises:
        TypeError, ValueError, struct.error: they are such that nobody can hash them.
    """
    previous, project = bytes(32), sent.project.log.store.project
    for columns, words, *_ in lines:
        if words is not None:
            commitment = sealed_commitment(Sealed(*map(decoded, words)))
            columns[COMMITMENT] = base64.b64encode(commitment).decode()
        replica, seq, at, *rest = columns
        authors, kind, version, *others = rest
        texts = [project, replica, authors, kind, *others[:3]]
        said = [*(str.encode(text) for text in texts), decoded(columns[BODY])]
        previous = entry_hash(previous, seq, at, version, (*said, decoded(columns[COMMITMENT])))
        columns[HASH] = base64.b64encode(previous).decode()


def checkpoint(sent, lines, key):
    """Return the signature of a key over lines, as the heading of a bundle has it."""
    project, replica = sent.project.log.store.project, sent.copy.replica
    tree = Frontier().grown(decoded(columns[HASH]) for columns, _, _ in lines)
    text = signed_text(origin(project, replica), tree.size, tree.root)
    signed = (tree.root, key.public, key.sign(text))
    return [replica, tree.size, *(base64.b64encode(part).decode() for part in signed)]


def written(sent, lines, key):
    """Return the bytes of a bundle with lines, signed with a key."""
    last = lines[-1][0] if lines else [None, 0, 0, *[""] * 9]
    heading = {
        "bundle": "qualog-bundle-2",
        "project": sent.project.log.store.project,
        "begins": {},
        "heads": {sent.copy.replica: [last[SEQ], last[HASH], last[AT]]},
        "branches": [],
        "checkpoints": [checkpoint(sent, lines, key)],
    }
    whole = [heading, *lines, {"entries": len(lines)}]
    return b"".join(json.dumps(line).encode() + b"\n" for line in whole)


def brought(sent, data):
    """Apply a bundle, whose copy a person accepts; return whether it was refused in a sentence."""
    bundle = sent.folder / "mangled.bundle"
    bundle.write_bytes(data)
    try:
        sent.project.copies.apply(bundle, accept=[sent.copy.letters])
    except QualogError as refusal:
        return bool(str(refusal))
    return False


WRONG = st.sampled_from(
    [None, True, -1, 0, 1.5, 1 << 70, "", "x", "\0", D, "../../x", [], [[]], {}, {"a": 1}]
)
NO_TEXT = WRONG.filter(lambda value: value == "\0" or not isinstance(value, str))
JSON = WRONG.map(lambda value: json.dumps(value).encode())
BODIES = st.one_of(
    JSON,
    st.binary(max_size=30),
    st.tuples(st.sampled_from(["code", "parent", "name", "why", "no-such"]), WRONG).map(
        lambda field: json.dumps({"code": D, "no-such-field": 1} | dict([field])).encode()
    ),
    st.just(b'{"code":"' + D.encode() + b'","code":"' + D.encode() + b'"}'),
)
ENCODED = BODIES.map(lambda data: base64.b64encode(data).decode())
NEW = st.integers(0, 2)  # which of the three lines that come after the beginning
CHANGES = st.one_of(
    st.tuples(st.just("column"), NEW, st.sampled_from(NUMBERS_AND_HASHES), WRONG),
    st.tuples(st.just("column"), NEW, st.sampled_from(TEXTS), NO_TEXT),
    st.tuples(st.just("body"), NEW, st.just(BODY), ENCODED),
    st.tuples(st.just("words"), NEW, st.integers(0, 1), ENCODED),
    st.tuples(st.just("no words"), NEW, st.none(), st.none()),
    st.tuples(st.just("a text"), NEW, st.none(), WRONG),
    st.tuples(st.just("cut"), NEW, st.none(), st.none()),
    st.tuples(st.just("doubled"), NEW, st.none(), st.none()),
    st.tuples(st.just("exchanged"), st.integers(0, 1), st.none(), st.none()),
    st.tuples(st.just("longer"), NEW, st.none(), WRONG),
)


def mangled(lines, change):
    """Return lines with one change."""
    how, number, column, value = change
    lines = json.loads(json.dumps(lines))
    at = len(lines) - 3 + number
    match how:
        case "column" | "body":
            lines[at][0][column] = value
        case "words":
            lines[at][1][column] = value
        case "no words":
            lines[at][1] = None
        case "a text":
            lines[at][2] = [value]
        case "cut":
            del lines[at]
        case "doubled":
            lines.insert(at, lines[at])
        case "exchanged":
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        case "longer":
            lines[at].append(value)
    return lines


SETTINGS = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@SETTINGS
@given(CHANGES, st.sampled_from(["left", "its key", "a stranger's key"]))
def test_nothing_is_kept_of_a_bundle_that_was_mangled(sent, change, then):
    lines = mangled(sent.lines, change)
    if then != "left":
        with_hashes = json.loads(json.dumps(lines))
        try:
            hashed_anew(sent, with_hashes)
            lines = with_hashes
        except UNHASHABLE:
            pass  # it comes as it is
    if lines == sent.lines[: len(lines)]:
        return  # its end is cut off, or a hash was made anew: nothing is wrong with it
    key = STRANGER if then == "a stranger's key" else sent.copy.key
    try:
        data = written(sent, lines, key)
    except UNHASHABLE:  # a hash that is none cannot be signed: it is signed as it was
        whole = written(sent, sent.lines, key).splitlines(keepends=True)
        end = [json.dumps({"entries": len(lines)}).encode() + b"\n"]
        data = b"".join([whole[0], *(json.dumps(line).encode() + b"\n" for line in lines), *end])
    path, store = sent.project.path, sent.project.log.store
    before = store.heads(), store.content_ids(), path.read_bytes()
    assert brought(sent, data), (change, then)
    assert (store.heads(), store.content_ids(), path.read_bytes()) == before


def test_what_was_not_mangled_comes_in_and_the_study_is_sound(sent, tmp_path):
    """Last, for it changes the study: what was refused above was refused for what was changed."""
    assert sent.project.verify().fault is None
    lines = json.loads(json.dumps(sent.lines))
    hashed_anew(sent, lines)
    assert lines == sent.lines
    bundle = tmp_path / "true.bundle"
    bundle.write_bytes(written(sent, sent.lines, sent.copy.key))
    came = sent.project.copies.apply(bundle, accept=[sent.copy.letters])
    assert came.count == len(sent.lines) - sent.known
    assert sent.project.verify().fault is None
