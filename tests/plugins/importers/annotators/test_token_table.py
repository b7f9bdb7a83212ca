"""Texts with one token a line: the text that is made of them, and their codes' notations."""

import pytest
from tests.plugins.importers.seen import coded, left_behind, turns

from qualog.errors import BadInput
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.annotators.token_table import TokenTable, qualog_importers


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes, name="talk.tsv", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return TokenTable().read(path, TokenTable.options(**options))

    return read


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)


def test_chunks(read):
    material = read(
        "token\tner\nAda\tB-PER\nByron\tI-PER\nBob\tB-PER\nin\tO\n\n\n"
        "New\tI-LOC\nYork\tE-LOC\n,\tO\nParis\tS-LOC\nRome\tS-LOC\n"
    )
    assert material.documents[0].text == "Ada Byron Bob in\nNew York , Paris Rome\n"
    assert turns(material) == ["Ada Byron Bob in", "New York , Paris Rome"]
    assert coded(material) == [
        ("PER", "Ada Byron", ""),
        ("PER", "Bob", ""),
        ("LOC", "New York", ""),
        ("LOC", "Paris", ""),
        ("LOC", "Rome", ""),
    ]


def test_numbered_spans_that_nest_and_break(read):
    material = read(
        "tok\tsentstart\tstwr\tframe\n"
        "er\tyes\t-\tframe.3\n"
        "»ich\tno\tdirect.speech.3\t-\n"
        "weiß\tno\tdirect.speech.3|indirect.thought.5.nonfact.border=state\t-\n"
        "es«\tno\tdirect.speech.3|indirect.thought.5.nonfact.border=state\t-\n"
        "ja\tyes\t-\tframe.3\n"
        "nun\tno\treported.speech.4_1\tframe.3\n",
        codes="stwr;frame",
    )
    assert turns(material) == ["er »ich weiß es«", "ja nun"]
    assert coded(material) == [
        ("direct.speech", "»ich weiß es«", ""),
        ("indirect.thought", "weiß es«", "nonfact, border=state"),
        ("reported.speech", "nun", ""),
        ("frame", "er", ""),
        ("frame", "ja\nnun".replace("\n", " "), ""),
    ]
    assert left_behind(material)[0] == (
        "that pieces belong together: one piece, in the column “frame”"
    )


def test_plain_values_without_headings(read):
    material = read(
        "Inger   PER\nAtterstam   PER\n:   0\nHej 0\nOslo B-movie\n", tokens="1", codes="2"
    )
    assert coded(material) == [("PER", "Inger Atterstam", ""), ("B-movie", "Oslo", "")]


def test_lines_that_are_no_tokens_are_told(read):
    material = read("# a comment\ntoken\tlabel\nAda\tPER\n\tPER\nBob\nCy\tPER\n")
    assert coded(material) == [("PER", "Ada", ""), ("PER", "Cy", "")]
    assert left_behind(material)[:2] == (
        "line 4, which has no token",
        "the codes of line 5, which has only one column",
    )


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("", {}, "holds no text"),
        ("a\tb\nAda\tPER\n", {}, "which column has the tokens.*“a” and “b”"),
        ("token\tb\nAda\tPER\n", {}, "which columns have the codes"),
        ("token\tb\n", {"codes": "b"}, "no tokens below"),
        ("token\tb\n", {"codes": "c"}, "no column “c”"),
        (b"tok\x00en\tner\n", {}, "holds bytes that no text has"),
    ],
)
def test_what_is_wrong_is_told(read, text, options, told):
    with pytest.raises(BadInput, match=told):
        read(text, **options)


def test_marks_and_line_ends(read):
    plain = "token\tner\nÅke\tB-PER\n\nhej\tO\n"
    marked = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    assert coded(read(marked)) == coded(read(plain)) == [("PER", "Åke", "")]
    assert turns(read(marked)) == ["Åke", "hej"]


@pytest.mark.shared
def test_a_swedish_corpus(shared):
    path = shared / "interop" / "conll" / "swedish_ner_test_corpus.txt"
    material = TokenTable().read(path, TokenTable.options(tokens="1", codes="2"))
    words = coded(material)
    assert words[0] == ("PER", "Inger Atterstam", "")
    assert {code for code, _, _ in words} == {"PER", "ORG", "LOC", "MISC"}
