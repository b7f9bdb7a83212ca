"""Bundles of a copy that means harm, hashed and signed as they must be: none of it is kept."""

import json
import os
import shutil

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from tests.robustness.hostile import HostileCopy

from qualog.errors import LogError, QualogError
from qualog.log.integrity.keys import Key
from qualog.log.replication.introduction import NotMet
from qualog.project.project import Project


@pytest.fixture(scope="module")
def place(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(study / "s.qualog", folder / "s.qualog")
    return folder


def refused(place, *lines, accepted=True, sign_with=None):
    """Apply what a hostile copy says, even one that somebody accepts; give the sentence."""
    file, bundle = place / "s.qualog", place / "hostile.bundle"
    with Project.open(file, author=["Ingrid"]) as project:
        hostile = HostileCopy(project, project.author[0])
        for kind, version, body, words, *at in lines:
            hostile.add(kind, version, body, words, at=at[0] if at else None)
        hostile.bundle(bundle, sign_with)
        heads, bytes_ = project.log.store.heads(), file.read_bytes()
        with pytest.raises(QualogError) as refusal:
            project.copies.apply(bundle, accept=[hostile.letters] if accepted else [])
        assert (project.log.store.heads(), file.read_bytes()) == (heads, bytes_)
    return refusal


BRICKS = {
    "no class can read it": ("decision-reverted", 1, b'{"target":5}', None),
    "no object": ("decision-reverted", 1, b"[]", None),
    "not UTF-8": ("coding-applied", 2, b"\xff\xfe", None),
    "nested without end": ("x-y", 1, b'{"a":' * 50_000 + b"1" + b"}" * 50_000, None),
    "a reference of 5,000 digits": (
        "decision-reverted", 1, b'{"target":"' + b"d" * 16 + b"." + b"9" * 5000 + b'"}', None,
    ),
    "a number too large": (
        "moment-named", 1, b'{"moment":"a","heads":{"dddddddddddddddd":1180591620717411303424}}',
        b'{"name":"m"}',
    ),
    "words that override the body": (
        "code-renamed", 1, b'{"code":"1111111111111111"}',
        b'{"name":"other","code":"2222222222222222"}',
    ),
    "a field twice": (
        "code-renamed", 1,
        b'{"code":"1111111111111111","c\\u006fde":"2222222222222222"}', b'{"name":"other"}',
    ),
    "the end of all clocks": ("project-renamed", 1, b"{}", b'{"name":"X"}', 2**62 - 1),
    "a second beginning": ("replica-begun", 1, b"{}", None),
    "newer words on copies": ("copy-ended", 9, b"{}", None),
}  # fmt: skip


@pytest.mark.parametrize("line", BRICKS.values(), ids=BRICKS)
def test_what_would_brick_a_study_is_refused_even_of_an_accepted_copy(place, line):
    refusal = refused(place, line)
    assert refusal.type is LogError
    assert ".3" in str(refusal.value)


def test_nothing_of_a_copy_that_nobody_accepted_is_kept_and_its_erasures_are_not_obeyed(place):
    with Project.open(place / "s.qualog") as project:
        store = project.log.store
        lines = {name: [seq for seq, _ in store.sealed_of(name)] for name in sorted(store.heads())}
    body = json.dumps({"because": "0" * 16, "lines": lines, "contents": []}).encode()
    refusal = refused(place, ("words-erased", 1, body, None), accepted=False)
    assert refusal.type is NotMet


def test_who_passes_a_bundle_on_cannot_put_their_key_to_it(place):
    refusal = refused(place, sign_with=Key("", "", os.urandom(32)))
    assert "did not come from its author's machine as it is" in str(refusal.value)


KINDS = st.sampled_from(
    ["code-created", "code-renamed", "coding-applied", "decision-reverted", "memo-written",
     "words-erased", "moment-named", "copy-accepted", "copy-ended", "replicas-merged"]
)  # fmt: skip
ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(["code", "coding", "target", "start", "heads", "lines", "copy", "name"])
PARTS = st.binary(max_size=40) | st.dictionaries(NAMES, ANYTHING, max_size=4).map(
    lambda fields: json.dumps({**fields, "no such field": 1}).encode()
)


@settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(KINDS, PARTS, st.none() | PARTS)
def test_none_of_five_hundred_malformed_bundles_is_kept(place, kind, body, words):
    refused(place, (kind, 1, body, words))
