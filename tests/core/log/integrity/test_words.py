"""Words that are kept anew are those that they stand for; others are named, by every reader."""

import pytest
from attrs import evolve
from tests.core.conftest import TEXT

from qualog.decisions.documents import DocumentImported, DocumentRevised, PassageAttributed
from qualog.ids import new_id
from qualog.log.integrity.words import replaced_words
from qualog.text.chunks import seal_text

CUTS = "has other words than the text that it cuts into finer parts"
SHARES = "has other words in what it says that the corrected text has in common"
LENGTH = "has a text that is not as long as it says"


def talk(project):
    return next(x for x in project.state.documents.values() if x.name == "talk")


def said(project, start, end, *, first=0, last=1, words=None, parts=None):
    """Attribute a passage, with finer parts that say what somebody wants them to say."""
    document, text = talk(project), project.state.text(talk(project).id)
    begin = sum(part.length for part in document.parts[:first])
    ends = begin + sum(part.length for part in document.parts[first:last])
    words = words or text
    pieces = parts or [words[begin:start], words[start:end], words[end:ends]]
    sealed = [seal_text(piece) for piece in pieces if piece]
    decision = PassageAttributed(
        document=document.id,
        start=start,
        end=end,
        participant=next(iter(project.state.participants)),
        first=first,
        last=last,
        parts=tuple(content for content, _ in sealed),
        revision=document.revision,
    )
    project.decide(decision, contents=tuple(stored for _, stored in sealed))


def revise(project, words, blocks, **how):
    content, stored = seal_text(words)
    decision = DocumentRevised(
        document=talk(project).id,
        revision=new_id(),
        base=talk(project).revision,
        blocks=blocks,
        parts=(evolve(content, **how),),
    )
    project.decide(decision, contents=(stored,))


def problems(project):
    return [str(problem) for _, problem in replaced_words(project.log.store)]


def turn(project):
    """Return a part of the text in the middle: its index, and where it begins."""
    first, parts = 1, talk(project).parts
    return first, parts[0].length


def test_a_passage_that_is_cut_out_has_the_words_that_are_there(project):
    first, begin = turn(project)
    said(project, begin + 3, begin + 9, first=first, last=first + 1)
    assert problems(project) == []
    assert project.verify().fault is None


def test_other_words_of_the_same_length(project):
    first, begin = turn(project)
    said(project, begin + 3, begin + 9, first=first, last=first + 1, words="x" * len(TEXT))
    assert [CUTS in problem for problem in problems(project)] == [True]
    fault = project.verify().fault
    assert CUTS in str(fault.problem)
    last = project.log.store.heads()[project.log.replica].seq
    assert fault.decision == f"{project.log.replica}.{last}"


def test_one_character_more_or_less_is_another_text(project):
    """The lengths of all finer parts together are right, those of each are not."""
    first, begin = turn(project)
    length = talk(project).parts[first].length
    text = project.state.text(talk(project).id)[begin : begin + length]
    said(project, begin, begin + 6, first=first, last=first + 1, parts=[text[:6], text[6:]])
    assert problems(project) == []
    content, stored = seal_text(text[:7])
    after, rest = seal_text(text[7:])
    decision = PassageAttributed(
        document=talk(project).id,
        start=begin,
        end=begin + 6,
        participant=next(iter(project.state.participants)),
        first=first,
        last=first + 2,
        parts=(evolve(content, length=6), evolve(after, length=length - 6)),
        revision=talk(project).revision,
    )
    project.decide(decision, contents=(stored, rest))
    assert LENGTH in problems(project)[0]


def test_what_was_cut_is_compared_with_what_it_was_cut_from_at_first(project):
    """A second cut of finer parts, the first of which were erased, is held to the coarse ones."""
    first, begin = turn(project)
    said(project, begin + 3, begin + 9, first=first, last=first + 1)
    said(project, begin + 4, begin + 6, first=first + 1, last=first + 2, words="x" * len(TEXT))
    assert [CUTS in problem for problem in problems(project)] == [True]


def test_words_that_are_gone_are_compared_with_nothing(project):
    first, begin = turn(project)
    said(project, begin + 3, begin + 9, first=first, last=first + 1)
    project.participants.withdraw("Anna")
    assert problems(project) == []
    assert project.verify().fault is None


@pytest.mark.parametrize("words", ["before", "after"])
def test_the_passage_may_be_the_first_or_the_second_of_two_parts_of_one_length(project, words):
    """Whichever it is, other words are named, and the right ones are not."""
    text = "abcdefghij0123456789"
    content, stored = seal_text(text)
    document = new_id()
    project.decide(
        DocumentImported(document=document, parts=(content,), name="short"), contents=(stored,)
    )
    span = (10, 20) if words == "before" else (0, 10)
    for pieces, found in ((("abcdefghij", "0123456789"), []), (("ABCDEFGHIJ", "0123456789"), [1])):
        sealed = [seal_text(piece) for piece in pieces]
        decision = PassageAttributed(
            document=document,
            start=span[0],
            end=span[1],
            participant=next(iter(project.state.participants)),
            first=0,
            last=1,
            parts=tuple(content for content, _ in sealed),
        )
        project.decide(decision, contents=tuple(stored for _, stored in sealed))
        assert len(problems(project)) == len(found)


def test_a_correction_that_says_it_shares_what_it_changes(project):
    text = project.state.text(talk(project).id)
    end = len(text)
    revise(project, text.replace("most", "some"), ((0, 0, end), (end, end, 0)))
    assert [SHARES in problem for problem in problems(project)] == [True]


def test_a_correction_that_shares_what_it_says(project):
    text = project.state.text(talk(project).id)
    at, end = text.index("most"), len(text)
    blocks = ((0, 0, at), (at + 4, at + 4, end - at - 4), (end, end, 0))
    revise(project, text.replace("most", "some"), blocks)
    assert problems(project) == []


def test_a_text_that_is_longer_than_it_says(project):
    text = project.state.text(talk(project).id)
    end = len(text)
    revise(project, text + "and more", ((0, 0, end), (end, end, 0)), length=end)
    assert LENGTH in problems(project)[0]


def test_what_is_gone_is_not_compared(project):
    first, begin = turn(project)
    said(project, begin + 3, begin + 9, first=first, last=first + 1, words="x" * len(TEXT))
    *_, stored = project.log.store.stored_entries()
    assert [CUTS in problem for problem in problems(project)] == [True]
    project.log.store.write(
        lambda transaction: transaction.erase({}, [c.id for c in stored.contents])
    )
    assert problems(project) == []
