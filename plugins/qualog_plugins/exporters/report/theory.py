"""Theory: links to concepts, with what spoke for them, and the theories themselves."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

from qualog.language import Sayable, plural
from qualog.state import Link, State
from qualog.views.wording import StateNames
from qualog_plugins.exporters.shared.left_out import nonzero


@frozen
class LinkSection:
    """A link to a concept.

    Attributes:
        subject: what is linked, as it is called in a sentence.
        passage: the same, where it is a single passage and not all of a code; else empty.
        concept: the name of the concept.
        theory: the name of its theory.
        reason: what spoke for the link when it was proposed.
        why: why it was accepted or rejected.
    """

    subject: str
    passage: str
    concept: str
    theory: str
    reason: str
    why: str


@frozen
class TheorySection:
    """A theory that the study uses, with its references."""

    name: str
    summary: str
    sources: tuple[str, ...]


@define
class Links:
    """Finds links.

    Attributes:
        state: the study.
        names: what things are called in it.
        whys: the reason that was given for each decision (an id).
    """

    state: State
    names: StateNames
    whys: Mapping[str, str]
    _accepted: dict[str, list[Link]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for link in self._with_status("accepted"):
            self._accepted.setdefault(self._counts_as(link.subject), []).append(link)

    def accepted(self, subject: str) -> tuple[LinkSection, ...]:
        """Return the accepted links of a theme or a code (an id), and of the code's codings."""
        return tuple(map(self._section, self._accepted.get(subject, ())))

    def rejected(self) -> tuple[LinkSection, ...]:
        """Return the links that were rejected."""
        return tuple(map(self._section, self._with_status("rejected")))

    def left_out(self) -> Sequence[Sayable]:
        """Return how many links await a decision, and so are not in the report."""
        return nonzero(
            plural(
                "The report leaves out one link to theory that awaits a decision. "
                "To settle it: qualog theory accept or qualog theory reject",
                "The report leaves out {n} links to theory that await a decision. "
                "To settle them: qualog theory accept or qualog theory reject",
                sum(1 for _ in self._with_status("proposed")),
            )
        )

    def _with_status(self, status: str) -> Iterable[Link]:
        return (link for link in self.state.links.values() if link.status == status)

    def _counts_as(self, subject: str) -> str:
        coding = self.state.codings.get(subject)
        return self.state.codebook.resolve(subject if coding is None else coding.code)

    def _section(self, link: Link) -> LinkSection:
        found = self.state.concept(link.concept)
        subject = str(self.names.anything(link.subject))
        return LinkSection(
            subject=subject,
            passage=subject if link.subject in self.state.codings else "",
            concept=found[1].name if found else link.concept,
            theory=found[0].name if found else "",
            reason=link.reason,
            why=self.whys.get(link.settled.decision, "") if link.settled else "",
        )


def theories(state: State) -> tuple[TheorySection, ...]:
    """Return the theories that the study uses."""
    return tuple(
        TheorySection(theory.name, theory.pack.summary, theory.pack.sources)
        for theory in state.theories.values()
    )
