"""Answers of plugins: looked at where they come back, so that no other is blamed for them."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import attrs

from qualog.decisions.theory import Evidence
from qualog.errors import WrongAnswer
from qualog.language import Message, Sayable, message
from qualog.log.store import Store
from qualog.material import Material
from qualog.plugins.protocols import Proposal
from qualog.state import State

T = TypeVar("T")


def confidence(answer: Any) -> float:
    """Return how sure an importer is of a file.

    Raises:
        WrongAnswer: that is no number from 0 to 1.
    """
    if not isinstance(answer, Real) or isinstance(answer, bool) or not 0 <= float(answer) <= 1:
        raise _wrong("sniff", answer, message("a number from 0 to 1"))
    return float(answer)


def material(answer: Any) -> Material:
    """Return what an importer read.

    Raises:
        WrongAnswer: that is no `Material`, or something in it is not what it says it is.
    """
    if not isinstance(answer, Material):
        raise _wrong("read", answer, message("a Material"))
    hints = get_type_hints(Material)
    for field in attrs.fields(Material):
        inner, value = get_args(hints[field.name]), getattr(answer, field.name)
        if not inner:
            continue
        cls = inner[0]
        if not isinstance(value, tuple):
            raise _wrong(f"read: {field.name}", value, message("a tuple"))
        for item in value:
            if cls is not Sayable and not isinstance(item, cls):
                wanted = message("a tuple of {cls}", cls=cls.__name__)
                raise _wrong(f"read: {field.name}", item, wanted)
    return answer


def sentences(answer: Any) -> Sequence[Sayable]:
    """Return what an exporter says it left out.

    Raises:
        WrongAnswer: that is no sequence of sentences.
    """
    return several("write", answer, (str, Message), message("a list of sentences"))


def paths(answer: Any) -> Sequence[Path]:
    """Return the files that an exporter says it writes, or an importer reads along.

    Raises:
        WrongAnswer: they are no paths.
    """
    return several("files", answer, (Path,), message("a list of paths"))


def proposals(answer: Any) -> Sequence[Proposal]:
    """Return the links that a mapper proposes.

    Raises:
        WrongAnswer: they are none.
    """
    return several("propose", answer, (Proposal,), message("a list of Proposals"))


def require_there(proposed: Iterable[Proposal], state: State) -> None:
    """Check that what a mapper proposes is about things that are there.

    Raises:
        WrongAnswer: a code, concept or passage is not there, or something has another type.
    """
    subjects = (state.codebook.codes, state.themes, state.codings)
    concepts = {id_ for theory in state.theories.values() for id_, _ in theory.concepts()}
    for proposal in proposed:
        subject, concept, evidence = proposal.subject, proposal.concept, proposal.evidence
        if not isinstance(subject, str) or not any(subject in things for things in subjects):
            raise _wrong("propose: subject", subject, message("the id of a code, coding or theme"))
        if not isinstance(concept, str) or concept not in concepts:
            raise _wrong("propose: concept", concept, message("the id of a concept"))
        if not isinstance(proposal.reason, str | Message):
            raise _wrong("propose: reason", proposal.reason, message("a sentence"))
        if not isinstance(evidence, tuple):
            raise _wrong("propose: evidence", evidence, message("a tuple"))
        for passage in evidence:
            if not isinstance(passage, Evidence) or not _is_there(passage, state):
                raise _wrong("propose: evidence", passage, message("a passage that is there"))


def _is_there(passage: Evidence, state: State) -> bool:
    document = state.documents.get(passage.document)
    return document is not None and 0 <= passage.start < passage.end <= document.length


def store(answer: Any) -> Store:
    """Return what a store opened.

    Raises:
        WrongAnswer: it is no `Store`: something that one has is missing.
    """
    members = {name for cls in Store.__mro__ for name in vars(cls) if name[0] != "_"}
    missing = sorted(name for name in members if not hasattr(answer, name))
    if missing:
        raise WrongAnswer(
            "open returned {answer}, which has no “{member}”",
            answer=shown(answer),
            member=missing[0],
        )
    opened: Store = answer
    return opened


def several(asked: str, answer: Any, classes: tuple[type, ...], wanted: Sayable) -> list[Any]:
    """Return the things of an answer.

    Raises:
        WrongAnswer: it holds something else than objects of these classes, or is no list at all.
    """
    # A Message is a tuple as well: one alone is not a list of them.
    if isinstance(answer, str | bytes | Mapping | Message) or not isinstance(answer, Iterable):
        raise _wrong(asked, answer, wanted)
    found = list(answer)
    for item in found:
        if not isinstance(item, classes):
            raise _wrong(asked, item, wanted)
    return found


def within(seconds: float, act: Callable[[], T]) -> T:
    """Return what an act returns, if it does so in time.

    It runs in a thread of its own, on every system and whatever thread asks; one that never ends
    does not keep the program from ending.

    Raises:
        WrongAnswer: it did not answer in time.
    """
    answers: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(act())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise WrongAnswer("it did not answer in {seconds} seconds", seconds=f"{seconds:g}")
    return answers[0]


def shown(value: Any) -> Sayable:
    """Return a value as its plugin's author knows it, in a few words."""
    text = repr(value) if isinstance(value, str | int | float | None) else ""
    if 0 < len(text) <= 40:
        return text
    return message("a value of the type {type}", type=type(value).__name__)


def _wrong(asked: str, answer: Any, wanted: Sayable) -> WrongAnswer:
    return WrongAnswer(
        "{asked} returned {answer}, and not {wanted}",
        asked=asked,
        answer=shown(answer),
        wanted=wanted,
    )
