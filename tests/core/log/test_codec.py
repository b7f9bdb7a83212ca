"""Decisions to bytes and back: words apart from the body, and marked where they are erased."""

import attrs
import msgspec
import pytest

from qualog.decisions import ERASED, Erased, base, decision, upcaster, words
from qualog.decisions.base import Decision
from qualog.decisions.codes import CodeCreated, CodeRetired
from qualog.decisions.project import ProjectCreated
from qualog.log.codec import decoder, encode_body, encode_words, without_words

CODE = CodeCreated(code="c0" * 8, name="“Makt”", definition="power")


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    """Let what a test registers be forgotten after it."""
    for table in ("_KINDS", "_UPCASTERS"):
        monkeypatch.setattr(base, table, dict(getattr(base, table)))
    monkeypatch.setattr(base, "_ASK_FOR_MORE", [])


def decoded(body, spoken, kind=CodeCreated.kind, version=CodeCreated.version):
    return decoder(kind, version)(body, spoken)


def test_the_body_has_every_field_but_words():
    body = msgspec.json.decode(encode_body(CODE))
    spoken = msgspec.json.decode(encode_words(CODE, None))
    assert body["code"] == CODE.code
    assert spoken["name"] == "“Makt”"
    assert body.keys() | spoken.keys() == {field.name for field in attrs.fields(CodeCreated)}
    assert not body.keys() & spoken.keys()


def test_the_words_have_the_reason_with_them_where_there_is_one():
    assert msgspec.json.decode(encode_words(CODE, "because"))["why"] == "because"
    assert "why" not in msgspec.json.decode(encode_words(CODE, None))
    assert "why" not in msgspec.json.decode(encode_words(CODE, ""))
    wordless = CodeRetired(code=CODE.code)
    assert encode_words(wordless, "because") == b'{"why":"because"}'
    assert encode_words(wordless, None) == encode_words(wordless, "") == b""


@pytest.mark.parametrize("why", [None, "because"])
@pytest.mark.parametrize("made", [CODE, ProjectCreated(name="Study"), CodeRetired(code="c0" * 8)])
def test_a_decision_comes_back_as_it_was(made, why):
    cls = type(made)
    spoken = encode_words(made, why) or None
    assert decoded(encode_body(made), spoken, cls.kind, cls.version) == made


def test_where_the_words_are_gone_a_mark_stands_for_each():
    found = decoded(encode_body(CODE), None)
    assert isinstance(found.name, Erased)
    assert found.name == ERASED
    assert found.code == CODE.code
    assert without_words(CODE.kind, CODE.version, encode_body(CODE)) == found


def test_words_that_look_like_the_mark_are_not_erased():
    made = attrs.evolve(CODE, name=str(ERASED))
    assert not isinstance(decoded(encode_body(made), encode_words(made, None)).name, Erased)


def test_what_nobody_can_read_has_no_decoder():
    assert decoder("none-such", 1) is None
    assert decoder(CODE.kind, CODE.version + 1) is None
    assert decoder(CODE.kind, 0) is None
    assert without_words("none-such", 1, b"{}") is None


def test_a_body_that_was_changed_is_not_read_and_raises_nothing_of_its_own():
    assert without_words(CODE.kind, CODE.version, b"{}") is None
    assert without_words(CODE.kind, CODE.version, b"not JSON") is None
    with pytest.raises(msgspec.MsgspecError):
        decoded(b"{}", None)


def registered():
    """Make a kind that is in its second version; its words had another name in the first."""

    @decision("tallies-counted", version=2)
    class Tally(Decision):
        """A tally."""

        number: int
        label: str = words()
        note: str = words(default="")
        remark: str = words(default="nothing")

    @upcaster("tallies-counted", 1)
    def one_to_two(stored):
        assert "why" not in stored
        if "what" in stored:
            stored["label"] = stored.pop("what")
        return {**stored, "number": int(stored["number"]), "note": "made here"}

    return Tally


def test_an_old_version_is_upcast_with_its_words_and_without_the_reason():
    registered()
    old = decoder("tallies-counted", 1)
    found = old(b'{"number":"3"}', b'{"why":"because","what":"cars"}')
    assert (found.number, found.label, found.note) == (3, "cars", "made here")


def test_of_an_old_version_only_words_that_are_gone_are_marked():
    registered()
    found = decoder("tallies-counted", 1)(b'{"number":"3"}', None)
    assert isinstance(found.label, Erased)
    assert found.note == "made here"
    assert not isinstance(found.note, Erased)


def test_words_that_an_old_version_did_not_have_yet_are_the_default_and_not_erased():
    registered()
    found = decoder("tallies-counted", 1)(b'{"number":"3"}', b'{"what":"cars"}')
    assert found.remark == "nothing"
    assert not isinstance(found.remark, Erased)


def test_an_upcaster_that_fails_is_named_and_breaks_nothing_else():
    registered()
    with pytest.raises(msgspec.MsgspecError) as failed:
        decoder("tallies-counted", 1)(b"{}", b"{}")
    assert str(failed.value) == "one_to_two fails with KeyError: 'number'"
    assert without_words("tallies-counted", 1, b"{}") is None
