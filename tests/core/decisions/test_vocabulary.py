"""The vocabulary: every decision is told, and keeps its words out of the body."""

import inspect
import json
import sqlite3
from typing import get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.decisions.made import ids, of_type, values_of, words

from qualog.decisions import ERASED, Decision, Erased, decision, known_kinds, sealed_fields
from qualog.decisions.theory import Concept, TheoryPack
from qualog.log.codec import decoder, encode_body, encode_words

MARK = "vättefjun"
KINDS = sorted(known_kinds().items())


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_a_decision_is_told_in_a_sentence(kind, cls):
    told = inspect.getdoc(cls)
    assert told
    assert told.split("\n")[0].endswith(".")
    assert kind == cls.kind
    assert cls.version >= 1


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_a_decision_comes_back_as_it_was(kind, cls):
    @given(values_of(cls), st.none() | words)
    def holds(made, why):
        spoken = encode_words(made, why)
        assert decoder(kind, cls.version)(encode_body(made), spoken or None) == made
        if spoken:
            assert (json.loads(spoken).get("why") or None) == (why or None)

    holds()


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_words_are_never_in_the_body(kind, cls):
    sealed = sealed_fields(cls)
    types = get_type_hints(cls, include_extras=True)
    fields = {
        each.name: of_type(types[each.name], st.just(MARK) if each.name in sealed else ids).filter(
            lambda value, name=each.name: name not in sealed or MARK in str(value)
        )
        for each in attrs.fields(cls)
    }

    @given(st.fixed_dictionaries(fields))
    def holds(values):
        made = cls(**values)
        assert MARK.encode() not in encode_body(made)
        assert encode_words(made, MARK).count(MARK.encode()) >= 1 + len(sealed)

    holds()


@pytest.mark.parametrize(("kind", "cls"), KINDS, ids=[kind for kind, _ in KINDS])
def test_erased_words_read_as_erased(kind, cls):
    sealed = sealed_fields(cls)

    @given(values_of(cls))
    def holds(made):
        read = decoder(kind, cls.version)(encode_body(made), None)
        for each in attrs.fields(cls):
            found = getattr(read, each.name)
            if each.name not in sealed:
                assert found == getattr(made, each.name)
            elif each.type in (str, str | None):
                assert isinstance(found, Erased)
                assert found == ERASED

    holds()


def test_a_kind_is_taken_once():
    with pytest.raises(ValueError, match="taken"):

        @decision("code-created")
        class Other(Decision):
            """Another decision of the same kind."""


def test_an_unknown_kind_or_a_later_version_has_no_decoder():
    assert decoder("never-heard-of", 1) is None
    assert decoder("code-created", 99) is None


def test_no_word_of_a_study_is_in_the_lines(project):
    """Words go in by every verb; in the file, only the sealed part and the contents hold them."""
    m = MARK
    by = [project.authors.add(f"{m} author").name, "Ingrid"]
    project.participants.add(f"{m} p", name=f"{m} name", why=m)
    project.participants.consent(f"{m} p", day="2025-02-03", terms=m)
    project.about.describe(m, by=by)
    project.codes.add(f"{m} code", definition=m, include=m, exclude=m, examples=[m], why=m)
    project.codes.rename(f"{m} code", f"{m} code two")
    project.codes.define(f"{m} code two", definition=f"{m} again")
    project.codes.split(f"{m} code two", [f"{m} a", f"{m} b"], definitions=[m, m])
    coding = project.codings.apply(f"{m} a", "talk", turn=2, why=m)
    project.memos.write(m, about=coding.id)
    discussion = project.discussions.open("talk", turn=2, topic=m)
    project.discussions.reply(discussion.id, m)
    project.discussions.settle(discussion.id, "both", why=m)
    project.themes.add(f"{m} theme", definition=m)
    project.themes.add(f"{m} other")
    project.themes.relate(f"{m} theme", f"{m} other", m)
    project.theory.adopt(TheoryPack(m, m, m, (m,), (Concept(m, m, None, {"sv": (m,)}),)))
    project.theory.propose(f"{m} a", m, reason=m)
    project.documents.rename("talk", f"{m} talk")
    project.moments.name(f"{m} moment")
    database = sqlite3.connect(project.path)
    for table in ("line", "replica", "project"):
        for row in database.execute(f"SELECT * FROM {table}"):
            for cell in row:
                raw = cell if isinstance(cell, bytes) else str(cell).encode()
                assert m.encode() not in raw, table
    assert any(m.encode() in row[0] for row in database.execute("SELECT words FROM sealed"))
    database.close()
