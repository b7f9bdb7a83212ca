"""Texts that are coded in themselves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.importers.programs.projects import said
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.programs.qcoder import InlineMarkup, qualog_importers


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "talk.txt"
        path.write_text(text, "utf-8")
        return InlineMarkup().read(path, InlineMarkup.options())

    return read


def test_it_is_what_the_hook_gives(tmp_path):
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert importer.sniff(tmp_path / "a.txt", b"I (QCODE)trust(/QCODE){#a}") > 0.8
    assert importer.sniff(tmp_path / "a.txt", b"I trust") == 0


def test_passages_with_several_codes_and_in_each_other(read):
    material = read(
        "🐈 (QCODE)I (QCODE)trust(/QCODE){#trust} them(/QCODE){#self, #them #self} all.\r\n"
    )
    assert material.documents[0].text == "🐈 I trust them all.\n"
    assert said(material) == [
        ("talk", "self", "I trust them", None),
        ("talk", "them", "I trust them", None),
        ("talk", "trust", "trust", None),
    ]


@pytest.mark.parametrize(
    ("text", "kept", "told"),
    [
        ("a(QCODE)b", "a(QCODE)b", "line 1: (QCODE) has no other half"),
        ("a\nb(/QCODE){#c}", "a\nb(/QCODE){#c}", "line 2: (/QCODE){#c} has no other half"),
        ("a (QCODE)b(/QCODE) c", "a b c", "the passage 2:3, which has no code"),
        ("a (QCODE)(/QCODE){#c} c", "a  c", "a passage at 2, which has no words"),
    ],
)
def test_marks_that_do_not_fit(read, text, kept, told):
    material = read(text)
    assert material.documents[0].text == kept
    assert material.codings == ()
    assert left_behind(material) == (told,)


def test_what_is_no_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x00\x01")
    with pytest.raises(BadInput):
        InlineMarkup().read(path, InlineMarkup.options())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["(QCODE)", "(/QCODE){#a}", "(/QCODE)", "x", " ", "🐈", "\n"])))
def test_every_coding_lies_in_the_text(read, pieces):
    material = read("".join(["x", *pieces]))
    text = material.documents[0].text
    assert all(0 <= each.start < each.end <= len(text) for each in material.codings)
    assert sum(each in "x🐈" for each in text) == 1 + sum(each in "x🐈" for each in pieces)


def test_marks_without_their_other_half_are_told_with_their_lines(read):
    material = read("(QCODE)a\n\n(QCODE)b\n(QCODE)c")
    assert [loss.partition(":")[0] for loss in left_behind(material)] == [
        "line 1", "line 3", "line 4",
    ]  # fmt: skip


@pytest.mark.shared
def test_a_real_text(shared):
    path = shared / "interop" / "inline_markup" / "CoC_Example1_MU.txt"
    assert InlineMarkup().sniff(path, path.read_bytes()[:4096]) > 0.8
    material = InlineMarkup().read(path, InlineMarkup.options())
    assert [each.code for each in material.codings] == [
        "gender", "gender_id", "consequences", "harassment", "person_talk", "consequences",
        "license",
    ]  # fmt: skip
    words = [each for _, _, each, _ in said(material)]
    assert words[:2] == ["gender", "gender identity and expression"]
    assert words[-1] == "Parts of above text is licensed CC BY-SA 4.0."
    assert "QCODE" not in material.documents[0].text
    assert not any("half" in each for each in left_behind(material))


@pytest.mark.shared
def test_its_codebook(shared):
    from qualog_plugins.importers.tables.codebook_csv import CodebookCsv

    path = shared / "interop" / "inline_markup" / "codes.csv"
    codes = CodebookCsv().read(path, CodebookCsv.options()).codes
    assert len(codes) == 6
    assert codes[3].definition == "mentions gender identity or expression"


def test_the_encoding_in_which_it_was_read_is_noted_and_the_file_kept(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_bytes("(QCODE)Är det så på våren?(/QCODE){#spring}\n".encode("cp1252"))
    [document] = InlineMarkup().read(path, InlineMarkup.options()).documents
    assert document.text == "Är det så på våren?\n"
    assert (document.encoding, document.original) == ("cp1252", path.read_bytes())
