"""Theory: a study uses a theory, and links codes, codings and themes to its concepts."""

from attrs import field, frozen

from qualog.decisions.base import ERASED, LATER, Decision, Work, decision, words
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import Id, Offset
from qualog.language import Message, message


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

    document: Id
    start: Offset
    end: Offset
    revision: Id | None = field(default=None, metadata=LATER)


@decision("theory-adopted")
class TheoryAdopted(Decision):
    """The authors start using a theory: they read their material through it.

    `concepts` are ids for the pack's concepts, in the pack's order.
    """

    work = Work.THEORY

    theory: Id
    concepts: tuple[Id, ...]
    pack: TheoryPack = words(erased=TheoryPack(name=ERASED))

    def sentence(self, names: Names) -> Message:
        return message("started using the theory “{name}”", name=self.pack.name)


@decision("theory-dropped")
class TheoryDropped(Decision):
    """The authors stop using a theory; its links go with it."""

    theory: Id

    def sentence(self, names: Names) -> Message:
        return message("stopped using {theory}", theory=names.theory(self.theory))


@decision("link-proposed")
class LinkProposed(Decision):
    """A code, coding or theme may be an instance of a theory's concept.

    `mapper` names the theory mapper that saw it; None where a person did. `evidence` are the
    passages that speak for it.
    """

    work = Work.THEORY

    link: Id
    subject: Id
    concept: Id
    mapper: str | None = None
    evidence: tuple[Evidence, ...] = ()
    reason: str = words(default="")

    def sentence(self, names: Names) -> Message:
        subject, concept = names.anything(self.subject), names.concept(self.concept)
        if self.mapper is None:
            return message(
                "proposed linking {subject} to {concept}", subject=subject, concept=concept
            )
        return message(
            "proposed linking {subject} to {concept}, as {mapper} suggested",
            subject=subject,
            concept=concept,
            mapper=self.mapper,
        )

    @property
    def counts_codings(self) -> bool:
        return self.mapper is not None  # a mapper says in how many passages it saw what

    def tells_about(self, theirs: Theirs) -> bool:
        return theirs.has(self.subject) or any(
            theirs.has_words(passage.document, passage.revision, passage.start, passage.end)
            for passage in self.evidence
        )


@decision("link-accepted")
class LinkAccepted(Decision):
    """The authors hold that a proposed link is right."""

    work = Work.THEORY

    link: Id

    def sentence(self, names: Names) -> Message:
        return message("accepted {link}", link=names.link(self.link))


@decision("link-rejected")
class LinkRejected(Decision):
    """The authors hold that a proposed link is wrong."""

    work = Work.THEORY

    link: Id

    def sentence(self, names: Names) -> Message:
        return message("rejected {link}", link=names.link(self.link))
