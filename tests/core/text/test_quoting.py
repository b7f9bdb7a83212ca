"""Quotations are found wherever the lines break; parts join to the text that was cut."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualog.decisions.documents import Turn
from qualog.errors import Ambiguous, NotFound
from qualog.text.chunks import covering, cut_by_turns, seal_text
from qualog.text.quoting import find_quotation, quotations, quotations_between

word = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=6)
space = st.text(" \n\t\u00a0", min_size=1, max_size=3)


@given(st.lists(st.tuples(word, space), min_size=1, max_size=12), st.data())
def test_words_are_found_however_they_are_broken(pieces, data):
    text = "".join(each + gap for each, gap in pieces)
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first, len(pieces) - 1))
    start = sum(len(each) + len(gap) for each, gap in pieces[:first])
    end = sum(len(each) + len(gap) for each, gap in pieces[:last]) + len(pieces[last][0])
    quote = "".join(each + data.draw(space) for each, _ in pieces[first : last + 1])
    assume(quote.split() == [w for each, _ in pieces[first : last + 1] for w in each.split()])
    assert any(found[0] <= start and found[1] <= end for found in quotations(text, quote))
    if len(quotations(text, quote)) == 1:
        assert find_quotation(text, quote, document="talk") == (start, end)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("she said “yes”", 'she said "yes"'),
        ("it’s fine", "it's fine"),
        ("so … well", "so ... well"),
        ("a well‑known face", "well-known"),
        ("emoji 🎈 here", "🎈 here"),
    ],
)
def test_marks_that_are_alike(text, quote):
    start, end = find_quotation(text, quote, document="talk")
    assert text[start:end].split()[-1] == text.split()[-1] or text[start:end] == "well‑known"


def test_a_quotation_is_no_pattern():
    with pytest.raises(NotFound):
        find_quotation("aaa", "a.a", document="talk")
    assert find_quotation("cost (approx.) 5", "(approx.)", document="talk") == (5, 14)


def refused(error, text, quote, **how):
    with pytest.raises(error) as raised:
        find_quotation(text, quote, document="talk", **how)
    return str(raised.value)


TURNS = (Turn(0, 9, 0), Turn(10, 18, 1))


def test_several_places_are_shown_and_what_to_do():
    text = "so it is, so it is"
    assert refused(Ambiguous, text, "so it is") == (
        "“so it is” occurs 2 times in talk: character 0 “…so it is, so it is…”; character 10 "
        "“…so it is, so it is…”. Quote a longer stretch."
    )
    assert refused(Ambiguous, text, "so it is", turns=TURNS) == (
        "“so it is” occurs 2 times in talk: turn 1 “…so it is, so it is…”; turn 2 “…so it is, "
        "so it is…”. Quote a longer stretch, or give the turn (--turn)."
    )
    both = (Turn(0, 18, 0),)  # naming the turn would not help
    assert refused(Ambiguous, text, "so it is", turns=both).endswith("”. Quote a longer stretch.")


def test_of_many_places_the_first_are_shown():
    assert "; once more. Quote" in refused(Ambiguous, "so " * 5, "so")
    assert "; 3 times more. Quote" in refused(Ambiguous, "so " * 7, "so")
    assert "more" not in refused(Ambiguous, "so " * 4, "so")


def test_a_quotation_within_a_turn():
    assert find_quotation(
        "so it is, so it is", "so it is", document="talk", turns=TURNS, turn=2
    ) == (
        10,
        18,
    )
    assert refused(NotFound, "so it is, so it is", "it was", turns=TURNS, turn=1) == (
        "“it was” does not occur in turn 1 of talk. Check the wording: qualog search"
    )


def test_words_that_are_not_there_say_how_far_they_are():
    text = "it was a long day and they trusted each other all along"
    assert refused(NotFound, text, "so it was") == (
        "“so it was” does not occur in talk. Check the wording: qualog search"
    )
    assert refused(NotFound, text, "it was a long day and we trusted each other") == (
        "“it was a long day and we trusted each other” does not occur in talk. It is there as far "
        "as “long day and”, where the text goes on “they trusted each other all along”."
    )
    assert refused(NotFound, text, "x" * 80).startswith(f"“{'x' * 59}…” does not occur")


def test_cutting_keeps_every_character():
    text = "I: one\nR: two\n\nI: three"
    assert cut_by_turns(text, [6, 13, 24]) == ["I: one", "\nR: two", "\n\nI: three"]


@given(st.text(), st.lists(st.integers(0, 40)))
def test_parts_join_to_the_text(text, ends):
    assert "".join(cut_by_turns(text, ends)) == text


def test_the_parts_that_cover_a_span():
    parts = [seal_text(each)[0] for each in ("abc", "de", "fgh")]
    assert covering(parts, 0, 3) == (0, 1, 0)
    assert covering(parts, 2, 4) == (0, 2, 0)
    assert covering(parts, 3, 5) == (1, 2, 3)
    assert covering(parts, 4, 8) == (1, 3, 3)


def test_an_attribution_in_mid_part_keeps_the_text(project):
    [document] = project.state.documents.values()
    text = project.state.text(document.id)
    start = text.index("trust")
    project.participants.add("Bea")
    project.documents.attribute("talk", "Bea", span=(start, start + 5))
    [after] = project.state.documents.values()
    assert len(after.parts) == len(document.parts) + 2
    assert project.state.text(after.id) == text
    lengths = [each.length for each in after.parts]
    stored = project.log.store.content(each.content for each in after.parts)
    told = [stored[each.content].bytes.decode() for each in after.parts]
    assert [len(each) for each in told] == lengths
    assert "trust" in told
    assert project.verify().fault is None


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "", [(2, 4), (13, 15), (21, 23)]),
        ("I", "", [(2, 4)]),
        ("so. We ", "", [(13, 15)]),
        ("so.We", "  now\n", [(13, 15)]),
        ("", "\t.", [(21, 23)]),
        ("a page before. I", "", [(2, 4)]),
        ("", ". a page after", [(21, 23)]),
        ("You", "", []),
    ],
)
def test_words_around_a_quotation(before, after, found):
    text = "I do\n so. We do now  do."
    assert [text[start:end] for start, end in found] == ["do"] * len(found)
    assert quotations_between(text, "do", before, after) == found
