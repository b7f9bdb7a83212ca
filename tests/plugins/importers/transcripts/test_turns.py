"""Who says what, from where to where: seen through the importer of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog.errors import BadInput
from qualog_plugins.importers.texts.plain_text import PlainText
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    find_turns,
    labels_left_behind,
    split_names,
    turns_in,
)


@pytest.fixture
def turns(tmp_path):
    def turns(text: str, suffix: str = ".txt", **options):
        path = tmp_path / f"talk{suffix}"
        path.write_bytes(text.encode())
        document = PlainText().read(path, PlainText.options(**options)).documents[0]
        assert document.text == text
        return [(turn.speaker, text[turn.start : turn.end]) for turn in document.turns]

    return turns


def test_a_turn_goes_on_until_the_next_speaker(turns):
    text = "I: How are you?\nR: Fine.\nReally.\n\n  Yes.\nI: Good."
    assert turns(text) == [
        ("I", "How are you?"),
        ("R", "Fine.\nReally.\n\n  Yes."),
        ("I", "Good."),
    ]


def test_a_label_may_stand_on_a_line_of_its_own(turns):
    assert turns("Anna:\nHi there.\n\nBo:\n\nHi.\nAnna:\nBye\nBo: Bye") == [
        ("Anna", "Hi there."),
        ("Bo", "Hi."),
        ("Anna", "Bye"),
        ("Bo", "Bye"),
    ]


def test_prose_with_one_paragraph_a_line_is_cut_at_lines(turns):
    assert turns("One.\nTwo.\nThree.\n") == [(None, "One."), (None, "Two."), (None, "Three.")]


def test_list_marks_begin_paragraphs(turns):
    assert turns("NOTES\n- one\n  goes on\n- two\n\n-three\n") == [
        (None, "NOTES"),
        (None, "- one\n  goes on"),
        (None, "- two"),
        (None, "-three"),
    ]


def test_lines_before_the_first_speaker_are_nobodys(turns):
    assert turns("Interview 3\n4 May 2023 - 14:05\n\nAnna: a\nBo: b\nAnna: c\nBo: d")[:2] == [
        (None, "Interview 3\n4 May 2023 - 14:05"),
        ("Anna", "a"),
    ]


def test_a_label_without_words_gives_no_turn(turns):
    assert turns("I:\nR: yes\nI: \n") == [("R", "yes")]


@pytest.mark.parametrize(
    "line",
    ["**Anna:** said", "**Anna**: said", "__Anna:__ said", "*Anna*: said", "- Anna: said",
     "> **Anna**: said", "## Anna: said", "**Anna: said**", "**Anna :** said"],
)  # fmt: skip
def test_markdown_marks_are_no_part_of_label_or_words(turns, line):
    assert turns(f"{line}\n\n{line}\n", suffix=".md") == [("Anna", "said")] * 2


def test_a_markdown_heading_is_nobodys_and_ends_a_turn(turns):
    text = "**I:** Why?\n\n## Second part\n\nThey sat down.\n\nThen:\n\n**R:** So.\n"
    assert turns(text, suffix=".md") == [
        ("I", "Why?"),
        (None, "Second part"),
        (None, "They sat down."),
        (None, "Then:"),
        ("R", "So."),
    ]


def test_a_number_sign_is_a_heading_only_in_markdown(turns):
    assert turns("I: a\n# b\n") == [("I", "a\n# b")]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "interviewer", "participant"),
    [("David", 37, 37), ("Jessica", 72, 75), ("Sam", 41, 43)],
)
def test_real_interviews(shared, name, interviewer, participant):
    path = shared / "interop" / "transcripts" / "sheffield_nc" / f"{name}.txt"
    document = PlainText().read(path, PlainText.options()).documents[0]
    said = [turn.speaker for turn in document.turns]
    # Counted in the file with: grep -c '^Researcher 1:' and grep -c '^<name>:'
    assert said.count("Researcher 1") == interviewer
    assert said.count(name) == participant
    assert said[0] is None
    assert set(said) == {None, "Researcher 1", name}


_PIECES = st.sampled_from(
    ["I:", "R: ", "Anna:", "**Anna:**", "# Head", "- ", "[00:01]", "#00:00:01-2#", "00:01:02",
     "\n", "\n\n", " ", "\t", "word", "Åsa", ":", "*", "_", "(", ")", "\u00a0", "\u2028", "x.",
     "Anna (x):"]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=200))


@given(text=_TEXTS, markdown=st.booleans(), speakers=st.booleans())
def test_turns_are_in_order_apart_within_the_text_and_trimmed(
    tmp_path_factory, text, markdown, speakers
):
    given_text = text.encode("utf-8", "ignore").decode().replace("\0", "")
    canonical = given_text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not canonical.strip():
        return
    path = tmp_path_factory.mktemp("turns") / ("t.md" if markdown else "t.txt")
    path.write_bytes(given_text.encode())
    options = PlainText.options(speakers=speakers, encoding="utf-8")
    document = PlainText().read(path, options).documents[0]
    assert document.text == canonical
    position = 0
    for turn in document.turns:
        assert position <= turn.start < turn.end <= len(canonical)
        words = canonical[turn.start : turn.end]
        assert words == words.strip()
        assert turn.speaker is None or turn.speaker in " ".join(canonical.split())
        assert turn.time is None or turn.time >= 0
        position = turn.end


def test_more_lines_than_any_talk_has_are_refused_at_once():
    with pytest.raises(BadInput, match="600,000 lines, more than any transcript"):
        find_turns("\n" * 600_000)


def test_options_say_how_a_text_is_cut():
    text = "Anna: hi\nBerit: yes\nAnna: so"
    assert [turn.speaker for turn in turns_in(text, TurnOptions()).turns] == ["Anna", "Anna"]
    named = turns_in(text, TurnOptions(names="Berit:; Carl"))
    assert [turn.speaker for turn in named.turns] == ["Anna", "Berit", "Anna"]
    assert {turn.speaker for turn in turns_in(text, TurnOptions(speakers=False)).turns} == {None}


def test_a_format_may_say_where_paragraphs_and_headings_begin():
    text = "One\nstill one\nHead\nTwo"
    layout = Layout(frozenset({0, 14, 19}), frozenset({14}))
    assert [text[turn.start : turn.end] for turn in find_turns(text, layout).turns] == [
        "One\nstill one",
        "Head",
        "Two",
    ]


def test_names_are_listed_with_semicolons_and_may_end_with_a_colon():
    assert split_names(" Anna ;Bo:; ;") == ["Anna", "Bo"]


def test_a_label_that_was_not_taken_is_said_with_the_option_that_takes_it():
    cut = find_turns("Anna: hi\nBerit: yes\nAnna: so")
    [line] = labels_left_behind(cut.doubtful)
    assert str(line) == (
        "“Berit:” begins only one line and was not taken for a speaker; "
        "if it is one, import with -o 'names=Berit'"
    )
    assert labels_left_behind(find_turns("Berit: yes").doubtful) == ()
