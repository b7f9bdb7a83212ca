"""Theory: a theory is adopted, and codes, codings and themes are tied to its concepts."""

from attrs import field, frozen

from qualog.decisions.base import ERASED, Decision, decision, words


@frozen
class Concept:
    """One idea of a theory. `indicators` are words or short phrases, by language code."""

    name: str
    definition: str = ""
    opposite: str | None = None
    indicators: dict[str, tuple[str, ...]] = field(factory=dict)


@frozen
class TheoryPack:
    """A theory as a pack tells it, before a project adopts it."""

    name: str
    author: str = ""
    summary: str = ""
    sources: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()


@frozen
class Evidence:
    """A passage that speaks for a link, `[start, end)` in code points of a document.

    `revision` is the one of its text that this is meant in, which Qualog notes.
    """

    document: str
    start: int
    end: int
    revision: str | None = None


@decision("theory-adopted")
class TheoryAdopted(Decision):
    """The authors read their material through this theory.

    `concepts` are ids for the pack's concepts, in the pack's order.
    """

    theory: str
    concepts: tuple[str, ...]
    pack: TheoryPack = words(erased=TheoryPack(name=ERASED))


@decision("theory-dropped")
class TheoryDropped(Decision):
    """The authors no longer read their material through this theory; its links go with it."""

    theory: str


@decision("link-proposed")
class LinkProposed(Decision):
    """A code, coding or theme may be an instance of a theory's concept.

    `mapper` names the theory mapper that saw it; None where a person did. `evidence` are the
    passages that speak for it.
    """

    link: str
    subject: str
    concept: str
    mapper: str | None = None
    evidence: tuple[Evidence, ...] = ()
    reason: str = words(default="")


@decision("link-accepted")
class LinkAccepted(Decision):
    """The authors hold that a proposed link is right."""

    link: str


@decision("link-rejected")
class LinkRejected(Decision):
    """The authors hold that a proposed link is wrong."""

    link: str
